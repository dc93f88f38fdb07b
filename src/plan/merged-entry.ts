/**
 * The text of a key that parent and session both hold: the parent's entries first, as the loader merges, each in the
 * place and text of the parent unless the session has another value, then the session's own.
 *
 * Comments of both stay, but not twice: an entry that both hold has the session's comments, or, where the session has
 * none there, the parent's. A comment that some session has at that key is not the parent's own: it came there with
 * that session's text, and no other session gets it. A value the session replaces takes no comment of the parent's, which is about the value
 * that went. Where the two cannot be laid into one text (a flow mapping on one side and a block on the other, an
 * anchor, a tag) there is no answer here, and the key is written anew.
 */
import type { Identities } from '../core/identities.js';
import type { Value } from '../core/value.js';
import { mergeValues } from '../core/merge-values.js';
import { commentLines } from '../yaml/comments.js';
import type { BlockEntry, Entry, FlowEntry } from '../yaml/entries.js';
import type { Lines } from '../yaml/lines.js';
import {
  fitted,
  gapOf,
  hasComment,
  joinChunks,
  slice,
  type Chunk,
  type PlacedBlock,
  type TextLine,
} from './placed-lines.js';

/** An entry, and the block in whose text it stands. */
interface Part {
  readonly placed: PlacedBlock;
  readonly entry: BlockEntry;
}

/** The comments that some session has at a top-level key or below it. */
export type GivenComments = ReadonlyMap<string, ReadonlySet<string>>;

/** Merges the texts of entries with one line ending. */
export class EntryMerger {
  readonly #eol: string;
  readonly #identities: Identities;
  readonly #given: GivenComments;
  #taken: ReadonlySet<string> = new Set();

  constructor(eol: string, identities: Identities, given: GivenComments) {
    this.#eol = eol;
    this.#identities = identities;
    this.#given = given;
  }

  /** @returns the merged entry without the lines above it; null when the two texts cannot be laid into one */
  merge(parent: PlacedBlock, session: PlacedBlock): Chunk | null {
    this.#taken = this.#given.get(parent.block.name ?? '') ?? new Set();
    return this.#merge(
      { placed: parent, entry: parent.block.core.entry },
      { placed: session, entry: session.block.core.entry },
    );
  }

  #merge(parent: Part, session: Part): Chunk | null {
    const [before, after] = [parent.entry.value, session.entry.value];
    if (before.kind !== 'mapping' || after.kind !== 'mapping') return this.#own(session);
    if (mergeValues(before, after, this.#identities).id === after.id) return this.#own(session);
    if (after.pairs.length === 0) return this.#inherited(parent, session.entry.indent);
    const [theirs, own] = [blocksOf(parent.entry), blocksOf(session.entry)];
    if (theirs !== null && own !== null) return this.#blocks(parent, theirs, session, own);
    return this.#flows(parent, session);
  }

  #own({ placed, entry }: Part): Chunk {
    return { lines: this.#slice(placed, entry.line, entry.end), ending: entry.ending };
  }

  #inherited({ placed, entry }: Part, indent: number): Chunk {
    const lines = fitted(this.#slice(placed, entry.line, entry.end), indent - entry.indent, this.#eol);
    return { lines, ending: entry.ending };
  }

  #slice(placed: PlacedBlock, from: number, to: number): readonly TextLine[] {
    return slice(placed, placed.block.core.lines, from, to);
  }

  #blocks(
    parent: Part,
    theirs: readonly BlockEntry[],
    session: Part,
    own: readonly BlockEntry[],
  ): Chunk | null {
    const by = (own[0]?.indent ?? 0) - (theirs[0]?.indent ?? 0);
    const fit = (lines: readonly TextLine[]) => fitted(lines, by, this.#eol);
    const slicer = this.#slice.bind(this);
    const chunks: Chunk[] = [{ lines: this.#header(parent, theirs, session, own), ending: 'plain' }];
    const left = new Map(own.map((entry) => [entry.name, entry]));
    for (const entry of theirs) {
      const part = { placed: parent.placed, entry };
      const lead = this.#slice(parent.placed, entry.start, entry.line);
      const other = left.get(entry.name);
      left.delete(entry.name);
      if (other === undefined) {
        const { lines, ending } = this.#inherited(part, own[0]?.indent ?? 0);
        chunks.push({ lines: [...fit(lead), ...lines], ending });
        continue;
      }
      const merged = this.#merge(part, { placed: session.placed, entry: other });
      if (merged === null) return null;
      const ownLead = this.#slice(session.placed, other.start, other.line);
      const above = leadOf(fit(lead), ownLead, bothMappings(entry.value, other.value), gapOf(fit(lead)));
      chunks.push({ lines: [...above, ...merged.lines], ending: merged.ending });
    }
    for (const entry of left.values())
      chunks.push({
        lines: this.#slice(session.placed, entry.start, entry.end),
        ending: entry.ending,
      });
    const [theirFoot, foot] = [footOf(parent, theirs, slicer), footOf(session, own, slicer)];
    if (textOf(theirFoot).trim() !== textOf(foot).trim() && hasComment(ownComments(theirFoot, this.#taken)))
      chunks.push({ lines: fit(theirFoot), ending: 'plain' });
    chunks.push({ lines: foot, ending: 'plain' });
    return joinChunks(chunks, this.#eol);
  }

  /** The key's line and the comments below it. */
  #header(
    parent: Part,
    theirs: readonly BlockEntry[],
    session: Part,
    own: readonly BlockEntry[],
  ): readonly TextLine[] {
    const [lines, others] = [
      this.#slice(session.placed, session.entry.line, own[0]?.start ?? 0),
      this.#slice(parent.placed, parent.entry.line, theirs[0]?.start ?? 0),
    ];
    if (commented(session, own) || !commented(parent, theirs, this.#taken)) return lines;
    return fitted(others, session.entry.indent - parent.entry.indent, this.#eol);
  }

  /** Flow mappings: the parent's pairs where they stand, the session's values in them, its own pairs behind. */
  #flows(parent: Part, session: Part): Chunk | null {
    const [theirs, own] = [flowsOf(parent.entry), flowsOf(session.entry)];
    if (theirs === null || own === null) return null;
    const { lines } = parent.placed.block.core;
    const start = lines.starts[parent.entry.line] ?? 0;
    const end = lines.starts[parent.entry.end] ?? lines.text.length;
    const inner = this.#pairs(lines, theirs, session.placed.block.core.lines, own);
    if (inner === null) return null;
    const from = theirs[0]?.from ?? start;
    const to = theirs.at(-1)?.to ?? end;
    const text = lines.text.slice(start, from) + inner + lines.text.slice(to, end);
    const first = session.placed.above + session.entry.line;
    const merged = text
      .split(/(?<=\n)/)
      .map((line): TextLine => ({ text: line, side: 'session', line: first }));
    return { lines: fitted(merged, session.entry.indent - parent.entry.indent, this.#eol), ending: 'plain' };
  }

  #pairs(
    lines: Lines,
    theirs: readonly FlowEntry[],
    ownLines: Lines,
    own: readonly FlowEntry[],
  ): string | null {
    const left = new Map(own.map((entry) => [entry.name, entry]));
    let text = '';
    let at = theirs[0]?.from ?? 0;
    for (const entry of theirs) {
      const other = left.get(entry.name);
      left.delete(entry.name);
      const pair =
        other === undefined
          ? lines.text.slice(entry.from, entry.to)
          : this.#pair(lines, entry, ownLines, other);
      if (pair === null) return null;
      text += lines.text.slice(at, entry.from) + pair;
      at = entry.to;
    }
    for (const entry of left.values()) text += `, ${ownLines.text.slice(entry.from, entry.to)}`;
    return text;
  }

  #pair(lines: Lines, entry: FlowEntry, ownLines: Lines, other: FlowEntry): string | null {
    const whole = ownLines.text.slice(other.from, other.to);
    if (!bothMappings(entry.value, other.value)) return whole;
    if (entry.value.kind === 'mapping' && entry.value.pairs.length === 0) return whole;
    if (other.value.kind === 'mapping' && other.value.pairs.length === 0)
      return lines.text.slice(entry.from, entry.to);
    const [theirs, own] = [flowChildren(entry.children), flowChildren(other.children)];
    if (theirs === null || own === null) return null;
    const inner = this.#pairs(lines, theirs, ownLines, own);
    const [first, last] = [theirs[0], theirs.at(-1)];
    if (inner === null || first === undefined || last === undefined) return null;
    return lines.text.slice(entry.from, first.from) + inner + lines.text.slice(last.to, entry.to);
  }
}

/** The lines above an entry that both hold. */
export function leadOf(
  inherited: readonly TextLine[],
  own: readonly TextLine[],
  merged: boolean,
  gap: readonly TextLine[] = gapOf(own),
): readonly TextLine[] {
  const comments = hasComment(own) ? own : merged ? inherited : [];
  return [...gap, ...comments.slice(gapOf(comments).length)];
}

export function bothMappings(one: Value, other: Value): boolean {
  return one.kind === 'mapping' && other.kind === 'mapping';
}

function blocksOf({ children }: BlockEntry): readonly BlockEntry[] | null {
  const blocks = (children ?? []).filter((child) => child.kind === 'block');
  return blocks.length === 0 ? null : blocks;
}

function flowsOf({ children }: BlockEntry): readonly FlowEntry[] | null {
  return flowChildren(children);
}

function flowChildren(children: readonly Entry[] | null): readonly FlowEntry[] | null {
  const flows = (children ?? []).filter((child) => child.kind === 'flow');
  return flows.length === 0 ? null : flows;
}

function textOf(lines: readonly TextLine[]): string {
  return lines.map(({ text }) => text.trim()).join('\n');
}

function footOf(
  { placed, entry }: Part,
  children: readonly BlockEntry[],
  take: (placed: PlacedBlock, from: number, to: number) => readonly TextLine[],
): readonly TextLine[] {
  return take(placed, children.at(-1)?.end ?? entry.end, entry.end);
}

/** @returns whether there is a comment beside the key, or between it and its first entry, that is not one of these */
function commented(
  { placed, entry }: Part,
  children: readonly BlockEntry[],
  but: ReadonlySet<string> = new Set(),
): boolean {
  const { lines, comments } = placed.block.core;
  const from = lines.starts[entry.line] ?? 0;
  const to = lines.starts[children[0]?.start ?? entry.line] ?? from;
  return comments.some(({ offset, text }) => offset >= from && offset < to && !but.has(text));
}

/** @returns the lines, without their comments when some session has all of these */
export function ownComments(lines: readonly TextLine[], taken: ReadonlySet<string>): readonly TextLine[] {
  const comments = commentLines(textOf(lines));
  return comments.every((comment) => taken.has(comment)) ? gapOf(lines) : lines;
}
