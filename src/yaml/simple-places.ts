/**
 * Where keys and values stand in an entry that was read without the parser: there the column at which a line begins says
 * what it belongs to, so that a path is found by looking at the beginnings of lines. Equal to what the parser says, or null.
 */
import { afterSpaces, isDashAt, isEndAt, SPACE } from './characters.js';
import type { Lines } from './lines.js';

/** A key of a mapping, as text, or an index into a list. */
export type PathStep = string | number;

/** Line and column, from 1. */
export interface PlaceInText {
  readonly line: number;
  readonly column: number;
}

/** A key, or an item of a sequence, and the lines that belong to it. */
interface Spot {
  readonly line: number;
  /** Of its first character, a dash not counted, and of the one behind its colon; an item has none. */
  readonly offset: number;
  readonly behind: number | null;
  /** The line behind its last. */
  readonly end: number;
}

/**
 * @param lines - a simple entry, whose key stands at its beginning
 * @param steps - keys and indices; the first is the entry's own key
 * @param what - whether the key of the last step is wanted, or its value
 * @returns the place; null when the path is not there, and where only the parser can tell
 */
export function placeInSimple(
  lines: Lines,
  steps: readonly PathStep[],
  what: 'key' | 'value',
): PlaceInText | null {
  const [name, ...further] = steps;
  if (typeof name !== 'string' || !isKey(lines.text, 0, name)) return null;
  let spot: Spot | null = { line: 0, offset: 0, behind: name.length + 1, end: lines.count };
  for (const step of further) {
    spot = typeof step === 'number' ? itemIn(lines, spot, step) : keyIn(lines, spot, step);
    if (spot === null) return null;
  }
  const offset = what === 'key' || spot.behind === null ? spot.offset : valueOffset(lines, spot, spot.behind);
  return offset === null ? null : { line: spot.line + 1, column: columnOf(lines, spot.line, offset) + 1 };
}

/** A value of several lines begins, to a reader, at its key; of one that is not there the parser says where. */
function valueOffset(lines: Lines, spot: Spot, behind: number): number | null {
  if (!isEndOfLine(lines.text, behind)) return afterSpaces(lines.text, behind);
  return nextContent(lines, spot.line + 1, spot.end) === null ? null : spot.offset;
}

/** An item of the sequence that is a key's value. */
function itemIn(lines: Lines, above: Spot, index: number): Spot | null {
  if (above.behind === null || !isEndOfLine(lines.text, above.behind)) return null;
  let line = nextContent(lines, above.line + 1, above.end);
  if (line === null || !isDashAt(lines.text, contentAt(lines, line))) return null;
  const column = columnOf(lines, line, contentAt(lines, line));
  for (let count = 0; line !== null; line = nextContent(lines, line + 1, above.end)) {
    const dash = contentAt(lines, line);
    if (columnOf(lines, line, dash) !== column || count++ < index) continue;
    const end = endOf(lines, line, above.end, (other, at) => columnOf(lines, other, at) <= column);
    return { line, offset: afterSpaces(lines.text, dash + 1), behind: null, end };
  }
  return null;
}

/** A key of the mapping that is a key's value, or an item. */
function keyIn(lines: Lines, above: Spot, key: string): Spot | null {
  const { text } = lines;
  if (above.behind !== null && !isEndOfLine(text, above.behind)) return null;
  let line = above.behind === null ? above.line : nextContent(lines, above.line + 1, above.end);
  if (line === null) return null;
  let offset = above.behind === null ? above.offset : contentAt(lines, line);
  const column = columnOf(lines, line, offset);
  while (columnOf(lines, line, offset) !== column || !isKey(text, offset, key)) {
    line = nextContent(lines, line + 1, above.end);
    if (line === null) return null;
    offset = contentAt(lines, line);
  }
  // A sequence may stand at the column of its key.
  const isBehind = (other: number, at: number) =>
    columnOf(lines, other, at) < column || (columnOf(lines, other, at) === column && !isDashAt(text, at));
  const end = endOf(lines, line, above.end, isBehind);
  return { line, offset, behind: offset + key.length + 1, end };
}

/** The next line that is neither blank nor a comment; null when there is none before the end. */
function nextContent(lines: Lines, from: number, end: number): number | null {
  for (let line = from; line < end; line++) {
    if (!isEndOfLine(lines.text, lines.starts[line] ?? 0)) return line;
  }
  return null;
}

function endOf(
  lines: Lines,
  from: number,
  limit: number,
  isBehind: (line: number, at: number) => boolean,
): number {
  let line = nextContent(lines, from + 1, limit);
  while (line !== null && !isBehind(line, contentAt(lines, line))) line = nextContent(lines, line + 1, limit);
  return line ?? limit;
}

function contentAt({ text, starts }: Lines, line: number): number {
  return afterSpaces(text, starts[line] ?? 0);
}

function columnOf({ starts }: Lines, line: number, offset: number): number {
  return offset - (starts[line] ?? 0);
}

/** Whether nothing but a comment stands in the rest of a line. */
function isEndOfLine(text: string, from: number): boolean {
  return isEndAt(text, afterSpaces(text, from));
}

function isKey(text: string, at: number, name: string): boolean {
  const behind = at + name.length + 1;
  return text.startsWith(`${name}:`, at) && (text.charCodeAt(behind) === SPACE || isEndAt(text, behind));
}
