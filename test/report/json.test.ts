/** The report of a migration for programs: the shape of DESIGN.md 9. */
import process from 'node:process';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { BROKEN, LEGACY } from '../commands/sample.js';
import { cli } from '../commands/terminal.js';
import { contents, folder, lay, write } from '../files/sandbox.js';

const at = process.cwd();

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

async function json(...flags: readonly string[]): Promise<Record<string, unknown>> {
  const { out, err } = await cli('migrate', 'old', '--out', 'new', '--format', 'json', ...flags);
  expect(err).toBe('');
  return JSON.parse(out) as Record<string, unknown>; // any object: each test says what it holds
}

it('has every field, with what was written', async () => {
  const result = await json();
  const bytes = (name: string): number => Buffer.byteLength(contents()[name] ?? '');
  const session = (name: string) => ({
    name,
    source: `old/${name}.yaml`,
    path: `new/sessions/${name}.yaml`,
    bytesBefore: bytes(`old/${name}.yaml`),
    bytesAfter: bytes(`new/sessions/${name}.yaml`),
    ownKeys: ['session', 'cids', 'sampling.target_rate'],
  });
  const sessions = [session('Allen_2022-02-16'), session('Logan_2020-02-29')];
  expect(result).toMatchObject({
    command: 'migrate',
    ok: true,
    dryRun: false,
    problems: [],
    parents: [
      {
        path: 'new/old.yaml',
        sharedKeys: ['lab', 'sampling.source_rate', 'seed'],
        sessions: ['Allen_2022-02-16', 'Logan_2020-02-29'],
      },
    ],
    sessions,
    skipped: [{ path: 'old/baseline.yaml', reason: expect.stringContaining("name contains 'base'") }],
    comments: { moved: 2, kept: 0, dropped: 0 },
    proof: { ok: true, loaders: expect.any(Array), compared: 13, differences: [] },
    totals: {
      configs: 2,
      bytesBefore: sessions.reduce((sum, { bytesBefore }) => sum + bytesBefore, 0),
      bytesAfter: sessions.reduce((sum, { bytesAfter }) => sum + bytesAfter, bytes('new/old.yaml')),
      linesBefore: 14,
      linesAfter: 15,
    },
    changes: [
      { path: 'new/sessions/Allen_2022-02-16.yaml', kind: 'new' },
      { path: 'new/sessions/Logan_2020-02-29.yaml', kind: 'new' },
      { path: 'new/old.yaml', kind: 'new' },
    ],
    removed: [],
  });
  expect(result).not.toHaveProperty('diffs');
});

it('of a dry run says so, and has the diffs', async () => {
  const { ok, dryRun, diffs } = await json('--dry-run');
  expect([ok, dryRun]).toEqual([true, true]);
  expect(diffs).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^--- .*\n\+\+\+ .*\n@@ /)));
});

it('of a check is not ok while something would change', async () => {
  expect(await json('--check')).toMatchObject({
    ok: false,
    check: true,
    dryRun: false,
    changes: { length: 3 },
  });
});

it('has problems with file, line, column and code, and no plan', async () => {
  write('old/broken.yaml', BROKEN['old/broken.yaml']);
  const result = await json();
  expect(result).toMatchObject({
    ok: false,
    problems: [
      {
        code: 'syntax',
        severity: 'error',
        file: 'old/broken.yaml',
        line: 2,
        column: 6,
        message: expect.any(String),
      },
    ],
    parents: [],
    sessions: [],
    proof: null,
    totals: { configs: 0, bytesBefore: 0, bytesAfter: 0, linesBefore: 0, linesAfter: 0 },
    changes: [],
  });
});

test('problems of files that are left out stand beside the result', async () => {
  write('old/broken.yaml', BROKEN['old/broken.yaml']);
  const result = await json('--skip-invalid');
  expect(result).toMatchObject({
    ok: true,
    problems: [{ file: 'old/broken.yaml' }],
    skipped: [{ path: 'old/baseline.yaml' }, { path: 'old/broken.yaml', reason: 'has a problem: syntax' }],
  });
});

test('an error is JSON too', async () => {
  const { exit, out } = await cli('migrate', 'nowhere', '--out', 'new', '--format', 'json');
  expect(exit).toBe(2);
  expect(JSON.parse(out)).toEqual({
    ok: false,
    error: { code: 'not-found', message: 'nowhere does not exist. Check the path.' },
    problems: [],
  });
});
