/** How many scalars a view holds, as its loader would see it. */
import type { View } from './view.js';

export class ScalarCount {
  /** Nodes that aliases share are counted as often as they are read, without being walked again. */
  readonly #known = new WeakMap<object, number>();

  /** @returns the number of scalars, keys not counted */
  of(view: View): number {
    if (typeof view === 'string') return 1;
    const before = this.#known.get(view) ?? (view.kind === 'list' ? view.count : undefined);
    if (before !== undefined) return before;
    const inner =
      view.kind === 'list' ? view.items : view.kind === 'map' ? [...view.entries.values()] : [view.content];
    const total = inner.reduce<number>((sum, part) => sum + this.of(part), 0);
    this.#known.set(view, total);
    return total;
  }
}
