/** Configs made of outlines: the runs' entries, which files share, and lists of integers, which they do not. */
import { JoinedMapping, type Shared } from '../core/joined.js';
import { listKey, type Identities, type IntegerOwner } from '../core/identities.js';
import type { MappingValue, Pair, Value } from '../core/value.js';
import { NO_LINKS, type Block, type Config, type Core } from './config.js';
import type { CoreReader } from './cores.js';
import type { Source } from './decode.js';
import type { BlockEntry } from './entries.js';
import { integersIn } from './flat-list.js';
import { textBetween } from './held.js';
import { linesOf, type Lines } from './lines.js';
import type { IntegerPart, Part } from './outline.js';
import { RunSplitter, type Position, type RunPairs, type SplitRun } from './runs.js';
import { isStringInBoth } from './scalar.js';

/** Makes the configs of one outliner. */
export class OutlineReader {
  readonly #identities: Identities;
  readonly #runs: RunSplitter;
  /** The top-level keys by the shapes of the parts they come from; null when one comes twice or is not a string to everyone. */
  readonly #names = new Map<string, ReadonlySet<string> | null>();
  /** Of the file before, whose parts are likely to have the same shapes. */
  #last: {
    readonly shapes: readonly (string | number)[];
    readonly names: ReadonlySet<string> | null;
  } | null = null;

  /**
   * @param identities - of the run
   * @param cores - reads entries
   */
  constructor(identities: Identities, cores: CoreReader) {
    this.#identities = identities;
    this.#runs = new RunSplitter(identities, cores);
  }

  /**
   * @param source - of the file
   * @param parts - its outline
   * @returns the config; null when the full parser has to look at the file
   */
  read(source: Source, parts: readonly Part[]): Config | null {
    const runs = this.#split(parts);
    const names = runs === null ? null : this.#namesOf(parts, runs);
    if (runs === null || names === null) return null;
    const blocks: Block[] = [];
    for (const [index, part] of parts.entries()) {
      const run = runs[index];
      if (run != null) for (const block of run.blocks) blocks.push(block);
      if (part.kind !== 'integers') continue;
      const core = new IntegerCore(source, part, this.#identities);
      const [lead, tail] = [runs[index - 1]?.lead ?? '', runs[index + 1]?.tail ?? ''];
      blocks.push({ name: part.name, lead, core, tail });
    }
    const [head, foot] = [runs[0]?.head ?? '', runs.at(-1)?.foot ?? ''];
    // Copied, since an array that grew has room for as much again.
    return { source, head, blocks: blocks.slice(), foot, names, whole: null, anchors: [], links: [] };
  }

  /**
   * @param parts - an outline
   * @param owner - knows the integers of its lists
   * @returns the values of `read`'s config alone, which many files can be held by; null as there
   */
  values(parts: readonly Part[], owner: IntegerOwner): MappingValue | null {
    const runs: (RunPairs | null)[] = [];
    const joined: (Pair | Shared)[] = [];
    for (const part of parts) {
      if (part.kind === 'integers') {
        runs.push(null);
        const key = this.#identities.sharedScalar(part.name, true);
        joined.push({ key, name: part.name, value: this.#identities.integers(part, owner), size: 0 });
      } else {
        const run = this.#runs.pairs(part, positionOf(runs.length, parts.length));
        if (run === null) return null;
        runs.push(run);
        if (part.number === null) for (const pair of run.pairs) joined.push(pair);
        else joined.push(run);
      }
    }
    const keys = this.#namesOf(parts, runs);
    // Copied, since an array that grew has room for as much again.
    return keys === null ? null : new JoinedMapping(joined.slice(), keys);
  }

  /** @returns whether `read` makes a config of an outline */
  isOrdinary(parts: readonly Part[]): boolean {
    const runs = this.#split(parts);
    return runs !== null && this.#namesOf(parts, runs) !== null;
  }

  /** The runs among the parts, null for lists; null altogether when one cannot be split. */
  #split(parts: readonly Part[]): readonly (SplitRun | null)[] | null {
    const runs: (SplitRun | null)[] = [];
    for (const [index, part] of parts.entries()) {
      const run = part.kind === 'run' ? this.#runs.split(part, positionOf(index, parts.length)) : null;
      if (part.kind === 'run' && run === null) return null;
      runs.push(run);
    }
    return runs;
  }

  #namesOf(parts: readonly Part[], runs: readonly (RunPairs | null)[]): ReadonlySet<string> | null {
    const last = this.#last;
    if (
      last?.shapes.length === parts.length &&
      parts.every((part, index) => shapeOf(part, runs[index]) === last.shapes[index])
    )
      return last.names;
    const shapes = parts.map((part, index) => shapeOf(part, runs[index]));
    const shape = shapes.join(' ');
    const known = this.#names.get(shape);
    const names = known === undefined ? this.#newNames(parts, runs) : known;
    this.#names.set(shape, names);
    this.#last = { shapes, names };
    return names;
  }

  #newNames(parts: readonly Part[], runs: readonly (RunPairs | null)[]): ReadonlySet<string> | null {
    const all = parts.flatMap((part, index) =>
      part.kind === 'run' ? (runs[index]?.pairs.flatMap(({ name }) => name ?? []) ?? []) : [part.name],
    );
    const names = new Set(all);
    return names.size === all.length && names.size > 0 && all.every(isStringInBoth) ? names : null;
  }
}

/** A list's name is told from a run's number by its type. */
function shapeOf(part: Part, run: RunPairs | null | undefined): string | number {
  return part.kind === 'run' ? (run?.shape ?? -1) : part.name;
}

function positionOf(index: number, count: number): Position {
  if (index === 0) return count === 1 ? 'only' : 'first';
  return index === count - 1 ? 'last' : 'middle';
}

/** An entry that is a list of integers; its text is its file's. There are many: what is seldom asked for is made then. */
class IntegerCore implements Core, IntegerOwner {
  readonly #source: Source;
  readonly #part: IntegerPart;
  readonly #key: Value;
  readonly #value: Value;

  constructor(source: Source, part: IntegerPart, identities: Identities) {
    this.#source = source;
    this.#part = part;
    this.#key = identities.sharedScalar(part.name, true);
    this.#value = identities.integers(part, this);
  }

  get entry(): BlockEntry {
    const { name, lines } = this.#part;
    const [key, value] = [this.#key, this.#value];
    const place = { indent: 0, start: 0, line: 0, end: lines, children: null, ending: 'plain' } as const;
    return { kind: 'block', name, key, value, ...place };
  }

  get comments(): readonly [] {
    return NONE;
  }

  get anchors(): ReadonlySet<string> {
    return NO_LINKS.anchors;
  }

  get aliases(): ReadonlyMap<string, Value> {
    return NO_LINKS.aliases;
  }

  get unfinished(): boolean {
    return false;
  }

  get text(): string {
    return textBetween(this.#source, this.#part.from, this.#part.to);
  }

  get length(): number {
    return this.#part.to - this.#part.from;
  }

  get lines(): Lines {
    return linesOf(this.text);
  }

  keyOf(): string {
    return listKey(integersIn(this.text).join(','));
  }

  /** What was read of the text is trusted only where it still is the text. */
  integersOf(): readonly string[] {
    const { key, start } = this.#part;
    const integers = integersIn(this.text);
    return start === undefined || listKey(integers.join(',')) === key ? integers : start.split(',');
  }
}

const NONE = [] as const;
