/** `verify` on the command line: what is planted into a layout is found. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { LEGACY, NEW, PARENT } from './sample.js';
import { cli } from './terminal.js';

const at = process.cwd();
const ALLEN = 'new/sessions/Allen_2022-02-16.yaml';
const LOGAN = 'new/sessions/Logan_2020-02-29.yaml';

beforeEach(() => {
  lay({ ...LEGACY, ...NEW });
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

function replace(file: string, from: string, to: string): void {
  const text = contents()[file] ?? '';
  expect(text).toContain(from);
  write(file, text.replace(from, to));
}

describe('verify', () => {
  it('says that all is equal, and by whose reading', async () => {
    const before = tree();
    const { exit, out, err } = await cli('verify', 'old', 'new/old.yaml');
    expect([exit, err, tree()]).toEqual([0, '', before]);
    expect(out).toMatchInlineSnapshot(`
      "Skipped: 1 file
        old/baseline.yaml  name contains 'base' (inside 'baseline': use --exclude or --no-exclude if it is a config)

      new/old.yaml: 2 sessions
      Proved: 13 values equal, read by js-yaml by PyYAML's rules and js-yaml by YAML 1.2's rules
      "
    `);
  });

  test.each([
    ['another value', ALLEN, 'target_rate: 120', 'target_rate: 121', 'sampling.target_rate'],
    ['a float for an integer', ALLEN, 'target_rate: 120', 'target_rate: 120.0', 'sampling.target_rate'],
    ['a text for an integer', ALLEN, 'target_rate: 120', "target_rate: '120'", 'sampling.target_rate'],
    [
      'a spelling that PyYAML reads otherwise',
      ALLEN,
      'target_rate: 120',
      'target_rate: 0120',
      'sampling.target_rate',
    ],
    ['an id too many', ALLEN, '[1, 4]', '[1, 4, 5]', 'cids'],
    ['ids in another order', ALLEN, '[1, 4]', '[4, 1]', 'cids'],
    ['a key too many', ALLEN, 'cids:', 'extra: 1\ncids:', 'extra'],
    ['a key too few', ALLEN, 'sampling:\n  target_rate: 120\n', '', 'sampling.target_rate'],
    ['a mapping that became null', ALLEN, 'sampling:\n  target_rate: 120\n', 'sampling:\n', 'sampling'],
    ['another value in the parent', 'new/old.yaml', 'seed: 1002', 'seed: 1003', 'seed'],
    ['a key too many in the parent', 'new/old.yaml', 'lab: yates', 'lab: yates\nextra: {a: 1}', 'extra'],
    [
      'a nested key too few in the parent',
      'new/old.yaml',
      '  source_rate: 240 # Hz',
      '  other: 1',
      'sampling.source_rate',
    ],
  ])('finds %s', async (_, file, from, to, path) => {
    replace(file, from, to);
    const { exit, out } = await cli('verify', 'old', 'new/old.yaml', '--format', 'json');
    expect(exit).toBe(1);
    const { ok, proof } = JSON.parse(out) as {
      ok: boolean;
      proof: { ok: boolean; differences: { path: string; session: string }[] };
    };
    expect([ok, proof.ok]).toEqual([false, false]);
    expect(proof.differences.map((row) => row.path)).toContain(path);
    expect(proof.differences.map((row) => row.session)).toContain('Allen_2022-02-16');
    const text = await cli('verify', 'old', 'new/old.yaml');
    expect(text.exit).toBe(1);
    expect(text.out).toMatch(new RegExp(`Not proved: \\d+ differences?, read by`));
    expect(text.out).toContain(path);
  });

  test.each([
    ['a comment', ALLEN, 'cids:', '# mine\ncids:'],
    ['another spelling of a value', ALLEN, 'target_rate: 120', 'target_rate: +120'],
    ['another style', ALLEN, '[1, 4]', '\n  - 1\n  - 4'],
    ['a value the parent gives already', ALLEN, 'cids:', 'seed: 1002\ncids:'],
    ['another order at the top level', 'new/old.yaml', 'lab: yates\n', ''],
  ])('does not mind %s', async (what, file, from, to) => {
    replace(file, from, to);
    if (what.startsWith('another order')) write('new/old.yaml', `${contents()['new/old.yaml']}lab: yates\n`);
    expect((await cli('verify', 'old', 'new/old.yaml')).exit).toBe(0);
  });

  it('counts the order of nested keys, unless told otherwise', async () => {
    replace('new/old.yaml', '  source_rate: 240 # Hz\n', '  target_rate: 0\n  source_rate: 240\n');
    expect((await cli('verify', 'old', 'new/old.yaml')).exit).toBe(1);
    expect((await cli('verify', 'old', 'new/old.yaml', '--key-order', 'ignore')).exit).toBe(0);
  });

  it('asks for cids in the session file itself', async () => {
    lay({
      'old/a.yaml': 'cids: [1]\nx: 1\n',
      'new/p.yaml': 'session_dir: .\nsessions: [a]\ncids: [1]\n',
      'new/a.yaml': 'x: 1\n',
    });
    const { exit, err } = await cli('verify', 'old', 'new/p.yaml');
    expect(exit).toBe(2);
    expect(err).toContain("session 'a' has no 'cids'");
    expect((await cli('verify', 'old', 'new/p.yaml', '--preset', 'plain')).exit).toBe(0);
  });

  it('finds a legacy config that no parent lists', async () => {
    write('old/Rowley.yaml', 'cids: [1]\n');
    const { exit, out } = await cli('verify', 'old', 'new/old.yaml');
    expect(exit).toBe(1);
    expect(out).toMatch(/Rowley +\(root\) +missing +a legacy config -> in no parent/);
  });

  it('finds a session that has no legacy config', async () => {
    rmSync('old/Logan_2020-02-29.yaml');
    const { exit, out } = await cli('verify', 'old', 'new/old.yaml');
    expect(exit).toBe(1);
    expect(out).toMatch(/Logan_2020-02-29 +\(root\) +missing +no legacy config -> a session/);
  });

  it('finds sessions in another order', async () => {
    replace('new/old.yaml', '[Allen_2022-02-16, Logan_2020-02-29]', '[Logan_2020-02-29, Allen_2022-02-16]');
    const { exit, out } = await cli('verify', 'old', 'new/old.yaml');
    expect(exit).toBe(1);
    expect(out).toContain('Allen_2022-02-16 at 0 -> Logan_2020-02-29 at 0');
  });

  it('finds a session that is listed twice', async () => {
    replace('new/old.yaml', '[Allen_2022-02-16, ', '[Allen_2022-02-16, Allen_2022-02-16, ');
    expect((await cli('verify', 'old', 'new/old.yaml')).exit).toBe(1);
  });

  describe('several parents', () => {
    beforeEach(() => {
      write('new/a.yaml', PARENT.replace('[Allen_2022-02-16, Logan_2020-02-29]', '[Allen_2022-02-16]'));
      write('new/b.yaml', PARENT.replace('[Allen_2022-02-16, Logan_2020-02-29]', '[Logan_2020-02-29]'));
    });

    it('together give all legacy configs back', async () => {
      const { exit, out } = await cli('verify', 'old', 'new/a.yaml', 'new/b.yaml');
      expect(exit).toBe(0);
      expect(out).toContain('new/a.yaml: 1 session\nnew/b.yaml: 1 session\n');
    });

    it('or one of them does not', async () => {
      expect((await cli('verify', 'old', 'new/a.yaml')).exit).toBe(1);
      replace('new/b.yaml', 'seed: 1002', 'seed: 1');
      const { exit, out } = await cli('verify', 'old', 'new/a.yaml', 'new/b.yaml');
      expect(exit).toBe(1);
      expect(out).toMatch(/Logan_2020-02-29 +seed/);
      expect(out).not.toMatch(/Allen_2022-02-16 +seed/);
    });
  });

  it('stops at legacy files with problems, unless they are to be left out', async () => {
    write('old/broken.yaml', 'cids: ]\n');
    const { exit, out } = await cli('verify', 'old', 'new/old.yaml');
    expect(exit).toBe(2);
    expect(out).toContain('old/broken.yaml:1:7: error: ');
    expect(out).toContain('nothing was compared');
    const again = await cli('verify', 'old', 'new/old.yaml', '--skip-invalid');
    expect(again.exit).toBe(0);
    expect(again.out).toMatch(/old\/broken\.yaml +has a problem/);
  });

  it('has nothing to compare in an empty folder', async () => {
    rmSync('old', { recursive: true });
    write('old/base.yaml', 'a: 1\n');
    const { exit, err } = await cli('verify', 'old', 'new/old.yaml');
    expect(exit).toBe(2);
    expect(err).toContain('old holds no configs to compare with. [nothing-to-migrate]');
  });

  test.each([
    ['a session file is gone', () => rmSync(LOGAN), /Session 'Logan_2020-02-29' has no file/],
    [
      'a session cannot be read',
      () => write(LOGAN, 'a: ]\n'),
      /new\/sessions\/Logan_2020-02-29\.yaml:1:4: error/,
    ],
    ['a session is empty', () => write(LOGAN, ''), /new\/sessions\/Logan_2020-02-29\.yaml:1:1: error/],
    ['the parent is gone', () => rmSync('new/old.yaml'), /Parent new\/old\.yaml does not exist/],
    ['the legacy folder is gone', () => rmSync('old', { recursive: true }), /old does not exist/],
  ])('exits 2 when %s', async (_, change, message) => {
    change();
    const { exit, out, err } = await cli('verify', 'old', 'new/old.yaml');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('does not take the parent for a legacy config when it stands among them', async () => {
    await cli('migrate', 'old', '--out', 'old');
    expect((await cli('verify', join(folder, 'old'), 'old/old.yaml')).exit).toBe(0);
  });
});
