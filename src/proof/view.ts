/**
 * A tree as one loader reads it: scalars typed, keys typed, and under PyYAML's reading merge keys expanded. Then the
 * plain merge that loaders make. Values are compared as they stand here.
 *
 * Nodes that aliases share stay shared, so that time and memory follow the text and not what it would expand to.
 */
import type { Dialect } from '../core/value.js';
import { listed, RawList, readRaw, scalarOf, Tagged, Unreadable, type Raw } from './read.js';
import { canonicalPlain } from './scalar.js';

/** A scalar is a string that holds type and value, `int 12`; a mapping's keys are such strings. */
export type View = string | ViewList | ViewMap | ViewTagged;

export interface ViewList {
  readonly kind: 'list';
  readonly items: readonly View[];
}

export interface ViewMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, View>;
}

/** Opaque: never merged into. */
export interface ViewTagged {
  readonly kind: 'tagged';
  readonly tag: string;
  readonly content: View;
}

const MERGE = 'merge <<';

/**
 * @param raw - a document as read
 * @param dialect - whose reading
 * @throws Unreadable for recursive aliases, complex keys, and keys that are equal to this loader
 */
export function viewOf(raw: Raw, dialect: Dialect): View {
  return new Viewer(dialect).view(raw);
}

/** @returns the views of a text under each dialect; the text is parsed once */
export function viewsOf(text: string, dialects: readonly Dialect[]): ReadonlyMap<Dialect, View> {
  const raw = readRaw(text);
  return new Map(dialects.map((dialect) => [dialect, viewOf(raw, dialect)]));
}

class Viewer {
  readonly #dialect: Dialect;
  readonly #done = new Map<object, View | 'open'>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  view(given: Raw): View {
    const raw = listed(given);
    if (raw === null || typeof raw === 'string') return this.#scalar(raw);
    const known = this.#done.get(raw);
    if (known === 'open') throw new Unreadable('an alias stands inside the node it names');
    if (known !== undefined) return known;
    this.#done.set(raw, 'open');
    const view = this.#collection(raw);
    this.#done.set(raw, view);
    return view;
  }

  #scalar(raw: string | null): string {
    const scalar = raw === null ? { plain: true, text: '' } : scalarOf(raw);
    if (scalar === null) throw new Error('a scalar that was not read by read.ts');
    return scalar.plain ? canonicalPlain(scalar.text, this.#dialect) : `str ${scalar.text}`;
  }

  #collection(raw: RawList | Tagged | Readonly<Record<string, Raw>>): View {
    if (raw instanceof RawList) return { kind: 'list', items: raw.items.map((item) => this.view(item)) };
    if (raw instanceof Tagged) return { kind: 'tagged', tag: raw.tag, content: this.#content(raw.content) };
    return this.#map(raw);
  }

  #content(raw: Raw): View {
    return typeof raw === 'string' ? `text ${scalarOf(raw)?.text ?? raw}` : this.view(raw);
  }

  #map(raw: Readonly<Record<string, Raw>>): ViewMap {
    const merged = new Map<string, View>();
    const explicit = new Map<string, View>();
    for (const [key, value] of Object.entries(raw)) {
      if (this.#dialect === 'pyyaml' && isMergeKey(key)) {
        if (!mergeSources(this.view(value), merged)) explicit.set(MERGE, this.view(value));
        continue;
      }
      const name = this.#key(key);
      if (explicit.has(name)) throw new Unreadable(`two keys of a mapping are both ${name}`);
      explicit.set(name, this.view(value));
    }
    // As PyYAML's flatten_mapping: merged pairs stand first, explicit values win.
    for (const [key, value] of explicit) merged.set(key, value);
    return { kind: 'map', entries: merged };
  }

  #key(raw: string): string {
    if (scalarOf(raw) === null) throw new Unreadable('a key is not a scalar');
    const name = this.#scalar(raw);
    if (this.#dialect !== 'pyyaml') return name;
    // In a Python dict 1, 1.0 and True are one key; `=` is an ordinary key.
    if (name === 'invalid =') return 'str =';
    const number = /^(?:int|float) (-?[0-9.e+]+)$/.exec(name)?.[1];
    if (number !== undefined) return `number ${number === '-0' ? '0' : number}`;
    return name.replace(/^bool true$/, 'number 1').replace(/^bool false$/, 'number 0');
  }
}

function isMergeKey(raw: string): boolean {
  const scalar = scalarOf(raw);
  return scalar !== null && scalar.plain && scalar.text === '<<';
}

/** @returns whether the value is something PyYAML merges: a mapping or a list of mappings */
function mergeSources(value: View, into: Map<string, View>): boolean {
  if (typeof value === 'string' || value.kind === 'tagged') return false;
  const sources = value.kind === 'list' ? [...value.items].reverse() : [value];
  const maps = sources.flatMap((source) =>
    typeof source !== 'string' && source.kind === 'map' ? [source] : [],
  );
  if (maps.length !== sources.length) return false;
  for (const { entries } of maps) for (const [key, inner] of entries) into.set(key, inner);
  return true;
}

/**
 * The merge of the loader: mapping on mapping key by key, the base's keys first; anything else replaces.
 *
 * @returns a view that shares what did not have to be merged
 */
export function mergeViews(base: ViewMap, override: ViewMap): ViewMap {
  const entries = new Map(base.entries);
  for (const [key, value] of override.entries) {
    const before = entries.get(key);
    const both = isMap(before) && isMap(value);
    entries.set(key, both ? mergeViews(before, value) : value);
  }
  return { kind: 'map', entries };
}

export function isMap(view: View | undefined): view is ViewMap {
  return typeof view === 'object' && view.kind === 'map';
}
