/**
 * Splits the text of an ordinary config into its top-level entries without parsing it: a scan of what stands at
 * column 0. Anything out of the ordinary is left to the full parser (config.ts), so this never has to be clever;
 * it has to be right whenever it answers. Equal entries of different files are then equal strings, and each
 * distinct one is parsed once.
 */
import { isStringInBoth } from './scalar.js';
import {
  commentIndent,
  isBlank,
  lineAt,
  linesBetween,
  linesOf,
  splitGap,
  startOfLead,
  type Lines,
} from './lines.js';

/** The text of one top-level entry: lead + core + tail, in whole lines. */
export interface RawBlock {
  readonly name: string;
  /** Blank lines and comments above the key. */
  readonly lead: string;
  /** The key's line, its value, and comments indented under it. */
  readonly core: string;
  /** Comments that touch the entry from below. */
  readonly tail: string;
}

export interface RawConfig {
  readonly head: string;
  readonly blocks: readonly RawBlock[];
  readonly foot: string;
}

const KEY = /^([A-Za-z_][\w.-]{0,199}):(?=[ \r\n]|$)/;

/**
 * What sends a file to the full parser: tabs, anchors, aliases, tags, merge keys, directives and document markers,
 * explicit keys, block scalars that keep blank lines. Looking for their characters alone finds too many (`r * h` in
 * a comment), which costs time and nothing else. White space is looked at within one line: across lines each of many
 * blank ones would look through all that follow it.
 */
const UNUSUAL =
  /\t|[&*!](?=[^\s])|<<|^(?:%|---|\.\.\.)|^[^\S\r\n\u2028\u2029]*(?:- +)*\?(?:[ \r\n]|$)|[|>][0-9]*\+/m;

/** In a block scalar a line of spaces may be content: only the full parser can tell. Its header may stand alone. */
const BLOCK_SCALAR = /(?:[:-]|^) +[|>][-0-9]*[ \t]*(?:#.*)?\r?$/m;
const SPACES_ONLY = /^ +\r?$/m;

/** @returns why `splitBlocks` leaves a text to the full parser */
export function whyNotSplit(text: string): string {
  const found = UNUSUAL.exec(text)?.[0].trim();
  if (found === undefined) {
    const spaces = BLOCK_SCALAR.test(text) && SPACES_ONLY.test(text);
    return spaces
      ? 'a block scalar and a line of spaces'
      : 'a line at column 0 that is neither a plain key nor an item, or a key twice';
  }
  if (found === '') return 'a tab';
  if (/^[&*!]/.test(found)) return 'an anchor, an alias or a tag, or what looks like one';
  if (found === '<<') return 'a merge key';
  if (/^(?:%|---|\.\.\.)/.test(found)) return 'a directive or a document marker';
  return found.endsWith('?') ? 'an explicit key (? key)' : 'a block scalar that keeps blank lines (|+)';
}

/**
 * @param text - a config's text, without byte order mark
 * @returns its entries, or null when the full parser has to look at it
 */
export function splitBlocks(text: string): RawConfig | null {
  if (isUnusual(text)) return null;
  const lines = linesOf(text);
  const keys = keyLines(lines);
  const first = keys?.[0];
  if (!keys || first === undefined) return null;
  const start = headEnd(lines, 0, first.line);
  const { blocks, rest } = splitAt(lines, keys, start, true);
  return {
    head: linesBetween(lines, 0, start),
    blocks,
    foot: linesBetween(lines, rest, lines.count),
  };
}

/** @returns whether only the full parser can tell what a text is */
export function isUnusual(text: string): boolean {
  return UNUSUAL.test(text) || (BLOCK_SCALAR.test(text) && SPACES_ONLY.test(text));
}

/** A key at column 0. */
export interface KeyLine {
  readonly name: string;
  readonly line: number;
}

/**
 * @param lines - a text
 * @param keys - its keys at column 0
 * @param from - the line at which the lead of the first begins
 * @param isLast - whether the text ends with its file, and not where another entry begins
 * @returns the entries, and the first line behind the last one
 */
export function splitAt(
  lines: Lines,
  keys: readonly KeyLine[],
  from: number,
  isLast: boolean,
): { readonly blocks: readonly RawBlock[]; readonly rest: number } {
  const blocks: RawBlock[] = [];
  let start = from;
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1]?.line;
    const content = endOfContent(lines, key.line, next ?? lines.count);
    const gap = splitGap(lines, content, next ?? lines.count, 0);
    const tail = next === undefined && isLast ? gap.core : gap.tail;
    blocks.push({
      name: key.name,
      lead: linesBetween(lines, start, key.line),
      core: linesBetween(lines, key.line, gap.core),
      tail: linesBetween(lines, gap.core, tail),
    });
    start = tail;
  }
  return { blocks, rest: start };
}

/**
 * Where a file's head ends: everything above the first entry is the file's own, except what a blank line parts
 * from it.
 *
 * @param from - first line that may belong to the first entry (after a document marker)
 * @param to - the first entry's line
 */
export function headEnd(lines: Lines, from: number, to: number): number {
  const lead = startOfLead(lines, from, to);
  return lead === from && !(from < to && isBlank(lineAt(lines, from))) ? to : lead;
}

/** @returns the keys at column 0; null when something else stands there, or a key twice */
export function keyLines(lines: Lines): readonly KeyLine[] | null {
  const keys: KeyLine[] = [];
  const seen = new Set<string>();
  for (let line = 0; line < lines.count; line++) {
    const text = lineAt(lines, line);
    if (/^[ #\r\n]/.test(text)) {
      if (keys.length === 0 && /^ +[^ #\r\n]/.test(text)) return null;
      continue;
    }
    const name = KEY.exec(text)?.[1];
    if (name !== undefined) {
      if (seen.has(name) || !isStringInBoth(name)) return null;
      seen.add(name);
      keys.push({ name, line });
    } else if (keys.length === 0 || !/^(?:-[ \r\n]|[\]}])/.test(text)) return null;
  }
  return keys;
}

/** @returns the line after the last one that is neither blank nor a comment */
function endOfContent(lines: Lines, from: number, to: number): number {
  let end = to;
  while (end > from + 1) {
    const line = lineAt(lines, end - 1);
    if (!isBlank(line) && commentIndent(line) < 0) break;
    end--;
  }
  return end;
}
