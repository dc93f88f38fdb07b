/** Where things stand in a simple entry must be where the parser says they stand, or be left to it. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../src/core/value.js';
import { splitBlocks } from '../../src/yaml/blocks.js';
import { KnownItems } from '../../src/yaml/known-items.js';
import { placeInText, type PathStep } from '../../src/yaml/places.js';
import { readSimpleEntry } from '../../src/yaml/simple-entry.js';
import { placeInSimple } from '../../src/yaml/simple-places.js';
import { entryText } from '../support/entries.js';
import { identitiesOf } from '../support/plan.js';

interface Looked {
  readonly path: readonly PathStep[];
  readonly isThere: boolean;
}

/** All paths of a value, and some that are not there. */
function* pathsOf(value: Value, path: readonly PathStep[]): Generator<Looked> {
  yield { path, isThere: true };
  if (value.kind === 'mapping') {
    for (const pair of value.pairs) yield* pathsOf(pair.value, [...path, pair.name ?? '']);
  }
  if (value.kind === 'sequence') {
    for (const [index, item] of value.items.entries()) yield* pathsOf(item, [...path, index]);
  }
  yield { path: [...path, 'none'], isThere: false };
  yield { path: [...path, value.kind === 'sequence' ? value.items.length : 0], isThere: false };
}

/** @returns how many places were found; all keys are */
function compare(core: string): number {
  const simple = readSimpleEntry(core, identitiesOf(), new KnownItems());
  let found = 0;
  if (simple === null) return found;
  const { name, value } = simple.entry;
  for (const { path, isThere } of pathsOf(value, [name])) {
    for (const what of ['key', 'value'] as const) {
      const place = placeInSimple(simple.lines, path, what);
      const isKey = what === 'key' && typeof path.at(-1) === 'string';
      if (isKey) expect([core, path, place !== null]).toEqual([core, path, isThere]);
      if (place === null) continue;
      found++;
      expect([core, path, what, place]).toEqual([core, path, what, placeInText(core, path, what)]);
    }
  }
  return found;
}

test('of 10,000 generated entries', () => {
  let found = 0;
  fc.assert(
    fc.property(entryText, (text) => {
      found += compare(text);
    }),
    { numRuns: 10_000 },
  );
  expect(found).toBeGreaterThan(5000);
});

test('of the entries of the fixtures', () => {
  const fixtures = new URL('../../fixtures/', import.meta.url);
  const texts = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => readFileSync(new URL(file, fixtures), 'utf8'));
  const cores = new Set(texts.flatMap((text) => splitBlocks(text)?.blocks.map(({ core }) => core) ?? []));
  const short = [...cores].filter(({ length }) => length < 3000);
  expect(short.reduce((sum, core) => sum + compare(core), 0)).toBeGreaterThan(1000);
});
