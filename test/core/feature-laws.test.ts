/**
 * The laws of a migration over folders that use everything YAML has, more than 5,000 configs: each migrates or is
 * refused; the proof and PyYAML find every value; what survives are lines of the originals; every comment is somewhere.
 */
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lexer } from 'yaml';
import { attempt, type Migrated } from '../support/attempt.js';
import { featureFolder } from '../support/generate-features.js';
import type { Folder } from '../support/generate.js';
import { judge, layoutLine } from '../support/judge.js';
import type { PlanTestOptions } from '../support/plan.js';
import { noPyyaml } from '../support/python.js';

const PYTHON = noPyyaml();
const RUNS = Number(process.env['FEATURE_FOLDERS'] ?? 1800);
const SEED = fc.readConfigureGlobal()?.seed;

const OPTIONS: readonly PlanTestOptions[] = [
  { strategy: 'shared' },
  { strategy: 'majority' },
  { strategy: 'shared', keyOrder: 'ignore' },
  { strategy: 'majority', keyOrder: 'strict', comments: 'drop' },
  { strategy: 'majority', yaml: 'pyyaml' },
];

/** Every folder with its own options and with the first two in turn. */
const asked = fc.record({ folder: featureFolder, first: fc.nat(1), second: fc.integer({ min: 2, max: 4 }) });

interface Layout {
  readonly line: string;
  readonly shown: string;
}

describe(`folders with every feature, seed ${SEED ?? 'random'}`, () => {
  const layouts: Layout[] = [];
  let configs = 0;
  let refused = 0;

  test('migrate and prove, keep their lines and their comments', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ folder, first, second }) => {
        configs += folder.files.length;
        for (const options of [OPTIONS[first], OPTIONS[second]]) {
          if (options !== undefined) await check(folder, options);
        }
      }),
      { numRuns: RUNS },
    );
    expect(configs).toBeGreaterThan(RUNS * 2.5);
    expect(refused).toBeLessThan(RUNS * 0.2);
  });

  test.skipIf(PYTHON !== null)(
    `are the same to PyYAML${PYTHON === null ? '' : `: skipped, ${PYTHON}`}`,
    () => {
      const told = judge(layouts.map(({ line }) => line));
      const wrong = told.flatMap(({ differences }, at) =>
        differences.length > 0 ? [`${differences.join('\n')}\n${layouts[at]?.shown}`] : [],
      );
      expect(wrong.slice(0, 3).join('\n====\n')).toBe('');
    },
  );

  async function check({ files }: Folder, options: PlanTestOptions): Promise<void> {
    const outcome = await attempt(files, options);
    if (outcome.kind === 'wrong') expect(outcome.messages).toEqual([]);
    if (outcome.kind === 'refused') {
      refused++;
      expect(outcome.problems.every(({ code, message }) => code !== 'syntax' || message !== '')).toBe(true);
    }
    if (outcome.kind !== 'equal') return;
    const { migrated } = outcome;
    layouts.push({ line: layoutLine(files, migrated, options), shown: JSON.stringify({ files, options }) });
    if (options.keyOrder === undefined) {
      const again = await attempt(files, options);
      expect(again.kind === 'equal' ? textsOf(again.migrated) : null).toEqual(textsOf(migrated));
    }
    keepsLines(files, migrated);
    keepsComments(files, migrated);
  }
});

function textsOf({ parent, sessions }: Migrated): readonly string[] {
  return [parent, ...sessions.values()];
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** A session is its legacy file with lines taken out, but for what the README lists. */
function keepsLines(files: Folder['files'], { legacies, sessions }: Migrated): void {
  for (const [index, { name, text }] of files.entries()) {
    // An alias written out stands as lines of its anchor.
    if ((legacies[index]?.config.links.length ?? 0) > 0) continue;
    const old = linesOf(text);
    let at = 0;
    const fresh = linesOf(sessions.get(name) ?? '').filter((line) => {
      const found = old.indexOf(line, at);
      if (found >= 0) at = found + 1;
      return found < 0;
    });
    expect(fresh.filter((line) => line !== '' && !/^\s*#|[{}]/.test(line))).toEqual([]);
  }
}

function keepsComments(files: Folder['files'], { plan: { comments } }: Migrated): void {
  const before = files.reduce((count, { text }) => count + commentsIn(text), 0);
  expect(comments.moved + comments.kept + comments.dropped).toBe(before);
}

/** Comments by the tokens of the text; behind `\x1f` stands a scalar, which may look like one. */
function commentsIn(text: string): number {
  let count = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && before !== '\x1f') count++;
    before = token;
  }
  return count;
}
