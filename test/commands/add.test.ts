/** `add` and `remove` on the command line: the list and the files, and what is refused. */
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();
const PARENT =
  'seed: 1\r\nsessions: [\r\n  a, # good\r\n  # b_old,\r\n  c\r\n]\r\nsession_dir: s\r\nrate: {hz: 2}';
const FILES = { 'p.yaml': PARENT, 's/a.yaml': 'cids: [1]\n', 's/c.yaml': 'cids: [3]\n' };

beforeEach(() => {
  lay(FILES);
  process.chdir(folder);
});

afterEach(() => process.chdir(at));

describe('add', () => {
  it('writes the session without what the parent says, and lists it', async () => {
    const before = await cli('add', 'p.yaml', 'b', '--set', 'cids=[2]', '--dry-run');
    expect([before.exit, contents()]).toEqual([0, FILES]);
    const words = ['cids=[2]', 'seed=1', 'rate.hz=2', 'rate.up=yes', 'note="a: b"'];
    const { exit, out } = await cli('add', 'p.yaml', 'b', ...words.flatMap((word) => ['--set', word]));
    expect([exit, out]).toEqual([0, expect.stringContaining('left out: seed, rate.hz')]);
    expect(contents()).toEqual({
      ...FILES,
      'p.yaml': PARENT.replace('# good\r\n', '# good\r\n  b,\r\n'),
      's/b.yaml': 'cids: [2]\nrate:\n  up: yes\nnote: "a: b"\n',
    });
    expect((await cli('remove', 'p.yaml', 'b', '--delete')).exit).toBe(0);
    expect(contents()).toEqual(FILES);
  });

  it('takes a file with its comments, and lists one that is there as it is', async () => {
    write('old.yaml', '# day one\ncids: [4] # four\nseed: 1\nlab: x\n');
    await cli('add', 'p.yaml', 'd', '--from', 'old.yaml');
    expect(contents()['s/d.yaml']).toBe('# day one\ncids: [4] # four\nlab: x\n');
    write('s/e.yaml', 'cids: [5]\nseed: 1\n');
    expect((await cli('add', 'p.yaml', 'e')).exit).toBe(0);
    expect(contents()['s/e.yaml']).toBe('cids: [5]\nseed: 1\n');
    expect(contents()['p.yaml']).toContain('  c,\r\n  d,\r\n  e\r\n]');
  });

  it('keeps what another parent needs that lists the name', async () => {
    write('q.yaml', 'session_dir: s\nsessions: [a, n]\n');
    await cli('add', 'p.yaml', 'n', '--set', 'cids=[2]', '--set', 'seed=1');
    expect(contents()['s/n.yaml']).toBe('cids: [2]\nseed: 1\n');
  });

  it('puts a name at the end of a list that is not sorted', async () => {
    write('p.yaml', 'session_dir: s\nsessions: [c, a]\n');
    await cli('add', 'p.yaml', '012', '--set', 'cids=[]');
    expect(contents()['p.yaml']).toBe("session_dir: s\nsessions: [c, a, '012']\n");
  });

  test.each([
    ['a listed name', ['a', '--set', 'cids=[2]'], 'session-exists'],
    ['a file with other content', ['x', '--set', 'cids=[2]'], 'session-exists'],
    ['a path out of the folder', ['../x', '--set', 'cids=[2]'], 'session-name'],
    ['an ending', ['b.yaml', '--set', 'cids=[2]'], "Give 'b'"],
    ['nothing given', ['b'], 'missing-key'],
    ['a reserved key', ['b', '--set', 'cids=[2]', '--set', 'sessions=[z]'], 'reserved-key'],
    ['cells that are no list', ['b', '--set', 'cids=2'], 'must be a list'],
    ['broken YAML', ['b', '--set', 'cids=[2'], 'the value is not YAML'],
    ['a pair for a value', ['b', '--set', 'cids=a: b'], 'reads as a key and a value'],
    ['a comment', ['b', '--set', 'cids=[2] # x'], 'has a comment'],
    ['no value', ['b', '--set', 'cids'], 'not key=value'],
    ['a key twice', ['b', '--set', 'cids=[2]', '--set', 'cids.a=1'], 'given twice'],
    ['both sources', ['b', '--set', 'cids=[2]', '--from', 's/a.yaml'], 'not both'],
    ['a file that is not there', ['b', '--from', 'none.yaml'], 'not-found'],
  ])('refuses %s', async (_, argv, message) => {
    write('s/x.yaml', 'cids: [9]\n');
    const before = tree();
    const { exit, err } = await cli('add', 'p.yaml', ...argv);
    expect([exit, tree()]).toEqual([2, before]);
    expect(err).toContain(message);
  });

  test.each([
    'session_dir: s\nsessions: &all [a, c]\nx: *all\n',
    'session_dir: s\nsessions: [&n a, c]\n',
    'x: &x [a, c]\nsession_dir: s\nsessions: *x\n',
  ])('refuses %j', async (parent) => {
    write('p.yaml', parent);
    const { exit, err } = await cli('add', 'p.yaml', 'b', '--set', 'cids=[2]');
    expect([exit, err, contents()['p.yaml']]).toEqual([2, expect.stringContaining('cannot-edit'), parent]);
    expect((await cli('remove', 'p.yaml', 'a')).exit).toBe(2);
  });

  it('says of what is not proved that it would be written, and writes nothing', async () => {
    write('p.yaml', '%YAML 1.1\n---\nsession_dir: s\nsessions: [a]\n');
    const before = tree();
    const { exit, out } = await cli('add', 'p.yaml', 'b', '--set', 'cids=[2]');
    expect([exit, tree()]).toEqual([1, before]);
    expect(out).toMatch(/^b: would be written to s\/b\.yaml\n[^]*Nothing was written\.\n$/);
  });

  it('names the place where a key stands twice', async () => {
    write('p.yaml', 'session_dir: s\nsessions: [a]\nsessions: [c]\n');
    const { exit, err } = await cli('add', 'p.yaml', 'b', '--set', 'cids=[2]');
    expect([exit, err]).toEqual([2, expect.stringContaining('p.yaml:3:1: error:')]);
  });
});

describe('remove', () => {
  it('leaves the file, and takes a name off whose file is gone', async () => {
    write('p.yaml', 'session_dir: s\nsessions:\n# all\n- a\n- gone # lost\n- c\n');
    const { exit, out } = await cli('remove', 'p.yaml', 'gone', '--format', 'json');
    expect([exit, JSON.parse(out)]).toMatchObject([0, { deleted: false, changes: ['p.yaml'], others: [] }]);
    expect(contents()['p.yaml']).toBe('session_dir: s\nsessions:\n# all\n- a\n- c\n');
    await cli('remove', 'p.yaml', 'a');
    expect(contents()).toHaveProperty(['s/a.yaml']);
  });

  it('deletes no file that another parent lists', async () => {
    write('q.yaml', 'session_dir: ./s\nsessions: [./a]\n');
    const before = tree();
    const { exit, err } = await cli('remove', 'p.yaml', 'a', '--delete');
    expect([exit, err, tree()]).toEqual([2, expect.stringContaining('still-listed'), before]);
    expect((await cli('remove', 'p.yaml', 'a')).out).toContain('q.yaml still lists it.');
  });

  test.each([
    ['the only name', 'session_dir: s\nsessions: [a]\n', 'a', 'no-sessions'],
    ['an unknown name', PARENT, 'z', 'not-found'],
  ])('refuses %s', async (_, parent, name, code) => {
    write('p.yaml', parent);
    const { exit, err } = await cli('remove', 'p.yaml', name, '--delete');
    expect([exit, err]).toEqual([2, expect.stringContaining(code)]);
    expect(contents()).toEqual({ ...FILES, 'p.yaml': parent });
  });
});
