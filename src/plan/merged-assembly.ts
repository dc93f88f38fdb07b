/**
 * Puts a session's entries and the inherited ones below each other: own text first, then the parent's in its order;
 * a key that both hold in part keeps its place in both, so the parent's entries above it come above it.
 *
 * Blank lines. A session that was cut from a complete config has, between two entries, the largest gap there was. So
 * where inherited entries come between, one of them gets that gap, and the others have the parent's; the blank lines
 * below `sessions` are the layout's own.
 */
import type { Identities } from '../core/identities.js';
import type { Value } from '../core/value.js';
import type { Config } from '../yaml/config.js';
import { bothMappings, EntryMerger, leadOf, ownComments, type GivenComments } from './merged-entry.js';
import {
  fitted,
  gapOf,
  joinChunks,
  linesFrom,
  placeBlocks,
  type Chunk,
  type PlacedBlock,
  type TextLine,
} from './placed-lines.js';

/** A top-level key of the parent. Without `placed` its file is not cut, and the key is written anew. */
export interface Inherited {
  readonly name: string | null;
  /** Of the key. */
  readonly id: number;
  readonly value: Value;
  readonly placed: PlacedBlock | null;
  /** It stands below `sessions` or `session_dir`: the blank lines above it are the layout's. */
  readonly belowReserved: boolean;
}

export interface AssemblyOptions {
  readonly eol: string;
  /** Columns between the indentation of the parent's entries and of the session's. */
  readonly shift: number;
  readonly identities: Identities;
  readonly given: GivenComments;
  /** Whether the top level has the loader's order, the parent's keys first, instead of own text first. */
  readonly loaderOrder: boolean;
  /** Top-level keys to write anew. */
  readonly asked: ReadonlySet<string>;
  /** Writes a top-level key of the merged config anew. */
  readonly print: (key: string) => Chunk;
}

export interface Assembled {
  readonly lines: readonly TextLine[];
  /** The keys that were written anew. */
  readonly anew: readonly string[];
}

/** The texts cannot be put together key by key; the message says why. */
export class CannotAssemble extends Error {}

/**
 * @param inherited - the parent's keys
 * @param session - the session
 * @param options - how to write
 * @returns the merged text
 * @throws CannotAssemble when one of the files is not cut into entries
 */
export function assemble(
  inherited: readonly Inherited[],
  session: Config,
  options: AssemblyOptions,
): Assembled {
  return new Assembly(inherited, session, options).run();
}

class Assembly {
  readonly #session: Config;
  readonly #options: AssemblyOptions;
  readonly #merger: EntryMerger;
  readonly #own: readonly PlacedBlock[];
  readonly #ownIds: ReadonlySet<number>;
  /** What is still to be inherited, and the keys both hold in part, in the parent's order. */
  readonly #waiting: Inherited[];
  readonly #chunks: Chunk[] = [];
  readonly #anew: string[] = [];

  constructor(inherited: readonly Inherited[], session: Config, options: AssemblyOptions) {
    this.#session = session;
    this.#options = options;
    this.#merger = new EntryMerger(options.eol, options.identities, options.given);
    const own = placeBlocks(session, 'session');
    this.#own = options.loaderOrder ? inOrderOf(inherited, own) : own;
    this.#ownIds = new Set(own.map(({ block }) => block.core.entry.key.id));
    this.#waiting = inherited.filter(
      ({ id, value }) => options.loaderOrder || !this.#ownIds.has(id) || value.kind === 'mapping',
    );
  }

  run(): Assembled {
    const { head, foot } = frameOf(this.#session);
    this.#chunks.push({ lines: head, ending: 'plain' });
    for (const block of this.#own) this.#add(block);
    this.#inherit(this.#waiting.length, null);
    this.#chunks.push({ lines: foot, ending: 'plain' });
    const { lines } = joinChunks(this.#chunks, this.#options.eol);
    const empty = this.#chunks.length === 2 ? linesFrom(`{}${this.#options.eol}`, null, 0) : [];
    return { lines: [...lines, ...empty], anew: this.#anew };
  }

  #add(placed: PlacedBlock): void {
    const { name, core } = placed.block;
    const at = this.#waiting.findIndex(({ id }) => id === core.entry.key.id);
    const key = this.#waiting[at];
    // What breaks off inside a block text must stay the end of the file.
    if (core.unfinished) this.#inherit(this.#waiting.length, null);
    if (this.#options.loaderOrder) this.#inherit(key === undefined ? this.#waiting.length : at, null);
    if (key === undefined || !bothMappings(key.value, core.entry.value)) {
      this.#push(name, placed, { lines: placed.core, ending: core.entry.ending }, placed.lead);
      return;
    }
    const ownGap = gapOf(placed.lead);
    const early = core.unfinished || this.#options.loaderOrder;
    const widest = early ? 0 : this.#inherit(at, ownGap);
    const merged = key.placed === null ? null : this.#merger.merge(key.placed, placed);
    if (merged === null && name === null)
      throw new CannotAssemble('a key that is no string is a mapping in both files');
    const theirs = key.placed === null ? [] : this.#fit(key.placed.lead);
    const gap = widest >= ownGap.length && gapOf(theirs).length < ownGap.length ? gapOf(theirs) : ownGap;
    const comments = ownComments(theirs, this.#options.given.get(name ?? '') ?? new Set());
    this.#push(name, placed, merged, leadOf(comments, placed.lead, true, gap));
  }

  /**
   * Adds the parent's next entries.
   *
   * @param until - how many of those waiting
   * @param between - the blank lines above the own entry that follows; null when none does
   * @returns the largest number of blank lines above one of them; -1 when there was none
   */
  #inherit(until: number, between: readonly TextLine[] | null): number {
    let widest = -1;
    const next = this.#waiting.splice(0, until);
    // Where the two files have two keys in different orders, the session's counts.
    this.#waiting.unshift(...next.filter(({ id }) => this.#ownIds.has(id)));
    for (const key of next) {
      if (this.#ownIds.has(key.id)) continue;
      const lead = key.placed === null ? [] : this.#fit(key.placed.lead);
      const gap = key.belowReserved && between !== null ? between : gapOf(lead);
      widest = Math.max(widest, gap.length);
      this.#push(key.name, key.placed, this.#inherited(key), [...gap, ...lead.slice(gapOf(lead).length)]);
    }
    return widest;
  }

  #inherited({ placed, name }: Inherited): Chunk | null {
    if (placed !== null) return { lines: this.#fit(placed.core), ending: placed.block.core.entry.ending };
    if (name === null) throw new CannotAssemble('the parent is not cut into entries');
    return null;
  }

  /** `kept` is the text of the key; null when it has to be written anew. */
  #push(
    name: string | null,
    placed: PlacedBlock | null,
    kept: Chunk | null,
    lead: readonly TextLine[],
  ): void {
    const fresh = name !== null && (kept === null || this.#options.asked.has(name));
    if (fresh) this.#anew.push(name);
    const body = fresh ? this.#options.print(name) : kept;
    if (body === null) throw new CannotAssemble('a key is no string');
    const tail = placed === null ? [] : placed.side === 'parent' ? this.#fit(placed.tail) : placed.tail;
    this.#chunks.push({
      lines: [...lead, ...body.lines, ...tail],
      ending: tail.length > 0 ? 'plain' : body.ending,
    });
  }

  #fit(lines: readonly TextLine[]): readonly TextLine[] {
    return fitted(lines, this.#options.shift, this.#options.eol);
  }
}

/** The parent's keys first, in its order. */
function inOrderOf(inherited: readonly Inherited[], own: readonly PlacedBlock[]): readonly PlacedBlock[] {
  const places = new Map(inherited.map(({ id }, index) => [id, index]));
  const placeOf = ({ block }: PlacedBlock) => places.get(block.core.entry.key.id) ?? inherited.length;
  return [...own].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What stands above and below a session's entries. */
function frameOf(session: Config): {
  readonly head: readonly TextLine[];
  readonly foot: readonly TextLine[];
} {
  const lines = linesFrom(session.source.text, 'session', 1);
  const { whole } = session;
  if (whole === null) {
    const [head, foot] = [session.head, session.foot].map((text) => linesFrom(text, null, 0).length);
    return { head: lines.slice(0, head), foot: lines.slice(lines.length - (foot ?? 0)) };
  }
  const at = lines.findIndex(({ text }) => /^\{[ \t]*\}[ \t]*\r?\n?$/.test(text));
  if (whole.pairs.length > 0 || at < 0) throw new CannotAssemble(`the session: ${whole.why}`);
  return { head: lines.slice(0, at), foot: lines.slice(at + 1) };
}
