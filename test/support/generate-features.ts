/**
 * Generated legacy folders that use everything YAML has: anchors, aliases and merge keys, tags, keys of every kind, each
 * header of a block scalar, text over several lines, flow collections in one line and in many, comments in every place,
 * markers and directives, line endings of both kinds. `generate.ts` has the ordinary ones.
 */
import fc from 'fast-check';
import type { Folder } from './generate.js';
import { printFile, type Leaf, type Node, type Pair } from './print-features.js';

const KEYS = [
  'a',
  'b',
  'c',
  'stim',
  'x.y',
  "'q k'",
  '"w"',
  'two words',
  '__proto__',
  'größe',
  'toString',
  'p',
];
const ODD_KEYS = ['1', '1.5', 'true', '~', 'yes', '012', '2022-02-16', '!!str t', '-1', '? x', '"1"', '.inf'];

const plain = [
  ...['1', '2', '1.0', '0.8', '0.80', '1e-3', '0.001', '012', 'yes', 'on', 'y', '~', 'null', '.nan', '-0.0'],
  ...['190:20:30', '1_000', '2022-02-16', '2001-12-14t21:59:43.10-05:00', '0x1F', 'word', 'two words', 'a#b'],
  ...["'it''s'", '"a: b # c"', '"\\x41\\t\\u263a"', "'yes'", '"012"', "''", '""', 'http://x.y/z?q=1', 'é→'],
];
const tagged = [
  ...[
    '!t x',
    '!t "x"',
    '!include x.yaml',
    '!!str 1',
    '!!float 1',
    '!!binary aGVsbG8=',
    '! 12',
    '!<tag:x,1:y> z',
  ],
  ...[
    '!t [1, 2]',
    '!t {a: 1}',
    '!!set {a, b}',
    '!!python/tuple [1, 2]',
    '!new:x.Y {k: 1}',
    '!lambda "return 1;"',
  ],
];
const aliased = ['*m', '*l', '*s', '*b', '[*s, *s]', '{k: *m}', '&n1 [*l]', '&n2 fresh'];

const leafOf = (text: string): Leaf => ({ kind: 'leaf', text: ` ${text}`, flow: text, inset: 2 });

const empty: Leaf = { kind: 'leaf', text: '', flow: '~', inset: 2 };

const scalar: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...plain).map(leafOf) },
  { weight: 2, arbitrary: fc.constantFrom(...tagged).map(leafOf) },
  { weight: 2, arbitrary: fc.constantFrom(...aliased).map(leafOf) },
  { weight: 1, arbitrary: fc.constant(empty) },
);

const WORDS = ['one', 'two # no', 'key: no', '- no', '', '', 'last'];

/** Text over several lines, in each style of a flow scalar. */
const folded: fc.Arbitrary<Leaf> = fc
  .record({
    style: fc.constantFrom('plain', 'single', 'double', 'escaped'),
    lines: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
    inset: fc.constantFrom(1, 2, 4),
  })
  .map(({ style, lines, inset }) => {
    const rest = lines.filter((line) => style !== 'plain' || !/[#:]/.test(line)).join('\n');
    const texts: Readonly<Record<string, string>> = {
      plain: `begin\n${rest}\nend`,
      single: `'begin\n${rest}\nit''s end'`,
      double: `"begin\n${rest}\n\\x41 end"`,
      escaped: `"begin \\\n${lines.filter((line) => line !== '').join('\n')} \\\nend"`,
    };
    return { kind: 'leaf', text: ` ${texts[style] ?? ''}`, flow: "'one line'", inset };
  });

/** Every header: literal and folded, three chompings, with and without indentation and comment, in both orders. */
const block: fc.Arbitrary<Leaf> = fc
  .record({
    style: fc.constantFrom('|', '>'),
    chomp: fc.constantFrom('', '-', '+'),
    indent: fc.constantFrom('', '', '1', '2', '4'),
    swapped: fc.boolean(),
    comment: fc.constantFrom('', '', ' # header', '  '),
    lines: fc.array(fc.constantFrom('x', ' deeper', '# no comment', '', '', 'k: v', '\ttab', 'end  '), {
      maxLength: 5,
    }),
    trailing: fc.constantFrom('', '', '\n', '\n\n', '\n  '),
  })
  .map(({ style, chomp, indent, swapped, comment, lines, trailing }) => {
    const header = style + (swapped ? chomp + indent : indent + chomp) + comment;
    const body = ['first', ...lines].join('\n');
    return {
      kind: 'leaf',
      text: ` ${header}\n${body}${trailing}`,
      flow: '"block"',
      inset: indent === '' ? 3 : Number(indent),
    };
  });

const COMMENTS = ['# note', '# other', '# a: 1', '#', '# - x', '#- b: |'];

const above = fc.array(fc.constantFrom('', '', '   ', ...COMMENTS), { maxLength: 2 });
const beside = fc.constantFrom('', '', '', '', ' # beside', '  ', '   # a: 1', ' ');
const props = fc.constantFrom('', '', '', '', '', '', ' &n3', ' !t', ' !t &n4', ' !!map');

const merge: Pair = pairOf('<<', leafOf('*m'));
const merges: Pair = pairOf('<<', leafOf('[*m, *b]'));

function pairOf(key: string, value: Node): Pair {
  return { key, explicit: false, value, above: [], beside: '' };
}

const { node } = fc.letrec<{ node: Node; mapping: Node; sequence: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 3, arbitrary: tie('mapping') },
    { weight: 2, arbitrary: tie('sequence') },
    { weight: 1, arbitrary: block },
    { weight: 1, arbitrary: folded },
  ),
  mapping: fc.record({
    kind: fc.constant('mapping' as const),
    props,
    pairs: pairs(tie('node'), 0, 4),
    style: fc.constantFrom(
      'block' as const,
      'block' as const,
      'block' as const,
      'flow' as const,
      'lines' as const,
    ),
  }),
  sequence: fc.record({
    kind: fc.constant('sequence' as const),
    props: fc.constantFrom('', '', '', ' &n5', ' !t', ' !!seq'),
    items: fc.array(tie('node'), { maxLength: 3 }),
    style: fc.constantFrom('deeper' as const, 'at key' as const, 'flow' as const, 'lines' as const),
  }),
}));

function pairs(
  value: fc.Arbitrary<Node>,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<readonly Pair[]> {
  const key = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_KEYS) },
  );
  const explicit = fc.integer({ min: 0, max: 14 }).map((die) => die === 0);
  const one: fc.Arbitrary<Pair> = fc.record({ key, explicit, value, above, beside });
  const all = fc.uniqueArray(one, { minLength, maxLength, selector: ({ key: name }) => name });
  return fc.tuple(all, fc.integer({ min: 0, max: 19 })).map(([list, die]): readonly Pair[] => {
    if (die === 0) return [merge, ...list];
    if (die === 1) return [...list, merges];
    return die === 2 ? list.toSpliced(1, 0, merge) : list;
  });
}

/** A small change of one copy, by a path of numbers taken modulo what is there. */
interface Edit {
  readonly path: readonly number[];
  readonly change: 'value' | 'remove' | 'swap' | 'comment' | 'beside' | 'add';
  readonly value: Node;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
  change: fc.constantFrom('value', 'value', 'remove', 'swap', 'comment', 'beside', 'add'),
  value: node,
});

function applyEdit(list: readonly Pair[], { path, change, value }: Edit): readonly Pair[] {
  const at = (path[0] ?? 0) % Math.max(list.length, 1);
  const pair = list[at];
  if (pair === undefined) return list;
  if (path.length > 1 && pair.value.kind === 'mapping') {
    const inner = applyEdit(pair.value.pairs, { path: path.slice(1), change, value });
    return list.with(at, { ...pair, value: { ...pair.value, pairs: inner } });
  }
  const next = list[at + 1];
  switch (change) {
    case 'value':
      return list.with(at, { ...pair, value });
    case 'remove':
      return list.toSpliced(at, 1);
    case 'swap':
      return next === undefined ? list : list.with(at, next).with(at + 1, pair);
    case 'comment':
      return list.with(at, { ...pair, above: ['', '# edited'] });
    case 'beside':
      return list.with(at, { ...pair, beside: ' # edited' });
    case 'add':
      return list.some(({ key }) => key === 'added') ? list : list.toSpliced(at, 0, pairOf('added', value));
  }
}

const layout = fc.record({
  head: fc.constantFrom(
    '',
    '',
    '',
    '# head\n',
    '# head\n\n',
    '---\n',
    '# h\n--- # m\n',
    '%YAML 1.2\n---\n',
    '\n  \n',
  ),
  foot: fc.constantFrom('', '', '', '\n# foot\n', '\n\n', '...\n', '# foot\n...\n# end\n', '  \n'),
  eol: fc.constantFrom('\n', '\n', '\n', '\r\n', 'mixed'),
  bom: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  cut: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
  tabs: fc.integer({ min: 0, max: 19 }).map((die) => die === 0),
  indent: fc.constantFrom(2, 2, 2, 4, 1),
  root: fc.constantFrom('block', 'block', 'block', 'block', 'block', 'block', 'indented', 'flow'),
});

/** Legacy folders of two to four configs with `cids`, a few edits each, and often one layout. Some hold errors. */
export const featureFolder: fc.Arbitrary<Folder> = fc
  .record({
    base: pairs(node, 1, 5),
    copies: fc.array(fc.record({ edits: fc.array(edit, { maxLength: 2 }), layout, cids: fc.nat(3) }), {
      minLength: 2,
      maxLength: 4,
    }),
    same: fc.integer({ min: 0, max: 2 }).map((die) => die > 0),
    defs: fc.integer({ min: 0, max: 3 }).map((die) => die > 0),
  })
  .map(({ base, copies, same, defs }) => ({
    files: copies.map(({ edits, layout: own, cids }, index) => {
      const used = same ? (copies[0]?.layout ?? own) : own;
      const list = edits.reduce<readonly Pair[]>((before, one) => applyEdit(before, one), base);
      const all = [pairOf('cids', leafOf(`[${cids}, ${index}]`)), ...list];
      return { name: `s${index}`, text: printFile(all, used, defs) };
    }),
  }));
