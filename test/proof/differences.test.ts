/** Whatever is planted between the old configs and the new ones is found, named and placed. */
import { describe, expect, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { HEAD, layout, proveLayouts, proveSame, proveTexts, told, type Options } from './layout.js';

type Row = readonly [legacy: string, session: string, ...rows: string[]];

describe('each kind of difference', () => {
  test.each<Row>([
    ['a: 1\nb: 2\n', 'a: 1\n', 'b lost: int 2 -> '],
    ['a: 1\n', 'a: 1\nb: 2\n', 'b appeared:  -> int 2'],
    ['a: x\n', 'a: y\n', 'a value: "x" -> "y"'],
    ['a: 1\n', 'a: 1.0\n', 'a type: int 1 -> float 1'],
    ['a: {b: 1}\n', 'a: [1]\n', 'a type: mapping of 1 -> list of 1'],
    ['m: {a: 1, b: 2}\n', 'm: {b: 2, a: 1}\n', 'm order: a, b -> b, a'],
    ['a: [1, 2]\n', 'a: [2, 1]\n', 'a list: 2 items -> 2 items (other order of 2)'],
    ['- 1\n', '{}\n', '(root) type: list of 1 -> mapping of 0'],
  ])('%j -> %j', (legacy, session, ...rows) => {
    expect(told(proveSame(legacy, session, { yaml: '1.2' }))).toEqual(rows.map((row) => `1.2 ${row}`));
  });

  test('a long list is one row, not one for each item', () => {
    const ids = (numbers: readonly number[]) => `cids: [${numbers.join(', ')}]\n`;
    const old = Array.from({ length: 412 }, (_, index) => index);
    const proof = proveSame(ids(old), ids([...old.slice(1), 901, 902, 903]), { yaml: '1.2' });
    expect(told(proof)).toEqual([
      '1.2 cids list: 412 items -> 414 items (+3 -1 of 412: +int 901 +int 902 +int 903 -int 0)',
    ]);
  });

  test('a session with many differences tells 20 and counts the rest', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `k${index}: 1\n`).join('');
    const rows = told(proveSame(lines, '{}\n', { yaml: '1.2' }));
    expect(rows).toHaveLength(21);
    expect(rows.at(-1)).toContain('30 more differences');
  });
});

/** One word stands at HERE; what the legacy config has there and what the session has differ. */
describe.each([
  ['at the top', 'HERE', 'a'],
  ['in a mapping', '{b: HERE}', 'a.b'],
  ['five mappings deep', '{b: {c: {d: {e: {f: HERE}}}}}', 'a.b.c.d.e.f'],
  ['in a list of mappings', '[{b: 1}, {b: HERE}]', 'a.1.b'],
  ['in lists of lists', '[[{}, 1], [[{b: HERE}]]]', 'a.1.0.0.b'],
  ['in a tagged mapping', '!t {b: HERE}', 'a.b'],
  ['in tags in tags', '!t [!u {b: !v {c: HERE}}]', 'a.0.b.c'],
  ['behind a key that looks like an index', '{0: {1: HERE}}', 'a.int 0.int 1'],
  ['behind __proto__', '{__proto__: {constructor: HERE}}', 'a.__proto__.constructor'],
])('a scalar changed %s', (_, text, path) => {
  test.each([
    ['1', '1.0', 'both'],
    ['1', "'1'", 'both'],
    ['yes', "'yes'", 'pyyaml'],
    ['012', '12', 'pyyaml'],
    ['1e-3', '0.001', 'pyyaml'],
    ['1:30', '90', '1.2'],
    ['0.0', '-0.0', 'both'],
    ['9007199254740993', '9007199254740992', 'both'],
    ['100000000000000000001.0', '100000000000000000001', 'both'],
    ['2022-02-16', "'2022-02-16'", 'pyyaml'],
    ['2022-02-16', '2022-02-17', 'both'],
    ['2022-02-16', '2022-02-16 00:00:00', 'both'],
    ['null', "''", 'both'],
    ['null', "'null'", 'both'],
    ['{}', 'null', 'both'],
    ['{}', '[]', 'both'],
    ['true', "'true'", 'both'],
    ['!x y', '!x z', 'both'],
    ['!x y', '!z y', 'both'],
    ['!x y', 'y', 'both'],
    ['!x 1', '!x "1"', 'both'],
    ['word', 'Word', 'both'],
    ['"a b"', '"a  b"', 'both'],
  ])('%s -> %s', (before, after, seenBy) => {
    const config = (word: string) => `a: ${text.replace('HERE', word)}\n`;
    const proof = proveSame(config(before), config(after));
    expect(proof.ok).toBe(false);
    expect(new Set(proof.differences.map((difference) => difference.path))).toEqual(new Set([path]));
    const loaders = new Set(proof.differences.map(({ loader }) => loader));
    expect(loaders).toEqual(new Set(seenBy === 'both' ? ['pyyaml', '1.2'] : [seenBy]));
    expect(proveSame(config(before), config(before)).ok).toBe(true);
  });
});

describe('the order of keys', () => {
  const [top, nested] = [
    ['a: 1\nb: 2\n', 'b: 2\na: 1\n'],
    ['l: [{m: {a: 1, b: 2}}]\n', 'l: [{m: {b: 2, a: 1}}]\n'],
  ] as const;
  test.each<[string, readonly [string, string], Options['keyOrder'], boolean]>([
    ['top', top, 'nested', true],
    ['top', top, 'strict', false],
    ['top', top, 'ignore', true],
    ['nested', nested, 'nested', false],
    ['nested', nested, 'strict', false],
    ['nested', nested, 'ignore', true],
  ])('%s, %j, --key-order %s: %s', (_, [legacy, session], keyOrder = 'nested', ok) => {
    expect(proveSame(legacy, session, { keyOrder }).ok).toBe(ok);
  });

  test.each(['m: {1: a, 0: b}\n', 'm: {"1": a, "0": b}\n'])('counts for keys like indices: %j', (legacy) => {
    expect(proveSame(legacy, legacy).ok).toBe(true);
    const swapped = legacy.replace(/\{(.*), (.*)\}/, '{$2, $1}');
    expect(told(proveSame(legacy, swapped, { yaml: '1.2' }))[0]).toContain('m order:');
  });
});

describe('the merge', () => {
  test.each<[string, string, string, string, boolean]>([
    ['gives the parent where the session is silent', 'a: 1\nb: 2\n', 'a: 1\n', 'b: 2\n', true],
    ['merges mappings', 'm: {a: 1, b: 2}\n', 'm: {a: 1}\n', 'm: {b: 2}\n', true],
    ['puts the parent first', 'm: {b: 2, a: 1}\n', 'm: {a: 1}\n', 'm: {b: 2}\n', false],
    ['replaces lists', 'a: [2]\n', 'a: [1, 2]\n', 'a: [2]\n', true],
    ['lets null replace', 'a: null\n', 'a: 1\n', 'a: null\n', true],
    ['cannot delete', 'b: 2\n', 'a: 1\n', 'b: 2\n', false],
    ['cannot empty a mapping', 'm: {}\n', 'm: {a: 1}\n', 'm: {}\n', false],
    ['keeps 1 and "1" apart', 'm: {1: a, "1": b}\n', 'm: {1: a}\n', 'm: {"1": b}\n', true],
    ['does not know what a tag merges', 'm: !t {b: 2}\n', 'm: !t {a: 1}\n', 'm: !t {b: 2}\n', false],
    ['replaces a tagged scalar whole', 'm: !t b\n', 'm: !t a\n', 'm: !t b\n', true],
    ['sees null where there was nothing', 'b: 2\n', 'a: null\n', 'b: 2\n', false],
    ['sees {} where there was nothing', 'b: 2\n', 'a: {}\n', 'b: 2\n', false],
    ['reaches __proto__', '__proto__: {a: 1, b: 2}\n', '__proto__: {a: 1}\n', '__proto__: {b: 2}\n', true],
    ['knows no inherited keys', 'constructor: 1\n', '{}\n', '{}\n', false],
  ])('%s', (_, legacy, parent, session, ok) => {
    const shared = parent === '{}\n' ? '' : parent;
    expect(proveTexts({ legacy, parent: shared, session }).ok).toBe(ok);
  });

  test('adds none of the defaults of the loader', () => {
    const contract = contractOf('dataset');
    expect(told(proveSame('cids: [1]\nlab: yates\n', 'cids: [1]\n', { contract, yaml: '1.2' }))).toEqual([
      '1.2 lab lost: "yates" -> ',
    ]);
  });

  test('asks for the required keys in the session itself', () => {
    const texts = { legacy: 'cids: [1]\n', parent: 'cids: [1]\n', session: '{}\n' };
    expect(told(proveTexts(texts, { contract: contractOf('dataset'), yaml: '1.2' }))).toEqual([
      '1.2 cids missing: in the session file -> ',
    ]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a: [1\nb: 2\n', /\(2:1\)/],
    ['a: 1\na: 2\n', /duplicated mapping key \(2:1\)/],
    ['a: 1\n---\nb: 2\n', /second document \(3:1\)/],
    ['1: a\n1.0: b\n', /one to Python: int 1 and float 1/],
    ['1: a\ntrue: b\n', /one to Python: int 1 and bool true/],
    ['1: a\n0x1: b\n', /both int 1/],
  ])('%j is said of either side', (text, message) => {
    const [old] = proveSame(text, 'a: 1\n').differences;
    expect(old).toMatchObject({ kind: 'unreadable', session: 'one', path: '', after: '' });
    expect(old?.before).toMatch(message);
    const [fresh] = proveSame('a: 1\n', text).differences;
    expect(fresh).toMatchObject({ kind: 'unreadable', before: '' });
    expect(fresh?.after).toMatch(message);
  });

  test.each(['', '# only this\n', '---\n', '~\n', '- a\n', 'word\n'])(
    'a session that is no mapping: %j',
    (session) => {
      expect(told(proveTexts({ legacy: 'a: 1\n', parent: 'a: 1\n', session }, { yaml: '1.2' }))).toEqual([
        '1.2 (root) unreadable:  -> s/one.yaml is not a mapping',
      ]);
    },
  );

  test.each(['a: 2022-02-30\n', 'a: =\n', 'a: 0b_\n'])(
    'what PyYAML refuses may stay, but not come: %j',
    (text) => {
      expect(proveSame(text, text).ok).toBe(true);
      expect(told(proveSame("a: 'x'\n", text))[0]).toContain('PyYAML would refuse the new files');
    },
  );
});

describe('the list of sessions', () => {
  const texts = { legacy: 'a: 1\n', parent: '', session: 'a: 1\n' };
  const named = (name: string, head: string) => {
    const { parent, sessions } = layout(texts, head);
    return { parent, sessions: sessions.map((session) => ({ ...session, name })) };
  };

  test.each([
    ['one', HEAD],
    ['one', 'session_dir: "s"\nsessions:\n- "one"\n'],
    ['012', "session_dir: s\nsessions: ['012']\n"],
    ['yes', 'session_dir: s\nsessions: ["yes"]\n'],
    ['__proto__', 'session_dir: s\nsessions: [__proto__]\n'],
  ])('%s is named by %j', (name, head) => {
    expect(proveLayouts([named(name, head)]).ok).toBe(true);
  });

  test.each([
    ['012', 'session_dir: s\nsessions: [012]\n'],
    ['yes', 'session_dir: s\nsessions: [yes]\n'],
    ['1.50', 'session_dir: s\nsessions: [1.50]\n'],
    ['1:30', 'session_dir: s\nsessions: [1:30]\n'],
    ['null', 'session_dir: s\nsessions: [null]\n'],
    ['2022-02-16', 'session_dir: s\nsessions: [2022-02-16]\n'],
    ['one', 'session_dir: s\nsessions: [other]\n'],
    ['one', 'session_dir: s\nsessions: [one, two]\n'],
    ['one', 'session_dir: s\nsessions: []\n'],
    ['one', 'session_dir: s\nsessions: one\n'],
    ['one', 'session_dir: s\nsessions: [!t one]\n'],
    ['one', 'session_dir: 1\nsessions: [one]\n'],
    ['one', 'sessions: [one]\n'],
    ['one', 'session_dir: s\n'],
  ])('%s is not named by %j, whoever is asked', (name, head) => {
    for (const yaml of ['both', 'pyyaml', '1.2'] as const) {
      const { differences } = proveLayouts([named(name, head)], { yaml });
      expect(differences.map(({ kind, session }) => [kind, session])).toContainEqual(['sessions', '']);
    }
  });

  test('counts by its order', () => {
    const [one] = layout(texts).sessions;
    const two = one && { ...one, name: 'two' };
    if (one === undefined || two === undefined) throw new Error('no session');
    const parent = { path: 'p', text: () => 'session_dir: s\nsessions: [two, one]\n' };
    expect(proveLayouts([{ parent, sessions: [two, one] }]).ok).toBe(true);
    expect(told(proveLayouts([{ parent, sessions: [one, two] }], { yaml: '1.2' }))[0]).toBe(
      '1.2 sessions sessions: str one -> str two',
    );
  });

  test.each(['', '- a\n', 'a: [\n'])('a parent that is none: %j', (head) => {
    const { differences } = proveLayouts([layout(texts, head)]);
    expect(differences).toMatchObject([{ kind: 'unreadable', session: '', before: '' }]);
  });
});
