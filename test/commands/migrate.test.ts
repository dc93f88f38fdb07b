/** `migrate` on the command line: what is on the disk afterwards, and what is said about it. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { BROKEN, LEGACY, NEW, PARENT } from './sample.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder); // paths in reports are as they were given
});

afterEach(() => {
  process.chdir(at);
});

describe('migrate', () => {
  it('writes a parent and its sessions, proves them and tells what is next', async () => {
    expect(await cli('migrate', 'old', '--out', 'new')).toMatchObject({ exit: 0, err: '' });
    expect(contents()).toEqual({ ...LEGACY, ...NEW });
  });

  test.each([
    ['--name', ['--name', 'multi'], 'new/multi.yaml', 'new/sessions'],
    ['--name with its ending', ['--name', 'multi.yaml'], 'new/multi.yaml', 'new/sessions'],
    ['--session-dir', ['--session-dir', 'a/b/'], 'new/old.yaml', 'new/a/b'],
    ['--session-dir above', ['--session-dir', '../s'], 'new/old.yaml', 's'],
  ])('%s says where', async (_, flags, parent, sessions) => {
    expect((await cli('migrate', 'old', '--out', 'new', ...flags)).exit).toBe(0);
    expect(
      Object.keys(contents())
        .filter((name) => !name.startsWith('old/'))
        .sort(),
    ).toEqual([parent, `${sessions}/Allen_2022-02-16.yaml`, `${sessions}/Logan_2020-02-29.yaml`].sort());
    expect((await cli('verify', 'old', parent)).exit).toBe(0);
  });

  it('names the parent after the folder, however that is written', async () => {
    process.chdir(join(folder, 'old'));
    expect((await cli('migrate', '.', '--out', '../new', '--quiet')).exit).toBe(0);
    expect(existsSync(join(folder, 'new/old.yaml'))).toBe(true);
  });

  it('run twice changes no byte and no time', async () => {
    await cli('migrate', 'old', '--out', 'new');
    const before = tree();
    const { exit, out } = await cli('migrate', 'old', '--out', 'new');
    expect([exit, tree()]).toEqual([0, before]);
    expect(out).toContain('Everything is already in place: nothing was written.');
  });

  it('--out may be the legacy folder: run twice, too, changes no byte', async () => {
    expect((await cli('migrate', 'old', '--out', 'old')).exit).toBe(0);
    const before = tree();
    expect(contents()).toMatchObject({ ...LEGACY, 'old/old.yaml': PARENT });
    const { exit, out } = await cli('migrate', 'old', '--out', 'old');
    expect([exit, tree()]).toEqual([0, before]);
    expect(out).toContain('old/old.yaml');
    expect(out).toContain('is the parent this migration writes');
    expect((await cli('migrate', 'old', '--out', 'old', '--recursive')).exit).toBe(0);
    expect(tree()).toEqual(before);
    expect((await cli('verify', 'old', 'old/old.yaml')).exit).toBe(0);
  });

  it('--check exits 1 while something would change, and writes nothing', async () => {
    const before = tree();
    const first = await cli('migrate', 'old', '--out', 'new', '--check');
    expect([first.exit, tree()]).toEqual([1, before]);
    expect(first.out).toContain('3 files would change:');
    expect(first.out).toMatch(/new\/old\.yaml +new/);
    await cli('migrate', 'old', '--out', 'new');
    const after = tree();
    const second = await cli('migrate', 'old', '--out', 'new', '--check');
    expect([second.exit, tree()]).toEqual([0, after]);
    expect(second.out).toContain('Nothing to change.');
    write('new/old.yaml', `${PARENT}# mine\n`);
    const third = await cli('migrate', 'old', '--out', 'new', '--check');
    expect(third.exit).toBe(1);
    expect(third.out).toMatch(/1 file would change:\n +new\/old\.yaml +changed/);
  });

  it('--dry-run writes nothing and shows diffs in which sessions only lose lines', async () => {
    const before = tree();
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--dry-run');
    expect([exit, tree()]).toEqual([0, before]);
    expect(out).toContain('Dry run: nothing was written. It would write 3 new files.');
    const [, parent, ...sessions] = out.split(/^(?=--- )/m);
    expect(parent).toContain('--- /dev/null\n+++ new/old.yaml\n@@ -0,0 +1,7 @@\n+session_dir: ./sessions\n');
    expect(sessions).toHaveLength(2);
    for (const diff of sessions) {
      expect(diff).toMatch(/^--- old\/\w+_[-\d]+\.yaml\n\+\+\+ new\/sessions\/\w+_[-\d]+\.yaml\n@@/);
      const [, , ...lines] = diff.split('\n');
      expect(lines.filter((line) => line.startsWith('+'))).toEqual([]);
      expect(lines).toContain('-  source_rate: 240 # Hz');
    }
  });

  it('--dry-run says which files --force would be needed for', async () => {
    write('new/old.yaml', 'mine: 1\n');
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--dry-run');
    expect(exit).toBe(0);
    expect(out).toContain(
      'It would write 2 new files; 1 existing file with other content would need --force.',
    );
  });

  it('refuses to overwrite without --force, and changes nothing', async () => {
    write('new/sessions/Logan_2020-02-29.yaml', 'mine: 1\n');
    const before = tree();
    const { exit, out, err } = await cli('migrate', 'old', '--out', 'new');
    expect([exit, out, tree()]).toEqual([2, '', before]);
    expect(err).toContain('new/sessions/Logan_2020-02-29.yaml');
    expect(err).toContain(
      'Give --force to replace them, or another --out. Nothing was changed. [would-overwrite]',
    );
    expect((await cli('migrate', 'old', '--out', 'new', '--force')).exit).toBe(0);
    expect(contents()).toEqual({ ...LEGACY, ...NEW });
  });

  it('refuses to write over a legacy config, with --force too', async () => {
    const before = tree();
    for (const flags of [
      ['--session-dir', '.'],
      ['--name', 'Logan_2020-02-29'],
      ['--session-dir', '.', '--force'],
    ]) {
      const { exit, err } = await cli('migrate', 'old', '--out', 'old', ...flags);
      expect([exit, tree()]).toEqual([2, before]);
      expect(err).toContain('would overwrite a legacy config');
    }
  });

  it('with problems writes nothing, says where they are, and exits 2', async () => {
    write('old/broken.yaml', BROKEN['old/broken.yaml']);
    write('old/other.yaml', 'lab: yates\n');
    const before = tree();
    for (const flags of [[], ['--dry-run'], ['--check'], ['--force']]) {
      const { exit, out, err } = await cli('migrate', 'old', '--out', 'new', ...flags);
      expect([exit, err, tree()]).toEqual([2, '', before]);
      expect(out).toContain('old/broken.yaml:2:6: error: ');
      expect(out).toContain("old/other.yaml:1:1: error: Key 'cids' is missing");
      expect(out).toContain('2 files cannot be migrated as they are: nothing was written.');
      expect(out).toContain('--skip-invalid');
    }
  });

  it('--skip-invalid leaves files with problems out, and says so', async () => {
    write('old/broken.yaml', BROKEN['old/broken.yaml']);
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--skip-invalid');
    expect(exit).toBe(0);
    expect(out).toContain('old/broken.yaml:2:6: error: ');
    expect(out).toMatch(/old\/broken\.yaml +has a problem: syntax/);
    expect(contents()).toEqual({ ...LEGACY, ...BROKEN, ...NEW });
  });

  test.each([
    ['an empty folder', {}, [], 'old holds no configs'],
    ['nothing but skipped files', { 'old/base.yaml': 'a: 1\n' }, [], 'old holds no configs'],
    ['nothing but problems', BROKEN, ['--skip-invalid'], 'Every config in old has a problem'],
  ])('has nothing to do in %s', async (_, files, flags, message) => {
    lay(files);
    mkdirSync('old', { recursive: true });
    const { exit, err } = await cli('migrate', 'old', '--out', 'new', ...flags);
    expect(exit).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('[nothing-to-migrate]');
    expect(existsSync('new')).toBe(false);
  });

  test.each([
    ['the default', [], ['Allen_2022-02-16', 'Logan_2020-02-29']],
    ['--no-exclude', ['--no-exclude'], ['Allen_2022-02-16', 'Logan_2020-02-29', 'baseline']],
    ['one word in its place', ['--exclude', 'Logan'], ['Allen_2022-02-16', 'baseline']],
    ['two words', ['--exclude', 'Logan', '--exclude', 'base'], ['Allen_2022-02-16']],
    ['below', ['--recursive'], ['Allen_2022-02-16', 'Logan_2020-02-29', 'sub/x']],
  ])('takes the files that scanning finds: %s', async (_, flags, sessions) => {
    write('old/baseline.yaml', 'cids: [1]\n');
    write('old/sub/x.yaml', 'cids: [1]\n');
    const { out } = await cli('migrate', 'old', '--out', 'new', '--format', 'json', ...flags);
    expect(JSON.parse(out)).toMatchObject({ ok: true, parents: [{ sessions }] });
    expect((await cli('verify', 'old', 'new/old.yaml', ...flags)).exit).toBe(0);
  });

  it('points out names that an exclude word hit by chance', async () => {
    const { out } = await cli('migrate', 'old', '--out', 'new');
    expect(out).toMatch(/Skipped: 1 file\n +old\/baseline\.yaml +name contains 'base' \(inside 'baseline'/);
  });
});
