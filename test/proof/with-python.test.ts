/** The proof by the user's Python: what it tells apart, what it takes as equal, and how it fails. */
import { describe, expect, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import type { KeyOrder } from '../../src/core/value.js';
import type { Proof } from '../../src/proof/prove.js';
import { proveWithPython } from '../../src/proof/with-python.js';
import { noPyyaml } from '../support/python.js';

const PYTHON = noPyyaml();
const HEAD = 'session_dir: ./sessions\nsessions: [s]\n';
const FIRST: Proof = { ok: true, loaders: ['js-yaml'], compared: 1, differences: [] };
const ADDED = ['session', 'path', 'kind', 'before', 'after'] as const;

interface Layout {
  readonly legacy: string;
  /** Below `session_dir` and `sessions`. */
  readonly parent: string;
  readonly session: string;
}

function prove(
  layouts: readonly Layout[],
  options: { keyOrder?: KeyOrder; require?: string[] } = {},
): Promise<Proof> {
  const file = (path: string, text: string) => ({ path, text: () => text });
  const parents = layouts.map(({ legacy, parent, session }) => ({
    parent: file('parent.yaml', parent.startsWith('session') ? parent : HEAD + parent),
    sessions: [{ name: 's', legacy: file('s.yaml', legacy), session: file('sessions/s.yaml', session) }],
  }));
  const contract = contractOf('plain', { require: options.require ?? [] });
  return proveWithPython(FIRST, 'python3', parents, {
    dialects: ['pyyaml'],
    keyOrder: options.keyOrder ?? 'nested',
    contract,
  });
}

async function rows(layout: Layout, options = {}): Promise<readonly string[]> {
  const { differences, ok } = await prove([layout], options);
  expect(ok).toBe(differences.length === 0);
  expect(differences.every(({ loader }) => loader === 'python')).toBe(true);
  return differences.map((difference) => ADDED.map((key) => difference[key]).join(' | '));
}

/** A layout whose session is the whole config. */
function own(legacy: string, session: string): Layout {
  return { legacy, parent: '', session };
}

const LONG = `0x1${'0'.repeat(6000)}`;
const DEEP = (depth: number) => `a: ${'['.repeat(depth)}1${']'.repeat(depth)}\n`;
const BOMB = `b0: &b0 [1]\n${Array.from({ length: 60 }, (_, n) => `b${n + 1}: &b${n + 1} [*b${n}, *b${n}]\n`).join('')}`;
const NESTED_BOMB = `b0: &b0 {x: 1}\n${Array.from({ length: 60 }, (_, n) => `b${n + 1}: &b${n + 1} {l: *b${n}, r: *b${n}}\n`).join('')}`;

describe.skipIf(PYTHON !== null)(`with PyYAML${PYTHON === null ? '' : `: skipped, ${PYTHON}`}`, () => {
  test.each<[string, Layout]>([
    ['one text', own('a: 1\n', 'a: 1\n')],
    [
      'merged mappings',
      { legacy: 'm: {a: 1, b: 2}\nl: [1]\n', parent: 'm: {a: 1}\nl: [2]\n', session: 'm: {b: 2}\nl: [1]\n' },
    ],
    ['another top-level order', { legacy: 'a: 1\nb: 2\n', parent: 'b: 2\n', session: 'a: 1\n' }],
    ['a null that replaces a mapping', { legacy: 'a:\n', parent: 'a: {b: 1}\n', session: 'a: null\n' }],
    ['other spelling', own('a: 0.80\nb: yes\nc: 012\nd: 1:30\n', 'a: 0.8\nb: true\nc: 10\nd: 90\n')],
    ['what is no number to PyYAML', own('a: 1e-3\nb: 1e3\nc: y\n', 'a: "1e-3"\nb: "1e3"\nc: "y"\n')],
    ['nan and infinities', own('a: [.nan, .inf, -.inf, -0.0]\n', 'a: [.NaN, .Inf, -.INF, -0.0]\n')],
    ['an int that Python does not write in decimal', own(`a: ${LONG}\n`, `a: ${LONG}\n`)],
    [
      'dates',
      own('a: 2022-02-16\nb: 2001-12-14 21:59:43.10 -5\n', 'a: 2022-02-16\nb: 2001-12-14 21:59:43.1 -5\n'),
    ],
    [
      'keys of many types',
      own('{1: a, 1.5: b, .nan: c, ~: d, "1": e}\n', '{1: a, 1.5: b, .nan: c, null: d, "1": e}\n'),
    ],
    ['merge keys', own('a: &x {p: 1}\nb: {<<: *x, q: 2}\n', 'a: {p: 1}\nb: {p: 1, q: 2}\n')],
    [
      'sets, pairs and bytes',
      own(
        'a: !!set {x, y}\nb: !!omap [x: 1]\nc: !!binary aGk=\n',
        'a: !!set {y, x}\nb: !!omap [x: 1]\nc: !!binary aGk=\n',
      ),
    ],
    ['a byte order mark and CRLF', own('\uFEFFa: 1\r\nb: é😀\r\n', '\uFEFFa: 1\nb: é😀\n')],
    ['a lone surrogate', own('a: "\\ud800"\n', 'a: "\\uD800"\n')],
    ['collections within collections', own(DEEP(150), DEEP(150))],
    ['aliases of aliases', own(BOMB, BOMB)],
    ['a list in itself', own('a: &a [*a]\n', 'a: &a [*a]\n')],
    ['mappings of aliases on both sides', { legacy: NESTED_BOMB, parent: NESTED_BOMB, session: NESTED_BOMB }],
  ])('takes as equal: %s', async (_, layout) => {
    expect(await rows(layout)).toEqual([]);
  });

  test.each<[string, Layout, readonly string[]]>([
    ['int and float', own('a: {b: 1}\n', 'a: {b: 1.0}\n'), ['s | a.b | type | int 1 | float 1.0']],
    ['bool and int', own('a: yes\n', 'a: 1\n'), ['s | a | type | bool true | int 1']],
    [
      'the sign of zero',
      own('a: [0.0]\n', 'a: [-0.0]\n'),
      ['s | a | list | 1 items | 1 items (+1 -1 of 1: +float -0.0 -float 0.0)'],
    ],
    [
      'a date and its text',
      own('a: 2022-02-16\n', "a: '2022-02-16'\n"),
      ['s | a | type | date 2022-02-16 | "2022-02-16"'],
    ],
    [
      'one instant in two zones',
      own('a: 2001-12-14 21:00:00 +1\n', 'a: 2001-12-14 20:00:00 Z\n'),
      ['s | a | value | datetime 2001-12-14 21:00:00+01:00 | datetime 2001-12-14 20:00:00+00:00'],
    ],
    [
      'long ints',
      own(`a: ${LONG}\n`, `a: ${LONG}1\n`),
      [`s | a | value | int 0x1${'0'.repeat(53)}... | int 0x1${'0'.repeat(53)}...`],
    ],
    [
      'the type of a key',
      own('{a: {1: x}}\n', '{a: {true: x}}\n'),
      ['s | a.int 1 | lost | "x" | ', 's | a.bool true | appeared |  | "x"'],
    ],
    [
      'what the parent adds',
      { legacy: 'a: {b: 1}\n', parent: 'a: {c: ~}\n', session: 'a: {b: 1}\n' },
      ['s | a.c | appeared |  | null'],
    ],
    [
      'the order of nested keys',
      { legacy: 'a: {b: 1, c: 2}\n', parent: 'a: {c: 2}\n', session: 'a: {b: 1}\n' },
      ['s | a | order | b, c | c, b'],
    ],
    [
      'lists',
      own('a: [1, 2, 3]\n', 'a: [1, 3]\n'),
      ['s | a | list | 3 items | 2 items (+0 -1 of 3: -int 2)'],
    ],
    [
      'the order of a list',
      own('a: [1, 2]\n', 'a: [2, 1]\n'),
      ['s | a | list | 2 items | 2 items (other order of 2)'],
    ],
    [
      'lists of collections',
      own('a: [{b: 1}, [2]]\n', 'a: [{b: 2}]\n'),
      ['s | a.0.b | value | int 1 | int 2', 's | a.1 | lost | list of 1 | '],
    ],
    ['an empty session', own('a: 1\n', ''), ['s |  | unreadable |  | sessions/s.yaml is not a mapping']],
    [
      'a session that PyYAML refuses',
      own('a: 1\n', 'a: =\n'),
      [
        "s |  | unreadable |  | could not determine a constructor for the tag 'tag:yaml.org,2002:value' (1:4)",
      ],
    ],
    [
      'a parent that PyYAML refuses',
      { legacy: 'a: 1\n', parent: 'b:\t1\n', session: 'a: 1\n' },
      ["s |  | unreadable |  | found character '\\t' that cannot start any token (3:3)"],
    ],
    [
      'a legacy config that is no YAML to PyYAML',
      own('a:\t1\n', 'a: 1\n'),
      [
        "s |  | unreadable | safe_load cannot read it, so nothing could be compared: found character '\\t' that cannot start any token (1:3) | ",
      ],
    ],
    [
      'names that are not the sessions',
      { legacy: 'a: 1\n', parent: 'session_dir: .\nsessions: [012]\n', session: 'a: 1\n' },
      [' | sessions | sessions | s | int 10'],
    ],
    [
      'too many names',
      { legacy: 'a: 1\n', parent: 'session_dir: .\nsessions: [s, t]\n', session: 'a: 1\n' },
      [' | sessions | sessions | no more sessions | "t"'],
    ],
    [
      'a folder that is no string',
      { legacy: 'a: 1\n', parent: 'session_dir: 1\nsessions: [s]\n', session: 'a: 1\n' },
      [' | sessions | sessions | a string session_dir | int 1'],
    ],
  ])('tells apart: %s', async (_, layout, expected) => {
    expect(await rows(layout)).toEqual(expected);
  });

  test.each<[KeyOrder, readonly string[]]>([
    ['ignore', []],
    ['nested', ['s | a | order | b, c | c, b']],
    ['strict', ['s | a | order | b, c | c, b', 's |  | order | x, a | a, x']],
  ])('keeps the order of keys that %s asks for', async (keyOrder, expected) => {
    expect(await rows(own('x: 1\na: {b: 1, c: 2}\n', 'a: {c: 2, b: 1}\nx: 1\n'), { keyOrder })).toEqual(
      expected,
    );
  });

  test('asks for required keys in the session file itself', async () => {
    const layout = { legacy: 'name: n\n', parent: 'name: n\n', session: '{}\n' };
    expect(await rows(layout, { require: ['name'] })).toEqual([
      's | name | missing | in the session file | ',
    ]);
  });

  test('counts what is too much to show', async () => {
    const keys = (value: number) => Array.from({ length: 30 }, (_, n) => `k${n}: ${value}\n`).join('');
    const found = await rows(own(keys(1), keys(2)));
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toBe('s |  | value | 10 more differences | ');
  });

  describe('what safe_load refuses, before and after', () => {
    const TAGS =
      'a: !include x.yaml\nb: !lambda |-\n  return 1;\nc: !!python/object/apply:os.system ["exit 1"]\n';
    test.each<[string, Layout, string]>([
      [
        'unknown tags',
        { legacy: TAGS, parent: 'a: !include x.yaml\n', session: TAGS.slice(19) },
        "could not determine a constructor for the tag '!include' (1:4)",
      ],
      [
        'a tag in the session only',
        { legacy: 'a: 1\nb: !x {c: [1]}\n', parent: 'a: 1\n', session: 'b: !x {c: [1]}\n' },
        "could not determine a constructor for the tag '!x' (2:4)",
      ],
      [
        'an impossible date',
        own('a: 2022-02-30\n', 'a: 2022-02-30\n'),
        'ValueError: day is out of range for month',
      ],
      [
        'a merge with what is included',
        own('<<: !include x\n', '<<: !include x\n'),
        'expected a mapping or list of mappings for merging, but found scalar (1:5)',
      ],
      [
        'a tag on another kind of node',
        own('a: !!set [1]\nb: !!str {c: 1}\n', 'a: !!set [1]\nb: !!str {c: 1}\n'),
        'expected a scalar node, but found mapping (2:4)',
      ],
    ])('is compared by tag and content, and said to be: %s', async (_, layout, reason) => {
      const { ok, differences, byTag } = await prove([layout]);
      expect({ ok, differences, byTag }).toEqual({
        ok: true,
        differences: [],
        byTag: [{ session: 's', reason }],
      });
    });

    test.each<[string, Layout, readonly string[]]>([
      ['another tag', own('a: !x 1\n', 'a: !y 1\n'), ['s | a | type | !x 1 | !y 1']],
      ['other content', own('a: !x 1\n', 'a: !x 2\n'), ['s | a | value | "1" | "2"']],
      ['another style', own('a: !x 1\n', "a: !x '1'\n"), ['s | a | type | !x 1 | !x "1"']],
      [
        'content in a tagged mapping',
        own('a: !x {b: [1]}\n', 'a: !x {b: [1.0]}\n'),
        ['s | a.b | list | 1 items | 1 items (+1 -1 of 1: +float 1.0 -int 1)'],
      ],
      ['a value beside a tag', own('a: !x 1\nb: 1\n', 'a: !x 1\nb: 2\n'), ['s | b | value | int 1 | int 2']],
      [
        'a date that became text',
        own('a: 2022-02-30\n', "a: '2022-02-30'\n"),
        ['s |  | unreadable | ValueError: day is out of range for month | safe_load reads it'],
      ],
    ])('is told apart: %s', async (_, layout, expected) => {
      expect(await rows(layout)).toEqual(expected);
    });
  });

  test('compares many parents in one process, and names itself', async () => {
    const layouts = Array.from({ length: 500 }, (_, n) => own(`a: ${n}\n`, `a: ${n === 321 ? 0 : n}\n`));
    const { loaders, differences, compared } = await prove(layouts);
    expect(loaders[0]).toBe('js-yaml');
    expect(loaders[1]).toMatch(/^PyYAML \d+\.\d[\d.]* \(python3 3\.\d[\w.+]*\)$/);
    expect(differences).toHaveLength(1);
    expect(compared).toBe(1);
  });

  test('throws what reading a text throws', async () => {
    const broken = () => {
      throw new Error('gone');
    };
    const parents = [{ parent: { path: 'p', text: broken }, sessions: [] }];
    const options = { dialects: ['pyyaml'], keyOrder: 'nested', contract: contractOf('plain') } as const;
    await expect(proveWithPython(FIRST, 'python3', parents, options)).rejects.toThrow('gone');
  });
});
