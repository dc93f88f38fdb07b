/**
 * Where each entry of a mapping stands in its text: the unit in which text is kept or taken out.
 *
 * An entry of a block mapping is whole lines: the blank lines and comments above its key (its lead), the lines of
 * key and value, the comments that belong to it below. An entry of a flow mapping is a range of characters. A
 * mapping's entries are laid out only when every one of them can be cut out without touching another; where that
 * is in doubt the mapping is closed, and the entry that holds it moves or stays as a whole.
 *
 * The end of an entry is the end of its deepest last node. A block collection's own range cannot be used: it runs
 * past trailing comments into the indentation of the next line.
 */
import { isMap, isScalar, isSeq, Scalar, type Node, type Pair as NodePair, type YAMLMap } from 'yaml';
import type { Pair, Value } from '../core/value.js';
import {
  endOfDeeper,
  lineAt,
  lineOfOffset,
  linesBetween,
  splitGap,
  startOfLead,
  type Lines,
} from './lines.js';
import type { ValueReader } from './values.js';

/** What an entry's text ends with: a block scalar that keeps blank lines (`|+`), another block scalar, or neither. */
export type Ending = 'keep' | 'scalar' | 'plain';

export type Entry = BlockEntry | FlowEntry;

/** An entry of a block mapping; all numbers are line indices. */
export interface BlockEntry {
  readonly kind: 'block';
  readonly key: Value;
  readonly name: string;
  readonly value: Value;
  /** Column of the key. */
  readonly indent: number;
  /** First line of the lead: blank lines, then the comments above the key. */
  readonly start: number;
  /** The key's line. */
  readonly line: number;
  /** First line after the entry. */
  readonly end: number;
  /** The entries of its value when they can be cut one by one. */
  readonly children: readonly Entry[] | null;
  readonly ending: Ending;
}

/** An entry of a flow mapping; `from` and `to` are offsets, the comma and white space around it not included. */
export interface FlowEntry {
  readonly kind: 'flow';
  readonly name: string;
  readonly value: Value;
  readonly from: number;
  readonly to: number;
  readonly children: readonly Entry[] | null;
}

/** A block mapping's entries before the space between them is shared out. */
interface Span {
  readonly pair: NodePair<Node, Node | null>;
  readonly key: Value;
  readonly name: string | null;
  readonly value: Value;
  readonly line: number;
  /** Last line of the content. */
  readonly last: number;
}

export class EntryReader {
  readonly #lines: Lines;
  readonly #values: ValueReader;

  constructor(lines: Lines, values: ValueReader) {
    this.#lines = lines;
    this.#values = values;
  }

  /**
   * The top-level entries of a document as spans of lines.
   *
   * @param map - the root node
   * @returns key line, last content line and column of each; null when some entry does not start its own line
   */
  spans(map: YAMLMap): readonly Span[] | null {
    const value = this.#values.mappingOf(map);
    const pairs = map.items as NodePair<Node, Node | null>[];
    const indent = this.#indentOf(pairs[0]);
    if (value === undefined || indent === null) return null;
    const spans: Span[] = [];
    for (const [index, pair] of pairs.entries()) {
      const typed = value.pairs[index];
      if (typed === undefined || this.#indentOf(pair) !== indent) return null;
      const line = lineOfOffset(this.#lines, pair.key.range?.[0] ?? 0);
      const last = lineOfOffset(this.#lines, Math.max(endOf(pair.value), pair.key.range?.[1] ?? 0) - 1);
      const before = spans.at(-1);
      if (before !== undefined && before.last >= line) return null;
      spans.push({ pair, key: typed.key, name: typed.name, value: typed.value, line, last });
    }
    return spans;
  }

  /** @returns the pairs of a flow mapping that can be cut out one by one, or null */
  flowEntries(map: YAMLMap): readonly FlowEntry[] | null {
    return this.#flow(map)?.filter((entry) => entry.kind === 'flow') ?? null;
  }

  /** @returns an entry of known place, with the entries of its value laid out */
  entryOf(span: Span, start: number, end: number, indent: number): BlockEntry {
    const { pair, key, name, value, line } = span;
    const children = this.#children(pair.value, line + 1, end, indent);
    const ending = end > span.last + 1 ? 'plain' : endingOf(pair.value, this.#lines);
    return { kind: 'block', key, name: name ?? '', value, indent, start, line, end, children, ending };
  }

  #children(node: Node | null, from: number, end: number, indent: number): readonly Entry[] | null {
    if (!isMap(node) || node.items.length === 0 || node.tag) return null;
    const value = this.#values.mappingOf(node);
    if (value?.open !== true) return null;
    const entries = node.flow ? this.#flow(node) : this.#block(node, from, end, indent);
    value.open = entries !== null;
    for (const [index, entry] of (entries ?? []).entries()) setSize(value.pairs[index], entry, this.#lines);
    return entries;
  }

  #block(map: YAMLMap, from: number, end: number, outer: number): readonly Entry[] | null {
    const spans = this.spans(map);
    const first = spans?.[0];
    const indent = this.#indentOf(first?.pair);
    // A mapping that starts on its parent's line stands in a sequence or behind a property: not cut.
    if (!spans || first === undefined || first.line < from || indent === null || indent <= outer) return null;
    const entries: Entry[] = [];
    let start = startOfLead(this.#lines, from, first.line);
    for (const [index, span] of spans.entries()) {
      const next = spans[index + 1];
      const stop =
        next === undefined
          ? endOfDeeper(this.#lines, span.last + 1, end, indent)
          : splitGap(this.#lines, span.last + 1, next.line, indent).tail;
      entries.push(this.entryOf(span, start, stop, indent));
      start = stop;
    }
    return entries;
  }

  /** Column of a key, or of the `?` before it, that is the first thing on its line; null for keys behind others. */
  #indentOf(pair: NodePair<Node, Node | null> | undefined): number | null {
    const range = pair?.key.range;
    if (!range) return null;
    const { text, starts } = this.#lines;
    const start = starts[lineOfOffset(this.#lines, range[0])] ?? 0;
    return /^( *)(?:\? +)?$/.exec(text.slice(start, range[0]))?.[1]?.length ?? null;
  }

  /** A flow mapping is cut between its pairs; comments inside would lose their place, so they close it. */
  #flow(map: YAMLMap): readonly Entry[] | null {
    const value = this.#values.mappingOf(map);
    const range = map.range;
    const { text } = this.#lines;
    if (value === undefined || !range || /[ \t\n]#|^#/.test(text.slice(range[0], range[1]))) return null;
    const entries: Entry[] = [];
    for (const [index, pair] of (map.items as NodePair<Node, Node | null>[]).entries()) {
      const typed = value.pairs[index];
      const from = pair.key.range?.[0];
      if (typed?.name == null || from === undefined) return null;
      const to = Math.max(endOf(pair.value), pair.key.range?.[1] ?? 0);
      const before = entries.at(-1);
      const gap = before?.kind === 'flow' ? text.slice(before.to, from) : '';
      // `? a` and properties stand before the key's own range; only a comma may part two entries.
      if (!/^\s*,?\s*$/.test(gap) || (!before && !/^\{\s*$/.test(text.slice(range[0], from)))) return null;
      const children = this.#children(pair.value, 0, 0, 0);
      entries.push({ kind: 'flow', name: typed.name, value: typed.value, from, to, children });
    }
    return entries;
  }
}

function setSize(pair: Pair | undefined, entry: Entry, { starts }: Lines): void {
  if (pair === undefined) return;
  const block = entry.kind === 'block';
  pair.size = block
    ? (starts[entry.end] ?? 0) - (starts[entry.start] ?? 0)
    : entry.to - entry.from + ', '.length;
}

/** @returns offset after the last character of a node's content, without trailing comments or blank lines */
export function endOf(node: Node | null): number {
  if (node === null) return 0;
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1) as NodePair<Node, Node | null> | undefined;
    if (last !== undefined) return Math.max(endOf(last.value), endOf(last.key));
  }
  if (isSeq(node) && !node.flow) {
    const last = node.items.at(-1) as Node | null | undefined;
    if (last !== undefined) return Math.max(endOf(last), node.range?.[0] ?? 0);
  }
  return node.range?.[1] ?? 0;
}

function endingOf(node: Node | null, lines: Lines): Ending {
  const last = deepestLast(node);
  if (!isScalar(last) || (last.type !== Scalar.BLOCK_LITERAL && last.type !== Scalar.BLOCK_FOLDED))
    return 'plain';
  const header = lineAt(lines, lineOfOffset(lines, last.range?.[0] ?? 0));
  return /[|>][0-9]*\+/.test(header) ? 'keep' : 'scalar';
}

function deepestLast(node: Node | null): Node | null {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    return deepestLast((node.items.at(-1)?.value ?? null) as Node | null);
  }
  if (isSeq(node) && !node.flow && node.items.length > 0) {
    return deepestLast((node.items.at(-1) ?? null) as Node | null);
  }
  return node;
}

/** @returns whether the text of a block scalar ends with the file, without a line break */
export function endsInsideScalar(node: Node | null, lines: Lines): boolean {
  const last = deepestLast(node);
  if (!isScalar(last) || (last.type !== Scalar.BLOCK_LITERAL && last.type !== Scalar.BLOCK_FOLDED))
    return false;
  const end = last.range?.[1] ?? 0;
  return end >= lines.text.length && !linesBetween(lines, 0, lines.count).endsWith('\n');
}
