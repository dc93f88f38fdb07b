/** `show --origin` and `show --path` as the user sees them. */
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { folder, lay, tree } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay({
    'p.yaml': `session_dir: ./sessions
sessions: [a, b, c]
seed: 1002
net: {in: 1, out: 2}
"a.b":
  deep: "x" # quoted
base: &base
  u: 1
user: *base
`,
    'sessions/a.yaml': 'cids: [1,\n  2]\nseed: 1002\n',
    'sessions/b.yaml': 'cids: [2]\nnet: {out: 3}\nlab: mine\n',
    'sessions/c.yaml': 'cids: [3]\nseed: 0x7\nbase: 5\n',
  });
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

describe('--origin', () => {
  it('marks each line, and shows what is replaced', async () => {
    const { exit, out } = await cli('show', 'p.yaml', 'a', '--origin');
    expect(exit).toBe(0);
    expect(out)
      .toBe(`a, merged from p.yaml and sessions/a.yaml: 9 values (5 inherited, 1 own, 1 overrides, 2 default)

own        sessions/a.yaml:1  | cids: [1,
           sessions/a.yaml:2  |   2]
overrides  sessions/a.yaml:3  | seed: 1002
replaces   p.yaml:3           | seed: the same value
inherited  p.yaml:4           | net: {in: 1, out: 2}
           p.yaml:5           | "a.b":
inherited  p.yaml:6           |   deep: "x" # quoted
           p.yaml:7           | base: &base
inherited  p.yaml:8           |   u: 1
inherited  p.yaml:9           | user: *base
default    (the loader)       | session: a
default    (the loader)       | lab: yates
`);
  });

  it('tells apart what shares a line', async () => {
    const { out } = await cli('show', 'p.yaml', 'b', '--origin');
    expect(out).toContain(`
mixed      sessions/b.yaml:2  | net: {in: 1, out: 3}
inherited  p.yaml:4           |   ^ net.in
overrides  sessions/b.yaml:2  |   ^ net.out
replaces   p.yaml:4           | net.out: 2
`);
  });

  it('says what was written anew, and still where it stands', async () => {
    const { out } = await cli('show', 'p.yaml', 'c', '--origin');
    expect(out).toContain('Written anew, in the same spelling: user\n');
    expect(out).toMatch(/^inherited {2}p\.yaml:8 +\| {3}u: 1$/m);
    expect(out).toMatch(/^replaces +p\.yaml:7 +\| base: &base \.\.\. \(1 more line\)$/m);
  });

  it('shows every session without a name, as JSON too', async () => {
    const { out } = await cli('show', 'p.yaml', '--origin');
    expect(out.match(/^\w, merged from/gm)).toEqual(['a, merged from', 'b, merged from', 'c, merged from']);
    const { sessions } = JSON.parse((await cli('show', 'p.yaml', '--origin', '--format', 'json')).out) as {
      sessions: { origins: unknown[] }[];
    };
    expect(sessions).toHaveLength(3);
    expect(sessions[2]?.origins[0]).toEqual({
      path: 'seed',
      origin: 'overrides',
      place: { file: 'sessions/c.yaml', line: 2, column: 1, text: '0x7' },
      replaces: { file: 'p.yaml', line: 3, column: 1, text: '1002', same: false },
    });
  });
});

describe('--path', () => {
  test.each([
    [
      'seed',
      [
        '2 values in 3 sessions',
        '2 sessions: 1002',
        '1 session: 0x7',
        'c  overrides sessions/c.yaml:2, replaces p.yaml:3',
      ],
    ],
    ['"a.b".deep', ['1 value in 3 sessions', '3 sessions: "x"', 'all of them  inherited p.yaml:6']],
    ['net', ['2 sessions: {in: 1, out: 2}', '1 session: {in: 1, out: 3}']],
    ['lab', ['2 sessions: yates', 'all of them  default by the loader', 'b  own sessions/b.yaml:3']],
    ['base.u', ['1 value in 3 sessions', '1 session without it: c']],
    ['user.u', ['3 sessions: 1', 'all of them  inherited p.yaml:8']],
    ['cids', ['1 session:\n      [1,\n      2]']],
  ])('%s', async (path, parts) => {
    const { exit, out } = await cli('show', 'p.yaml', '--path', path);
    expect(exit).toBe(0);
    for (const part of parts) expect(out).toContain(part);
  });

  test.each([
    [['--path', 'net.x'], "No session has the key path 'net.x'. There are: net.in, net.out."],
    [['--path', 'sed'], 'There are: seed, net, "a.b", base, user, cids, lab.'],
    [['--path', 'seed.x.y'], "'seed' holds no keys"],
    [['--path', 'a..b'], 'not a key path'],
    [['--path', 'seed', '--origin'], 'Give --origin or --path, not both'],
    [['--origin', '--format', 'yaml'], '--format yaml has no place for origins'],
    [['z', '--origin'], "lists no session 'z'"],
  ])('%j is refused', async (argv, message) => {
    const before = tree();
    const { exit, out, err } = await cli('show', 'p.yaml', ...argv);
    expect([exit, out, tree()]).toEqual([2, '', before]);
    expect(err).toContain(message);
  });
});
