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
import { isRemoval, type Graft, type Removal } from '../core/removal.js';
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

/** Finds the text of an entry that has another value elsewhere; null when no session has it in that style. */
export type GraftSource = (path: Path, id: number, kind: Entry['kind']) => Place | null;

/** An entry in the text it stands in. */
export interface Place {
  readonly core: Core;
  readonly entry: Entry;
}

export interface CutContext {
  /** Comments to leave behind. */
  readonly notes: Notes;
  /** Line ending for what is put in. */
  readonly eol: string;
  readonly graft: GraftSource;
}

/** The text cannot be cut as asked, though the values would allow it. */
export class CannotCut extends Error {}

/**
 * @param core - a top-level entry
 * @param removal - what to take out of its value, or to replace in it
 * @param context - what may be put in
 * @returns the entry's text without lead and tail
 * @throws CannotCut when no session has a value to be put in, written in the same style
 */
export function cutCore(core: Core, removal: Removal, context: CutContext): Joined {
  if (removal.size === 0) return { text: coreText(core), ending: core.entry.ending, complete: true };
  return cutEntry(core.lines, core.entry, [core.entry.name], removal, context);
}

function cutEntry(
  lines: Lines,
  entry: BlockEntry,
  path: Path,
  removal: Removal,
  context: CutContext,
): Joined {
  const children = entry.children ?? [];
  const blocks = children.filter((child) => child.kind === 'block');
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) {
    const flow = children.filter((child) => child.kind === 'flow');
    const text = edited(lines, entry, flowEdits(lines, flow, path, removal, context));
    return { text, ending: 'plain', complete: true };
  }
  const header = linesBetween(lines, entry.line, first.start);
  const inner = joinPieces(blocks.map((child) => pieceOf(lines, child, path, removal, context)));
  const foot = linesBetween(lines, last.end, entry.end);
  const [gap, rest] = splitLead(foot);
  const shownFoot = inner.complete ? foot : blankAfter(inner.ending, gap) + rest;
  const text = header + inner.text + shownFoot;
  return shownFoot === '' ? { ...inner, text } : { text, ending: 'plain', complete: true };
}

function pieceOf(lines: Lines, child: BlockEntry, above: Path, removal: Removal, context: CutContext): Piece {
  const path = [...above, child.name];
  const lead = linesBetween(lines, child.start, child.line);
  const part = removal.get(child.name);
  if (part === undefined) {
    const body = linesBetween(lines, child.line, child.end);
    return { lead, body, notes: '', ending: child.ending, complete: true };
  }
  if (part === 'whole') {
    const kept = context.notes.get(showPath(path)) ?? [];
    const notes = kept.map((note) => ' '.repeat(child.indent) + note + context.eol).join('');
    return { lead, body: null, notes, ending: 'plain', complete: true };
  }
  if (!isRemoval(part)) return graftedPiece(lead, child, path, part, context);
  const cut = cutEntry(lines, child, path, part, context);
  return { lead, body: cut.text, notes: '', ending: cut.ending, complete: cut.complete };
}

/** Another session's entry with its own comments, behind the gap that stands here. */
function graftedPiece(
  lead: string,
  { indent }: BlockEntry,
  path: Path,
  { graft }: Graft,
  { eol, graft: find }: CutContext,
): Piece {
  const place = find(path, graft, 'block');
  if (place?.entry.kind !== 'block') throw new CannotCut(showPath(path));
  const { entry } = place;
  const { lines } = place.core;
  const above = splitLead(linesBetween(lines, entry.start, entry.line))[1];
  const fit = (text: string) => shifted(text, indent - entry.indent).replace(/\r?\n/g, eol);
  const body = linesBetween(lines, entry.line, entry.end);
  const whole = body.endsWith('\n') ? body : body + eol;
  return {
    lead: splitLead(lead)[0] + fit(above),
    body: fit(whole),
    notes: '',
    ending: entry.ending,
    complete: false,
  };
}

/** @returns the lines indented by so many columns more, or fewer when negative; empty lines stay empty */
export function shifted(text: string, by: number): string {
  if (by > 0) return text.replace(/^(?=[^\r\n])/gm, ' '.repeat(by));
  return by < 0 ? text.replace(new RegExp(`^ {1,${-by}}`, 'gm'), '') : text;
}

/** A range of characters and what stands there instead. */
type Edit = readonly [from: number, to: number, text: string];

function edited({ text, starts }: Lines, entry: BlockEntry, edits: readonly Edit[]): string {
  return applied(text, starts[entry.line] ?? 0, starts[entry.end] ?? text.length, edits);
}

function applied(whole: string, start: number, end: number, edits: readonly Edit[]): string {
  let text = '';
  let at = start;
  for (const [from, to, replacement] of edits) {
    text += whole.slice(at, from) + replacement;
    at = to;
  }
  return text + whole.slice(at, end);
}

/**
 * @param lines - a file whose root is a flow mapping
 * @param entries - the pairs of the root
 * @param removal - what to take out of it
 * @returns the file's text without it
 */
export function cutFlowRoot(lines: Lines, entries: readonly FlowEntry[], removal: Removal): string {
  const context = { notes: new Map(), eol: '\n', graft: () => null };
  return applied(lines.text, 0, lines.text.length, flowEdits(lines, entries, [], removal, context));
}

/** In order: pairs that go with the comma and space before the next that stays, and pairs that are replaced. */
function flowEdits(
  lines: Lines,
  entries: readonly FlowEntry[],
  above: Path,
  removal: Removal,
  context: CutContext,
): readonly Edit[] {
  const edits: Edit[] = [];
  let run: FlowEntry | null = null;
  let lastKept: FlowEntry | null = null;
  for (const entry of entries) {
    const part = removal.get(entry.name);
    if (part === 'whole') {
      run ??= entry;
      continue;
    }
    if (run !== null) edits.push([run.from, entry.from, '']);
    run = null;
    lastKept = entry;
    const path = [...above, entry.name];
    if (part !== undefined && isRemoval(part)) {
      const inner = (entry.children ?? []).filter((child) => child.kind === 'flow');
      for (const edit of flowEdits(lines, inner, path, part, context)) edits.push(edit);
    } else if (part !== undefined) edits.push([entry.from, entry.to, graftedPair(path, part, context)]);
  }
  if (run !== null) edits.push([lastKept?.to ?? run.from, entries.at(-1)?.to ?? run.from, '']);
  return edits;
}

function graftedPair(path: Path, { graft }: Graft, { graft: find }: CutContext): string {
  const place = find(path, graft, 'flow');
  if (place?.entry.kind !== 'flow') throw new CannotCut(showPath(path));
  return place.core.lines.text.slice(place.entry.from, place.entry.to);
}
