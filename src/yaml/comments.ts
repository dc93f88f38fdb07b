/**
 * The comments of an entry, each with the key path it belongs to: the deepest entry on whose lines, or in whose
 * lead, it stands. A comment that cannot follow its entry to the parent is named by this path.
 */
import { showPath, type Path } from '../core/path.js';
import type { Block, Core } from './config.js';
import type { BlockEntry } from './entries.js';
import { lineOfOffset } from './lines.js';

export interface PlacedComment {
  readonly path: Path;
  /** From the `#` to the end of the line. */
  readonly text: string;
}

const NONE: readonly PlacedComment[] = [];

const memo = new WeakMap<Core, readonly PlacedComment[]>();

/** @returns every comment of a block, in the order of its text */
export function commentsOf(block: Block): readonly PlacedComment[] {
  const [before, behind] = [commentLines(block.lead), commentLines(block.tail)];
  if (before.length + behind.length === 0) return commentsOfCore(block.core);
  const path = [block.core.entry.name];
  const around = (lines: readonly string[]) => lines.map((text) => ({ path, text }));
  return [...around(before), ...commentsOfCore(block.core), ...around(behind)];
}

/** @returns the comments on an entry's own lines, those inside it included */
export function commentsOfCore(core: Core): readonly PlacedComment[] {
  if (core.comments.length === 0) return NONE;
  const known = memo.get(core);
  if (known !== undefined) return known;
  const placed = core.comments.map(({ offset, text }) => ({
    path: pathOfLine(core.entry, lineOfOffset(core.lines, offset)),
    text,
  }));
  memo.set(core, placed);
  return placed;
}

function pathOfLine(entry: BlockEntry, line: number): Path {
  const path = [entry.name];
  for (let at: BlockEntry | undefined = entry; at !== undefined;) {
    at = at.children?.find(
      (child): child is BlockEntry => child.kind === 'block' && child.start <= line && line < child.end,
    );
    if (at !== undefined) path.push(at.name);
  }
  return path;
}

/** @returns the comment lines of a text that holds nothing but comments, blank lines and document markers */
export function commentLines(text: string): readonly string[] {
  if (!text.includes('#')) return [];
  return text.split('\n').flatMap((line) => {
    const comment = /^(?:---|\.\.\.)?[ \t]*(#.*)$/.exec(line.trimEnd());
    return comment?.[1] === undefined ? [] : [comment[1]];
  });
}

/** @returns a text equal for comments that say the same about the same path */
export function commentKey({ path, text }: PlacedComment): string {
  return `${showPath(path)} ${text}`;
}

/**
 * Comments as lines that name the path they are about: one alone on one line, several under a line of their own.
 *
 * @param comments - comments of one entry that went, in order
 * @returns lines without indentation or line ending
 */
export function noteLines(comments: readonly PlacedComment[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < comments.length;) {
    const shown = showPath(comments[at]?.path ?? []);
    let end = at + 1;
    while (end < comments.length && showPath(comments[end]?.path ?? []) === shown) end++;
    const texts = comments.slice(at, end).map(({ text }) => text);
    if (texts.length === 1) lines.push(`# ${shown}: ${texts[0] ?? ''}`);
    else for (const line of [`# ${shown}:`, ...texts]) lines.push(line);
    at = end;
  }
  return lines;
}
