/** Entries read without the parser must be what the parser reads: values, places, sizes, comments. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../src/core/value.js';
import { splitBlocks } from '../../src/yaml/blocks.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { decode } from '../../src/yaml/decode.js';
import type { Entry } from '../../src/yaml/entries.js';
import { KnownItems } from '../../src/yaml/known-items.js';
import { readSimpleEntry } from '../../src/yaml/simple-entry.js';
import { entryText } from '../support/entries.js';
import { identitiesOf } from '../support/plan.js';

/**
 * @param text - of an entry
 * @param before - entries of the same run
 * @returns whether it was read without the parser, and equal
 */
function agrees(text: string, before: readonly string[] = []): boolean {
  const source = decode('f.yaml', new TextEncoder().encode(text));
  if ('code' in source) return false;
  const raw = splitBlocks(source.text);
  const [block, second] = raw?.blocks ?? [];
  if (block === undefined || second !== undefined) return false;
  const identities = identitiesOf();
  const items = new KnownItems();
  for (const core of before) readSimpleEntry(core, identities, items);
  const simple = readSimpleEntry(block.core, identities, items);
  if (simple === null) return false;
  const whole = new ConfigReader(identities).readWhole({ ...source, text: block.core });
  if (!('blocks' in whole)) throw new Error(`the parser refuses ${JSON.stringify(block.core)}`);
  const [only] = whole.blocks;
  expect([block.core, whole.blocks.length]).toEqual([block.core, 1]);
  expect([block.core, whole.whole, only?.core.unfinished]).toEqual([block.core, null, false]);
  expect([block.core, laidOut(simple.entry), simple.comments]).toEqual([
    block.core,
    only && laidOut(only.core.entry),
    only?.core.comments,
  ]);
  return true;
}

function laidOut(entry: Entry): unknown {
  return { ...entry, value: plain(entry.value), children: entry.children?.map(laidOut) ?? null };
}

/** Lists of integers are objects of a class of their own. */
function plain(value: Value): unknown {
  if (value.kind === 'sequence') return { id: value.id, items: value.items.map(plain) };
  if (value.kind === 'mapping')
    return { ...value, pairs: value.pairs.map((pair) => ({ ...pair, value: plain(pair.value) })) };
  return value;
}

test('40,000 generated entries are read as the parser reads them, or left to it', () => {
  let simple = 0;
  fc.assert(
    fc.property(entryText, fc.nat(9), (text, line) => {
      // Items of the same run: the entry's own, and those of an entry that lacks a line.
      const before = text.split('\n').toSpliced(1 + line, 1);
      if (agrees(text, [before.join('\n'), text])) simple++;
    }),
    { numRuns: 40_000 },
  );
  expect(simple).toBeGreaterThan(4000);
});

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const texts = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => readFileSync(new URL(file, FIXTURES), 'utf8'));
const entries = [
  ...new Set(texts.flatMap((text) => splitBlocks(text)?.blocks.map(({ core }) => core) ?? [])),
].filter(({ length }) => length < 3000);

test('most entries of the fixtures are simple, and what is left of them after a few edits is read as the parser reads it', () => {
  const simple = entries.filter((text) => agrees(text, [text])).length;
  expect(simple).toBeGreaterThan(0.5 * entries.length);
  const edit = fc.record({
    at: fc.nat(3000),
    gone: fc.constantFrom(0, 0, 1, 1, 2, 5),
    more: fc.constantFrom(
      '',
      ' ',
      '  ',
      '\n',
      '\n  ',
      ':',
      ': ',
      '- ',
      '#',
      ' #',
      '"',
      "'",
      '[',
      ']',
      '{}',
      ',',
      'a',
      '1',
      '?',
      '|',
    ),
  });
  let left = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...entries),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (core, edits) => {
        const edited = edits.reduce((text, { at, gone, more }) => {
          const from = at % (text.length + 1);
          return text.slice(0, from) + more + text.slice(from + gone);
        }, core);
        if (agrees(edited, [core, edited])) left++;
      },
    ),
    { numRuns: 10_000 },
  );
  expect(left).toBeGreaterThan(1000);
});

test.each(['a', 'a b ', '"a', "'"])(
  'a scalar of five million characters is read or left to the parser',
  (part) => {
    const scalar = part.repeat(5_000_000 / part.length);
    for (const length of [400_000, 5_000_000]) {
      expect(() =>
        readSimpleEntry(`top:\n  a: ${scalar.slice(0, length)}\n`, identitiesOf(), new KnownItems()),
      ).not.toThrow();
    }
  },
);
