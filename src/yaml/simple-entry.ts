/**
 * Reads an entry of block mappings and sequences without the parser, when every scalar in it stands on one line and
 * nothing is unusual: what people write by hand, and what differs from file to file in folders of devices or clusters.
 * Equal to what the parser gives in values, places and comments, or null: a plain scalar that goes on in the next line, a
 * block scalar, a flow mapping, a key that is not a string to everyone, a column that does not fit are left to the parser.
 *
 * Only entries that were split off by blocks.ts come here: no tabs, anchors, aliases, tags, merge keys, markers.
 */
import { isScalar } from 'yaml';
import type { Identities } from '../core/identities.js';
import type { MappingValue, Pair, Value } from '../core/value.js';
import { afterSpaces, endOfMatch, HASH, isDashAt, isEndAt } from './characters.js';
import type { BlockEntry } from './entries.js';
import { itemLines, type KnownItems } from './known-items.js';
import { endOfDeeper, linesOf, splitGap, startOfLead, type Lines } from './lines.js';
import { parseText } from './parse.js';
import { isAmbiguous, isStringInBoth } from './scalar.js';
import type { Comment } from './tokens.js';

/** An entry as the parser would give it. */
export interface SimpleEntry {
  readonly lines: Lines;
  readonly entry: BlockEntry;
  readonly comments: readonly Comment[];
}

/** In longer texts a pattern may need more stack than there is. */
const LONGEST = 500_000;
/** Deeper ones are left to the parser, which counts levels. */
const MAX_DEPTH = 50;

/** Words that mean more than themselves to some loader are no longer. */
const LONGEST_WORD = 'false'.length;

const KEY = /[A-Za-z_][\w.-]{0,199}(?=:(?: |\r?\n|$))/y;
/** A comment, or nothing, up to the end of the line. */
const REST = /(?: +#[^\r\n]*| *)(?:\r?\n|$)/y;
const PLAIN =
  /(?:[A-Za-z0-9_./\\$^(+~\u00a1-\u1fff\u2030-\ud7ff]|-(?=[A-Za-z0-9_.]))(?:[^ #:\r\n]|:(?=[^ #\r\n])|(?<=[^ ])#| +(?=[^ #:\r\n]))*/y;
const QUOTED = /"([^"\\\r\n]*)"|'([^'\r\n]*)'(?!')/y;
const ESCAPED = /"(?:[^"\\\r]|\\[^\r])*"/y;
const EMPTY = /\[\]|\{\}/y;
const WORDS = /\[ *[-\w.+]+(?: *, *[-\w.+]+)* *\]/y;
const WORD = /[-\w.+]+/g;
const GOOD_WORD = /^[-+]?[\w.][-\w.+]*$/;

/**
 * @param core - the lines of one entry, of which only the first starts at column 0
 * @param identities - of the run
 * @param items - of the run
 * @returns the entry; null when the parser has to read it
 */
export function readSimpleEntry(core: string, identities: Identities, items: KnownItems): SimpleEntry | null {
  if (core.length > LONGEST) return null;
  const reader = new LineReader(core, identities, items);
  const pair = reader.entry();
  return pair === null ? null : { lines: reader.lines, entry: pair, comments: reader.comments };
}

/** A value and the last line of its content. */
interface Read {
  readonly value: Value;
  readonly last: number;
  /** Places of its pairs, of a block mapping. */
  readonly spans: readonly Span[] | null;
}

/** An entry of a block mapping before the space between entries is shared out. */
interface Span extends Read {
  readonly pair: Pair;
  readonly line: number;
}

class LineReader {
  readonly lines: Lines;
  readonly comments: Comment[] = [];
  readonly #text: string;
  readonly #identities: Identities;
  readonly #items: KnownItems;
  /** Number of scalars so far that are asked where they stand. */
  #placed = 0;
  /** The content line that is read next, and the column of its first character that is not a space. */
  #line = 0;
  #column = 0;

  constructor(text: string, identities: Identities, items: KnownItems) {
    this.#text = text;
    this.#identities = identities;
    this.#items = items;
    this.lines = linesOf(text);
  }

  /** @returns the one entry the text is; null when it is not simple */
  entry(): BlockEntry | null {
    this.#toContent(0);
    const span = this.#column === 0 ? this.#pair(0, 0) : null;
    if (span === null || this.#line < this.lines.count) return null;
    return this.#layOut(span, 0, this.lines.count, 0);
  }

  /** Goes to the next line that is neither blank nor a comment, and notes the comments on the way. */
  #toContent(from: number): void {
    const { starts, count } = this.lines;
    const text = this.#text;
    for (this.#line = from; this.#line < count; this.#line++) {
      const start = starts[this.#line] ?? 0;
      const at = afterSpaces(text, start);
      if (text.charCodeAt(at) === HASH) this.#comment(at);
      else if (!isEndAt(text, at)) {
        this.#column = at - start;
        return;
      }
    }
    this.#column = -1;
  }

  #comment(at: number): void {
    const end = this.#text.indexOf('\n', at);
    this.comments.push({ offset: at, text: this.#text.slice(at, end < 0 ? undefined : end).trimEnd() });
  }

  /** What may stand behind a key, a dash or a scalar at the end of its line. @returns whether it does */
  #endLine(at: number): boolean {
    const end = endOfMatch(REST, this.#text, at);
    if (end < 0) return false;
    const hash = afterSpaces(this.#text, at);
    if (this.#text.charCodeAt(hash) === HASH) this.#comment(hash);
    this.#toContent(this.#line + 1);
    return true;
  }

  /** The pair whose key stands at a column of the current line. */
  #pair(column: number, depth: number): Span | null {
    const line = this.#line;
    const start = (this.lines.starts[line] ?? 0) + column;
    const end = endOfMatch(KEY, this.#text, start);
    if (end < 0) return null;
    const name = this.#text.slice(start, end);
    const key = this.#key(name);
    if (key === null) return null;
    const read = this.#valueAfter(end + 1, column, depth);
    if (read === null) return null;
    const { value, last, spans } = read;
    return { value, last, spans, pair: { key, name, value, size: 0 }, line };
  }

  /** Null for what is not a string to everyone. */
  #key(name: string): Value | null {
    const known = this.#identities.knownScalar(name, true);
    // A scalar begins like a name and is shared only if all agree what it is: it is a string, or a bool or null.
    if (known !== undefined && name.length > LONGEST_WORD) return known;
    return isStringInBoth(name) ? this.#identities.sharedScalar(name, true) : null;
  }

  /** @param at - behind the colon */
  #valueAfter(at: number, column: number, depth: number): Read | null {
    const line = this.#line;
    const content = afterSpaces(this.#text, at);
    if (!isEndAt(this.#text, content)) return this.#scalarAt(content, column);
    if (!this.#endLine(at)) return null;
    // A sequence may stand at the column of its key.
    if (this.#column === column && this.#isDash()) return this.#sequence(column, depth + 1);
    if (this.#column > column) return this.#collection(this.#column, depth + 1);
    return { value: this.#identities.sharedScalar('', true), last: line, spans: null };
  }

  #collection(column: number, depth: number): Read | null {
    if (depth > MAX_DEPTH) return null;
    return this.#isDash() ? this.#sequence(column, depth) : this.#mapping(column, column, depth);
  }

  #isDash(): boolean {
    return isDashAt(this.#text, (this.lines.starts[this.#line] ?? 0) + this.#column);
  }

  /**
   * @param column - of its keys
   * @param first - of its first line: less when it begins behind a dash
   */
  #mapping(column: number, first: number, depth: number): Read | null {
    const spans: Span[] = [];
    const seen = new Set<string>();
    let last: number;
    let at = first;
    do {
      const span = at === this.#column ? this.#pair(column, depth) : null;
      if (span === null || seen.has(span.pair.name ?? '')) return null;
      seen.add(span.pair.name ?? '');
      spans.push(span);
      last = span.last;
      at = column;
    } while (this.#column === column);
    if (this.#column > column) return null;
    return { value: this.#mappingOf(spans.map(({ pair }) => pair)), last, spans };
  }

  #mappingOf(pairs: readonly Pair[]): MappingValue {
    return { kind: 'mapping', id: this.#identities.mapping(pairs), pairs, open: true };
  }

  #sequence(column: number, depth: number): Read | null {
    if (depth > MAX_DEPTH) return null;
    const items: Value[] = [];
    let last = this.#line;
    while (this.#column === column && this.#isDash()) {
      const item = this.#item(column, depth);
      if (item === null) return null;
      items.push(item.value);
      last = item.last;
    }
    if (this.#column > column) return null;
    return { value: { kind: 'sequence', id: this.#identities.sequence(items), items }, last, spans: null };
  }

  /** What stands behind a dash: a scalar, or a mapping whose keys have the column of the first. */
  #item(column: number, depth: number): Read | null {
    const line = this.#line;
    const start = this.lines.starts[line] ?? 0;
    const content = afterSpaces(this.#text, start + column + 1);
    if (endOfMatch(KEY, this.#text, content) < 0) return this.#scalarAt(content, column);
    const lines = itemLines(this.lines, line, column);
    const known = lines === null ? undefined : this.#items.get(lines.text, depth);
    if (lines !== null && known !== undefined) {
      this.#toContent(lines.end);
      return { value: known, last: lines.end - 1, spans: null };
    }
    const [placed, comments] = [this.#placed, this.comments.length];
    const read = this.#mapping(content - start, column, depth + 1);
    if (lines === null || read?.last !== lines.end - 1 || this.#placed > placed) return read;
    const comment = this.comments[comments];
    if (comment === undefined || comment.offset >= start + lines.text.length) {
      this.#items.add(lines.text, depth, read.value);
    }
    return read;
  }

  /** @param column - of the key or dash before it: what is deeper in the next line would belong to it */
  #scalarAt(at: number, column: number): Read | null {
    const scalar = this.#scalar(at) ?? this.#quotedAt(at, column);
    if (scalar === null) return null;
    const last = this.#line;
    if (!this.#endLine(scalar.end) || this.#column > column) return null;
    return { value: scalar.value, last, spans: null };
  }

  /** A text in double quotes that has escapes or goes on in further lines; the parser says what it is. */
  #quotedAt(at: number, column: number): { readonly value: Value; readonly end: number } | null {
    const quoted = matchAt(ESCAPED, this.#text, at)?.[0];
    if (quoted === undefined) return null;
    const [, ...further] = quoted.split('\n');
    if (further.some((line) => line.search(/[^ ]/) <= column)) return null;
    const parsed = parseText(quoted);
    if ('code' in parsed || !isScalar(parsed.contents)) return null;
    this.#line += further.length;
    const value = this.#identities.sharedScalar(String(parsed.contents.value), false);
    return { value, end: at + quoted.length };
  }

  #scalar(at: number): { readonly value: Value; readonly end: number } | null {
    const end = endOfMatch(PLAIN, this.#text, at);
    if (end >= 0) return { value: this.#plain(this.#text.slice(at, end), at), end };
    const quoted = matchAt(QUOTED, this.#text, at);
    if (quoted !== null) {
      const text = quoted[1] ?? quoted[2] ?? '';
      return { value: this.#identities.sharedScalar(text, false), end: at + quoted[0].length };
    }
    const empty = matchAt(EMPTY, this.#text, at)?.[0];
    if (empty === '[]') {
      return { value: { kind: 'sequence', id: this.#identities.sequence([]), items: [] }, end: at + 2 };
    }
    if (empty !== undefined) return { value: this.#mappingOf([]), end: at + 2 };
    const list = matchAt(WORDS, this.#text, at)?.[0];
    return list === undefined ? null : this.#words(list, at);
  }

  #words(list: string, at: number): { readonly value: Value; readonly end: number } | null {
    const items: Value[] = [];
    for (const { 0: word, index } of list.matchAll(WORD)) {
      if (!GOOD_WORD.test(word)) return null;
      items.push(this.#plain(word, at + index));
    }
    const value: Value = { kind: 'sequence', id: this.#identities.sequence(items), items };
    return { value, end: at + list.length };
  }

  #plain(text: string, offset: number): Value {
    const known = this.#identities.knownScalar(text, true);
    if (known !== undefined) return known;
    if (!isAmbiguous(text, true)) return this.#identities.sharedScalar(text, true);
    this.#placed++;
    return { kind: 'scalar', id: this.#identities.scalar(text, true), text, plain: true, offset };
  }

  /** As EntryReader does: who gets the comments and blank lines between entries, and how long each entry is. */
  #layOut(span: Span, start: number, end: number, indent: number): BlockEntry {
    const { pair, line, spans } = span;
    const { key, value } = pair;
    const name = pair.name ?? '';
    const children = spans === null ? null : this.#children(spans, line + 1, end);
    return { kind: 'block', key, name, value, indent, start, line, end, children, ending: 'plain' };
  }

  #children(spans: readonly Span[], from: number, end: number): readonly BlockEntry[] {
    const { starts } = this.lines;
    const [first] = spans;
    const indent = first === undefined ? 0 : this.#columnOf(first.line);
    let start = startOfLead(this.lines, from, first?.line ?? from);
    return spans.map((span, index) => {
      const next = spans[index + 1];
      const stop =
        next === undefined
          ? endOfDeeper(this.lines, span.last + 1, end, indent)
          : splitGap(this.lines, span.last + 1, next.line, indent).tail;
      const entry = this.#layOut(span, start, stop, indent);
      span.pair.size = (starts[entry.end] ?? 0) - (starts[entry.start] ?? 0);
      start = stop;
      return entry;
    });
  }

  #columnOf(line: number): number {
    const start = this.lines.starts[line] ?? 0;
    return afterSpaces(this.#text, start) - start;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
