/** The real program in its own process: exit codes, streams, and a reader that stops reading. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay } from '../files/sandbox.js';
import { LEGACY, NEW } from './sample.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = `${ROOT}bin/config-inherit.js`;

beforeAll(() => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT });
});

beforeEach(() => {
  lay(LEGACY);
});

function bin(...argv: readonly string[]): {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { exit: status, out: stdout, err: stderr };
}

test('the licence of every package in the bundle goes with it', () => {
  const bundle = path.join(ROOT, 'dist/bundle');
  const code = readdirSync(bundle).filter((file) => file.endsWith('.js'));
  const sources = code.flatMap((file) => readFileSync(path.join(bundle, file), 'utf8').split('\n'));
  // The bundle names the file that each part of it comes from. A package may stand in for another, under its name.
  const folders = new Set(
    sources.flatMap((line) => /^\/\/.*(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(line)?.[1] ?? []),
  );
  const packages = [...folders].map((folder) => {
    const { name } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as {
      name: string;
    };
    return name;
  });
  const licences = readFileSync(path.join(bundle, 'LICENSES.txt'), 'utf8');
  expect(packages).toEqual(expect.arrayContaining(['yaml', 'yargs', 'cliui', 'fast-string-width']));
  for (const name of packages)
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)$`, 'm'));
});

describe('the program', () => {
  it('migrates, verifies and shows', () => {
    expect(bin('migrate', 'old', '--out', 'new', '--quiet')).toEqual({ exit: 0, out: '', err: '' });
    expect(contents()).toEqual({ ...LEGACY, ...NEW });
    expect(bin('verify', 'old', 'new/old.yaml')).toMatchObject({ exit: 0, err: '' });
    expect(bin('show', 'new/old.yaml', 'Logan_2020-02-29').out).toMatch(/^lab: yates\n/);
  });

  test.each([
    [['--version'], 0],
    [['--help'], 0],
    [['migrate', '--help'], 0],
    [['completion'], 0],
    [['migrate', 'old', '--out', 'new', '--check'], 1],
    [['migrate', 'old'], 2],
    [['migrate', 'old', '--out', 'new', '--threads', '0'], 2],
    [['verify', 'old', 'new/old.yaml', '--threads', 'two'], 2],
    [['frobnicate'], 2],
    [[], 2],
  ])('%j exits with %i', (argv, exit) => {
    const result = bin(...argv);
    expect(result.exit).toBe(exit);
    expect(result.err === '').toBe(exit !== 2);
  });

  it('ends when all is done, with other threads too, and prints nothing of them', () => {
    expect(bin('migrate', 'old', '--out', 'new', '--threads', '3', '--quiet')).toEqual({
      exit: 0,
      out: '',
      err: '',
    });
    expect(contents()).toEqual({ ...LEGACY, ...NEW });
    expect(bin('verify', 'old', 'new/old.yaml', '--threads', '2')).toMatchObject({ exit: 0, err: '' });
  });

  it('prints no colours into a pipe, whatever the environment says about the terminal', () => {
    const { out } = bin('migrate', 'old', '--out', 'new', '--dry-run');
    expect(out).not.toContain(String.fromCharCode(27));
  });

  it('completes the names of commands', () => {
    expect(bin('--get-yargs-completions', 'config-inherit', 'mi').out.split('\n')).toContain('migrate');
  });

  it('ends quietly when the reader of its output goes away', () => {
    const long = Array.from({ length: 4000 }, (_, index) => `key_${index}: value ${index}\n`).join('');
    lay({ 'old/a.yaml': `cids: [1]\n${long}`, 'old/b.yaml': `cids: [2]\n${long}` });
    const command = `"${process.execPath}" "${BIN}" migrate old --out new --dry-run | head -n 2`;
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toHaveLength(3);
  });

  it('has a bin that npm can link: executable text for node', () => {
    expect(readFileSync(BIN, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
