/**
 * The laws of a migration, over generated folders: merge undoes factor; migrating again changes nothing; the order of
 * files changes no value; every line that survives is a line of the original; nothing more can be hoisted.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/core/value.js';
import { rootValue } from '../../src/yaml/config.js';
import { printMerged } from '../../src/yaml/print.js';
import { folder, type Folder } from '../support/generate.js';
import { planTexts, type Planned } from '../support/plan.js';

const RUNS = { numRuns: 1500 };

function lines(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** Lines of a session that its legacy file does not have, in order. */
function newLines(before: string, after: string): readonly string[] {
  const old = lines(before);
  let at = 0;
  return lines(after).filter((line) => {
    const found = old.indexOf(line, at);
    if (found < 0) return true;
    at = found + 1;
    return false;
  });
}

describe('a migration', () => {
  test('is undone by the merge', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        expect(planTexts(files, { preset: 'dataset' }).proof.differences).toEqual([]);
      }),
      RUNS,
    );
  });

  test('is undone by the merge when order counts nowhere, or everywhere', () => {
    fc.assert(
      fc.property(folder, fc.constantFrom('ignore' as const, 'strict' as const), ({ files }, keyOrder) => {
        expect(planTexts(files, { preset: 'dataset', keyOrder }).proof.differences).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is undone by the merge when sessions override the majority, and is no longer than without', () => {
    fc.assert(
      fc.property(folder, fc.constantFrom('nested' as const, 'ignore' as const), ({ files }, keyOrder) => {
        const majority = planTexts(files, { preset: 'dataset', strategy: 'majority', keyOrder });
        expect(majority.proof.differences).toEqual([]);
        const { totals } = planTexts(files, { preset: 'dataset', keyOrder }).plan;
        // Notes for comments and the keys of split mappings may cost a little of what is saved.
        expect(majority.plan.totals.bytesAfter).toBeLessThan(totals.bytesAfter + 200);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps every surviving line as it is', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        const { sessions } = planTexts(files, { preset: 'dataset' });
        for (const { name, text } of files) {
          const fresh = newLines(text, sessions.get(name) ?? '');
          // A comment that could not move names its path; a flow mapping may have lost pairs; the last line of a
          // file without a final line break may now be followed by none.
          expect(fresh.filter((line) => line !== '' && !/^\s*#/.test(line) && !/[{}]/.test(line))).toEqual(
            [],
          );
        }
      }),
      RUNS,
    );
  });

  test('loses no comment', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        const { plan, parent, sessions } = planTexts(files, { preset: 'dataset' });
        for (const { name, text } of files) {
          const kept = `${parent}\n${sessions.get(name) ?? ''}`;
          for (const line of lines(text)) {
            const comment = /^\s*(#.*)$/.exec(line)?.[1]?.trimEnd();
            if (comment !== undefined) expect(kept).toContain(comment);
          }
        }
        expect(plan.comments.dropped).toBe(0);
      }),
      RUNS,
    );
  });

  test('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        const there = planTexts(files, { preset: 'dataset' });
        const back = planTexts([...files].reverse(), { preset: 'dataset' });
        expect(sharedPaths(back)).toEqual(sharedPaths(there));
        expect(back.proof.ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('of what was merged back shares the same again', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        const first = planTexts(files, { preset: 'dataset' });
        // Printing ends every text with a line break and moves blank lines, which changes what is read in these.
        fc.pre(files.every(({ text }) => !/[|>]\+/.test(text)));
        fc.pre(first.legacies.every(({ config }) => config.blocks.every(({ core }) => !core.unfinished)));
        const second = planTexts(mergedBack(first, files), { preset: 'dataset' });
        expect(sharedPaths(second)).toEqual(sharedPaths(first));
      }),
      { numRuns: 500 },
    );
  });

  test('leaves nothing that could be hoisted', () => {
    fc.assert(
      fc.property(folder, ({ files }) => {
        const planned = planTexts(files, { preset: 'dataset' });
        for (const { path, reason } of planned.plan.parents[0]?.own ?? []) {
          if (reason.kind === 'pinned' || reason.kind === 'stuck' || reason.kind === 'order') continue;
          const values = planned.legacies.map(({ config }) => valueAt(rootValue(config), path.split('.')));
          const ids = new Set(values.map((value) => value?.id));
          expect(ids.size === 1 && values[0] !== undefined, `${path} is equal everywhere and stays`).toBe(
            false,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

function sharedPaths({ plan }: Planned): readonly string[] {
  return (plan.parents[0]?.shared ?? []).map(({ path }) => path).sort();
}

/** Standalone configs again, as the merge of a library prints them. */
function mergedBack({ parent, sessions }: Planned, files: Folder['files']): Folder['files'] {
  return files.map(({ name }) => ({
    name,
    text: printMerged({
      parent,
      session: sessions.get(name) ?? '',
      reserved: ['session_dir', 'sessions'],
      defaults: {},
    }),
  }));
}

function valueAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  const pairs = value.kind === 'mapping' ? value.pairs : [];
  return valueAt(pairs.find(({ name }) => name === key || JSON.stringify(name) === key)?.value, rest);
}
