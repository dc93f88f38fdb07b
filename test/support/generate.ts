/**
 * Generated legacy folders: one random config and copies of it with small edits, printed in many of the ways people
 * write YAML. What is generated is text; what it means is for the loaders to say.
 */
import fc from 'fast-check';

export type Tree =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'sequence';
      readonly items: readonly Tree[];
      readonly style: 'flow' | 'wrapped' | 'block' | 'hanging';
    }
  | { readonly kind: 'mapping'; readonly pairs: readonly TreePair[]; readonly style: 'flow' | 'block' };

export interface TreePair {
  readonly key: string;
  readonly value: Tree;
  readonly above: readonly string[];
  readonly beside: string;
}

/** A legacy folder: file names without ending, and texts. */
export interface Folder {
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

const KEYS = [
  'types',
  'seed',
  'stim',
  'ops',
  'eye_vel',
  'eye_pos',
  'lags',
  'dfs',
  'source',
  'a-b',
  'x',
  '__proto__',
  "'q k'",
  'lab',
];

const SCALARS = [
  '1',
  '2',
  '0.8',
  '0.80',
  '1.0',
  '1e-3',
  '0.001',
  '012',
  '12',
  'yes',
  "'yes'",
  'true',
  'null',
  '~',
  '',
  'word',
  '"word"',
  'two words',
  '2022-02-16',
  "'2022-02-16'",
  '1:30',
  '9007199254740993',
  '-0.0',
  '.nan',
  '"a: b # c"',
  "'it''s'",
  'a#b',
  '!tag x',
];

const COMMENTS = ['# note', '# other note', '# x: 1', '#', '# - item'];

const scalar: fc.Arbitrary<Tree> = fc.constantFrom(...SCALARS).map((text) => ({ kind: 'scalar', text }));

const blockScalar: fc.Arbitrary<Tree> = fc.record({
  kind: fc.constant('block' as const),
  header: fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|2'),
  lines: fc
    .array(fc.constantFrom('text', '# no comment', '', 'key: value', '  deeper'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((lines) => ['first', ...lines]),
});

const above = fc.array(fc.constantFrom('', '', ...COMMENTS, '   '), { maxLength: 3 });

const beside = fc.constantFrom('', '', '', ' # beside', '   # other');

const { tree } = fc.letrec<{ tree: Tree; mapping: Tree; sequence: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    tie('mapping'),
    tie('sequence'),
    tie('mapping'),
    blockScalar,
  ),
  mapping: fc.record({
    kind: fc.constant('mapping' as const),
    pairs: pairsOf(tie('tree'), 0, 5),
    style: fc.constantFrom('block' as const, 'block' as const, 'flow' as const),
  }),
  sequence: fc.record({
    kind: fc.constant('sequence' as const),
    items: fc.array(tie('tree'), { maxLength: 4 }),
    style: fc.constantFrom('flow' as const, 'wrapped' as const, 'block' as const, 'hanging' as const),
  }),
}));

function pairsOf(value: fc.Arbitrary<Tree>, minLength: number, maxLength: number): fc.Arbitrary<TreePair[]> {
  return fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), value, above, beside }), {
    minLength,
    maxLength,
    selector: ({ key }) => key,
  });
}

/** A small change of one copy against the others, by a path of numbers taken modulo what is there. */
interface Edit {
  readonly path: readonly number[];
  readonly change: 'value' | 'remove' | 'swap' | 'comment' | 'add';
  readonly value: Tree;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.array(fc.nat(7), { minLength: 1, maxLength: 3 }),
  change: fc.constantFrom('value', 'value', 'remove', 'swap', 'comment', 'add'),
  value: tree,
});

function applyEdit(pairs: readonly TreePair[], { path, change, value }: Edit): readonly TreePair[] {
  const at = (path[0] ?? 0) % Math.max(pairs.length, 1);
  const pair = pairs[at];
  if (pair === undefined) return pairs;
  if (path.length > 1 && pair.value.kind === 'mapping') {
    const inner = applyEdit(pair.value.pairs, { path: path.slice(1), change, value });
    return pairs.with(at, { ...pair, value: { ...pair.value, pairs: inner } });
  }
  const next = pairs[at + 1];
  switch (change) {
    case 'value':
      return pairs.with(at, { ...pair, value });
    case 'remove':
      return pairs.toSpliced(at, 1);
    case 'swap':
      return next === undefined ? pairs : pairs.with(at, next).with(at + 1, pair);
    case 'comment':
      return pairs.with(at, { ...pair, above: ['# edited'] });
    case 'add':
      return pairs.some(({ key }) => key === 'added')
        ? pairs
        : pairs.toSpliced(at, 0, { ...pair, key: 'added', value });
  }
}

const layout = fc.record({
  head: fc.constantFrom('', '', '# head\n', '# head\n\n', '---\n', '# head\n---\n'),
  foot: fc.constantFrom('', '', '\n# foot\n', '\n\n', '...\n'),
  eol: fc.constantFrom('\n', '\n', '\n', '\r\n'),
  bom: fc.boolean(),
  cut: fc.boolean(),
  indent: fc.constantFrom(2, 2, 4, 3),
});

/** Legacy folders of two to four configs with `cids` and a few edits each. */
export const folder: fc.Arbitrary<Folder> = fc
  .record({
    base: pairsOf(tree, 1, 6),
    copies: fc.array(fc.record({ edits: fc.array(edit, { maxLength: 2 }), layout, cids: fc.nat(3) }), {
      minLength: 2,
      maxLength: 4,
    }),
    same: fc.boolean(),
  })
  .map(({ base, copies, same }) => ({
    files: copies.map(({ edits, layout, cids }, index) => {
      const first = copies[0]?.layout ?? layout;
      const used = same ? first : layout;
      const pairs = edits.reduce<readonly TreePair[]>((before, one) => applyEdit(before, one), base);
      const own: TreePair = {
        key: 'cids',
        value: { kind: 'scalar', text: `[${cids},${cids % 2 === 0 ? ' ' : '\n  '}${cids + 1}]` },
        above: [],
        beside: '',
      };
      const body = [own, ...pairs].map((pair) => printPair(pair, 0, used.indent)).join('');
      const whole = used.head + body + used.foot;
      const text = (used.bom ? '\uFEFF' : '') + (used.cut ? whole.replace(/\n+$/, '') : whole);
      return { name: `s${index}`, text: text.replaceAll('\n', used.eol) };
    }),
  }));

function printPair({ key, value, above, beside }: TreePair, column: number, indent: number): string {
  const margin = ' '.repeat(column);
  const lead = above.map((line) => (line.startsWith('#') ? margin + line : line) + '\n').join('');
  return `${lead}${margin}${key}:${printValue(value, column, indent, beside)}`;
}

/** From behind the colon to the end of the entry, with the line break. */
function printValue(value: Tree, column: number, indent: number, beside: string): string {
  const inner = ' '.repeat(column + indent);
  if (value.kind === 'scalar') return `${value.text === '' ? '' : ' '}${value.text}${beside}\n`;
  if (value.kind === 'block') {
    const spaces = value.header.includes('2') ? ' '.repeat(column + 2) : inner;
    return ` ${value.header}\n${value.lines.map((line) => (line === '' ? '\n' : `${spaces}${line}\n`)).join('')}`;
  }
  if (isFlow(value)) return ` ${printFlow(value, inner)}${beside}\n`;
  if (value.kind === 'mapping') {
    return `${beside}\n${value.pairs.map((pair) => printPair(pair, column + indent, indent)).join('')}`;
  }
  const dash = value.style === 'hanging' ? ' '.repeat(column) : inner;
  return `${beside}\n${value.items.map((item) => `${dash}- ${printFlow(item, `${dash}  `)}\n`).join('')}`;
}

function isFlow(value: Tree): boolean {
  if (value.kind === 'mapping') return value.style === 'flow' || value.pairs.length === 0;
  return (
    value.kind === 'sequence' &&
    (value.style === 'flow' || value.style === 'wrapped' || value.items.length === 0)
  );
}

function printFlow(value: Tree, inner: string): string {
  switch (value.kind) {
    case 'scalar':
      return value.text === '' ? "''" : value.text;
    case 'block':
      return '"block"';
    case 'sequence': {
      const items = value.items.map((item) => printFlow(item, inner));
      return `[${items.join(value.style === 'wrapped' ? `,\n${inner}` : ', ')}]`;
    }
    case 'mapping':
      return `{${value.pairs.map(({ key, value: item }) => `${key}: ${printFlow(item, inner)}`).join(', ')}}`;
  }
}
