/** The diffs of a dry run are made when a report shows them, and not otherwise. */
import process from 'node:process';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { unifiedDiff } from '../../src/commands/unified-diff.js';
import { folder, lay } from '../files/sandbox.js';
import { LEGACY } from './sample.js';
import { cli } from './terminal.js';

const made = vi.hoisted(() => ({ count: 0 }));

vi.mock('../../src/commands/unified-diff.js', async (importOriginal) => {
  const actual = await importOriginal<{ unifiedDiff: typeof unifiedDiff }>();
  const counted = (...args: Parameters<typeof unifiedDiff>) => {
    made.count++;
    return actual.unifiedDiff(...args);
  };
  return { ...actual, unifiedDiff: counted };
});

const at = process.cwd();

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder);
  made.count = 0;
});

afterEach(() => {
  process.chdir(at);
});

it.each([
  [['--quiet'], 0],
  [[], 3],
  [['--format', 'json'], 3],
  [['--quiet', '--report', 'report.json'], 3],
  [['--report', 'report.txt'], 6],
] as const)('migrate --dry-run %j makes %i', async (options, count) => {
  expect((await cli('migrate', 'old', '--out', 'new', '--dry-run', ...options)).exit).toBe(0);
  expect(made.count).toBe(count);
});

it.each([[[]], [['--check']]])('migrate %j makes none', async (options) => {
  await cli('migrate', 'old', '--out', 'new', ...options);
  expect(made.count).toBe(0);
});
