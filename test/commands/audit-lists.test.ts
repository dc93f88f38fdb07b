/** Long lists are known by a sketch until another has the same one; equal ids must still mean equal lists. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuditReader } from '../../src/commands/audit-reader.js';
import { sketchOf } from '../../src/core/identities.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { decode } from '../../src/yaml/decode.js';
import { identitiesOf } from '../support/plan.js';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'config-inherit-lists-'));
});
afterAll(() => rmSync(home, { recursive: true }));

type Numbers = readonly number[];

const BASE: Numbers = Array.from({ length: 90 }, (_, index) => 100 + index * 7);

function sketch(numbers: Numbers): number | null {
  return sketchOf(numbers.join(','));
}

/** Lists that differ in one number, at a digit that the sketch does not look at. */
const TWINS: readonly Numbers[] = BASE.map((number, at) => BASE.with(at, number + 10)).filter(
  (numbers) => sketch(numbers) === sketch(BASE),
);

const LISTS: readonly Numbers[] = [
  BASE,
  ...TWINS.slice(0, 2),
  BASE.toReversed(),
  BASE.slice(1),
  BASE.slice(0, 60),
  [1, 2, 3],
];

/** Ways to write a list, which are read in different ways. */
const STYLES: readonly ((name: string, numbers: Numbers) => string)[] = [
  (name, numbers) => `${name}: [${numbers.join(', ')}]\n`,
  (name, numbers) => `${name}: [${numbers.join(',\n  ')}]\n`,
  (name, numbers) => `${name}: [${numbers.join(',')}] # written so\n`,
  (name, numbers) => `${name}:\n${numbers.map((number) => `- ${number}\n`).join('')}`,
  (name, numbers) => `${name}: [${numbers.map((number) => `0x${number.toString(16)}`).join(', ')}]\n`,
];

const entry = fc.record({ list: fc.nat(LISTS.length - 1), style: fc.nat(STYLES.length - 1) });
const files = fc.array(fc.array(entry, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

function textOf(entries: readonly { readonly list: number; readonly style: number }[]): string {
  return entries.map(({ list, style }, at) => STYLES[style]?.(`k${at}`, LISTS[list] ?? []) ?? '').join('');
}

/** Ids and lists must go together, one to one. */
function expectOneToOne(pairs: readonly { readonly id: number; readonly list: number }[]): void {
  expect(pairs.length).toBeGreaterThan(0);
  for (const a of pairs) for (const b of pairs) expect(a.id === b.id).toBe(a.list === b.list);
}

test('there are different lists with the same sketch', () => {
  expect(TWINS.length).toBeGreaterThan(2);
});

test('an audit calls lists equal when they are, however they are written and wherever they come first', () => {
  fc.assert(
    fc.property(files, (all) => {
      const reader = new AuditReader('both');
      const found = all.flatMap((entries, at) => {
        const file = path.join(home, `${at}.yaml`);
        writeFileSync(file, textOf(entries));
        const config = reader.read(file, String(at));
        return entries.map(({ list }, index) => ({ list, id: config?.root.pairs[index]?.value.id ?? NaN }));
      });
      expect(reader.problems).toEqual([]);
      expectOneToOne(found);
    }),
    { numRuns: 1000 },
  );
});

test('so does what a migration reads', () => {
  fc.assert(
    fc.property(files, fc.boolean(), (all, whole) => {
      const reader = new ConfigReader(identitiesOf());
      const found = all.flatMap((entries, at) => {
        const bytes = Buffer.from(textOf(entries));
        const source = decode('f.yaml', bytes);
        if ('code' in source) throw new Error(source.message);
        const config =
          (whole && at % 2 === 1 ? null : reader.readBytes('f.yaml', bytes)) ?? reader.read(source);
        if (!('blocks' in config)) throw new Error('not read');
        return entries.map(({ list }, index) => ({
          list,
          id: config.blocks[index]?.core.entry.value.id ?? NaN,
        }));
      });
      expectOneToOne(found);
    }),
    { numRuns: 1000 },
  );
});

test('a list whose file is gone by then is equal to none', () => {
  const reader = new AuditReader('both');
  const [gone, stays] = ['gone', 'stays'].map((name) => path.join(home, `${name}.yaml`));
  const ids = [gone, stays, stays].map((file, at) => {
    writeFileSync(file ?? '', `k: [${BASE.join(', ')}]\n`);
    const config = reader.read(file ?? '', '');
    if (at === 0) rmSync(file ?? '');
    return config?.root.pairs[0]?.value.id;
  });
  expect(ids[1]).toBe(ids[2]);
  expect(ids[0]).not.toBe(ids[1]);
});
