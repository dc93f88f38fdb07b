/**
 * Laws of the proof, over generated configs with a printer of their own: a config cut in two is proved, and one leaf,
 * one key or one swap of keys anywhere in it is refused. Then every scalar and every line of one real layout.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import { HEAD, layout, proveLayouts, proveTexts, type Texts } from './layout.js';

type Tree = string | { readonly items: readonly Tree[] } | Mapping;

interface Mapping {
  readonly pairs: readonly Pair[];
  readonly flow: boolean;
}

type Pair = readonly [key: string, value: Tree];

/** No two are equal under both readings. */
const LEAVES =
  `1 1.0 "1" 2 -0.0 0.0 012 12 '012' 1e-3 0.001 yes true 'yes' "true" null 'null' "" word Word .nan -.inf
  9007199254740993 9007199254740992 2022-02-16 '2022-02-16' 1:30 90 !t&1 !t&"1" !u&1 __proto__ [] {}`
    .split(/\s+/)
    .map((leaf) => leaf.replace('&', ' '));

const KEYS = ['a', 'b', 'c', '1', "'1'", '0', 'true', '__proto__', 'constructor', "'q: k'", 'é'];

const { tree } = fc.letrec<{ tree: Tree; mapping: Mapping }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(...LEAVES),
    tie('mapping'),
    tie('mapping'),
    fc.record({ items: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
  ),
  mapping: fc.record({ pairs: pairsOf(tie('tree')), flow: fc.boolean() }),
}));

const root = pairsOf(tree).map((pairs): Mapping => ({ pairs, flow: false }));

function pairsOf(value: fc.Arbitrary<Tree>): fc.Arbitrary<Pair[]> {
  // To Python `true` and `1` are one key, which is a text the proof does not read.
  const identity = ([key]: Pair) => (key === 'true' ? '1' : key);
  return fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value), {
    minLength: 1,
    maxLength: 5,
    selector: identity,
  });
}

function isMapping(tree: Tree): tree is Mapping {
  return typeof tree === 'object' && 'pairs' in tree;
}

function print({ pairs }: Mapping, margin = ''): string {
  return pairs
    .map(([key, value]) =>
      isMapping(value) && !value.flow && value.pairs.length > 0
        ? `${margin}${key}:\n${print(value, `${margin}  `)}`
        : `${margin}${key}: ${printFlow(value)}\n`,
    )
    .join('');
}

function printFlow(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  if (!isMapping(tree)) return `[${tree.items.map(printFlow).join(', ')}]`;
  return `{${tree.pairs.map(([key, value]) => `${key}: ${printFlow(value)}`).join(', ')}}`;
}

/** Cuts a mapping in two that merge to it: what stands first goes to the parent, so that the order comes back. */
function cut(whole: Mapping, at: readonly number[]): readonly [parent: Mapping, session: Mapping] {
  const [first = 0, ...rest] = at;
  const index = first % whole.pairs.length;
  const middle = whole.pairs[index];
  const [head, tail] = [whole.pairs.slice(0, index), whole.pairs.slice(index + 1)];
  if (middle === undefined) throw new Error('an empty mapping');
  const [key, value] = middle;
  const inner = isMapping(value) && rest.length > 0 ? cut(value, rest) : null;
  return [
    { ...whole, pairs: inner === null ? head : [...head, [key, inner[0]]] },
    { ...whole, pairs: [[key, inner === null ? value : inner[1]], ...tail] },
  ];
}

/**
 * @param shift - which other leaf stands for a leaf
 * @param nested - whether this is below the root, where order counts
 * @returns trees that differ from this one in one place, for each place
 */
function* changes(tree: Tree, shift: number, nested = false): Generator<Tree> {
  if (typeof tree === 'string') {
    const other = LEAVES.indexOf(tree) + 1 + (shift % (LEAVES.length - 1));
    yield LEAVES[other % LEAVES.length] ?? '';
  } else if (!isMapping(tree)) {
    for (const [at, item] of tree.items.entries()) {
      for (const other of changes(item, shift, true)) yield { items: tree.items.with(at, other) };
      yield { items: tree.items.toSpliced(at, 0, item) };
      if (tree.items.length > 1) yield { items: tree.items.toSpliced(at, 1) };
    }
  } else {
    for (const [at, pair] of tree.pairs.entries()) {
      const [key, value] = pair;
      for (const other of changes(value, shift, true))
        yield { ...tree, pairs: tree.pairs.with(at, [key, other]) };
      yield { ...tree, pairs: tree.pairs.with(at, ['other', value]) };
      yield { ...tree, pairs: tree.pairs.toSpliced(at, 1) };
      const next = tree.pairs[at + 1];
      if (nested && next) yield { ...tree, pairs: tree.pairs.with(at, next).with(at + 1, pair) };
    }
  }
}

const config = fc.record({ whole: root, at: fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }) });

function textsOf(whole: Mapping, at: readonly number[]): Texts {
  const [parent, session] = cut(whole, at);
  return { legacy: print(whole), parent: print(parent), session: print(session) };
}

describe('generated configs', () => {
  test('are proved when they are cut in two', () => {
    fc.assert(
      fc.property(config, ({ whole, at }) => {
        expect(proveTexts(textsOf(whole, at)).differences).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('are refused when one place is changed, and the place is told', () => {
    fc.assert(
      fc.property(config, fc.nat(), fc.nat(), ({ whole, at }, pick, shift) => {
        const all = [...changes(whole, shift)].filter(isMapping);
        const legacy = print(all[pick % all.length] ?? whole);
        const proof = proveTexts({ ...textsOf(whole, at), legacy });
        expect(proof.ok, legacy).toBe(false);
        // An empty text is read as null, whose place is the root.
        if (legacy !== '')
          expect(
            proof.differences.some(({ path }) => path !== ''),
            legacy,
          ).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

/** What a migration writes; nothing in the session stands in the parent too. */
const REAL: Texts = {
  legacy: `# Allen
session: Allen_2022-02-16
lab: 'yates'
cids: [1, 5, 9]
types: [gaborium, backimage]
sampling: {rate: 240, jitter: 0.001, warm: yes}
transforms:
  stim:
    source: stim
    ops:
      - pixelnorm: {scale: 127.0}
      - crop: [0, 12]
    expose_as: stim
  eye_pos:
    ops: [!degrees 012, 1e-3]
    expose_as: behavior
keys_lags: {robs: 0, stim: [0, 1, 2]}
started: 2022-02-16
`,
  parent: `lab: 'yates'
types: [gaborium, backimage]
sampling: {rate: 240, jitter: 0.001}
transforms:
  stim:
    source: stim
    ops:
      - pixelnorm: {scale: 127.0}
      - crop: [0, 12]
    expose_as: stim
keys_lags: {robs: 0, stim: [0, 1, 2]}
`,
  session: `# Allen
session: Allen_2022-02-16
cids: [1, 5, 9]
sampling: {warm: yes}
transforms:
  eye_pos:
    ops: [!degrees 012, 1e-3]
    expose_as: behavior
started: 2022-02-16
`,
};

describe('one layout, changed in every place', () => {
  test('is proved as it is', () => {
    expect(proveTexts(REAL).differences).toEqual([]);
  });

  test.each(['parent', 'session', 'legacy'] as const)('a scalar of the %s', (part) => {
    const whole = part === 'parent' ? HEAD + REAL[part] : REAL[part];
    const places = scalarsOf(whole);
    expect(places.length).toBeGreaterThan(12);
    for (const [start, end] of places) {
      const source = whole.slice(start, end);
      if (part === 'parent' && source === 's') continue; // any folder may be the session_dir
      for (const other of ['zzz', `'${source.replaceAll("'", '')}x'`, '!other x', '77', '~']) {
        const text = whole.slice(0, start) + other + whole.slice(end);
        expect(proveWith(part, text), text).toBe(false);
      }
    }
  });

  test.each(['parent', 'session', 'legacy'] as const)(
    'a line of the %s taken out, or twice there',
    (part) => {
      const lines = (part === 'parent' ? HEAD + REAL[part] : REAL[part]).split('\n');
      for (const [at, line] of lines.entries()) {
        if (line === '' || line.startsWith('#')) continue;
        expect(proveWith(part, lines.toSpliced(at, 1).join('\n')), `without ${line}`).toBe(false);
        expect(proveWith(part, lines.toSpliced(at, 0, line).join('\n')), `twice ${line}`).toBe(false);
      }
    },
  );
});

function proveWith(part: keyof Texts, text: string): boolean {
  const given = part === 'parent' ? layout({ ...REAL, parent: '' }, text) : layout({ ...REAL, [part]: text });
  return proveLayouts([given]).ok;
}

/** @returns where scalars stand, keys too */
function scalarsOf(text: string): readonly (readonly [start: number, end: number])[] {
  const places: (readonly [number, number])[] = [];
  visit(parseDocument(text), {
    Scalar: (_, node) => {
      if (isScalar(node) && node.range) places.push([node.range[0], node.range[1]]);
    },
  });
  return places;
}
