/** `expand`: there and back over the fixtures and real folders, what is written, and what is refused. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { noPyyaml, runPython } from '../support/python.js';
import { cli } from './terminal.js';

const ROOT = fileURLToPath(new URL('../../fixtures', import.meta.url));
const CORPORA = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));
const OPTIONS = JSON.parse(readFileSync(path.join(ROOT, 'options.json'), 'utf8')) as Record<string, string[]>;
const OUT = mkdtempSync(path.join(tmpdir(), 'config-inherit-expand-'));
const PYTHON = noPyyaml();
const at = process.cwd();

afterAll(() => {
  rmSync(OUT, { recursive: true });
});

/** Files below a folder as latin1, so that bytes show. */
function files(below: string): Record<string, string> {
  const found = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.yaml$/.test(name),
  );
  return Object.fromEntries(
    found.sort().map((name) => [name, readFileSync(path.join(below, name), 'latin1')]),
  );
}

/** Only options that `expand` has; a value follows its flag. */
function shared(options: readonly string[]): readonly string[] {
  return options.flatMap((word, index) =>
    ['--preset', '--yaml', '--key-order', '--require'].includes(word) ? [word, options[index + 1] ?? ''] : [],
  );
}

/** A layout, the standalone configs of it, and the layout made of these. */
async function thereAndBack(
  old: string,
  name: string,
  options: readonly string[],
): Promise<readonly [Record<string, string>, Record<string, string>, string]> {
  const [a, x, b] = ['a', 'x', 'b'].map((part) => path.join(OUT, name, part));
  if (a === undefined || x === undefined || b === undefined) throw new Error('three folders');
  const back = options.filter((word, index) => word !== '--exclude' && options[index - 1] !== '--exclude');
  expect(await cli('migrate', old, '--out', a, '--name', 'p', ...options, '--quiet')).toMatchObject({
    exit: 0,
  });
  const expanded = await cli('expand', path.join(a, 'p.yaml'), '--out', x, ...shared(options), '--quiet');
  expect(expanded).toEqual({ exit: 0, out: '', err: '' });
  const again = ['migrate', x, '--out', b, '--name', 'p', ...back, '--no-exclude', '--quiet'];
  expect((await cli(...again)).exit).toBe(0);
  return [files(a), files(b), x];
}

/** A line break at the end of a file that had none, and a key written in another style. */
const OTHER_BYTES: Readonly<Record<string, readonly string[]>> = {
  block_scalar_at_the_end: ['sessions/Allen_2022-02-18.yaml'],
  no_final_newline: ['sessions/Allen_2022-02-18.yaml'],
  flow_and_block_styles: ['sessions/Logan_2019-12-31.yaml'],
  // Blank lines: the loader's order puts other keys beside each other.
  order_strict: [
    'sessions/Allen_2022-02-16.yaml',
    'sessions/Allen_2022-02-18.yaml',
    'sessions/Logan_2019-12-31.yaml',
  ],
};
const CASES = readdirSync(path.join(ROOT, 'old'));

describe('expanding and migrating gives the layout back', () => {
  test.each(CASES)('%s', async (name) => {
    const [before, after] = await thereAndBack(path.join(ROOT, 'old', name), name, OPTIONS[name] ?? []);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const other = Object.keys(before).filter((file) => before[file] !== after[file]);
    expect(other).toEqual(OTHER_BYTES[name] ?? []);
  });

  const REAL = existsSync(path.join(CORPORA, 'vc-legacy'))
    ? readdirSync(path.join(CORPORA, 'vc-legacy'))
    : [];

  test.skipIf(REAL.length === 0)('real folders, and PyYAML reads what the loader would merge', async () => {
    const cases = [];
    for (const name of REAL) {
      const old = path.join(CORPORA, 'vc-legacy', name);
      const [before, after, x] = await thereAndBack(old, name, []);
      expect(after, name).toEqual(before);
      const names = Object.fromEntries(readdirSync(x).map((file) => [file.replace(/\.yaml$/, ''), file]));
      cases.push({ old: x, parent: path.join(OUT, name, 'a', 'p.yaml'), names, order: 'nested' });
    }
    if (PYTHON !== null) return;
    const script = fileURLToPath(new URL('../support/roundtrip.py', import.meta.url));
    expect(runPython(script, cases)).toBe('');
  });
});

/** What a file says: no comments and blank lines. */
function said(texts: Record<string, string>): Record<string, readonly string[]> {
  const lines = (text: string) => text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, lines(text)]));
}

/** Folders whose sessions hold many keys in part, with comments around them. */
const APART = ['torchtune', 'vc-models', 'paddleclas/ImageNet']
  .filter((name) => existsSync(path.join(CORPORA, name)))
  .flatMap((name) => [name, ...readdirSync(path.join(CORPORA, name)).map((inner) => `${name}/${inner}`)])
  .filter((name) => /^torchtune|^vc-models$|(?:DeiT|CSWin\w+|DataAugment)$/.test(name))
  .filter((name) => !name.endsWith('.yaml') && configsIn(name) > 1);

function configsIn(name: string): number {
  return readdirSync(path.join(CORPORA, name)).filter((file) => file.endsWith('.yaml')).length;
}

describe.skipIf(APART.length === 0)(
  'where both files hold a key in part, only comments and blank lines differ',
  () => {
    test.each(APART)('%s', async (name) => {
      const old = path.join(CORPORA, name);
      const [before, after] = await thereAndBack(old, `apart-${name}`, [
        '--preset',
        'plain',
        '--skip-invalid',
      ]);
      expect(Object.keys(before).length).toBeGreaterThan(2);
      expect(said(after)).toEqual(said(before));
    });
  },
);

const LAYOUT = {
  'exp/p.yaml': '\uFEFFsession_dir: ./sessions\nsessions: [a, b]\n\nlab: x # rig\ns:\n  u: 1\n',
  'exp/sessions/a.yaml': 'cids: [1]\r\ns:\r\n  v: 2\r\n',
  'exp/sessions/b.yaml': '\uFEFFcids: [2]\n',
};

describe('what is written', () => {
  beforeEach(() => {
    lay(LAYOUT);
    process.chdir(folder);
  });

  afterEach(() => {
    process.chdir(at);
  });

  it('one config a session, in its line ending and with its byte order mark', async () => {
    const { exit, out } = await cli('expand', 'exp/p.yaml', '--out', 'new');
    expect(exit).toBe(0);
    expect(out).toMatch(
      /2 standalone configs in new from exp\/p\.yaml[^]*Proved: \d+ values equal[^]*Wrote 2 files\.\n$/,
    );
    expect(contents()).toEqual({
      ...LAYOUT,
      'new/a.yaml': 'cids: [1]\r\nlab: x # rig\r\ns:\r\n  u: 1\r\n  v: 2\r\n',
      'new/b.yaml': '\uFEFFcids: [2]\n\nlab: x # rig\ns:\n  u: 1\n',
    });
    expect((await cli('expand', 'exp/p.yaml', '--out', 'new')).out).toContain('all files are right already');
  });

  it('one session, or nothing', async () => {
    await cli('expand', 'exp/p.yaml', '--out', 'new', '--dry-run');
    expect(contents()).toEqual(LAYOUT);
    expect((await cli('expand', 'exp/p.yaml', '--out', 'new', '--session', 'b')).exit).toBe(0);
    expect(Object.keys(contents())).toEqual([...Object.keys(LAYOUT), 'new/b.yaml']);
  });

  it('over other content only with --force, over the layout never', async () => {
    write('new/a.yaml', 'mine\n');
    const before = tree();
    for (const flags of [[], ['--session', 'a']]) {
      const { exit, err } = await cli('expand', 'exp/p.yaml', '--out', 'new', ...flags);
      expect([exit, tree()]).toEqual([2, before]);
      expect(err).toContain('There already, with other content (1):\n  new/a.yaml');
    }
    const own = await cli('expand', 'exp/p.yaml', '--out', 'exp/sessions', '--force');
    expect([own.exit, tree()]).toEqual([2, before]);
    expect(own.err).toContain('would overwrite a file of the layout');
    expect((await cli('expand', 'exp/p.yaml', '--out', 'new', '--force')).exit).toBe(0);
    expect(contents()['new/a.yaml']).toContain('cids: [1]');
  });

  test.each([
    ['merge keys below a key of both', 'b: &b {u: 1}\ns:\n  <<: *b\n', 's:\n  v: 1\n', 's.u'],
    ['a merge key at the top', 'b: &b {u: 1}\n<<: *b\n', 'v: 1\n', 'u'],
    ['one tag in both', 't: !x {a: 1}\n', 't: !x {b: 1}\n', 't'],
  ])('nothing, where no text has the value: %s', async (_, parent, session, key) => {
    write('exp/p.yaml', `session_dir: ./sessions\nsessions: [a]\n${parent}`);
    write('exp/sessions/a.yaml', session);
    const before = tree();
    const { exit, out } = await cli('expand', 'exp/p.yaml', '--out', 'new', '--preset', 'plain');
    expect([exit, tree()]).toEqual([2, before]);
    expect(out).toMatch(
      new RegExp(`^exp/sessions/a\\.yaml: error: .* merges at ${key} .*\\[not-expandable\\]$`, 'm'),
    );
    expect(out).toContain('Nothing was written.');
  });

  test.each(['pyyaml', '1.2'])('merge keys, when only %s reads the files', async (yaml) => {
    write('exp/p.yaml', 'session_dir: ./sessions\nsessions: [a]\nb: &b {u: 1}\ns:\n  <<: *b\n');
    write('exp/sessions/a.yaml', 's:\n  v: 1\n');
    const args = ['expand', 'exp/p.yaml', '--out', 'new', '--preset', 'plain', '--yaml', yaml];
    const { exit, out } = await cli(...args);
    expect([exit, out]).toEqual([0, expect.stringContaining('[written-anew]')]);
    const merged = yaml === 'pyyaml' ? '  u: 1\n  v: 1\n' : '  <<: {u: 1}\n  v: 1\n';
    expect(contents()['new/a.yaml']).toContain(`s:\n${merged}`);
  });

  test.each([
    [['exp/p.yaml'], 'Missing required argument: out'],
    [['exp/p.yaml', '--out', 'new', '--session', 'z'], "lists no session 'z'. It lists: a, b."],
    [['exp', '--out', 'new'], 'is a folder, not a parent config'],
  ])('%j is refused', async (argv, message) => {
    const before = tree();
    const { exit, err } = await cli('expand', ...argv);
    expect([exit, tree()]).toEqual([2, before]);
    expect(err).toContain(message);
  });
});
