/**
 * A tree as one loader reads it: scalars typed, keys typed, and under PyYAML's reading merge keys expanded. Values are
 * compared as they stand here.
 *
 * Nodes that aliases share stay shared, so that time and memory follow the text and not what it would expand to.
 */
import type { Dialect } from '../core/value.js';
import { listed, RawList, scalarOf, Tagged, Unreadable, type Raw, type RawDocument } from './raw.js';
import { readRaw } from './read.js';
import { canonicalPlain } from './scalar.js';

/** A scalar is a string that holds type and value, `int 12`; a mapping's keys are such strings. */
export type View = string | ViewList | ViewMap | ViewTagged;

export interface ViewList {
  readonly kind: 'list';
  readonly items: readonly View[];
  /** Number of its scalars, when that is known without looking at them. */
  readonly count?: number;
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

/**
 * The key of a merge key's value that is not known here, `<<: !include x`. Its pairs would stand before the others and
 * give way to them; what merges over it must see to that.
 */
export const UNKNOWN_MERGE = 'merge <<';

/** A root may say that it is the mapping it is. */
const MAP_TAG = 'tag:yaml.org,2002:map';

/** A text as one loader reads it. */
export interface Reading {
  readonly view: View;
  /** Why this loader refuses the text although it can be read here; null for most texts. */
  readonly refused: string | null;
}

/**
 * @param text - one YAML document; it is parsed once
 * @param dialects - whose readings
 * @throws Unreadable for what cannot be compared: syntax errors, recursive aliases, keys that are no scalars, keys
 *   that are equal to this loader
 */
export function readingsOf(text: string, dialects: readonly Dialect[]): ReadonlyMap<Dialect, Reading> {
  const document = readRaw(text);
  return new Map(dialects.map((dialect) => [dialect, new Viewer(document, dialect).reading()]));
}

class Viewer {
  readonly #document: RawDocument;
  readonly #dialect: Dialect;
  readonly #done = new Map<object, View | 'open'>();
  #refused: string | null;

  constructor(document: RawDocument, dialect: Dialect) {
    this.#document = document;
    this.#dialect = dialect;
    this.#refused = dialect === 'pyyaml' ? document.refused : null;
  }

  reading(): Reading {
    const { other } = this.#document;
    if (this.#dialect === 'pyyaml' && other !== null)
      throw new Unreadable(`PyYAML reads it differently: ${other}`);
    const { root } = this.#document;
    const view = this.#view(root instanceof Tagged && root.tag === MAP_TAG ? root.content : root);
    return { view, refused: this.#refused };
  }

  #view(given: Raw): View {
    const raw = listed(given);
    if (raw === null || typeof raw === 'string') return this.#value(raw);
    const known = this.#done.get(raw);
    if (known === 'open') throw new Unreadable('an alias stands inside the node it names');
    if (known !== undefined) return known;
    this.#done.set(raw, 'open');
    const view = this.#collection(raw);
    this.#done.set(raw, view);
    return view;
  }

  #value(raw: string | null): string {
    const { plain, value } = this.#scalar(raw);
    if (value.startsWith('invalid ')) this.#refused ??= `the plain scalar ${value.slice('invalid '.length)}`;
    return plain ? value + this.#versioned() : value;
  }

  #scalar(raw: string | null): { readonly plain: boolean; readonly value: string } {
    const scalar = raw === null ? EMPTY : scalarOf(raw);
    if (scalar === null) throw new Error('a scalar without a mark');
    const text = this.#dialect === 'pyyaml' ? scalar.pyyamlText : scalar.text;
    return { plain: scalar.plain, value: scalar.plain ? canonicalPlain(text, this.#dialect) : `str ${text}` };
  }

  /** PyYAML ignores the %YAML directive; some loaders of YAML 1.2 read by its version. */
  #versioned(): string {
    const { version } = this.#document;
    return this.#dialect === 'pyyaml' || version === null || version === '1.2' ? '' : ` (%YAML ${version})`;
  }

  #collection(raw: RawList | Tagged | Readonly<Record<string, Raw>>): View {
    if (raw instanceof RawList) return { kind: 'list', items: raw.items.map((item) => this.#view(item)) };
    if (raw instanceof Tagged) return { kind: 'tagged', tag: raw.tag, content: this.#content(raw.content) };
    return this.#map(raw);
  }

  /** What a tag makes of a scalar is not known here, nor whether it asks how the scalar was written. */
  #content(raw: Raw): View {
    const scalar = typeof raw === 'string' ? scalarOf(raw) : null;
    if (scalar === null) return this.#view(raw);
    return `${scalar.plain ? 'text' : 'quoted'} ${this.#dialect === 'pyyaml' ? scalar.pyyamlText : scalar.text}`;
  }

  #map(raw: Readonly<Record<string, Raw>>): ViewMap {
    const merged = new Map<string, View>();
    const explicit = new Map<string, View>();
    for (const [key, value] of Object.entries(raw)) {
      if (this.#dialect === 'pyyaml' && isMergeKey(key)) {
        this.#merge(this.#view(value), merged);
        continue;
      }
      const name = this.#key(key);
      if (explicit.has(name)) throw new Unreadable(`two keys of a mapping are both ${name}`);
      explicit.set(name, this.#view(value));
    }
    // As PyYAML's flatten_mapping: merged pairs stand first, explicit values win.
    for (const [key, value] of explicit) merged.set(key, value);
    if (this.#dialect === 'pyyaml') refuseEqualKeys(merged.keys());
    return { kind: 'map', entries: merged };
  }

  #merge(value: View, into: Map<string, View>): void {
    const sources = isList(value) ? [...value.items].reverse() : [value];
    const maps = sources.filter(isMap);
    if (maps.length === sources.length && !maps.some(({ entries }) => entries.has(UNKNOWN_MERGE))) {
      for (const { entries } of maps) for (const [key, inner] of entries) into.set(key, inner);
      return;
    }
    // A tag may mean anything, as may what an inner unknown merge gives: not taken apart here.
    into.set(UNKNOWN_MERGE, value);
    if (!isMergedByPyyaml(value)) this.#refused ??= 'a merge key << with something else than mappings';
  }

  #key(raw: string): string {
    const node = this.#document.keys.get(raw);
    if (node !== undefined) return this.#collectionAsKey(node);
    if (scalarOf(raw) === null) throw new Unreadable('a key that js-yaml does not keep');
    const { plain, value } = this.#scalar(raw);
    // To PyYAML `=` is an ordinary key.
    if (value === 'invalid =') return 'str =';
    if (value.startsWith('invalid ')) return this.#value(raw);
    return plain && !value.startsWith('str ') ? value + this.#versioned() : value;
  }

  /** Python can hash no list and no dict; what it makes of a tag is for the user's loader to say. */
  #collectionAsKey(node: Raw): string {
    const view = this.#view(node);
    if (!(node instanceof Tagged)) this.#refused ??= 'a collection as a key';
    const text = viewText(view);
    if (text.length > MAX_KEY) throw new Unreadable('a key that is too long');
    return `node ${text}`;
  }
}

const MAX_KEY = 100_000;

/** @returns a text that is equal for equal views alone; of what is too long, the beginning */
function viewText(view: View): string {
  if (typeof view === 'string') return JSON.stringify(view);
  const parts: string[] = [view.kind === 'tagged' ? JSON.stringify(view.tag) : view.kind];
  let length = 0;
  const add = (text: string) => (length += parts[parts.push(text) - 1]?.length ?? 0) <= MAX_KEY;
  if (view.kind === 'tagged') add(viewText(view.content));
  else if (view.kind === 'list') view.items.every((item) => add(viewText(item)));
  else [...view.entries].every(([key, value]) => add(JSON.stringify(key)) && add(viewText(value)));
  return `(${parts.join(' ')})`;
}

const EMPTY = { plain: true, text: '', pyyamlText: '' };

function isMergeKey(raw: string): boolean {
  const scalar = scalarOf(raw);
  return scalar !== null && scalar.plain && scalar.text === '<<';
}

/** PyYAML merges a mapping or a list of mappings, whatever their tags, and refuses the rest. */
function isMergedByPyyaml(value: View): boolean {
  const source = untagged(value);
  return isList(source) ? source.items.every((item) => isMap(untagged(item))) : isMap(source);
}

function untagged(view: View): View {
  return typeof view === 'object' && view.kind === 'tagged' ? view.content : view;
}

/** In a Python dict 1, 1.0 and True are one key, and so are timestamps of the same instant. */
function refuseEqualKeys(names: Iterable<string>): void {
  const known = new Map<string, string>();
  for (const name of names) {
    if (name.startsWith('str ')) continue;
    const identity = pythonKey(name);
    const before = known.get(identity);
    if (before !== undefined)
      throw new Unreadable(`two keys of a mapping are one to Python: ${before} and ${name}`);
    known.set(identity, name);
  }
}

function pythonKey(name: string): string {
  const [type, text = ''] = name.split(' ');
  if (type === 'bool') return text === 'true' ? '1' : '0';
  if (type === 'int') return text;
  if (type === 'float') return Number.isInteger(Number(text)) ? String(BigInt(Number(text))) : name;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micros = 0, offset] = name
    .slice('timestamp '.length)
    .split(' ')
    .map(Number);
  // Only timestamps with a zone: dates are one word, and `no zone` is no number.
  if (type !== 'timestamp' || offset === undefined || Number.isNaN(offset)) return name;
  return `instant ${Date.UTC(year, month - 1, day, hour, minute - offset, second)} ${micros}`;
}

export function isList(view: View): view is ViewList {
  return typeof view === 'object' && view.kind === 'list';
}

export function isMap(view: View | undefined): view is ViewMap {
  return typeof view === 'object' && view.kind === 'map';
}
