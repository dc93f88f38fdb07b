/**
 * Hands out the ids of values. Ids are interned numbers, so comparing two values costs one comparison whatever their
 * size, and an alias that is expanded many times costs nothing.
 */
import { hash } from 'node:crypto';
import type { KeyOrder, Pair, ScalarValue, SequenceValue, Value } from './value.js';

/** Lists are digested whose items, joined by commas, are longer. */
const LONG = 64;

/** Ids of integers are their own: those below -1, so that a list of them can be known by its text alone. */
function idOfInteger(integer: number): number {
  return -2 - integer;
}

function integerOf(id: number): string | null {
  return id < -1 ? String(-2 - id) : null;
}

/** Who knows lists of integers by where they begin. */
export interface IntegerOwner {
  readonly integersOf: (at: number) => readonly string[];
  /** @returns `listKey` of the list */
  readonly keyOf: (at: number) => string;
}

export interface IntegerListParts {
  /** Where its entry begins, in bytes of its file; its owner knows it by that. */
  readonly at: number;
  readonly count: number;
  /** What `listKey` gives for it; null where its owner is to be asked, if anybody has to know. */
  readonly key: string | null;
  /** What `sketchOf` gives for it; null of a short list, and where nobody knows. */
  readonly sketch: number | null;
}

class IntegerList implements SequenceValue {
  readonly kind = 'sequence';
  readonly id: number;
  readonly count: number;
  readonly #key: string | null;
  readonly #owner: IntegerOwner;
  readonly #at: number;
  readonly #identities: Identities;
  #items: readonly Value[] | null = null;

  constructor(id: number, { key, count, at }: IntegerListParts, owner: IntegerOwner, identities: Identities) {
    this.id = id;
    this.count = count;
    this.#key = key;
    this.#owner = owner;
    this.#at = at;
    this.#identities = identities;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#integers().map((word) => this.#identities.sharedScalar(word, true));
    return this.#items;
  }

  get key(): string {
    return this.#key ?? this.#owner.keyOf(this.#at);
  }

  /** A short list's key holds all of it. */
  #integers(): readonly string[] {
    if (this.count === 0) return [];
    return this.#key?.startsWith('[') === true
      ? this.#key.slice(1).split(',')
      : this.#owner.integersOf(this.#at);
  }
}

/** @returns whether a list is known to hold decimal integers and nothing else, without its items being asked for */
export function isIntegerList(value: SequenceValue): boolean {
  return value instanceof IntegerList;
}

/** @returns the number of a list's items, without their being asked for */
export function lengthOf(value: SequenceValue): number {
  return value instanceof IntegerList ? value.count : value.items.length;
}

/**
 * Long lists are known by a digest, so that their texts need not be kept. A short one's text begins with a bracket, which
 * no digest has.
 *
 * @param items - a list of decimal integers joined by commas: no signs, no leading zeros, up to 15 digits
 * @returns a text that is equal for equal lists, in any run and any process
 */
export function listKey(items: string | Buffer): string {
  if (items.length > LONG) return hash('sha256', items, 'base64');
  return `[${typeof items === 'string' ? items : items.toString('latin1')}`;
}

/**
 * A sketch of a list is a number that is equal for equal lists, and seldom for others. It is made step by step, by whoever
 * goes over the list anyway.
 *
 * @param sketch - of the items so far; 0 before the first
 * @param last - code of the next item's last character
 * @param width - how many characters it has
 */
export function nextSketch(sketch: number, last: number, width: number): number {
  return (Math.imul(sketch, 31) + last + (width << 8)) | 0;
}

/**
 * @param sketch - of all items
 * @param length - of the items, joined by commas
 * @returns the sketch of the list, 30 bits, which a Map finds fastest; null of a short list, whose key holds all of it
 */
export function endOfSketch(sketch: number, length: number): number | null {
  return length > LONG ? Math.imul(sketch, 0x9e3779b1) >>> 2 : null;
}

/** @returns the sketch of items that are joined by commas; null of a short list */
export function sketchOf(items: string): number | null {
  let sketch = 0;
  for (const item of items.split(','))
    sketch = nextSketch(sketch, item.charCodeAt(item.length - 1), item.length);
  return endOfSketch(sketch, items.length);
}

/** What `scalarText` gives for an integer that fits into a number. */
const INTEGER = /^i(?:0|[1-9][0-9]{0,14})$/;

/** Hands out the ids of one run. Values from different instances cannot be compared. */
export class Identities {
  readonly #plain = new Map<string, ScalarValue>();
  readonly #quoted = new Map<string, ScalarValue>();
  readonly #scalars = new Map<string, number>();
  /** Those of mappings and tagged nodes. */
  readonly #ids = new Map<string, number>();
  /** Those of sequences, by `listKey`. */
  readonly #lists = new Map<string, number>();
  /** Lists of integers that are not among `#lists` yet: no other had their sketch, so they need no digest. */
  readonly #sketches = new Map<number, IntegerList>();
  /** Sketches of which all lists are among `#lists`. */
  readonly #settled = new Set<number>();
  /** Set when a list comes that has no sketch. */
  #byKeysAlone = false;
  #next = 0;
  readonly #scalarText: (text: string, plain: boolean) => string;
  readonly #ordered: boolean;

  /**
   * @param scalarText - canonical text of an untagged scalar under every dialect asked for
   * @param keyOrder - 'ignore': mappings with the same pairs in another order are equal
   */
  constructor(scalarText: (text: string, plain: boolean) => string, keyOrder: KeyOrder) {
    this.#scalarText = scalarText;
    this.#ordered = keyOrder !== 'ignore';
  }

  /**
   * A scalar of which nobody asks where it stands: equal text is one object, so that long lists of ids cost no more
   * than their length.
   */
  sharedScalar(text: string, plain: boolean): ScalarValue {
    return this.knownScalar(text, plain) ?? this.newScalar(text, plain);
  }

  /** As `sharedScalar`, of a text for which `knownScalar` gave nothing. */
  newScalar(text: string, plain: boolean): ScalarValue {
    const value: ScalarValue = { kind: 'scalar', id: this.scalar(text, plain), text, plain, offset: 0 };
    (plain ? this.#plain : this.#quoted).set(text, value);
    return value;
  }

  /** @returns what `sharedScalar` gave for the text before; undefined when it was not asked */
  knownScalar(text: string, plain: boolean): ScalarValue | undefined {
    return (plain ? this.#plain : this.#quoted).get(text);
  }

  scalar(text: string, plain: boolean): number {
    const canonical = this.#scalarText(text, plain);
    if (INTEGER.test(canonical)) return idOfInteger(Number(canonical.slice(1)));
    return this.#intern(canonical, this.#scalars);
  }

  sequence(items: readonly Value[]): number {
    const text = items.map(({ id }) => integerOf(id) ?? `#${id}`).join(',');
    const sketch = sketchOf(text);
    if (sketch !== null) this.#settle(sketch);
    return this.#intern(listKey(text), this.#lists);
  }

  /**
   * A list of decimal integers, which is what most bytes of many configs are: its id is made of its text, and its items
   * when somebody asks for them.
   *
   * @param parts - what is known of it
   * @param owner - gives the rest when somebody asks
   */
  integers(parts: IntegerListParts, owner: IntegerOwner): SequenceValue {
    const { key, sketch, at } = parts;
    const isFirst = sketch !== null && !this.isSettled(sketch) && !this.#sketches.has(sketch);
    if (key === null && isFirst) {
      const list = new IntegerList(this.#next++, parts, owner, this);
      this.#sketches.set(sketch, list);
      return list;
    }
    if (sketch !== null) this.#settle(sketch);
    else if (key?.startsWith('[') !== true) this.#settleAll();
    return new IntegerList(this.#intern(key ?? owner.keyOf(at), this.#lists), parts, owner, this);
  }

  /** @returns whether the key of another list with this sketch will be asked for */
  isSettled(sketch: number): boolean {
    return this.#byKeysAlone || this.#settled.has(sketch);
  }

  #settle(sketch: number): void {
    if (this.isSettled(sketch)) return;
    const first = this.#sketches.get(sketch);
    if (first !== undefined) this.#lists.set(first.key, first.id);
    this.#sketches.delete(sketch);
    this.#settled.add(sketch);
  }

  #settleAll(): void {
    if (this.#byKeysAlone) return;
    for (const sketch of this.#sketches.keys()) this.#settle(sketch);
    this.#byKeysAlone = true;
  }

  mapping(pairs: readonly Pick<Pair, 'key' | 'value'>[]): number {
    const parts = pairs.map((pair) => `${pair.key.id}:${pair.value.id}`);
    if (!this.#ordered) parts.sort();
    return this.#intern(`{${parts.join(',')}`);
  }

  /** Untagged and tagged content never share an id; plain and quoted content of one tag do not either. */
  tagged(tag: string, content: Value): number {
    const style = content.kind === 'scalar' ? (content.plain ? 'p' : 'q') : 'c';
    const inner = content.kind === 'scalar' ? `"${content.text}` : String(content.id);
    return this.#intern(`!${tag} ${style}${inner}`);
  }

  #intern(text: string, ids = this.#ids): number {
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, this.#next);
    return this.#next++;
  }
}
