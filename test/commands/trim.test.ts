/** `trim` on the command line: what goes, what stays, and that a second trim finds nothing. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { trim } from '../../src/commands/trim.js';
import { contents, folder, lay, tree } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => process.chdir(folder));
afterEach(() => process.chdir(at));

/** A parent's entries and the sessions' before and after; cids are added to each session. */
interface Row {
  readonly parent: string;
  readonly sessions: readonly string[];
  readonly after: readonly string[];
  readonly parentAfter?: string;
  readonly flags?: readonly string[];
}

const top = (count: number) => `session_dir: s\nsessions: [${'abc'.slice(0, count).split('').join(', ')}]\n`;

const ROWS: Readonly<Record<string, Row>> = {
  'an override that repeats the parent goes': {
    parent: 'seed: 1\nrate: 2\n',
    sessions: ['rate: 3\nseed: 1\n', ''],
    after: ['rate: 3\n', ''],
  },
  'another spelling of the value goes, another type stays': {
    parent: 'p: 0.8\nq: 1\n',
    sessions: ['p: 0.80\nq: 1.0\n', ''],
    after: ['q: 1.0\n', ''],
  },
  'nested: only what repeats goes': {
    parent: 'a:\n  x: 1\n  y: {z: 1}\n',
    sessions: ['a:\n  # own\n  y: {z: 1, w: 2}\n  x: 1\n', ''],
    after: ['a:\n  # own\n  y: {w: 2}\n', ''],
  },
  'an empty mapping over a mapping says nothing': {
    parent: 'a: {x: 1}\n',
    sessions: ['a: {}\n', ''],
    after: ['', ''],
  },
  'an empty mapping over something else stays': {
    parent: 'a: 1\n',
    sessions: ['a: {}\n', ''],
    after: ['a: {}\n', ''],
  },
  'a comment the parent has not stays as a note': {
    parent: 'seed: 1 # shared\n',
    sessions: ['seed: 1 # mine\n', 'seed: 1 # shared\n'],
    after: ['# seed: # mine\n', ''],
  },
  'comments can be dropped': {
    parent: 'seed: 1\n',
    sessions: ['seed: 1 # mine\n', ''],
    after: ['', ''],
    flags: ['--comments', 'drop'],
  },
  'what all say moves, with its comment': {
    parent: 'seed: 1\n\n# end\n',
    sessions: ['# Hz\nrate: 60\n', '# Hz\nrate: 60\n'],
    after: ['', ''],
    parentAfter: 'seed: 1\n# Hz\nrate: 60\n\n# end\n',
  },
  'what all say stays with --no-hoist': {
    parent: 'seed: 1\n',
    sessions: ['rate: 60\nseed: 1\n', 'rate: 60\n'],
    after: ['rate: 60\n', 'rate: 60\n'],
    flags: ['--no-hoist'],
  },
  'what all say over the parent takes its place': {
    parent: 'seed: 1\nrate: {hz: 1}\n',
    sessions: ['seed: 7\nrate: {hz: 2}\n', 'rate: {hz: 2}\nseed: 7\n'],
    after: ['', ''],
    parentAfter: 'seed: 7\nrate: {hz: 2}\n',
  },
  'a value the parent comments on keeps its place': {
    parent: 'seed: 1 # the first\n',
    sessions: ['seed: 7\n', 'seed: 7\n'],
    after: ['seed: 7\n', 'seed: 7\n'],
  },
  "what all say goes into the parent's mapping, in its order": {
    parent: 'a:\n  x: 1\nb: 2\n',
    sessions: ['a: \n  y: 1\n  z: 1\n', 'a:\n  y: 1\n  w: 2\n  z: 1\n'],
    after: ['a: \n  z: 1\n', 'a:\n  w: 2\n  z: 1\n'],
    parentAfter: 'a:\n  x: 1\n  y: 1\nb: 2\n',
  },
  'where order does not count, all of it': {
    parent: 'a:\n  x: 1\n',
    sessions: ['a:\n  y: 1\n  z: 1\n', 'a:\n  w: 2\n  z: 1\n  y: 1\n'],
    after: ['', 'a:\n  w: 2\n'],
    parentAfter: 'a:\n  x: 1\n  y: 1\n  z: 1\n',
    flags: ['--key-order', 'ignore'],
  },
  'pinned keys stay': {
    parent: 'session: a\nseed: 1\n',
    sessions: ['session: a\nseed: 1\n', 'session: a\nseed: 1\n'],
    after: ['session: a\nseed: 1\n', 'session: a\nseed: 1\n'],
    flags: ['--pin', 'seed'],
  },
  'an anchor stays while its alias does': {
    parent: 'a: 1\nb: [1]\n',
    sessions: ['a: &x 1\nb: [*x]\nc: *x\n', ''],
    after: ['a: &x 1\nc: *x\n', ''],
  },
  'an anchor whose name the parent has stays, with its aliases': {
    parent: 'a: &x 1\n',
    sessions: ['b: &x [1]\nc: *x\nq: 5\n', 'b: &x [1]\nc: *x\nq: 5\n'],
    after: ['b: &x [1]\nc: *x\n', 'b: &x [1]\nc: *x\n'],
    parentAfter: 'a: &x 1\nq: 5\n',
  },
  'a session in braces loses pairs': {
    parent: 'seed: 1\nn: {x: 1, y: 2}\n',
    sessions: ['', '# mine\n{cids: [3], seed: 1, n: {x: 5, y: 2}}\n'],
    after: ['', '# mine\n{cids: [3], n: {x: 5}}\n'],
  },
  'what all say moves out of braces too': {
    parent: 'seed: 1\n',
    sessions: ['{cids: [3], k: 3}\n', '{k: 3, cids: [3]}'],
    after: ['{cids: [3]}\n', '{cids: [3]}'],
    parentAfter: 'seed: 1\nk: 3\n',
  },
  'what cannot be cut is left alone': {
    parent: 'seed: 1\n',
    sessions: ['', '{cids: [3], # three\n seed: 1}\n'],
    after: ['', '{cids: [3], # three\n seed: 1}\n'],
  },
};

describe('trim', () => {
  test.each(Object.entries(ROWS))('%s', async (_, { parent, sessions, after, parentAfter, flags = [] }) => {
    const file = (text: string, index: number) =>
      text.includes('{cids') || text.startsWith('{') ? text : `cids: [${index}]\n${text}`;
    const name = (index: number) => `s/${'abc'.charAt(index)}.yaml`;
    const rows = (texts: readonly string[]) =>
      Object.fromEntries(texts.map((text, index) => [name(index), file(text, index)]));
    lay({ 'p.yaml': top(sessions.length) + parent, ...rows(sessions) });
    expect((await cli('trim', 'p.yaml', ...flags)).exit).toBe(0);
    expect(contents()).toEqual({
      'p.yaml': top(sessions.length) + (parentAfter ?? parent),
      ...rows(after),
    });
    const twice = await cli('trim', 'p.yaml', '--check', ...flags);
    expect([twice.exit, twice.out]).toEqual([0, expect.stringContaining('Nothing to trim.')]);
  });

  it('leaves an empty mapping of a session with nothing of its own', async () => {
    lay({ 'p.yaml': `${top(2)}seed: 1\n`, 's/a.yaml': 'seed: 1\n', 's/b.yaml': 'seed: 2\n' });
    await cli('trim', 'p.yaml', '--preset', 'plain');
    expect(contents()['s/a.yaml']).toBe('{}\n');
  });

  it('keeps byte order mark, CRLF and a missing line break at the end', async () => {
    lay({
      'p.yaml': `\ufeff${top(2)}seed: 1`.replaceAll('\n', '\r\n'),
      's/a.yaml': '\ufeffcids: [1]\r\nseed: 1\r\nrate: 6\r\nk: 1',
      's/b.yaml': 'cids: [2]\nrate: 6\n',
    });
    expect((await cli('trim', 'p.yaml')).exit).toBe(0);
    expect(contents()).toEqual({
      'p.yaml': `\ufeff${top(2)}seed: 1\nrate: 6\n`.replaceAll('\n', '\r\n'),
      's/a.yaml': '\ufeffcids: [1]\r\nk: 1',
      's/b.yaml': 'cids: [2]\n',
    });
  });

  it('does what is right for every parent that lists the session', async () => {
    lay({
      'p.yaml': `${top(2)}seed: 1\nrate: 2\n`,
      'q.yaml': 'session_dir: ./s\nsessions: [a]\nseed: 1\n',
      'other.yaml': 'session_dir: t\nsessions: [a]\n',
      's/a.yaml': 'cids: [1]\nseed: 1\nrate: 2\nmonitor: 60\n',
      's/b.yaml': 'cids: [2]\nrate: 2\nmonitor: 60\n',
    });
    const { exit, out } = await cli('trim', 'p.yaml', '--format', 'json');
    expect([exit, JSON.parse(out)]).toMatchObject([0, { others: ['q.yaml'], hoisted: [] }]);
    expect(contents()).toMatchObject({
      's/a.yaml': 'cids: [1]\nrate: 2\nmonitor: 60\n',
      's/b.yaml': 'cids: [2]\nmonitor: 60\n',
    });
  });

  it('shows diffs or answers, and writes nothing', async () => {
    lay({ 'p.yaml': `${top(1)}seed: 1\n`, 's/a.yaml': 'cids: [1]\nseed: 1\n' });
    const before = tree();
    const dry = await cli('trim', 'p.yaml', '--dry-run');
    expect([dry.exit, dry.out]).toEqual([0, expect.stringContaining('--- s/a.yaml\n+++ s/a.yaml\n')]);
    expect(dry.out).toContain('-seed: 1\n');
    expect((await cli('trim', 'p.yaml', '--check')).exit).toBe(1);
    expect((await cli('trim', 'p.yaml', '--check', '--dry-run')).exit).toBe(2);
    expect(tree()).toEqual(before);
  });

  it('refuses a parent beside it that cannot be read', async () => {
    lay({ 'p.yaml': top(1), 's/a.yaml': 'cids: [1]\n', 'q.yaml': 'session_dir: s\nsessions: []\n' });
    const { exit, err } = await cli('trim', 'p.yaml');
    expect([exit, err]).toEqual([2, expect.stringContaining('It stands beside p.yaml')]);
  });
});

const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpora/vc-legacy');

describe.skipIf(!existsSync(CORPUS))('on real folders', () => {
  test.each(existsSync(CORPUS) ? readdirSync(CORPUS) : [])('%s', async (name) => {
    const out = mkdtempSync(path.join(tmpdir(), 'config-inherit-trim-'));
    try {
      await cli('migrate', path.join(CORPUS, name), '--out', out);
      const parent = path.join(out, `${name}.yaml`);
      const options = {
        parent,
        contract: contractOf('dataset'),
        yaml: 'both',
        keyOrder: 'nested',
        comments: 'keep',
        hoist: true,
        mode: 'write',
      } as const;
      expect(trim(options).changes).toEqual([]);
      const [first = ''] = readdirSync(path.join(out, 'sessions')).sort();
      const file = path.join(out, 'sessions', first);
      const before = readFileSync(file, 'utf8');
      const seed = /^seed: .*$/m.exec(readFileSync(parent, 'utf8'))?.[0] ?? '';
      writeFileSync(file, `${before.replace(/\n?$/, '\n')}${seed}\n`);
      expect(trim(options)).toMatchObject({ ok: true, changes: seed === '' ? [] : [file], hoisted: [] });
      expect(readFileSync(file, 'utf8')).toBe(before.replace(/\n?$/, '\n'));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
