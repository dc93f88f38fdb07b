/**
 * Takes entries out of a text and leaves every other character as it is.
 *
 * Block entries go by whole lines, with the blank lines and comments above them. What is left is the original's
 * lines in the original's order; the only choice is how many blank lines stand where something went. Between two
 * entries that stay, it is the largest gap there was: `a`, gap, `x`, `b` without `x` reads `a`, gap, `b`. Where
 * the first entries of a mapping went, the gap above the first is kept, and where the last went, none is.
 *
 * Blank lines are not always empty: behind a block scalar that keeps them (`|+`) they would become its content, and
 * behind any block scalar a line of spaces may; such lines go too (blankAfter). A flow mapping loses the characters of its pairs and one comma each.
 *
 * Every nested cut is parsed again by the caller and compared with what must be left; see plan/cores.ts.
 */
import type { Removal } from '../core/removal.js';
import { showPath, type Path } from '../core/path.js';
import { coreText, type Core } from './config.js';
import type { BlockEntry, Ending, Entry, FlowEntry } from './entries.js';
import { linesBetween, type Lines } from './lines.js';

/** Text that stays, or what is left in the place of text that went. */
export interface Piece {
  /** Blank lines and comments above the entry. */
  readonly lead: string;
  /** The entry's text; null when it went. */
  readonly body: string | null;
  /** Comments of the entry that stay behind although it went. */
  readonly notes: string;
  /** What the body ends with: decides which blank lines may follow it. */
  readonly ending: Ending;
  /** Whether the body ends as it ended in its file. */
  readonly complete: boolean;
}

export interface Joined {
  readonly text: string;
  readonly ending: Ending;
  /** Whether the text ends as it ended in its file: what followed it there may follow as it is. */
  readonly complete: boolean;
}

/** Comments to leave behind, as whole lines without indentation, by the shown path of the entry that went. */
export type Notes = ReadonlyMap<string, readonly string[]>;

/**
 * @param pieces - the entries of one mapping in order
 * @returns the text of those that stay
 */
export function joinPieces(pieces: readonly Piece[]): Joined {
  let text = '';
  let ending: Ending = 'plain';
  let complete = true;
  /** The largest gap since the last text that stayed; null when nothing went since. */
  let pending: string | null = null;
  for (const piece of pieces) {
    const [gap, above] = splitLead(piece.lead);
    const widest: string = pending === null ? gap : text === '' ? pending : longer(pending, gap);
    if (piece.body === null && piece.notes === '') {
      pending = widest;
      continue;
    }
    text += pending === null && complete ? gap : blankAfter(ending, widest);
    text += piece.body === null ? piece.notes : above + piece.body;
    ending = piece.ending;
    complete = piece.complete;
    pending = piece.body === null ? '' : null;
  }
  return { text, ending, complete: complete && pending === null };
}

/**
 * Blank lines that followed something else before: behind a block scalar that keeps them each would become content,
 * and behind any block scalar one with spaces may.
 *
 * @returns those lines of a gap that are nothing but space behind such an ending
 */
export function blankAfter(ending: Ending, gap: string): string {
  if (ending === 'keep') return '';
  return ending === 'scalar' ? gap.replace(/^[ \t]+\r?\n/gm, '') : gap;
}

/** @returns how a piece ends that is followed by its own tail of comments */
export function endOf(
  { ending, complete }: Pick<Joined, 'ending' | 'complete'>,
  tail: string,
): Pick<Joined, 'ending' | 'complete'> {
  return tail === '' ? { ending, complete } : { ending: 'plain', complete: true };
}

function longer(one: string, other: string): string {
  return other.split('\n').length > one.split('\n').length ? other : one;
}

/** @returns the blank lines a lead begins with, and the rest */
export function splitLead(lead: string): readonly [gap: string, above: string] {
  const gap = /^(?:[ \t]*\r?\n)*/.exec(lead)?.[0] ?? '';
  return [gap, lead.slice(gap.length)];
}

/**
 * @param core - a top-level entry
 * @param removal - what to take out of its value
 * @param notes - comments to leave behind
 * @param eol - line ending for notes
 * @returns the entry's text without lead and tail
 */
export function cutCore(core: Core, removal: Removal, notes: Notes, eol: string): Joined {
  if (removal.size === 0) return { text: coreText(core), ending: core.entry.ending, complete: true };
  return cutEntry(core.lines, core.entry, [core.entry.name], removal, { notes, eol });
}

interface NoteSource {
  readonly notes: Notes;
  readonly eol: string;
}

function cutEntry(lines: Lines, entry: BlockEntry, path: Path, removal: Removal, source: NoteSource): Joined {
  const children = entry.children ?? [];
  const blocks = children.filter((child) => child.kind === 'block');
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return cutFlowEntry(lines, entry, children, removal);
  const header = linesBetween(lines, entry.line, first.start);
  const inner = joinPieces(blocks.map((child) => pieceOf(lines, child, path, removal, source)));
  const foot = linesBetween(lines, last.end, entry.end);
  const [gap, rest] = splitLead(foot);
  const shownFoot = inner.complete ? foot : blankAfter(inner.ending, gap) + rest;
  const text = header + inner.text + shownFoot;
  return shownFoot === '' ? { ...inner, text } : { text, ending: 'plain', complete: true };
}

function pieceOf(lines: Lines, child: BlockEntry, above: Path, removal: Removal, source: NoteSource): Piece {
  const path = [...above, child.name];
  const lead = linesBetween(lines, child.start, child.line);
  const part = removal.get(child.name);
  if (part === undefined) {
    return {
      lead,
      body: linesBetween(lines, child.line, child.end),
      notes: '',
      ending: child.ending,
      complete: true,
    };
  }
  if (part === 'whole') {
    const kept = source.notes.get(showPath(path)) ?? [];
    const notes = kept.map((note) => ' '.repeat(child.indent) + note + source.eol).join('');
    return { lead, body: null, notes, ending: 'plain', complete: true };
  }
  const cut = cutEntry(lines, child, path, part, source);
  return { lead, body: cut.text, notes: '', ending: cut.ending, complete: cut.complete };
}

function cutFlowEntry(lines: Lines, entry: BlockEntry, children: readonly Entry[], removal: Removal): Joined {
  const flow = children.filter((child) => child.kind === 'flow');
  const from = lines.starts[entry.line] ?? 0;
  let text = '';
  let at = from;
  for (const [start, end] of goneRanges(flow, removal)) {
    text += lines.text.slice(at, start);
    at = end;
  }
  const rest = lines.text.slice(at, lines.starts[entry.end]);
  return { text: text + rest, ending: 'plain', complete: true };
}

/** The ranges of characters that go, in order: pairs with the comma and space before the next that stays. */
function goneRanges(entries: readonly FlowEntry[], removal: Removal): (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let run: FlowEntry | null = null;
  let lastKept: FlowEntry | null = null;
  for (const entry of entries) {
    const part = removal.get(entry.name);
    if (part === 'whole') {
      run ??= entry;
      continue;
    }
    if (run !== null) ranges.push([run.from, entry.from]);
    run = null;
    lastKept = entry;
    if (part !== undefined) {
      const inner = (entry.children ?? []).filter((child) => child.kind === 'flow');
      ranges.push(...goneRanges(inner, part));
    }
  }
  if (run !== null) ranges.push([lastKept?.to ?? run.from, entries.at(-1)?.to ?? run.from]);
  return ranges;
}
