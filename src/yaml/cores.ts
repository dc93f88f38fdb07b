/**
 * The entries of ordinary files: each distinct text is parsed once for the whole folder, and lists of words and numbers
 * and simple block collections without the parser.
 */
import { isMap } from 'yaml';
import type { Identities } from '../core/identities.js';
import type { RawBlock } from './blocks.js';
import { NO_LINKS, type Core } from './config.js';
import { endsInsideScalar, EntryReader, type BlockEntry } from './entries.js';
import { readFlatList } from './flat-list.js';
import { KnownItems } from './known-items.js';
import { linesOf } from './lines.js';
import { parseText } from './parse.js';
import { readSimpleEntry } from './simple-entry.js';
import { ValueReader } from './values.js';

const SHORT = 100;
/** So are entries that are shorter than this. */
const SHORTEST = 40;

/** Parses entries that stand alone; equal ones once. */
export class CoreReader {
  readonly #identities: Identities;
  readonly #cores = new Map<string, Core | null>();
  readonly #items = new KnownItems();

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
    const simple = list ?? this.#simple(block);
    if (simple !== null && block.core.length < SHORTEST) return simple;
    const core = simple ?? this.#parseCore(block);
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

  #simple({ core }: RawBlock): Core | null {
    const simple = readSimpleEntry(core, this.#identities, this.#items);
    return simple === null ? null : { ...simple, ...NO_LINKS, unfinished: false, simple: true };
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
