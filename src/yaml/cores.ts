/**
 * The entries of ordinary files: each distinct text is parsed once for the whole folder, and lists of words and numbers
 * without the parser.
 */
import { isMap } from 'yaml';
import type { Identities, Value } from '../core/value.js';
import type { RawBlock } from './blocks.js';
import { endsInsideScalar, EntryReader, type BlockEntry } from './entries.js';
import { readFlatList } from './flat-list.js';
import { linesBetween, linesOf, type Lines } from './lines.js';
import { parseText, type Comment } from './parse.js';
import { ValueReader } from './values.js';

/** One top-level entry of one file. Files with equal text share the core. */
export interface Block {
  /** The key; null when it is not a string in every dialect. */
  readonly name: string | null;
  readonly lead: string;
  readonly core: Core;
  readonly tail: string;
}

/** An entry's own lines, parsed. */
export interface Core {
  readonly lines: Lines;
  readonly entry: BlockEntry;
  readonly comments: readonly Comment[];
  /** Names of the anchors that stand in it. */
  readonly anchors: ReadonlySet<string>;
  /** What its aliases mean, by name: where one name is used for several anchors, the first of them. */
  readonly aliases: ReadonlyMap<string, Value>;
  /** Its text ends in the middle of a block scalar: a line break after it would change the value. */
  readonly unfinished: boolean;
}

/** @returns the lines of an entry as text, without lead and tail */
export function coreText(core: Core): string {
  return linesBetween(core.lines, core.entry.line, core.entry.end);
}

/** @returns whether anchors or aliases stand in an entry */
export function hasLinks({ anchors, aliases }: Core): boolean {
  return anchors.size + aliases.size > 0;
}

const NO_LINKS = { anchors: new Set<string>(), aliases: new Map<string, Value>() } as const;

const SHORT = 100;

/** Parses entries that stand alone; equal ones once. */
export class CoreReader {
  readonly #identities: Identities;
  readonly #cores = new Map<string, Core | null>();

  /** @param identities - of the run */
  constructor(identities: Identities) {
    this.#identities = identities;
  }

  /** @returns the entry parsed; null when its file has to be read with the full parser */
  read(block: RawBlock): Core | null {
    const known = this.#cores.get(block.core);
    if (known !== undefined) return known;
    const list = this.#flatList(block);
    // Long lists are seldom met again, and as quickly read as looked up.
    if (list !== null && block.core.length > SHORT) return list;
    const core = list ?? this.#parseCore(block);
    this.#cores.set(block.core, core);
    return core;
  }

  #flatList({ core, name }: RawBlock): Core | null {
    const list = readFlatList(core, this.#identities);
    if (list === null) return null;
    const lines = linesOf(core);
    const place = {
      indent: 0,
      start: 0,
      line: 0,
      end: lines.count,
      children: null,
      ending: 'plain',
    } as const;
    const entry: BlockEntry = { kind: 'block', name, ...list, ...place };
    return { lines, entry, comments: [], ...NO_LINKS, unfinished: false };
  }

  /** The text of an entry parsed alone; null when that is not the one key expected, or anything is wrong. */
  #parseCore(block: RawBlock): Core | null {
    const parsed = parseText(block.core);
    if ('code' in parsed || !isMap(parsed.contents) || parsed.contents.items.length !== 1) return null;
    const lines = linesOf(block.core);
    const values = new ValueReader(this.#identities);
    values.read(parsed.contents);
    const reader = new EntryReader(lines, values);
    const span = reader.spans(parsed.contents)?.[0];
    if (span?.line !== 0 || span.name !== block.name || values.problems.length > 0) return null;
    const entry = reader.entryOf(span, 0, lines.count, 0);
    const unfinished = endsInsideScalar(span.pair.value, lines);
    return { lines, entry, comments: parsed.comments, ...NO_LINKS, unfinished };
  }
}
