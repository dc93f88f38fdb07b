/** The loader: what it makes of a layout, and that Python with PyYAML makes the same of it. */
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { noPyyaml, runPython } from '../support/python.js';
import { folder, lay, write } from './sandbox.js';

function parentPath(): string {
  return join(folder, 'experiment.yaml');
}

describe('loadDatasetConfigs', () => {
  it('gives one merged config a session, in the order of sessions', () => {
    lay({
      'experiment.yaml':
        'types: [backimage]\nsession_dir: ./sessions\nsessions:\n  - Logan_2020-02-29\n  - Allen_2022-02-16\nsampling: {source_rate: 240, target_rate: 120}\nseed: 1002\n',
      'sessions/Allen_2022-02-16.yaml':
        'session: Allen_2022-02-16\ncids: [1, 4]\nlab: rowley\nsampling: {target_rate: 240}\nextra: true\n',
      'sessions/Logan_2020-02-29.yaml': 'cids: []\n',
      'sessions/not_listed.yaml': 'this is: [not even read\n',
    });
    expect(loadDatasetConfigs(parentPath())).toEqual([
      {
        types: ['backimage'],
        sampling: { source_rate: 240, target_rate: 120 },
        seed: 1002,
        cids: [],
        session: 'Logan_2020-02-29',
        lab: 'yates',
        _weight: 1,
        _config_path: join(folder, 'sessions/Logan_2020-02-29.yaml'),
        _parent_config_path: parentPath(),
      },
      {
        types: ['backimage'],
        sampling: { source_rate: 240, target_rate: 240 },
        seed: 1002,
        session: 'Allen_2022-02-16',
        cids: [1, 4],
        lab: 'rowley',
        extra: true,
        _weight: 1,
        _config_path: join(folder, 'sessions/Allen_2022-02-16.yaml'),
        _parent_config_path: parentPath(),
      },
    ]);
  });

  it("keeps the parent's order of keys, then the session's own, then what is filled in", () => {
    lay({
      'experiment.yaml': 'z: 1\nsession_dir: s\na: {y: 1, b: 1}\nsessions: [a]\n',
      's/a.yaml': 'q: 2\na: {c: 2, b: 2}\ncids: []\nz: 2\n',
    });
    const [config] = loadDatasetConfigs(parentPath());
    expect(JSON.stringify({ ...config, _config_path: 0, _parent_config_path: 0 })).toBe(
      '{"z":2,"a":{"y":1,"b":2,"c":2},"q":2,"cids":[],"session":"a","lab":"yates","_weight":1,"_config_path":0,"_parent_config_path":0}',
    );
  });

  it('fills in only what neither file says', () => {
    lay({
      'experiment.yaml': 'session_dir: s\nsessions: [a, b]\nlab: logan\nsession: all\n',
      's/a.yaml': 'cids: [1]\nlab:\n',
      's/b.yaml': 'cids: [1]\nsession: mine\n',
    });
    expect(loadDatasetConfigs(parentPath()).map(({ session, lab }) => [session, lab])).toEqual([
      ['all', null],
      ['mine', 'logan'],
    ]);
  });

  it('overwrites metadata that a file brings along', () => {
    lay({
      'experiment.yaml': 'session_dir: s\nsessions: [a]\n_weight: 7\n',
      's/a.yaml': 'cids: [1]\n_config_path: x\n_parent_config_path: y\n',
    });
    expect(loadDatasetConfigs(parentPath())).toMatchObject([
      { _weight: 1, _config_path: join(folder, 's/a.yaml'), _parent_config_path: parentPath() },
    ]);
  });

  it('gives each session its own copies', () => {
    lay({
      'experiment.yaml': 'session_dir: s\nsessions: [a, b]\nt: &t {x: [1]}\nu: *t\n',
      's/a.yaml': 'cids: [1]\n',
      's/b.yaml': 'cids: [1]\n',
    });
    const [a, b] = loadDatasetConfigs(parentPath());
    expect(a?.t).toEqual(b?.t);
    expect(a?.t).not.toBe(b?.t);
    expect(a?.t).not.toBe(a?.u);
  });

  it('loads a session twice that is listed twice, as the training code does', () => {
    lay({ 'experiment.yaml': 'session_dir: s\nsessions: [a, a]\n', 's/a.yaml': 'cids: [1]\n' });
    expect(loadDatasetConfigs(parentPath())).toHaveLength(2);
  });

  test.each([
    ['./sessions', 'a', 'sessions/a.yaml'],
    ['sessions/', 'a', 'sessions/a.yaml'],
    ['.', 'a', 'a.yaml'],
    ["''", 'a', 'a.yaml'],
    ['"deep/er"', 'sub/x', 'deep/er/sub/x.yaml'],
    ['s', 'sub/../x', 's/x.yaml'],
    ['s', './x', 's/x.yaml'],
    ['s', '..x', 's/..x.yaml'],
    ['s', '"..."', 's/....yaml'],
    ['s', "'012'", 's/012.yaml'],
    ['s', "'yes'", 's/yes.yaml'],
    ['s', '12', 's/12.yaml'],
    ['s', '"two words"', 's/two words.yaml'],
    ['s', 'Übung', 's/Übung.yaml'],
    ['s', '2022-2-6', 's/2022-2-6.yaml'],
    ['s', 'a.yaml', 's/a.yaml.yaml'],
  ])('finds session_dir %s, session %s at %s', (dir, name, file) => {
    lay({ 'experiment.yaml': `session_dir: ${dir}\nsessions: [${name}]\n`, [file]: 'cids: [7]\n' });
    expect(loadDatasetConfigs(parentPath())).toMatchObject([{ cids: [7], _config_path: join(folder, file) }]);
  });

  it('finds session_dir beside and above the parent, and at an absolute path', () => {
    write('shared/a.yaml', 'cids: [7]\n');
    for (const dir of ['../shared', join(folder, 'shared')]) {
      write('new/p.yaml', `session_dir: ${dir}\nsessions: [a]\n`);
      expect(loadDatasetConfigs(join(folder, 'new/p.yaml'))).toMatchObject([
        { cids: [7], _config_path: join(folder, 'shared/a.yaml') },
      ]);
    }
  });

  it('takes file endings of both kinds, byte order marks and document markers', () => {
    lay({
      'experiment.yaml': '\uFEFF---\r\nsession_dir: s\r\nsessions: [a]\r\ntext: |\r\n  one\r\n  two\r\n',
      's/a.yaml': '\uFEFF# head\n---\ncids: [1]\n...\n',
    });
    expect(loadDatasetConfigs(parentPath())).toMatchObject([{ cids: [1], text: 'one\ntwo\n' }]);
  });

  test.each([
    ['flow', '{cids: [1], a: {c: 2}}\n'],
    ['indented', '  cids: [1]\n  a:\n    c: 2\n'],
    ['with an anchor', '&root\ncids: [1]\na: {c: 2}\n'],
    ['with explicit keys', '? cids\n: [1]\n? a\n: c: 2\n'],
    ['with a directive', '%YAML 1.2\n---\ncids: [1]\na: {c: 2}\n'],
  ])('takes a session whose root is written %s', (_, own) => {
    lay({ 'experiment.yaml': '{session_dir: s, sessions: [a], a: {b: 1}}\n', 's/a.yaml': own });
    expect(loadDatasetConfigs(parentPath())).toMatchObject([{ cids: [1], a: { b: 1, c: 2 } }]);
  });

  test('the preset plain asks for nothing and fills in nothing but metadata', () => {
    lay({ 'experiment.yaml': 'session_dir: s\nsessions: [a]\nx: 1\n', 's/a.yaml': '{}\n' });
    expect(loadDatasetConfigs(parentPath(), { contract: contractOf('plain') })).toEqual([
      { x: 1, _weight: 1, _config_path: join(folder, 's/a.yaml'), _parent_config_path: parentPath() },
    ]);
  });
});

/** SPEC.md's loader in Python, on the real PyYAML; prints the merged configs of each parent it is given. */
const PYTHON = `
import base64, datetime, json, sys
from pathlib import Path
import yaml

class Loader(yaml.SafeLoader):
    pass

def opaque(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return {"tag " + node.tag: node.value}
    if isinstance(node, yaml.SequenceNode):
        return {"tag " + node.tag: loader.construct_sequence(node, deep=True)}
    return {"tag " + node.tag: loader.construct_mapping(node, deep=True)}

Loader.add_multi_constructor("", opaque)

def _deep_merge_configs(base, override):
    result = dict(base)
    for key, value in override.items():
        if isinstance(result.get(key), dict) and isinstance(value, dict):
            result[key] = _deep_merge_configs(result[key], value)
        else:
            result[key] = value
    return result

def load_dataset_configs(parent_config_path):
    parent_path = Path(parent_config_path)
    parent = yaml.load(open(parent_path, encoding="utf-8"), Loader)
    base = {k: v for k, v in parent.items() if k not in ("session_dir", "sessions")}
    configs = []
    for name in parent["sessions"]:
        path = parent_path.parent / parent["session_dir"] / f"{name}.yaml"
        session = yaml.load(open(path, encoding="utf-8"), Loader)
        assert "cids" in session
        config = _deep_merge_configs(base, session)
        config.setdefault("session", name)
        config.setdefault("lab", "yates")
        config["_weight"] = 1.0
        config["_config_path"] = str(path)
        config["_parent_config_path"] = str(parent_path)
        configs.append(config)
    return configs

def tell(value):
    if isinstance(value, dict):
        return [[tell_key(k), tell(v)] for k, v in value.items()]
    if isinstance(value, (list, tuple)):
        return {"list": [tell(v) for v in value]}
    if isinstance(value, set):
        return [[tell_key(k), "null"] for k in value]
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, (int, float)):
        return ("number " if isinstance(value, int) else "float ") + repr(value)
    if isinstance(value, bytes):
        return "text " + base64.b64encode(value).decode()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return "text " + value.isoformat()
    return "text " + value

def tell_key(key):
    return key if isinstance(key, str) else str(key)

json.dump([[tell(config) for config in load_dataset_configs(path)] for path in json.load(sys.stdin)], sys.stdout)
`;

/** What the script's `tell` prints, for what our loader gives. */
function tell(value: unknown): unknown {
  if (Array.isArray(value)) return { list: value.map(tell) };
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `number ${numberText(value)}`;
  if (typeof value === 'bigint') return `number ${value}`;
  if (typeof value === 'string') return `text ${value}`;
  const pairs = Object.entries(value as object);
  return pairs.map(([key, inner]) => [/^(?:!|tag:)/.test(key) ? `tag ${key}` : key, tell(inner)]);
}

/** Both languages' numbers, which are the same doubles, as this one writes them. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function readTold(json: string): unknown {
  const texts = json.replace(
    /"float (-?)(inf|nan|[^"]+)"/g,
    (_, sign: string, digits: string) =>
      `"number ${numberText(Number(sign + digits.replace('inf', 'Infinity').replace('nan', 'NaN')))}"`,
  );
  return JSON.parse(texts);
}

const SCALARS = [
  ...[
    'yes',
    'off',
    'y',
    '012',
    '08',
    '-012',
    '1e-3',
    '1.0e-7',
    '1_000',
    '1:30',
    '0o17',
    '0b11',
    '2022-02-16',
  ],
  ...['9007199254740991', '9007199254740993', '-123456789012345678901234567890', '-0.0', '1.', '.5', '-.5'],
  ...['~', '', 'null', "'yes'", '"012"', '"\\u00b5\\n"', '|+\n  a\n', '>-\n  a\n  b', 'two words', '"1e-3"'],
  ...[
    '!!str 012',
    '!!int "12"',
    '!!float 1',
    '!!bool "yes"',
    '!!null x',
    '! 12',
    '! "12"',
    '! [1]',
    '!!seq [1]',
  ],
];

const LAYOUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the example of SPEC.md': {
    'p.yaml':
      'types: [backimage]\nsession_dir: ./sessions\nsessions:\n  - Allen_2022-02-16\n  - Logan_2020-02-29\nsampling:\n  source_rate: 240\n  target_rate: 120\nkeys_lags:\n  robs: 0\n  stim: [0, 1, 2]\ntransforms:\n  stim:\n    source: stim\n    ops:\n      - pixelnorm: {}\n      - unsqueeze: 0\n    expose_as: stim\ntrain_val_split: 0.8\nseed: 1002\n',
    'sessions/Allen_2022-02-16.yaml':
      'session: Allen_2022-02-16\ncids: [1, 4, 5]\nlab: yates\ntransforms:\n  stim:\n    ops: [fftwhitening, pixelnorm]\n  pupil: {source: eye}\n',
    'sessions/Logan_2020-02-29.yaml':
      'cids:\n- 1\n- 4\nsampling: {target_rate: 240.0}\ntrain_val_split: null\n',
  },
  'every kind of scalar': {
    'p.yaml': `session_dir: s\nsessions: ['012', "yes", sub/x]\n${SCALARS.map((text, index) => `k${index}: ${text}\n`).join('')}`,
    's/012.yaml': 'cids: [012, 1_000, 0x1F, 0b11]\nk1: 2022-02-16\nk2: 2022-02-16T10:00:00\n',
    's/yes.yaml': 'cids: [1]\nk1: {a: on}\n',
    's/sub/x.yaml': 'cids: []\nk3: 1.5\nk4: "1.5"\nk5: 1e22\nk6: 1.0e+16\n',
  },
  'tags, anchors and merge keys': {
    'p.yaml':
      'session_dir: s\nsessions: [a, b]\nd: &d {x: 1, y: 1}\ne: &e {y: 2, z: 2}\nk: {<<: [*d, *e], w: 1}\nl: *d\nt: !include x.yaml\nu: {v: !point {x: 1}, w: 1}\nset: !!set {a}\nn: ! 12\nf: !!float 1e3\ntuple: !!python/tuple [1, 2]\n',
    's/a.yaml': 'cids: &c [1]\nvisual: *c\nd: &d {x: 9}\nk: {<<: *d, v: 2}\n',
    's/b.yaml': 'cids: [1]\n<<: {top: 1, lab: merged}\nset: !!set {b}\nl: null\n',
  },
  'key order and odd keys': {
    'p.yaml':
      'session_dir: s\nsessions: [a]\nz: 1\n__proto__: {a: 1}\na: {y: 1, b: 1}\n"a b": 1\nconstructor: 1\n"": 1\n',
    's/a.yaml': 'q: 2\na: {c: 2, b: 2}\ncids: [1]\nz: 2\n__proto__: {b: 1}\n? long\n: 1\n',
  },
};

const SKIPPED = noPyyaml();

describe(`PyYAML makes the same of${SKIPPED === null ? '' : ` (skipped: ${SKIPPED})`}`, () => {
  test.skipIf(SKIPPED !== null).each(Object.entries(LAYOUTS))('%s', (_, files) => {
    lay({ ...files, 'load.py': PYTHON });
    const parent = join(folder, 'p.yaml');
    const [expected] = readTold(runPython(join(folder, 'load.py'), [parent])) as unknown[];
    expect(loadDatasetConfigs(parent).map(tell)).toEqual(expected);
  });
});
