/** `show` on the command line: all sessions, one session, YAML and JSON. */
import { join } from 'node:path';
import process from 'node:process';
import jsyaml from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { jsonText } from '../../src/report/json-text.js';
import { folder, lay, tree, write } from '../files/sandbox.js';
import { noPyyaml, runPython } from '../support/python.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay({
    'p.yaml':
      '# shared by all\nsession_dir: ./sessions\nsessions: [Allen_2022-02-16, "012"]\ntypes: [backimage]\nsampling: {source_rate: 240, target_rate: 120}\nseed: 1.0e-7\n',
    'sessions/Allen_2022-02-16.yaml':
      'session: Allen\ncids: [1, 4, 5]\nlab: rowley\nsampling: {target_rate: 60}\n',
    'sessions/012.yaml': 'cids: []\nnote: |+\n  keeps its end\n\n\n',
  });
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

describe('show', () => {
  it('lists all sessions and shows the first in detail', async () => {
    const { exit, out, err } = await cli('show', 'p.yaml');
    expect([exit, err]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "p.yaml: 2 sessions in ./sessions

        session           lab     cells  own keys
        Allen_2022-02-16  rowley  3      session, cids, lab, sampling
        012               yates   0      cids, note

      Allen_2022-02-16, merged
        Inherited from the parent: types, sampling.source_rate, seed
        Overridden by the session: sampling.target_rate
        The session's own: session, cids, lab

        types: [backimage]
        sampling: {source_rate: 240, target_rate: 60}
        seed: 1.0e-7
        session: Allen
        cids: [1, 4, 5]
        lab: rowley
      "
    `);
  });

  it('shows the merged config of one session as YAML and nothing else', async () => {
    expect(await cli('show', 'p.yaml', 'Allen_2022-02-16')).toEqual({
      exit: 0,
      out: 'types: [backimage]\nsampling: {source_rate: 240, target_rate: 60}\nseed: 1.0e-7\nsession: Allen\ncids: [1, 4, 5]\nlab: rowley\n',
      err: '',
    });
  });

  it('keeps line breaks at the end that belong to a text, and writes a name that is filled in as a string', async () => {
    const { out } = await cli('show', 'p.yaml', '012');
    expect(out).toMatch(/note: \|\+\n {2}keeps its end\n\n\nsession: '012'\nlab: yates\n$/);
    write('sessions/012.yaml', 'session: x\nlab: y\ncids: []\nnote: |+\n  keeps its end\n\n\n');
    expect((await cli('show', 'p.yaml', '012')).out).toMatch(/note: \|\+\n {2}keeps its end\n\n\n$/);
  });

  it('--format yaml without a session shows the first', async () => {
    const first = await cli('show', 'p.yaml', 'Allen_2022-02-16');
    expect(await cli('show', 'p.yaml', '--format', 'yaml')).toEqual(first);
    expect(await cli('show', 'p.yaml', 'Allen_2022-02-16', '--format', 'yaml')).toEqual(first);
  });

  it('--format json gives the list that the loader gives', async () => {
    const { exit, out } = await cli('show', 'p.yaml', '--format', 'json');
    expect(exit).toBe(0);
    const configs = loadDatasetConfigs('p.yaml');
    expect(JSON.parse(out)).toEqual(configs);
    expect(configs[0]).toMatchObject({
      _weight: 1,
      _parent_config_path: 'p.yaml',
      _config_path: 'sessions/Allen_2022-02-16.yaml',
    });
    const one = await cli('show', 'p.yaml', '012', '--format', 'json');
    expect(JSON.parse(one.out)).toEqual([configs[1]]);
  });

  it('--yaml decides what JSON says', async () => {
    write('sessions/012.yaml', 'cids: [012, yes, 1e-3, 9007199254740993]\n');
    const cids = async (...flags: readonly string[]): Promise<string> =>
      /"cids": \[([^\]]*)\]/
        .exec((await cli('show', 'p.yaml', '012', '--format', 'json', ...flags)).out)?.[1]
        ?.replace(/\s/g, '') ?? '';
    expect(await cids()).toBe('10,true,"1e-3",9007199254740993');
    expect(await cids('--yaml', '1.1')).toBe(await cids());
    expect(await cids('--yaml', '1.2')).toBe('12,"yes",0.001,9007199254740993');
  });

  it('--preset plain takes sessions without cids, and fills nothing in', async () => {
    write('sessions/012.yaml', 'x: 1\n');
    expect((await cli('show', 'p.yaml', '012')).exit).toBe(2);
    const { exit, out } = await cli('show', 'p.yaml', '012', '--preset', 'plain');
    expect([exit, out]).toEqual([
      0,
      'types: [backimage]\nsampling: {source_rate: 240, target_rate: 120}\nseed: 1.0e-7\nx: 1\n',
    ]);
  });

  test.each([
    [['p.yaml', 'Logan'], "p.yaml lists no session 'Logan'. It lists: Allen_2022-02-16, 012. [not-found]"],
    [['sessions'], 'sessions is a folder, not a parent config.'],
    [['nope.yaml'], 'Parent nope.yaml does not exist. [not-found]'],
    [['sessions/012.yaml'], "sessions/012.yaml: no 'session_dir'."],
  ])('%j exits 2', async (argv, message) => {
    const { exit, out, err } = await cli('show', ...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('shows where a session cannot be read', async () => {
    write('sessions/012.yaml', 'cids: [1]\na: ]\n');
    const { exit, err } = await cli('show', 'p.yaml');
    expect(exit).toBe(2);
    expect(err).toMatch(
      /^sessions\/012\.yaml:2:4: error: .*\[syntax\]\nconfig-inherit: Session config sessions\/012\.yaml cannot be read/,
    );
  });

  it('writes nothing', async () => {
    const before = tree();
    for (const flags of [[], ['012'], ['--format', 'json'], ['--format', 'yaml']])
      await cli('show', 'p.yaml', ...flags);
    expect(tree()).toEqual(before);
  });

  it('counts cells only where there is a list, and names keys that are no strings', async () => {
    write('sessions/012.yaml', 'cids: 5\n1: x\n"two words": y\nlab: [a]\n');
    const { exit, out } = await cli('show', 'p.yaml', '--preset', 'plain');
    expect(exit).toBe(0);
    expect(out).toMatch(/\n {2}012 +cids, .+, two words, lab\n/);
  });
});

const PYTHON = `
import json, sys, yaml
def merge(base, override):
    result = dict(base)
    for key, value in override.items():
        both = isinstance(result.get(key), dict) and isinstance(value, dict)
        result[key] = merge(result[key], value) if both else value
    return result
for parent, name, session, printed in json.load(sys.stdin):
    base = yaml.safe_load(open(parent))
    merged = merge({k: v for k, v in base.items() if k not in ("session_dir", "sessions")}, yaml.safe_load(open(session)))
    merged.setdefault("session", name)
    merged.setdefault("lab", "yates")
    if repr(merged) != repr(yaml.safe_load(printed)):
        print(session, repr(merged), repr(yaml.safe_load(printed)))
`;

const FIXTURES = join(at, 'fixtures/new');
const skipped = noPyyaml();

test.skipIf(skipped !== null)(
  `PyYAML reads what is shown of a real layout as what it merges${skipped === null ? '' : `: skipped, ${skipped}`}`,
  async () => {
    const cases = [];
    for (const name of [
      'multi_basic_120',
      'block_scalars_own',
      'special_floats',
      'anchors_inside_one_entry',
      'two_dialects',
    ]) {
      const parent = join(FIXTURES, name, `${name}.yaml`);
      for (const { _config_path: path } of loadDatasetConfigs(parent)) {
        const session = path.replace(/^.*\/([^/]+)\.yaml$/, '$1');
        const { out } = await cli('show', parent, session);
        expect(Object.keys(jsyaml.load(out) as object)).toContain('cids');
        cases.push([parent, session, path, out]);
      }
    }
    write('merge.py', PYTHON);
    expect(runPython(join(folder, 'merge.py'), cases)).toBe('');
  },
);

test('JSON text holds integers of any size, and words for what JSON has no number for', () => {
  const text = jsonText({
    big: 9007199254740993n,
    list: [-5n, NaN, Infinity, -Infinity, null],
    text: '\u0000integer 5',
  });
  expect(text.replace(/\s/g, '')).toBe(
    '{"big":9007199254740993,"list":[-5,".nan",".inf","-.inf",null],"text":"\\u0000integer5"}',
  );
});
