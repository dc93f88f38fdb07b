/**
 * Splits the runs of an outline into entries, as blocks.ts splits whole files: what stands at column 0, and the same
 * rules for the comments between entries. The comments between an entry and a list stand in the run, so that a list
 * gets from the runs around it what belongs to it.
 */
import type { Identities } from '../core/identities.js';
import type { Pair } from '../core/value.js';
import { isUnusual, keyLines, headEnd, splitAt, type RawBlock } from './blocks.js';
import type { Block } from './config.js';
import type { CoreReader } from './cores.js';
import { isPrintable } from './decode.js';
import { linesBetween, linesOf, splitGap } from './lines.js';
import type { Run } from './outline.js';
import { isAmbiguous } from './scalar.js';

/** The values of a run's entries. */
export interface RunPairs {
  readonly pairs: readonly Pair[];
  /** The same number for runs with the same keys. */
  readonly shape: number;
}

/** A run as part of a file: its entries, and what it gives to the parts around it. */
export interface SplitRun extends RunPairs {
  readonly head: string;
  /** What touches the list before it from below. */
  readonly tail: string;
  readonly blocks: readonly Block[];
  /** What stands above the list behind it. */
  readonly lead: string;
  readonly foot: string;
}

/** Where in its file a run stands. */
export type Position = 'only' | 'first' | 'middle' | 'last';

/** Lines that are a key and a word: in many folders all that files differ in, but for lists. */
const WORDS = /^(?:[A-Za-z_][\w.-]{0,199}: [A-Za-z0-9_][\w.-]*\n)+$/;

/** Splits the runs of one outliner; each once for each position. */
export class RunSplitter {
  readonly #identities: Identities;
  readonly #cores: CoreReader;
  readonly #shapes = new Map<string, number>();
  readonly #split: Readonly<Record<Position, (SplitRun | null | undefined)[]>> = {
    only: [],
    first: [],
    middle: [],
    last: [],
  };

  /**
   * @param identities - of the run of the program
   * @param cores - reads the entries
   */
  constructor(identities: Identities, cores: CoreReader) {
    this.#identities = identities;
    this.#cores = cores;
  }

  /** @returns the values of what `split` gives, in the quickest way there is; null where that is null */
  pairs(run: Run, position: Position): RunPairs | null {
    return (run.number === null ? this.#words(run.text) : null) ?? this.split(run, position);
  }

  #words(text: string): RunPairs | null {
    if (!WORDS.test(text)) return null;
    const pairs: Pair[] = [];
    for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1) {
      const colon = text.indexOf(':', at);
      const name = text.slice(at, colon);
      const word = text.slice(colon + 2, text.indexOf('\n', colon));
      const value = this.#identities.knownScalar(word, true);
      // Of words that mean two things it is asked where they stand.
      if (value === undefined && isAmbiguous(word, true)) return null;
      const key = this.#identities.sharedScalar(name, true);
      pairs.push({ key, name, value: value ?? this.#identities.newScalar(word, true), size: 0 });
    }
    return { pairs, shape: this.#shapeOf(pairs) };
  }

  /** @returns the run split; null when its file has to be read with the full parser */
  split({ number, text }: Run, position: Position): SplitRun | null {
    if (number === null) return this.#splitText(text, position);
    const known = this.#split[position][number];
    return known === undefined ? (this.#split[position][number] = this.#splitText(text, position)) : known;
  }

  #splitText(text: string, position: Position): SplitRun | null {
    if (text.includes('\r') || !isPrintable(text) || isUnusual(text)) return null;
    const lines = linesOf(text);
    const keys = keyLines(lines);
    if (keys === null || (keys.length === 0 && position === 'only')) return null;
    const isFirst = position === 'only' || position === 'first';
    const isLast = position === 'only' || position === 'last';
    const first = keys[0]?.line ?? lines.count;
    let start = 0;
    if (isFirst) start = headEnd(lines, 0, first);
    else {
      const gap = splitGap(lines, 0, first, 0);
      // A comment under a list is part of its entry.
      if (gap.core > 0) return null;
      if (keys.length > 0 || !isLast) start = gap.tail;
    }
    const before = linesBetween(lines, 0, start);
    const { blocks: raw, rest } = splitAt(lines, keys, start, isLast);
    const blocks = this.#read(raw);
    if (blocks === null) return null;
    const behind = linesBetween(lines, rest, lines.count);
    return {
      head: isFirst ? before : '',
      tail: isFirst ? '' : before,
      blocks,
      pairs: blocks.map(({ name, core: { entry } }) => ({
        key: entry.key,
        name,
        value: entry.value,
        size: 0,
      })),
      shape: this.#shapeOf(blocks),
      lead: isLast ? '' : behind,
      foot: isLast ? behind : '',
    };
  }

  #shapeOf(entries: readonly { readonly name: string | null }[]): number {
    const names = entries.map(({ name }) => name).join(' ');
    const known = this.#shapes.get(names);
    if (known !== undefined) return known;
    this.#shapes.set(names, this.#shapes.size);
    return this.#shapes.size - 1;
  }

  #read(raw: readonly RawBlock[]): readonly Block[] | null {
    const blocks: Block[] = [];
    for (const { name, lead, core: text, tail } of raw) {
      const core = this.#cores.read({ name, lead, core: text, tail });
      if (core === null) return null;
      blocks.push({ name, lead, core, tail });
    }
    return blocks;
  }
}
