/**
 * A piece of YAML text as lines, and the one rule of where comments between two entries belong. Everything that
 * is cut out of a text is cut in whole lines, so this is what "between" means for blocks and for nested entries.
 */

export interface Lines {
  readonly text: string;
  /** Offset of the first character of each line, and the text's length at the end. */
  readonly starts: readonly number[];
  readonly count: number;
}

/** @returns the text cut at its line breaks; a text without a final line break still ends with its last line */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  const count = text === '' ? 0 : starts.length;
  starts.push(text.length);
  return { text, starts, count };
}

/** @returns line `index` with its line break */
export function lineAt(lines: Lines, index: number): string {
  return lines.text.slice(lines.starts[index], lines.starts[index + 1]);
}

/**
 * @param lines - a text whose lines begin with more spaces than a file's
 * @param offset - a place in it
 * @param written - the file's text
 * @returns the place in the file's text
 */
export function offsetInFile(lines: Lines, offset: number, written: Lines): number {
  const line = lineOfOffset(lines, offset);
  const more = lineAt(lines, line).length - lineAt(written, line).length;
  return (written.starts[line] ?? 0) + Math.max(0, offset - (lines.starts[line] ?? 0) - more);
}

/** @returns the text of lines `from` up to, not including, `to` */
export function linesBetween(lines: Lines, from: number, to: number): string {
  return lines.text.slice(lines.starts[from], lines.starts[to]);
}

/** @returns index of the line that holds the character at `offset` */
export function lineOfOffset(lines: Lines, offset: number): number {
  let low = 0;
  let high = lines.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @returns how many line breaks a text has */
export function countBreaks(text: string): number {
  return text === '' ? 0 : text.split('\n').length - 1;
}

/** @returns whether a line holds nothing but spaces and tabs */
export function isBlank(line: string): boolean {
  return /^[ \t]*\r?\n?$/.test(line);
}

/** @returns column of a comment line's `#`, from 0; -1 when the line is not a comment */
export function commentIndent(line: string): number {
  const match = /^([ \t]*)#/.exec(line);
  return match === null ? -1 : (match[1] ?? '').length;
}

/**
 * Shares out the blank and comment lines between an entry's content and the next entry of the same mapping:
 * comments indented deeper than the entries belong to the first (commented-out children); a comment run that
 * touches the first entry and is parted from the next by a blank line stays with the first; all else stands
 * above the next entry and belongs to it.
 *
 * @param lines - the text
 * @param from - first line after the entry's content
 * @param to - the next entry's line
 * @param indent - column of the two entries' keys
 * @returns `core`: end of the deeper comments; `tail`: end of the touching run (lines, exclusive)
 */
export function splitGap(
  lines: Lines,
  from: number,
  to: number,
  indent: number,
): { readonly core: number; readonly tail: number } {
  const core = endOfDeeper(lines, from, to, indent);
  let tail = core;
  while (tail < to && commentIndent(lineAt(lines, tail)) >= 0) tail++;
  return { core, tail: tail < to ? tail : core };
}

/** @returns end (exclusive) of the comments indented deeper than `indent` that follow an entry's content */
export function endOfDeeper(lines: Lines, from: number, to: number, indent: number): number {
  let core = from;
  for (let at = from; at < to; at++) {
    const line = lineAt(lines, at);
    const column = commentIndent(line);
    if (column > indent) core = at + 1;
    else if (!isBlank(line)) break;
  }
  return core;
}

/**
 * Where the first entry's own comments begin in the lines above it.
 *
 * @param lines - the text
 * @param from - first line that may belong to it
 * @param to - the first entry's line
 * @returns the start of the last group of blank lines when comments stand above it, else `from`
 */
export function startOfLead(lines: Lines, from: number, to: number): number {
  let blank = to - 1;
  while (blank >= from && !isBlank(lineAt(lines, blank))) blank--;
  if (blank < from) return from;
  while (blank > from && isBlank(lineAt(lines, blank - 1))) blank--;
  return blank;
}
