/**
 * Root mappings put together from parts: single pairs, and pairs that many configs have in common, as one object. What
 * is asked of the pairs of ten thousand configs can so be asked of each part once.
 */
import type { MappingValue, Pair, Value } from './value.js';

/** Pairs of one place in a file. Files that have them in common have the same object. */
export interface Shared {
  readonly pairs: readonly Pair[];
}

/** A root mapping; its id means nothing. */
export class JoinedMapping implements MappingValue {
  readonly kind = 'mapping';
  readonly id = -1;
  readonly open = false;
  readonly #parts: readonly (Pair | Shared)[];
  readonly #keys: ReadonlySet<string>;

  /**
   * @param parts - in the order of the file
   * @param keys - all keys in their order, none of them twice: the same object for all mappings with the same keys in the same order
   */
  constructor(parts: readonly (Pair | Shared)[], keys: ReadonlySet<string>) {
    this.#parts = parts;
    this.#keys = keys;
  }

  /** Put together each time: few are asked for them. */
  get pairs(): readonly Pair[] {
    return this.#parts.flatMap((part) => sharedPairs(part) ?? (part as Pair));
  }

  static partsOf(mapping: MappingValue): readonly (Pair | Shared)[] {
    return mapping instanceof JoinedMapping ? mapping.#parts : mapping.pairs;
  }

  static keysOf(value: Value): ReadonlySet<string> | null {
    return value instanceof JoinedMapping ? value.#keys : null;
  }
}

/** @returns the pairs of a mapping in their order, those that came as a part together */
export function partsOf(mapping: MappingValue): readonly (Pair | Shared)[] {
  return JoinedMapping.partsOf(mapping);
}

/** @returns the pairs of a part that many configs may have; null for a single pair */
export function sharedPairs(part: Pair | Shared): readonly Pair[] | null {
  return (part as Partial<Shared>).pairs ?? null;
}

/** @returns whether two values are known to be mappings with the same keys in the same order; not all are known */
export function haveSameKeys(a: Value, b: Value): boolean {
  const keys = JoinedMapping.keysOf(a);
  return keys !== null && keys === JoinedMapping.keysOf(b);
}

/** @returns whether a mapping has a key that is a string to everyone */
export function hasKey(mapping: MappingValue, key: string): boolean {
  return JoinedMapping.keysOf(mapping)?.has(key) ?? mapping.pairs.some(({ name }) => name === key);
}

/** @returns how many pairs a mapping has */
export function countPairs(mapping: MappingValue): number {
  return JoinedMapping.keysOf(mapping)?.size ?? mapping.pairs.length;
}
