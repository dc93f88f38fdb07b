/** Merged configs as YAML: what is printed is read, by PyYAML and by YAML 1.2, as what the loader merges. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsyaml from 'js-yaml';
import { describe, expect, it, test } from 'vitest';
import { contractOf, PRESETS } from '../../src/contract.js';
import type { Dialect } from '../../src/core/value.js';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { printMerged } from '../../src/yaml/print.js';
import { folder, lay, write } from '../files/sandbox.js';
import { noPyyaml, runPython } from '../support/python.js';

const HEAD = 'session_dir: sessions\nsessions: [s1]\n';
const OWN = 'session: s1\ncids: [1]\nlab: x\n';

function print(shared: string, own: string, dialect: Dialect = 'pyyaml'): string {
  return printMerged({
    parent: HEAD + shared,
    session: OWN + own,
    reserved: PRESETS.dataset.reserved,
    defaults: { session: 's1', lab: 'yates' },
    dialect,
  });
}

/** What `print` gives besides the three keys of every session, which stand behind the parent's own. */
function body(shared: string, own: string, dialect?: Dialect): string {
  return print(shared, own, dialect).replace(/session: s1\ncids: \[1\]\nlab: x\n/, '');
}

/** One word a scalar, so that they read as a table. */
const WORDS =
  '1.0e-7 1e-3 0.80 1. .5 -0.0 +1 012 0x1F 0b101 0o17 1_000 1:30 9007199254740993 1000000000000000000000000 .inf .NAN ' +
  '1.0e+3 0.0000001 12e03 yes No on y true TRUE ~ null 2022-02-16 2022-02-16T10:00:00Z "1e-3" \'yes\' "012" ' +
  "'2022-02-16' \"null\" '' \"\" 'it''s' \"<<\" a#b -x µ→\u{1f600}";

const SPELLINGS = [
  ...WORDS.split(' '),
  ...['', '2022-02-16 10:00:00', '"a: b # c"', 'two words', '"trailing "', 'x\u00a0', '?x', ':x'],
  ...[
    '[]',
    '{}',
    '[1, [2, [3]], {a: 1}]',
    '{a: {b: {c: 1}}}',
    '[a, "b", c d]',
    '[~, null, ""]',
    '{a: null, b: ~}',
  ],
  ...[
    '!!str 012',
    '!!int "12"',
    '!!float 1',
    '!!float 1e3',
    '!!bool "yes"',
    '!!null x',
    '! 12',
    '! "12"',
    "!!str ''",
  ],
  ...['!include x.yaml', '!include "x y"', '!point {x: 1, y: 2}'],
];

/** Types of YAML that the JavaScript packages would make objects of. */
const TYPES = [
  '!!binary aGVsbG8=',
  '!!timestamp "2022-02-16"',
  '!!timestamp 2001-12-14t21:59:43.10-05:00',
  '!!set {a, b}',
  '!!omap [{a: 1}, {b: 2}]',
];

const TEXTS = [
  '|\n  one\n  two\n',
  '|-\n  one\n\n  two\n',
  '|+\n  one\n\n\n',
  '>\n  one\n  two\n\n  three\n',
  '>-\n  folded\n  text\n    deeper\n  back\n',
  '>+\n  folded\n\n',
  '|2\n    leading\n  spaces\n',
  '|\n  # no comment\n  key: value\n  - item\n',
  '|\n\n  blank first\n',
  '|\n  \ttab\n',
  '|\n',
  'plain\n  over\n  lines\n',
  'plain\n\n  with blank lines\n',
  '"quoted\n  over \\\n  lines\\n\n\n  end"\n',
  "'quoted\n  over lines'\n",
  `"${'long words '.repeat(30)}"\n`,
];

test.each([...SPELLINGS, ...TYPES])('the spelling is kept of %s', (text) => {
  expect(body(`k: ${text}\n`, '')).toBe(`k: ${text}\n`.replace(': \n', ':\n'));
});

const MERGES: readonly (readonly [string, string, string, string])[] = [
  ['mappings merge', 'k: {a: 1, b: 1}\n', 'k: {b: 2, c: 2}\n', 'k: {a: 1, b: 2, c: 2}\n'],
  [
    'block into flow',
    'k: {a: 1}\n',
    'k:\n  b: x, y\n  l:\n    -\n    - z\n',
    'k:\n  a: 1\n  b: x, y\n  l:\n    - \n    - z\n',
  ],
  ['flow into block', 'k:\n  a: 1\n', 'k: {b: 2}\n', 'k:\n  a: 1\n  b: 2\n'],
  ['lists replace', 'k: [1, 2]\n', 'k:\n  - 3\n', 'k:\n  - 3\n'],
  ['null replaces', 'k: {a: 1}\n', 'k:\n', 'k:\n'],
  ['a tagged node is replaced', 'k: !p {a: 1}\n', 'k: {b: 2}\n', 'k: {b: 2}\n'],
  ['a tagged node replaces', 'k: {a: 1}\n', 'k: !p {b: 2}\n', 'k: !p {b: 2}\n'],
  ['a quoted key is the plain one', '"k": {a: 1}\n', 'k: {b: 2}\n', '"k": {a: 1, b: 2}\n'],
  ['1 and "1" are two keys', 'k: {1: a}\n', 'k: {"1": b}\n', 'k: {1: a, "1": b}\n'],
  ['anchors of one name do not meet', 'a: &x 1\nb: *x\n', 'c: &x 2\nd: *x\n', 'a: 1\nb: 1\nc: 2\nd: 2\n'],
  [
    'anchors named twice in a file',
    'a: &x 1\nb: *x\n',
    'c: &x [*y]\n'.replace('*y', '2'),
    'a: 1\nb: 1\nc: [2]\n',
  ],
  [
    'aliases within anchors',
    'a: &a 1\nb: &b [*a, {c: *a}]\nd: *b\n',
    '',
    'a: 1\nb: [1, {c: 1}]\nd: [1, {c: 1}]\n',
  ],
  [
    'merge keys are expanded',
    'b: &b {x: 1, y: 1}\nk: {<<: *b, y: 2}\n',
    '',
    'b: {x: 1, y: 1}\nk: {x: 1, y: 2}\n',
  ],
  [
    'in their own file, before merging',
    'b: &b {x: 1}\nk: {<<: *b, z: 1}\n',
    'b: &b {x: 3}\nk: {<<: *b}\n',
    'b: {x: 3}\nk: {x: 3, z: 1}\n',
  ],
  ['several sources, the earlier wins', 'k: {<<: [{x: 1}, {x: 2, y: 2}]}\n', '', 'k: {x: 1, y: 2}\n'],
  [
    'sources that merge themselves',
    'a: &a {x: 1}\nb: &b {<<: *a, y: 1}\nk: {<<: *b}\n',
    '',
    'a: {x: 1}\nb: {x: 1, y: 1}\nk: {x: 1, y: 1}\n',
  ],
  ['at the top level', '<<: {t: 1, u: 1}\n', 'u: 2\n', 't: 1\nu: 2\n'],
  ['what is no merge stays', 'k: {<<: !include x, a: 1}\n', '', 'k: {<<: !include x, a: 1}\n'],
  ['__proto__ is a key', '__proto__: {a: 1}\n', '__proto__: {b: 2}\n', '__proto__: {a: 1, b: 2}\n'],
  [
    'comments stay where they were',
    '# about k\nk: 1 # beside\n',
    '# own\nz: 2\n',
    '# about k\nk: 1 # beside\n# own\nz: 2\n',
  ],
];

/** Keys that are one to a loader, though they are spelled in two ways. */
const KEYS: typeof MERGES = [
  ['1 and 1.0 are one key', 'k: {1: a}\n', 'k: {1.0: b}\n', 'k: {1: b}\n'],
  ['1 and yes are one key', 'k: {1: a}\n', 'k: {yes: b}\n', 'k: {1: b}\n'],
  ['~ and null are one key', 'k: {~: a}\n', 'k: {null: b}\n', 'k: {~: b}\n'],
];

describe('merging', () => {
  test.each([...MERGES, ...KEYS])('%s', (_, shared, own, expected) => {
    expect(body(shared, own)).toBe(expected);
  });

  it('leaves merge keys alone for YAML 1.2, where they are ordinary keys', () => {
    expect(body('k: {<<: {x: 1, y: 1}}\n', 'k: {<<: {x: 2}}\n', '1.2')).toBe('k: {<<: {x: 2, y: 1}}\n');
    expect(body('k: {012: a}\n', 'k: {12: b}\n', '1.2')).toBe('k: {012: b}\n');
  });

  it('takes the reserved keys out, also when they are quoted', () => {
    const parts = { session: 'cids: [1]\n', reserved: PRESETS.dataset.reserved, defaults: {} };
    expect(printMerged({ ...parts, parent: '"session_dir": x\nsessions: [a]\na: 1\n' })).toBe(
      'a: 1\ncids: [1]\n',
    );
  });

  test.each([
    ['Allen_2022-02-16', 'session: Allen_2022-02-16\n'],
    ['012', "session: '012'\n"],
    ['yes', "session: 'yes'\n"],
    ['2022-02-16', "session: '2022-02-16'\n"],
    ['1e3', "session: '1e3'\n"],
    ['a: b', 'session: "a: b"\n'],
  ])('writes a name that is filled in so that it is a string: %s', (name, line) => {
    const text = printMerged({
      parent: 'a: 1\n',
      session: 'cids: []\n',
      reserved: [],
      defaults: { session: name },
    });
    expect(text).toBe(`a: 1\ncids: []\n${line}`);
    expect(jsyaml.load(text)).toMatchObject({ session: name });
  });

  it('begins with the first entry, whatever blank lines the parent has above it', () => {
    expect(print('\n\na: 1\n', '')).toMatch(/^a: 1\n/);
  });

  it('ends a block text where PyYAML ends it, with and without the last line break of the file', () => {
    expect(body('', 'k: |\n  x\n')).toBe('k: |\n  x\n');
    expect(body('', 'k: |\n  x')).toBe('k: |-\n  x\n');
    expect(body('', 'k:\n  - a: >\n      x')).toBe('k:\n  - a: >-\n      x\n');
    expect(body('', 'k: |\n  x', '1.2')).toBe('k: |\n  x\n');
  });
});

function numbered(spellings: readonly string[], indent = ''): string {
  return spellings.map((text, at) => `${indent}k${at}: ${text}\n`).join('');
}

const FLOW = SPELLINGS.filter((text) => text !== '' && !/^[?:]/.test(text));
const AS_KEYS = [
  '1.0e-7',
  '1e-3',
  '012',
  'yes',
  '~',
  '2022-02-16',
  '"1"',
  "'no'",
  '9007199254740993',
  'two words',
  '""',
];

const LAYOUTS: readonly (readonly [string, string, string])[] = [
  ['spellings in the parent', numbered(SPELLINGS), ''],
  ['spellings in the session', 'k0: {a: 1}\n', numbered(SPELLINGS)],
  ['spellings nested', 'm: {x: {y: 1}}\n', `m:\n  x:\n${numbered(SPELLINGS, '    ')}`],
  [
    'spellings in lists',
    `l:\n${SPELLINGS.map((text) => `  - ${text}\n`).join('')}`,
    `f: [${FLOW.join(', ')}]\n`,
  ],
  ['spellings in braces', 'm: {x: 1}\n', `m: {${FLOW.map((text, at) => `k${at}: ${text}`).join(', ')}}\n`],
  ['spellings as keys', `m:\n${AS_KEYS.map((text) => `  ${text}: x\n`).join('')}`, 'm: {y: 1}\n'],
  ['complex keys', 'm:\n  ? [a, b]\n  : 1\n  ? long key\n  : 2\n', 'm: {"q: k": 3}\n'],
  [
    'aliases of blocks in brackets',
    'a: &a\n  - \n  - x: \n  - |\n    text\n',
    'b: &b\n  y:\nl: [*b, {z: *b}]\n',
  ],
  [
    'an alias of a block in braces',
    'a: &a\n  - \n  - x: \n  - |\n    text\nk: {l: *a, m: [*a]}\n',
    'k: {n: 1}\n',
  ],
  ['texts in the parent', numbered(TEXTS.map((text) => text.slice(0, -1))), 'k1: |\n  other\n'],
  [
    'texts in the session',
    'm: {a: 1}\n',
    `m:\n${TEXTS.map((text, at) => `  k${at}: ${text.replaceAll(/\n(?=.)/g, '\n  ')}`).join('')}`,
  ],
  ['texts that end a file', 'a: |+\n  x\n\n', 'k: |+\n  x\n\n\n'],
  ...[
    '|\n  x',
    '|+\n  x',
    '|-\n  x',
    '>\n  x',
    '|\n  x\n  ',
    '|\n  x\n# c',
    '|+\n  x\n\n  # x',
    '|+\n  x\n  ',
    '\n  - a: |\n      x',
    '"x\n  y"',
  ].map(
    (text) => [`a text that ends without a line break: ${JSON.stringify(text)}`, '', `k: ${text}`] as const,
  ),
  ...MERGES.map(([what, shared, own]) => [what, shared, own] as const),
];

const PYTHON = `
import json, sys
import yaml

class Loader(yaml.SafeLoader):
    pass

def opaque(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return ("tag", node.tag, node.value)
    if isinstance(node, yaml.SequenceNode):
        return ("tag", node.tag, loader.construct_sequence(node, deep=True))
    return ("tag", node.tag, loader.construct_mapping(node, deep=True))

Loader.add_multi_constructor("", opaque)
Loader.add_constructor("tag:yaml.org,2002:seq", lambda loader, node: tuple(loader.construct_sequence(node, deep=True)))

def load(text):
    return yaml.load(text, Loader)

def merge(base, override):
    result = dict(base)
    for key, value in override.items():
        both = isinstance(result.get(key), dict) and isinstance(value, dict)
        result[key] = merge(result[key], value) if both else value
    return result

for name, parent, session, printed in json.load(sys.stdin):
    try:
        merged = merge({k: v for k, v in load(parent).items() if k not in ("session_dir", "sessions")}, load(session))
    except yaml.constructor.ConstructorError as error:
        if "expected a mapping" in str(error):
            continue  # PyYAML refuses to merge what is no mapping
        raise
    try:
        read = load(printed)
    except yaml.YAMLError as error:
        print(name, error, printed)
        continue
    if repr(merged) != repr(read):
        print(name)
        for key in merged:
            if repr(merged[key]) != repr(read.get(key)):
                print(" ", key, repr(merged[key]), repr(read.get(key)))
        print(" ", list(merged), list(read))
`;

const skipped = noPyyaml();

test.skipIf(skipped !== null)(
  `PyYAML reads what is printed as what it merges${skipped === null ? '' : `: skipped, ${skipped}`}`,
  () => {
    write('check.py', PYTHON);
    const cases = [...LAYOUTS, ...KEYS, ['types', numbered(TYPES), ''] as const].map(
      ([what, shared, own]) => [what, HEAD + shared, OWN + own, print(shared, own)],
    );
    expect(runPython(join(folder, 'check.py'), cases)).toBe('');
  },
);

describe.each(['pyyaml', '1.2'] as const)(
  'our loader reads what is printed as what it merges, by %s',
  (dialect) => {
    test.each(LAYOUTS)('%s', (_, shared, own) => {
      lay({ 'p.yaml': HEAD + shared, 'sessions/s1.yaml': OWN + own });
      const parent = join(folder, 'p.yaml');
      const [merged] = loadDatasetConfigs(parent, { yaml: dialect });
      write('printed.yaml', 'session_dir: .\nsessions: [out]\n');
      write('out.yaml', print(shared, own, dialect));
      const contract = contractOf('plain');
      const [read] = loadDatasetConfigs(join(folder, 'printed.yaml'), { yaml: dialect, contract });
      const paths = { _config_path: '', _parent_config_path: '' };
      expect({ ...read, ...paths }).toEqual({ ...merged, ...paths });
      expect(Object.keys(read ?? {})).toEqual(Object.keys(merged ?? {}));
      expect(readFileSync(join(folder, 'out.yaml'), 'utf8').endsWith('\n')).toBe(true);
    });
  },
);
