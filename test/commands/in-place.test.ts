/** `migrate --in-place`: legacy files go only where git can bring them back. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { LEGACY, NEW } from './sample.js';
import { cli } from './terminal.js';

const at = process.cwd();

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@x', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

function commitAll(): void {
  git('init', '--quiet');
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message', 'legacy');
}

/** Files outside of git's own folder. */
function files(): Record<string, string> {
  return Object.fromEntries(Object.entries(contents()).filter(([name]) => !name.startsWith('.git/')));
}

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

describe('--in-place', () => {
  it('in a clean tree removes the legacy files that were migrated, and only those', async () => {
    commitAll();
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--in-place');
    expect(exit).toBe(0);
    expect(files()).toEqual({ 'old/baseline.yaml': LEGACY['old/baseline.yaml'], ...NEW });
    expect(out).toContain('git add new/old.yaml new/sessions && git add -u old');
    expect(out).toContain('git restore old');
  });

  it('writes into the legacy folder when no other is given', async () => {
    commitAll();
    expect((await cli('migrate', 'old', '--in-place')).exit).toBe(0);
    const moved = Object.entries(NEW).map(([name, text]) => [name.replace('new/', 'old/'), text]);
    expect(files()).toEqual({
      'old/baseline.yaml': LEGACY['old/baseline.yaml'],
      ...Object.fromEntries(moved),
    });
    git('restore', 'old');
    expect((await cli('verify', 'old', 'old/old.yaml')).exit).toBe(0);
  });

  it('is undone by what the report says', async () => {
    commitAll();
    const { out } = await cli('migrate', 'old', '--out', 'new', '--in-place');
    const undo = /To undo, before committing.*:\n +(.*)\n/.exec(out)?.[1] ?? '';
    execFileSync('sh', ['-c', undo], { cwd: folder });
    expect(git('status', '--porcelain')).toBe('');
    expect(files()).toEqual(LEGACY);
  });

  test.each([
    [
      'a changed file',
      () => write('old/Logan_2020-02-29.yaml', `${LEGACY['old/Logan_2020-02-29.yaml']}x: 1\n`),
    ],
    ['a new file', () => write('old/new.yaml', 'cids: [1]\n')],
    ['a file that git ignores', () => (write('.git/info/exclude', '*.tmp\n'), write('old/x.tmp', ''))],
    ['a file that is only staged', () => (write('old/new.yaml', 'cids: [1]\n'), git('add', 'old/new.yaml'))],
  ])('is refused with %s, and nothing changes', async (_, soil) => {
    commitAll();
    soil();
    const before = files();
    const { exit, out, err } = await cli('migrate', 'old', '--out', 'new', '--in-place');
    expect([exit, out, files()]).toEqual([2, '', before]);
    expect(err).toMatch(/^config-inherit: old has files that are not committed \(.*\[dirty-tree\]\n$/);
  });

  it('does not mind what is not committed elsewhere', async () => {
    commitAll();
    write('other/x.yaml', 'a: 1\n');
    expect((await cli('migrate', 'old', '--out', 'new', '--in-place')).exit).toBe(0);
  });

  it('is refused outside of a git work tree, unless forced', async () => {
    const before = tree();
    const { exit, err } = await cli('migrate', 'old', '--out', 'new', '--in-place');
    expect([exit, tree()]).toEqual([2, before]);
    expect(err).toContain('old is not in a git work tree');
    expect((await cli('migrate', 'old', '--out', 'new', '--in-place', '--force')).exit).toBe(0);
    expect(Object.keys(contents()).filter((name) => name.startsWith('old/'))).toEqual(['old/baseline.yaml']);
  });

  test.each([['--dry-run'], ['--check']])('with %s asks for nothing and removes nothing', async (flag) => {
    const before = tree();
    const { exit } = await cli('migrate', 'old', '--out', 'new', '--in-place', flag);
    expect([exit, tree()]).toEqual([flag === '--check' ? 1 : 0, before]);
  });

  it('says that files were removed when that is all there was to do', async () => {
    await cli('migrate', 'old', '--out', 'new');
    commitAll();
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--in-place');
    expect(exit).toBe(0);
    expect(out).toContain('Written: 0 files.\nRemoved: 2 legacy files.\n');
    expect(out).toMatch(/To undo, before committing:\n +git restore old\n/);
  });

  it('keeps files that were left out for their problems', async () => {
    write('old/broken.yaml', 'cids: ]\n');
    commitAll();
    expect((await cli('migrate', 'old', '--out', 'new', '--in-place', '--skip-invalid')).exit).toBe(0);
    expect(Object.keys(files()).filter((name) => name.startsWith('old/'))).toEqual([
      'old/baseline.yaml',
      'old/broken.yaml',
    ]);
  });
});
