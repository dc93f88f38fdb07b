/**
 * Compares two views: types, values, and the order of keys where it counts. Equality is decided here, by one walk;
 * the `deep-diff` package only helps to say where two unequal views differ, since it sees neither types nor order.
 */
import type { KeyOrder } from '../core/value.js';
import type { View, ViewMap } from './view.js';

/**
 * @param keyOrder - `nested`: order counts in every mapping but the root; `strict`: in the root too
 * @returns whether two documents are the same to their loader
 */
export function equalViews(a: View, b: View, keyOrder: KeyOrder): boolean {
  return new Comparison(keyOrder).equal(a, b, true);
}

/** Compares pairs of views, and remembers what it knows of them. */
export class Comparison {
  readonly #keyOrder: KeyOrder;
  /** What is known of pairs of collections: aliases lead to them again and again. */
  readonly #known = new WeakMap<object, WeakMap<object, boolean>>();

  constructor(keyOrder: KeyOrder) {
    this.#keyOrder = keyOrder;
  }

  /** @param root - whether these are the roots of their documents; never the same pair as both */
  equal(a: View, b: View, root: boolean): boolean {
    if (a === b) return true;
    if (typeof a === 'string' || typeof b === 'string' || a.kind !== b.kind) return false;
    // No alias leads to a root; remembered, it would be held with its text until a full garbage collection.
    if (root) return this.#sameContent(a, b, true);
    const known = this.#known.get(a) ?? new WeakMap<object, boolean>();
    this.#known.set(a, known);
    const before = known.get(b);
    if (before !== undefined) return before;
    const same = this.#sameContent(a, b, root);
    known.set(b, same);
    return same;
  }

  #sameContent(a: Exclude<View, string>, b: Exclude<View, string>, root: boolean): boolean {
    if (a.kind === 'list' && b.kind === 'list') {
      return (
        a.items.length === b.items.length &&
        a.items.every((item, at) => this.equal(item, b.items[at] ?? '', false))
      );
    }
    if (a.kind === 'tagged' && b.kind === 'tagged')
      return a.tag === b.tag && this.equal(a.content, b.content, false);
    return a.kind === 'map' && b.kind === 'map' && this.#sameMap(a, b, root);
  }

  #sameMap(a: ViewMap, b: ViewMap, root: boolean): boolean {
    if (a.entries.size !== b.entries.size) return false;
    if (orderCounts(this.#keyOrder, root) && !sameOrder(a, b)) return false;
    for (const [key, value] of a.entries) {
      const other = b.entries.get(key);
      if (other === undefined || !this.equal(value, other, false)) return false;
    }
    return true;
  }
}

/** @returns whether the order of keys is part of a mapping's value */
export function orderCounts(keyOrder: KeyOrder, root: boolean): boolean {
  return keyOrder === 'strict' || (keyOrder === 'nested' && !root);
}

/** @returns whether two mappings have the same keys in the same order */
export function sameOrder(a: ViewMap, b: ViewMap): boolean {
  const keys = [...b.entries.keys()];
  return [...a.entries.keys()].every((key, at) => key === keys[at]);
}
