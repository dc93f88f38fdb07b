/** How many scalars a view holds, as its loader would see it. */
import type { View } from './view.js';

export class ScalarCount {
  /** Nodes that aliases share are counted as often as they are read, without being walked again. */
  readonly #known = new WeakMap<object, number>();

  /** @returns the number of scalars, keys not counted */
  of(view: View): number {
    if (typeof view === 'string') return 1;
    const before = view.kind === 'list' ? (view.count ?? this.#known.get(view)) : this.#known.get(view);
    if (before !== undefined) return before;
    const total = this.ofRoot(view);
    this.#known.set(view, total);
    return total;
  }

  /** As `of`, for a document's root, to which no alias leads. */
  ofRoot(view: View): number {
    if (typeof view === 'string') return 1;
    const inner =
      view.kind === 'list' ? view.items : view.kind === 'map' ? [...view.entries.values()] : [view.content];
    return inner.reduce<number>((sum, part) => sum + this.of(part), 0);
  }
}
