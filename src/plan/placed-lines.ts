/**
 * Lines that know which file they come from: what a merged text is put together of. A line keeps its number in its
 * file, so that the merged text can say of each of its lines where it stands.
 */
import { coreText, type Block, type Config } from '../yaml/config.js';
import { shifted } from '../yaml/cut.js';
import type { Ending } from '../yaml/entries.js';
import { countBreaks, isBlank, linesBetween, type Lines } from '../yaml/lines.js';

export type Side = 'parent' | 'session';

/** One line of a merged text. */
export interface TextLine {
  /** With its line break. */
  readonly text: string;
  /** The file it stands in; null for a line that was written anew. */
  readonly side: Side | null;
  /** Its line there, from 1; 0 for a line that was written anew. */
  readonly line: number;
}

/** Lines that go together, and what they end with. */
export interface Chunk {
  readonly lines: readonly TextLine[];
  readonly ending: Ending;
}

/** One top-level entry of one file, as lines. */
export interface PlacedBlock {
  readonly block: Block;
  readonly side: Side;
  readonly lead: readonly TextLine[];
  readonly core: readonly TextLine[];
  readonly tail: readonly TextLine[];
  /** Number of the line before the first line of `block.core.lines`. */
  readonly above: number;
}

/** @returns a text as lines of one file, the first of which is line `first` */
export function linesFrom(text: string, side: Side | null, first: number): readonly TextLine[] {
  const parts = text === '' ? [] : text.split(/(?<=\n)/);
  return parts.map((part, index) => ({ text: part, side, line: side === null ? 0 : first + index }));
}

/** @returns the blocks of a config with their places in its file */
export function placeBlocks(config: Config, side: Side): readonly PlacedBlock[] {
  let line = 1 + countBreaks(config.head);
  return config.blocks.map((block) => {
    const lead = linesFrom(block.lead, side, line);
    const start = line + lead.length;
    const core = linesFrom(coreText(block.core), side, start);
    const tail = linesFrom(block.tail, side, start + core.length);
    line = start + core.length + tail.length;
    return { block, side, lead, core, tail, above: start - block.core.entry.line };
  });
}

/** @returns lines `from` up to, not including, `to` of a block's text */
export function slice({ side, above }: PlacedBlock, lines: Lines, from: number, to: number) {
  return linesFrom(linesBetween(lines, from, to), side, above + from);
}

/** @returns the lines indented by so many columns more or fewer, with one kind of line break */
export function fitted(lines: readonly TextLine[], by: number, eol: string): readonly TextLine[] {
  return lines.map((line) => ({ ...line, text: shifted(line.text, by).replace(/\r?\n$/, eol) }));
}

/** @returns whether there is a comment among lines that hold blank lines and comments only */
export function hasComment(lines: readonly TextLine[]): boolean {
  return lines.some(({ text }) => !isBlank(text));
}

/** @returns the blank lines that the lines begin with */
export function gapOf(lines: readonly TextLine[]): readonly TextLine[] {
  const end = lines.findIndex(({ text }) => !isBlank(text));
  return end < 0 ? lines : lines.slice(0, end);
}

/**
 * Puts chunks below each other. Blank lines that would become part of a block text above them are left out, unless
 * they stood below the same lines before; a chunk that broke off without a line break gets one.
 */
export function joinChunks(chunks: readonly Chunk[], eol: string): Chunk {
  const lines: TextLine[] = [];
  let ending: Ending = 'plain';
  for (const chunk of chunks) {
    const [first] = chunk.lines;
    const last = lines.at(-1);
    if (first === undefined) continue;
    if (last !== undefined && !last.text.endsWith('\n'))
      lines[lines.length - 1] = { ...last, text: last.text + eol };
    const neighbours = last?.side === first.side && last.line > 0 && last.line + 1 === first.line;
    // One by one, here and elsewhere: a call takes only so many arguments, and a chunk may be a hundred thousand lines.
    for (const line of neighbours ? chunk.lines : behind(ending, chunk.lines)) lines.push(line);
    ending = chunk.ending;
  }
  return { lines, ending };
}

function behind(ending: Ending, lines: readonly TextLine[]): readonly TextLine[] {
  if (ending === 'plain') return lines;
  const gap = gapOf(lines);
  const kept = ending === 'keep' ? [] : gap.filter(({ text }) => !/[ \t]/.test(text));
  return [...kept, ...lines.slice(gap.length)];
}
