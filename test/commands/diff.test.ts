/** `diff`: changes as rows of two merged configs, what is grouped, and sides from the disk and from git. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { diffLayouts, type DiffResult } from '../../src/commands/diff.js';
import { contractOf } from '../../src/contract.js';
import { folder, lay, tree, write } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

const OPTIONS = { contract: contractOf('plain'), yaml: 'both', keyOrder: 'nested', exclude: [] } as const;

function compare(before: string, after: string, more: Partial<typeof OPTIONS> | object = {}): DiffResult {
  lay({ 'a/s.yaml': before, 'b/s.yaml': after });
  return diffLayouts('a', 'b', { ...OPTIONS, ...more });
}

describe('one change', () => {
  test.each([
    ['x: 1', 'x: 2', ['value', 'x', '1', '2', null]],
    ['x: 1', 'x: 1.0', ['type', 'x', '1 (int)', '1.0 (float)', null]],
    ['x: 1', "x: '1'", ['type', 'x', '1 (int)', '"1" (str)', null]],
    ['x: {a: 1}', 'x: {b: {c: 1}, a: 1}', ['added', 'x.b', null, '{c: 1}', null]],
    ['x: {a: 1, b: ~}', 'x: {a: 1}', ['removed', 'x.b', 'null', null, null]],
    ['x: {a: 1, b: 2}', 'x: {b: 2, a: 1}', ['order', 'x', 'a, b', 'b, a', null]],
    ['x: [1, 2]', 'x: [2, 1]', ['list', 'x', '[1, 2]', '[2, 1]', null]],
    ['x: [{a: 1}, {b: 2}]', 'x: [{a: 1}, {b: 3}]', ['value', 'x[1].b', '2', '3', null]],
    ['x: [a]', 'x: {a: 1}', ['type', 'x', '["a"] (list)', '{a: 1} (mapping)', null]],
    ['x: !i a', 'x: !i b', ['value', 'x', '!i a', '!i b', null]],
    ['x: !i a', 'x: !j a', ['type', 'x', '!i a (!i)', '!j a (!j)', null]],
    ['x: no', 'x: false', ['type', 'x', '"no" (str)', 'false (bool)', '1.2']],
    ['x: 012', 'x: 12', ['value', 'x', '10', '12', 'pyyaml']],
    ['"a.b": 1', '"a.b": 2', ['value', '"a.b"', '1', '2', null]],
    ['1: a', '1: b', ['value', '1', '"a"', '"b"', null]],
    ['x: .inf', 'x: -.inf', ['value', 'x', '.inf', '-.inf', null]],
    ['b: &b {u: 1}\nm: {<<: *b}', 'b: {u: 1}\nm: {u: 1}', null],
  ])('%s -> %s', (before, after, expected) => {
    const { changes, exit } = compare(before, after);
    expect(exit).toBe(1);
    if (expected === null) {
      // To PyYAML nothing changes here; to YAML 1.2 `<<` is a key.
      expect(changes.map(({ loader }) => loader)).toEqual(['1.2', '1.2']);
      return;
    }
    const rows = changes.map((one) => [one.kind, one.path, one.before, one.after, one.loader]);
    expect(rows).toEqual([expected]);
  });

  test.each([
    ['0.8', '0.80'],
    ['"a"', 'a'],
    ['{a: 1}', '\n  a: 1'],
  ])('none between %s and %s', (before, after) => {
    expect(compare(`x: ${before}`, `x: ${after}`)).toMatchObject({ ok: true, exit: 0, changes: [] });
  });

  it('shows both readings where the loaders read different values', () => {
    const { changes } = compare('x: 1e-3', 'x: 1e-4');
    expect(changes).toMatchObject([
      { before: '"1e-3"', after: '"1e-4"', loader: null, otherReading: { before: '0.001', after: '0.0001' } },
    ]);
  });

  it('asks one loader when told so', () => {
    expect(compare('x: no', 'x: false', { yaml: 'pyyaml' }).exit).toBe(0);
    expect(compare('x: 012', 'x: 12', { yaml: '1.2' }).exit).toBe(0);
  });

  it('counts top-level order only when told so', () => {
    expect(compare('x: 1\ny: 2', 'y: 2\nx: 1').exit).toBe(0);
    expect(compare('x: 1\ny: 2', 'y: 2\nx: 1', { keyOrder: 'strict' }).changes).toMatchObject([
      { kind: 'order', path: '', before: 'x, y', after: 'y, x' },
    ]);
    expect(compare('x: {a: 1, b: 2}', 'x: {b: 2, a: 1}', { keyOrder: 'ignore' }).exit).toBe(0);
  });

  it('takes lists as sets, and says when what stayed is in another order', () => {
    const ids = (list: readonly number[]) => `cids: [${list.join(', ')}]\n`;
    const many = Array.from({ length: 412 }, (_, index) => index);
    const { changes } = compare(ids(many), ids([1, 0, ...many.slice(2, 411), 500, 501, 502]));
    expect(changes[0]?.list).toEqual({
      added: ['500', '501', '502'],
      removed: ['411'],
      lengths: [412, 414],
      reordered: true,
    });
  });

  it('stops listing after 5,000', () => {
    const keys = (value: number) =>
      Array.from({ length: 6000 }, (_, index) => `k${index}: ${value}\n`).join('');
    const { changes } = compare(keys(1), keys(2));
    expect([changes.length, changes.at(-1)?.kind]).toEqual([5001, 'more']);
  });
});

const PARENT =
  'session_dir: ./sessions\nsessions: [a, b, c]\nseed: 1002\nsampling:\n  rate: 240\n  bins: 1\n';
const LAYOUT = {
  'exp/p.yaml': PARENT,
  'exp/sessions/a.yaml': 'cids: [1]\n',
  'exp/sessions/b.yaml': 'cids: [2]\nsampling:\n  bins: 2\n',
  'exp/sessions/c.yaml': 'cids: [3]\nseed: 7\n',
};

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], { stdio: 'pipe' });

function commit(): void {
  git('init', '-q', '.');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
}

describe('layouts', () => {
  it('shows an edit of the parent once, with the sessions it reaches', async () => {
    lay(LAYOUT);
    commit();
    write('exp/p.yaml', PARENT.replace('1002', '1003').replace('bins: 1', 'bins: 3'));
    const before = tree();
    const { exit, out, err } = await cli('diff', 'HEAD:exp/p.yaml', 'exp/p.yaml');
    expect([exit, err]).toEqual([1, '']);
    expect(out).toBe(`HEAD:exp/p.yaml -> exp/p.yaml: 2 changes in 3 of 3 sessions

  2 sessions: seed 1002 -> 1003
      a, b
  2 sessions: sampling.bins 1 -> 3
      a, c
`);
    expect(tree()).toEqual(before);
  });

  it('reads sessions from the revision, not from the work tree', async () => {
    lay(LAYOUT);
    commit();
    write('exp/sessions/a.yaml', 'cids: [1, 9]\n');
    git('add', '-A');
    git('commit', '-q', '-m', 'second');
    write('exp/sessions/a.yaml', 'broken: [\n');
    const { exit, out } = await cli('diff', 'HEAD~1:exp/p.yaml', 'HEAD:exp/p.yaml');
    expect(exit).toBe(1);
    expect(out).toContain('  1 session: cids: [1] -> [1, 9]\n      a\n');
    process.chdir('exp');
    expect((await cli('diff', 'HEAD:./p.yaml', 'HEAD:p.yaml')).exit).toBe(0);
    expect((await cli('diff', 'HEAD:./p.yaml', 'p.yaml')).exit).toBe(2);
  });

  it('follows links and session folders outside that of the parent, in a revision too', async () => {
    lay({ ...LAYOUT, 'other/q.yaml': PARENT.replace('./sessions', '../exp/sessions') });
    execFileSync('ln', ['-s', 'a.yaml', 'exp/sessions/d.yaml']);
    write('exp/p.yaml', PARENT.replace('c]', 'c, d]'));
    commit();
    expect((await cli('diff', 'HEAD:exp/p.yaml', 'exp/p.yaml')).exit).toBe(0);
    const { out } = await cli('diff', 'HEAD:exp/p.yaml', 'HEAD:other/q.yaml');
    expect(out).toContain('1 session removed: d\n');
  });

  it('compares a legacy folder, of a revision too, with a parent', async () => {
    lay({ 'old/a.yaml': 'cids: [1]\nx: 1\n', 'old/b.yaml': 'cids: [2]\nx: 1\n', 'old/base.yaml': 'x: [\n' });
    expect((await cli('migrate', 'old', '--out', 'new', '--quiet')).exit).toBe(0);
    commit();
    for (const side of ['old', 'HEAD:old', 'HEAD:./old/'])
      expect((await cli('diff', side, 'new/old.yaml')).exit, side).toBe(0);
    const { exit, err } = await cli('diff', 'old', 'new/old.yaml', '--no-exclude');
    expect(exit).toBe(2);
    expect(err).toMatch(/old\/base\.yaml:\d+:\d+: error/);
  });

  it('names sessions that came, went and moved', async () => {
    lay({
      ...LAYOUT,
      'exp/q.yaml': PARENT.replace('a, b, c', 'd, b, a'),
      'exp/sessions/d.yaml': 'cids: [4]\n',
    });
    const { exit, out } = await cli('diff', 'exp/p.yaml', 'exp/q.yaml');
    expect(exit).toBe(1);
    expect(out).toContain(': no merged config changes\n');
    expect(out).toContain(
      '  1 session added: d\n  1 session removed: c\n  Sessions in another order: a was 1.',
    );
  });

  it('counts what the loader fills in as written', () => {
    lay({ 'a/s.yaml': 'cids: [1]\n', 'b/s.yaml': 'cids: [1]\nlab: yates\nsession: s\n_weight: 3\n' });
    expect(diffLayouts('a', 'b', { ...OPTIONS, contract: contractOf('dataset') }).exit).toBe(0);
    expect(diffLayouts('a', 'b', OPTIONS).exit).toBe(1);
  });

  it('shows at most six different changes of one key, and counts the rest', async () => {
    const configs = (by: number) =>
      Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`${by}/s${index}.yaml`, `cids: [${index * by}]\n`]),
      );
    lay({ ...configs(1), ...configs(100) });
    const { out } = await cli('diff', '1', '100');
    expect(out).toContain('  ... cids: 2 more different changes, in 2 sessions (--format json has all)\n');
  });
});

describe('refused', () => {
  test.each([
    [['nope', 'exp/p.yaml'], 'nope does not exist. Give a parent, a legacy folder'],
    [['exp/p.yaml', 'HEAD:nope.yaml'], "the revision has no 'nope.yaml'"],
    [['exp/p.yaml', 'nowhere:exp/p.yaml'], "git knows no 'nowhere'"],
    [['exp/p.yaml', '--output=x:exp/p.yaml'], 'Not enough non-option arguments'],
    [['HEAD:exp/lost.yaml', 'exp/p.yaml'], "In HEAD:exp/lost.yaml: Session 'z' has no file"],
    [['empty', 'exp/p.yaml'], 'empty holds no configs'],
  ])('%j', async (sides, message) => {
    lay({ ...LAYOUT, 'exp/lost.yaml': PARENT.replace('c]', 'z]'), 'empty/x.txt': '' });
    commit();
    const { exit, out, err } = await cli('diff', '--preset', 'plain', ...sides);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('a revision where there is no repository', async () => {
    lay(LAYOUT);
    const { exit, err } = await cli('diff', 'HEAD:exp/p.yaml', 'exp/p.yaml');
    expect(exit).toBe(2);
    expect(err).toContain('no git repository is here');
  });
});
