/**
 * What differs between two merged configs as one loader reads them, in the order of the config. Lists of the same
 * length whose items are mappings are looked into item by item; any other list is one value.
 */
import { showPath } from '../core/path.js';
import type { KeyOrder } from '../core/value.js';
import { Comparison, orderCounts, sameOrder } from '../proof/compare.js';
import { isList, isMap, UNKNOWN_MERGE, type View, type ViewList, type ViewMap } from '../proof/view.js';
import { typeOfView, viewText } from './view-text.js';

export type ChangeKind = 'added' | 'removed' | 'value' | 'type' | 'list' | 'order' | 'more';

export interface Change {
  /** Key path, items of lists by number: `transforms.stim.ops[0]`. */
  readonly path: string;
  readonly kind: ChangeKind;
  /** The value before, with its type where that changed; of `order` the keys. Null for what was added. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of lists only. */
  readonly list: ListChange | null;
}

/** A list as a set; an item that stands twice counts twice. */
export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Number of items before and after. */
  readonly lengths: readonly [before: number, after: number];
  /** Whether the items that stayed are in another order. */
  readonly reordered: boolean;
}

/** Aliases of aliases can make more differences than anybody reads. */
const MOST = 5_000;

/**
 * @param before - a merged config
 * @param after - the same session's other one, read by the same loader
 * @param keyOrder - where the order of keys counts
 * @returns the changes, at most 5,000 and one that says that there are more
 */
export function changesBetween(before: ViewMap, after: ViewMap, keyOrder: KeyOrder): readonly Change[] {
  const walk = new Walk(keyOrder);
  walk.maps(before, after, '');
  return walk.changes;
}

class Walk {
  readonly changes: Change[] = [];
  readonly #keyOrder: KeyOrder;
  readonly #comparison: Comparison;

  constructor(keyOrder: KeyOrder) {
    this.#keyOrder = keyOrder;
    this.#comparison = new Comparison(keyOrder);
  }

  maps(a: ViewMap, b: ViewMap, path: string): void {
    for (const [key, value] of a.entries) {
      const other = b.entries.get(key);
      if (other === undefined)
        this.#add({ path: below(path, key), kind: 'removed', before: viewText(value), after: null });
      else this.#values(value, other, below(path, key));
    }
    for (const [key, value] of b.entries) {
      if (!a.entries.has(key))
        this.#add({ path: below(path, key), kind: 'added', before: null, after: viewText(value) });
    }
    if (!orderCounts(this.#keyOrder, path === '')) return;
    const [one, other] = [common(a, b), common(b, a)];
    if (!sameOrder(one, other))
      this.#add({ path, kind: 'order', before: keyTexts(one), after: keyTexts(other) });
  }

  #values(a: View, b: View, path: string): void {
    if (this.changes.length > MOST || this.#comparison.equal(a, b, false)) return;
    if (isMap(a) && isMap(b)) this.maps(a, b, path);
    else if (isList(a) && isList(b)) this.#lists(a, b, path);
    else if (typeOfView(a) !== typeOfView(b))
      this.#add({ path, kind: 'type', before: typed(a), after: typed(b) });
    else this.#add({ path, kind: 'value', before: viewText(a), after: viewText(b) });
  }

  #lists(a: ViewList, b: ViewList, path: string): void {
    const inside =
      a.items.length === b.items.length && a.items.every((item, at) => this.#alike(item, b.items[at]));
    if (inside) {
      for (const [at, item] of a.items.entries()) this.#values(item, b.items[at] ?? '', `${path}[${at}]`);
      return;
    }
    this.#add({ path, kind: 'list', before: viewText(a), after: viewText(b), list: listChange(a, b) });
  }

  /** Equal, or mappings with a key in common: the same item, changed. */
  #alike(a: View, b: View | undefined): boolean {
    if (b === undefined) return false;
    if (isMap(a) && isMap(b)) return [...a.entries.keys()].some((key) => b.entries.has(key));
    return this.#comparison.equal(a, b, false);
  }

  #add(change: Omit<Change, 'list'> & { readonly list?: ListChange }): void {
    if (this.changes.length < MOST) this.changes.push({ list: null, ...change });
    else if (this.changes.length === MOST)
      this.changes.push({ path: '', kind: 'more', before: null, after: null, list: null });
  }
}

function below(path: string, key: string): string {
  const shown =
    key === UNKNOWN_MERGE ? '<<' : key.startsWith('str ') ? showPath([key.slice(4)]) : viewText(key);
  return path === '' ? shown : `${path}.${shown}`;
}

/** @returns the part of a mapping whose keys the other has too */
function common(a: ViewMap, b: ViewMap): ViewMap {
  return { kind: 'map', entries: new Map([...a.entries].filter(([key]) => b.entries.has(key))) };
}

function keyTexts({ entries }: ViewMap): string {
  return [...entries.keys()].map((key) => below('', key)).join(', ');
}

function typed(view: View): string {
  return `${viewText(view)} (${typeOfView(view)})`;
}

function listChange(a: ViewList, b: ViewList): ListChange {
  const [before, after] = [a.items.map(viewText), b.items.map(viewText)];
  const added = without(after, before);
  const removed = without(before, after);
  const reordered = without(before, removed).join('\n') !== without(after, added).join('\n');
  return { added, removed, lengths: [before.length, after.length], reordered };
}

/** @returns the items of one list that are not in the other, counted as often as they stand there */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
