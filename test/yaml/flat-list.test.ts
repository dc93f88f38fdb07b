/** Lists read without the parser must be what the parser reads: values, types, order, and where each item stands. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../src/core/value.js';
import type { Block } from '../../src/yaml/config.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { decode } from '../../src/yaml/decode.js';
import { readFlatList } from '../../src/yaml/flat-list.js';
import { identitiesOf } from '../support/plan.js';

const WORDS = [
  ...[
    '1',
    '0',
    '12',
    '007',
    '-1',
    '+1',
    '-0',
    '1.5',
    '-2.50',
    '1.',
    '.5',
    '.',
    '..',
    '...',
    '1e3',
    '1e-3',
    '1.0e+3',
  ],
  ...[
    'yes',
    'no',
    'a',
    'a-b',
    'a.b',
    '_x',
    '-a',
    '--',
    '-',
    '+',
    '1_000',
    '0x1f',
    '0o7',
    '0b1',
    'null',
    '~',
    'true',
  ],
  ...[
    '2022-02-16',
    '2022-02-30',
    '1:30',
    '.inf',
    '-.inf',
    '.nan',
    '999999999999999',
    '9999999999999999',
    '',
    "'a'",
  ],
];

const SPACES = ['', ' ', '  ', '\n  ', '\r\n  ', '\n', '\n\n  '];

const flow = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SPACES), fc.constantFrom('', '', '', ' ')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((items) => `[${items.map(([word, before, behind]) => before + word + behind).join(',')}]`)
  .chain((list) => fc.constantFrom(`cids: ${list}\n`, `c1: ${list}`, `c.s: ${list}\r\n`, `cids:  ${list}\n`));

const block = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '  ', '    '),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('- ', '- ', '- ', '-  '),
    fc.boolean(),
  )
  .map(([words, indent, eol, dash, ends]) => {
    const lines = words.map((word) => indent + dash + word);
    return `cids:${eol}${lines.join(eol)}${ends ? eol : ''}`;
  });

function plain(value: Value): unknown {
  if (value.kind === 'sequence') return { id: value.id, items: value.items.map(plain) };
  return value;
}

test('20,000 generated lists are read as the parser reads them, or left to it', () => {
  let lists = 0;
  fc.assert(
    fc.property(fc.oneof(flow, block), (text) => {
      const identities = identitiesOf();
      const source = decode('f.yaml', new TextEncoder().encode(text));
      if ('code' in source) throw new Error(source.message);
      const reader = new ConfigReader(identities);
      const [fast, whole] = [reader.read(source), reader.readWhole(source)];
      if (!('head' in fast) || !('head' in whole)) {
        expect(fast).toEqual(whole);
        return;
      }
      if (readFlatList(text, identities) !== null) lists++;
      expect([text, fast.blocks.map(entryOf)]).toEqual([text, whole.blocks.map(entryOf)]);
    }),
    { numRuns: 20_000 },
  );
  expect(lists).toBeGreaterThan(4000);
});

function entryOf({ name, core: { entry, comments, unfinished } }: Block): unknown {
  return { ...entry, name, value: plain(entry.value), comments, unfinished };
}
