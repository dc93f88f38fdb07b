/** The texts of `generate-features.ts`: a tree to the lines a person might write for it. */

/** A value: a leaf as it is printed in block and in flow style, or a collection. */
export type Node = Leaf | Mapping | Sequence;

export interface Leaf {
  readonly kind: 'leaf';
  /** From behind the colon to the end of the line; further lines begin with `\n` and are indented by the printer. */
  readonly text: string;
  readonly flow: string;
  /** Columns that further lines are indented more than the key; null: a block scalar's own indicator decides. */
  readonly inset: number | null;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly props: string;
  readonly pairs: readonly Pair[];
  readonly style: 'block' | 'flow' | 'lines';
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly props: string;
  readonly items: readonly Node[];
  readonly style: 'deeper' | 'at key' | 'flow' | 'lines';
}

export interface Pair {
  readonly key: string;
  readonly explicit: boolean;
  readonly value: Node;
  readonly above: readonly string[];
  readonly beside: string;
}

/** What aliases may mean, above everything else. */
const DEFS = 'defs:\n  m: &m {p: 1, q: 2}\n  l: &l [1, 2]\n  s: &s text\n  b: &b\n    r: 3\n    p: 4\n';

/** What a file has around its entries. */
export interface Layout {
  readonly head: string;
  readonly foot: string;
  readonly eol: string;
  readonly bom: boolean;
  /** No line break at the end. */
  readonly cut: boolean;
  /** A tab before a comment and behind a value. */
  readonly tabs: boolean;
  readonly indent: number;
  readonly root: string;
}

/** @returns a config with these entries */
export function printFile(list: readonly Pair[], used: Layout, defs: boolean): string {
  const usesDefs = defs && used.root === 'block';
  const column = used.root === 'indented' ? 2 : 0;
  const printed = list.map((pair) => printPair(pair, column, used.indent)).join('');
  const body = used.root === 'flow' ? `{${flowPairs(list)}}\n` : printed;
  const known = usesDefs ? DEFS + body : withoutAliases(body);
  const tabbed = used.tabs ? known.replace(' # beside', '\t# beside').replace(/ # a: 1$/m, '\t') : known;
  const whole = used.head + tabbed + used.foot;
  const ended = (used.bom ? '\uFEFF' : '') + (used.cut ? whole.replace(/\n+$/, '') : whole);
  if (used.eol !== 'mixed') return ended.replaceAll('\n', used.eol);
  return ended
    .split('\n')
    .map((line, at, lines) => line + (at === lines.length - 1 ? '' : at % 3 === 0 ? '\r\n' : '\n'))
    .join('');
}

/** Where nothing is defined above, an alias would be an error and nothing else. */
function withoutAliases(text: string): string {
  return text.replace(/<<: /g, 'was: ').replace(/\*[mlsb]\b/g, 'alias');
}

function printPair(
  { key, explicit, value, above: lead, beside: side }: Pair,
  column: number,
  indent: number,
): string {
  const margin = ' '.repeat(column);
  const lines = lead.map((line) => (line.startsWith('#') ? margin + line : line) + '\n').join('');
  const name = explicit || key.startsWith('?') ? `? ${key.replace(/^\? /, '')}\n${margin}` : key;
  return `${lines}${margin}${name}:${printValue(value, column, indent, side)}`;
}

/** From behind the colon to the end of the entry, with the line break. */
function printValue(value: Node, column: number, indent: number, side: string): string {
  if (value.kind === 'leaf') return printLeaf(value, column, side);
  const inner = ' '.repeat(column + indent);
  if (isFlow(value)) {
    return `${value.props} ${printFlow(value, value.style === 'lines' ? `\n${inner}` : ' ')}${side}\n`;
  }
  const head = `${value.props}${side}\n`;
  if (value.kind === 'mapping') {
    return head + value.pairs.map((pair) => printPair(pair, column + indent, indent)).join('');
  }
  const dash = value.style === 'at key' ? column : column + indent;
  return head + value.items.map((item) => printItem(item, dash, indent)).join('');
}

function printLeaf({ text, inset }: Leaf, column: number, side: string): string {
  const [first = '', ...rest] = text.split('\n');
  if (rest.length === 0) return `${first}${side}\n`;
  const margin = ' '.repeat(column + (inset ?? 2));
  return `${[first, ...rest.map((line) => (line === '' ? '' : margin + line))].join('\n')}\n`;
}

/** An item, a mapping in it on the dash's own line. */
function printItem(item: Node, column: number, indent: number): string {
  const margin = ' '.repeat(column);
  if (item.kind === 'mapping' && !isFlow(item) && item.props === '') {
    const [first, ...rest] = item.pairs;
    if (first === undefined) return `${margin}- {}\n`;
    const head = printPair({ ...first, above: [], explicit: false }, column + 2, indent).trimStart();
    return `${margin}- ${head}${rest.map((pair) => printPair(pair, column + 2, indent)).join('')}`;
  }
  if (item.kind === 'leaf') return `${margin}-${printLeaf(item, column, '')}`;
  const inner = isFlow(item)
    ? item
    : { ...item, style: item.kind === 'sequence' ? ('deeper' as const) : item.style };
  return `${margin}-${printValue(inner as Mapping | Sequence, column, Math.max(indent, 1), '')}`;
}

function isFlow(value: Mapping | Sequence): boolean {
  const items = value.kind === 'mapping' ? value.pairs : value.items;
  return value.style === 'flow' || value.style === 'lines' || items.length === 0;
}

function printFlow(value: Mapping | Sequence, gap: string): string {
  if (value.kind === 'mapping') return `{${gap.trimEnd()}${flowPairs(value.pairs, gap)}}`;
  return `[${value.items.map((item) => flowValue(item, gap)).join(`,${gap}`)}]`;
}

function flowPairs(list: readonly Pair[], gap = ' '): string {
  return list.map(({ key, value }) => `${key.replace(/^\? /, '')}: ${flowValue(value, gap)}`).join(`,${gap}`);
}

function flowValue(value: Node, gap: string): string {
  return value.kind === 'leaf' ? value.flow : printFlow(value, gap);
}
