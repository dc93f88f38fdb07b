/** A config read from the outline of its bytes must be the config that the full parser reads, or be left to it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pair } from '../../src/core/value.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { decode } from '../../src/yaml/decode.js';
import { summary, textOf } from '../support/config.js';
import { identitiesOf } from '../support/plan.js';

const LISTS = [
  ...[
    'cids: [1, 2, 3]\n',
    'cids: [1,\n  2, 3]\n',
    'b: [0, 10,\n2]\n',
    'b: [7]\n',
    'c: [1, 2]',
    'b: [ 1 , 2 ]\n',
  ],
  ...[
    'b: [1, 2,]\n',
    'b: []\n',
    'b: [ ]\n',
    'b: [01]\n',
    'b: [-1]\n',
    'b: [1 2]\n',
    'b: [1]  \n',
    'b: [1] # c\n',
  ],
  ...[
    'b: [1,\n\n  2]\n',
    'b: [1,\n  # c\n  2]\n',
    'b: [1\n]\n',
    'b:  [1]\n',
    'b: [1,\n  2\n  ]\n',
    'b: [1\n,2]\n',
  ],
  ...[
    'b: [999999999999999]\n',
    'b: [9999999999999999]\n',
    'yes: [1]\n',
    '1: [1]\n',
    'b: [1]\r\n',
    'b: [1,\r\n 2]\n',
  ],
  ...[
    'b: [1]\n  c: 1\n',
    'b: [1][2]\n',
    'b: [[1]]\n',
    'b: [1\n',
    'b: 1]\n',
    'a.b-c_1: [1, 2]\n',
    'é: [1]\n',
    ' b: [1]\n',
  ],
];
const TEXTS = [
  ...[
    'a: 1\n',
    'a: x # c\n',
    'm:\n  x: 1\n  y: [1, 2]\n',
    'm:\n- 1\n- 2\n',
    's: |\n  t\n',
    's: |\n  t\n\n',
    's: é – x\n',
  ],
  // Words, which have a way of their own where only values are asked.
  ...[
    'a: x\n',
    'a: yes\n',
    'a: 1\nf: y\n',
    'a: 2020-01-01\n',
    'no: a\n',
    'a: null\n',
    'a: x\na: y\n',
    'a: 1e3\n',
  ],
  ...[
    '\n',
    '\n',
    '# c\n',
    '# é\n',
    '  # c\n',
    '   \n',
    '\n# c\n\n',
    '# c\n\n',
    'd: "x"\n',
    'e:\n',
    'e: 1',
    '  z: 1\n',
    '- 1\n',
    ']\n',
  ],
  ...[
    't:\tx\n',
    'r: &a 1\n',
    '---\n',
    '...\n',
    'q: "a\n',
    "'k': 1\n",
    '? k\n',
    '\u0085',
    '\u0000',
    'x: a\rb\n',
    '\ufeff',
    'w: 😀\n',
  ],
];

const pieces = fc.array(
  fc.oneof(fc.constantFrom(...LISTS.slice(0, 8)), fc.constantFrom(...LISTS), fc.constantFrom(...TEXTS)),
  {
    minLength: 1,
    maxLength: 7,
  },
);

/** Runs of some length are remembered. */
const LONG = `# ${'x'.repeat(70)}\n`;

/** Most files get keys of their own, since a key that comes twice sends a file to the parser. */
const file = fc
  .tuple(
    pieces,
    fc.constantFrom(true, true, true, false),
    fc.constantFrom('', LONG),
    fc.constantFrom('', LONG),
  )
  .map(([all, apart, before, behind]) => {
    const own = all.map((piece, index) => (apart ? piece.replace(/^[a-z]+(?=:)/, `$&${index}`) : piece));
    return [before, ...own, behind].join('');
  });

/** Lists of integers are asked for no more than their ids. */
function valueOf({ name, key, value }: Pick<Pair, 'name' | 'key' | 'value'>): unknown {
  return { name, key, value: value.kind === 'scalar' ? value : [value.kind, value.id] };
}

test('20,000 generated files are read from their outlines as the parser reads them, or left to it', () => {
  let outlined = 0;
  let lists = 0;
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), fc.boolean(), (texts, again) => {
      const identities = identitiesOf();
      const [reader, other] = [new ConfigReader(identities), new ConfigReader(identities)];
      for (const text of again ? [...texts, ...texts] : texts) {
        const bytes = Buffer.from(text);
        const values = other.readValues(bytes, { integersOf: () => [], keyOf: () => '' });
        const config = reader.readBytes('f.yaml', bytes);
        expect([text, values?.pairs.map(valueOf)]).toEqual([
          text,
          config?.blocks.map(({ core: { entry } }) => valueOf(entry)),
        ]);
        if (config === null) continue;
        outlined++;
        const source = decode('f.yaml', bytes);
        if ('code' in source) throw new Error(`read although it cannot be decoded: ${JSON.stringify(text)}`);
        const whole = reader.readWhole(source);
        if (!('blocks' in whole)) throw new Error(`the parser refuses ${JSON.stringify(text)}`);
        const { path, bom, encoding, eol } = config.source;
        expect({ path, text: config.source.text, bom, encoding, eol }).toEqual(source);
        const all = { ...config, source: whole.source, blocks: config.blocks.map(summary) };
        expect([text, all]).toEqual([text, { ...whole, blocks: whole.blocks.map(summary) }]);
        expect(textOf(config)).toBe(text);
        lists += config.blocks.filter(({ core }) => core.text !== undefined).length;
      }
    }),
    { numRuns: 10_000 },
  );
  expect(outlined).toBeGreaterThan(5000);
  expect(lists).toBeGreaterThan(5000);
});

test('a run without a line break at its end does not end where a list seems to begin', () => {
  const reader = new ConfigReader(identitiesOf());
  const open = `long: ${'x'.repeat(80)}\ne: x`;
  expect(reader.readBytes('f.yaml', Buffer.from(open))?.blocks.map(({ name }) => name)).toEqual([
    'long',
    'e',
  ]);
  const joined = reader.readBytes('g.yaml', Buffer.from(`${open}cids: [1]\n`));
  expect(joined?.blocks.map(({ name }) => name) ?? []).not.toContain('cids');
});

test('the integers of a list that was read from an outline are those that are written', () => {
  const reader = new ConfigReader(identitiesOf());
  const config = reader.readBytes('f.yaml', Buffer.from('# – c\na2: [10,\n  0, 7]\nb: x\nc: [1]\n'));
  const values = config?.blocks.map(({ core: { entry } }) =>
    entry.value.kind === 'sequence' ? entry.value.items : [],
  );
  expect(values?.map((items) => items.map((item) => (item.kind === 'scalar' ? item.text : '')))).toEqual([
    ['10', '0', '7'],
    [],
    ['1'],
  ]);
});
