/**
 * What the user will want to know about values that move or stay as they are written: scalars that already mean two
 * things (`1e-3` is a string to PyYAML and a number to YAML 1.2), and what PyYAML refuses to load at all. Nothing is
 * wrong with moving them, since their text does not change.
 */
import { isIntegerList } from '../core/identities.js';
import { keyText, type Pair, type ScalarValue, type Value } from '../core/value.js';
import { rootValue, type Block, type Config, type Core } from './config.js';
import { countBreaks, lineOfOffset, linesOf, type Lines } from './lines.js';
import { anchorTwice } from './links.js';
import { isRefusedPair, isRefusedScalar } from './loadable.js';
import { isAmbiguous, readScalar } from './scalar.js';

export interface Remark {
  readonly kind: 'two-meanings' | 'not-loadable';
  /** Key path, `[]` for the items of a list. */
  readonly path: string;
  /** Line and column in the file, from 1. */
  readonly line: number;
  readonly column: number;
  /** What is remarkable, in words. */
  readonly text: string;
}

/** @returns the first remark of each kind on each key path of a config */
export function remarksOn(config: Config): readonly Remark[] {
  const found: Remark[] = config.whole === null ? inBlocks(config) : inWhole(config, config.whole.text);
  const anchor = anchorTwice(config.anchors);
  if (anchor === undefined) return found;
  const text = `PyYAML refuses an anchor name that is given twice`;
  return [
    ...found,
    {
      kind: 'not-loadable',
      path: `&${anchor.name}`,
      ...placeOf(linesOf(config.source.text), anchor.offset),
      text,
    },
  ];
}

function inBlocks(config: Config): Remark[] {
  let line = countBreaks(config.head);
  return config.blocks.flatMap((block) => {
    const { core, lead, tail } = block;
    const before = line + countBreaks(lead) - core.entry.line;
    line = before + core.entry.end + countBreaks(tail);
    return inCore(block).map((remark) => ({ ...remark, line: before + remark.line }));
  });
}

const NONE: readonly Remark[] = [];

/** Files share the cores of equal entries. */
const memo = new WeakMap<Core, readonly Remark[]>();

/** @returns the remarks on an entry, with lines counted from the first of its core's text */
function inCore({ core, name }: Block): readonly Remark[] {
  const { entry } = core;
  const pair = { key: entry.key, name, value: entry.value, size: 0 };
  if (entry.value.kind === 'sequence' && isIntegerList(entry.value) && !isRefusedPair(pair)) return NONE;
  const known = memo.get(core);
  if (known !== undefined) return known;
  const { lines } = core;
  const places = new Search(lines.starts[entry.line] ?? 0).pair(pair, nameOf(pair));
  const remarks = places.map(({ offset, ...remark }) => ({ ...remark, ...placeOf(lines, offset) }));
  memo.set(core, remarks);
  return remarks;
}

function inWhole(config: Config, text: string): Remark[] {
  const search = new Search(0);
  for (const pair of rootValue(config).pairs) search.pair(pair, nameOf(pair));
  const lines = linesOf(text);
  return search.found().map(({ offset, ...remark }) => ({ ...remark, ...placeOf(lines, offset) }));
}

function placeOf(lines: Lines, offset: number): { readonly line: number; readonly column: number } {
  const line = lineOfOffset(lines, offset);
  return { line: line + 1, column: offset - (lines.starts[line] ?? 0) + 1 };
}

interface Place extends Pick<Remark, 'kind' | 'path' | 'text'> {
  readonly offset: number;
}

class Search {
  readonly #found = new Map<string, Place>();
  /** Nodes that aliases lead to again are looked at once, whatever they would expand to. */
  readonly #seen = new Set<Value>();

  readonly #start: number;

  /** @param start - offset to name for what has no place of its own */
  constructor(start: number) {
    this.#start = start;
  }

  found(): readonly Place[] {
    return [...this.#found.values()];
  }

  pair(pair: Pair, path: string): readonly Place[] {
    const { key, value } = pair;
    if (isRefusedPair(pair)) {
      const shown = key.kind === 'scalar' ? key.text : `a ${key.kind}`;
      const text =
        shown === '<<'
          ? 'PyYAML refuses a merge key whose value is neither a mapping nor a list of mappings'
          : `PyYAML refuses ${shown} as a key`;
      this.#add({
        kind: 'not-loadable',
        path,
        offset: key.kind === 'scalar' ? key.offset : this.#start,
        text,
      });
    }
    this.#value(value, path);
    return this.found();
  }

  #value(value: Value, path: string): void {
    if (value.kind === 'scalar') this.#scalar(value, path);
    else if (!this.#seen.has(value) && !(value.kind === 'sequence' && isIntegerList(value))) {
      this.#seen.add(value);
      if (value.kind === 'sequence') for (const item of value.items) this.#value(item, `${path}[]`);
      if (value.kind === 'mapping')
        for (const pair of value.pairs) this.pair(pair, `${path}.${nameOf(pair)}`);
    }
  }

  #scalar(value: ScalarValue, path: string): void {
    const { text, plain, offset } = value;
    if (!isAmbiguous(text, plain)) return;
    if (isRefusedScalar(value, false)) {
      const why = `PyYAML cannot load ${text}; put it in quotes if it is meant as a string`;
      this.#add({ kind: 'not-loadable', path, offset, text: why });
    } else this.#add({ kind: 'two-meanings', path, offset, text: `${text} is ${meanings(text)}` });
  }

  #add(place: Place): void {
    const key = `${place.kind} ${place.path}`;
    if (!this.#found.has(key)) this.#found.set(key, place);
  }
}

function nameOf({ name, key }: Pair): string {
  return name ?? keyText(key);
}

function meanings(text: string): string {
  return `${shown(readScalar(text, true, 'pyyaml'))} to PyYAML and ${shown(readScalar(text, true, '1.2'))} to YAML 1.2`;
}

function shown({ type, canonical }: { readonly type: string; readonly canonical: string }): string {
  return type === 'str' ? `the string ${JSON.stringify(canonical)}` : `${type} ${canonical}`;
}
