/**
 * A document as it is read: scalars keep their text and their style, keys keep their type and order, tags stay tags,
 * merge keys stay keys.
 *
 * js-yaml builds plain objects, whose keys can only be strings. Every scalar is therefore a string with a mark in
 * front, one for each style: then `1` and `"1"` are two keys, no key looks like an array index (which would change its
 * order), and none is `__proto__`.
 */
import { randomBytes } from 'node:crypto';

/** A node as read: scalars as marked strings (`scalarOf`); null is an empty plain scalar. */
export type Raw = string | null | RawList | Tagged | { readonly [key: string]: Raw };

/** Of a key that is no scalar js-yaml keeps its `toString()`, unless its class is Object: that names the node here. */
class Node {
  get [Symbol.toStringTag](): string {
    return 'Node';
  }

  toString(): string {
    return nameOfKey(this as unknown as Raw); // only the two classes below extend this one
  }
}

/** A sequence. */
export class RawList extends Node {
  readonly items: readonly Raw[];
  constructor(items: readonly Raw[]) {
    super();
    this.items = items;
  }
}

/** A node with an explicit tag. */
export class Tagged extends Node {
  readonly tag: string;
  readonly content: Raw;
  constructor(tag: string, content: Raw) {
    super();
    this.tag = tag;
    this.content = content;
  }
}

/** Lets a mapping be named when it is a key; js-yaml makes plain objects of mappings, so each is told by itself. */
export function nameAsKey(mapping: object): void {
  // js-yaml may complete a mapping twice.
  if (Object.hasOwn(mapping, Symbol.toStringTag)) return;
  Object.defineProperty(mapping, Symbol.toStringTag, { value: 'Node' });
  Object.defineProperty(mapping, 'toString', { value: () => nameOfKey(mapping as Raw) });
}

let keyNodes = new Map<string, Raw>();

function nameOfKey(node: Raw): string {
  const name = `k${NONCE} ${keyNodes.size}`;
  keyNodes.set(name, node);
  return name;
}

/** @returns the nodes that were named since this was last asked, by their names */
export function takeKeyNodes(): ReadonlyMap<string, Raw> {
  const taken = keyNodes;
  keyNodes = new Map();
  return taken;
}

export interface RawDocument {
  readonly root: Raw;
  /** The keys that are no scalars, by the strings that stand for them. */
  readonly keys: ReadonlyMap<string, Raw>;
  /** The version a %YAML directive asks for, by which some loaders of YAML 1.2 choose how to read plain scalars. */
  readonly version: string | null;
  /** Why PyYAML refuses the text, though js-yaml does not; null for most texts. */
  readonly refused: string | null;
  /** Why PyYAML reads something else than js-yaml; null for most texts. */
  readonly other: string | null;
}

/** Why a text cannot be compared. The message names the place as `(line:column)`. */
export class Unreadable extends Error {}

export interface RawScalar {
  readonly plain: boolean;
  readonly text: string;
  /** The text as PyYAML reads it, which differs where a file ends inside a block scalar. */
  readonly pyyamlText: string;
}

/** No file can hold these by chance. All marks have the same length. */
export const NONCE = randomBytes(4).toString('hex');
export const PLAIN_MARK = `p${NONCE} `;
export const QUOTED_MARK = `q${NONCE} `;
/** A block scalar whose last line break is not in the file. */
export const UNENDED_MARK = `u${NONCE} `;
const MARKS = [PLAIN_MARK, QUOTED_MARK, UNENDED_MARK];

/** @returns a scalar's text and style; null for what is not a scalar of this module */
export function scalarOf(raw: string): RawScalar | null {
  const mark = raw.slice(0, PLAIN_MARK.length);
  if (!MARKS.includes(mark)) return null;
  const text = raw.slice(mark.length);
  return { plain: mark === PLAIN_MARK, text, pyyamlText: mark === UNENDED_MARK ? text.slice(0, -1) : text };
}

/** An alias inside its own list gets the list before it is complete: it must be known as the same one. */
const lists = new WeakMap<object, RawList>();

/** @returns the value, a bare array as the one list made of it */
export function listed(value: unknown): Raw {
  if (!Array.isArray(value)) return (value ?? null) as Raw;
  const known = lists.get(value);
  if (known !== undefined) return known;
  // The array is kept, not copied: a recursive alias may still add to it.
  const list = new RawList(value as Raw[]);
  lists.set(value, list);
  return list;
}
