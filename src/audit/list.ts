/**
 * Which item of one config's list is which item of another's. In order of preference:
 *
 * - `operations`: items are mappings with a single key, or words (`- pixelnorm: {}`, `- unsqueeze: 1`). The key is
 *   the name of the step, and the list is read like a mapping of steps. A step that comes again is `smooth#2`.
 * - `named`: all items have a key like `name`, `id` or `type` with a scalar that differs within a list and comes back
 *   in other lists. The scalar is the name.
 * - `placed`: nearly all lists have the same length: the items of each list are matched in their order with those of
 *   the most common list, so that one item more or less at the front does not shift all others.
 * - `pooled`: nothing of this holds, as in a list of devices; all items are instances of one path.
 */
import { isIntegerList } from '../core/identities.js';
import type { SequenceValue, Value } from '../core/value.js';
import type { Group } from './group.js';

export interface Item {
  readonly label: string;
  readonly value: Value;
  readonly index: number;
  /** The key within the item, where the item is more than the value. */
  readonly key?: string;
}

export interface Matching {
  readonly kind: 'operations' | 'named' | 'placed' | 'pooled';
  /** The key whose scalar is the item's name, for `named`. */
  readonly key: string;
  /** @returns the items of a list with what they are matched by; nothing for other values */
  readonly items: (value: Value) => readonly Item[];
}

interface Counted {
  readonly list: SequenceValue;
  readonly count: number;
}

/** Keys that name an item, the likeliest first. */
const NAMING = ['name', 'id', 'key', 'type', 'kind', 'op', 'target', 'field', 'platform', 'class', 'entity'];

/**
 * @param groups - the values at one path
 * @returns how items are matched; null when no lists of mappings stand there
 */
export function matchItems(groups: readonly Group[]): Matching | null {
  // Lists of integers are most of the bytes in some folders: without need nobody takes them apart.
  if (!groups.some(({ value }) => value.kind === 'sequence' && !isIntegerList(value))) return null;
  const lists = groups.flatMap(({ value, configs }) =>
    value.kind === 'sequence' && value.items.length > 0 ? [{ list: value, count: configs.length }] : [],
  );
  const items = sum(lists, ({ list }) => list.items.length);
  const mappings = sum(lists, ({ list }) => list.items.filter(({ kind }) => kind === 'mapping').length);
  if (mappings === 0 || mappings * 2 < items) return null;
  if (lists.every(({ list }) => list.items.every((item) => operationOf(item) !== null))) return operations();
  const key = NAMING.find((candidate) => isNaming(candidate, lists));
  if (key !== undefined) return named(key);
  return placed(lists) ?? pooled();
}

/** The step's name and its value; null for what is not a step. */
function operationOf(item: Value): { readonly label: string; readonly value: Value } | null {
  if (item.kind === 'scalar') return /^[A-Za-z]/.test(item.text) ? { label: item.text, value: item } : null;
  const [pair, second] = item.kind === 'mapping' ? item.pairs : [];
  if (pair?.name == null || second !== undefined) return null;
  return { label: pair.name, value: pair.value };
}

function operations(): Matching {
  const items = (value: Value) => {
    const seen = new Map<string, number>();
    return itemsIn(value).flatMap((item, index) => {
      const found = operationOf(item);
      if (found === null) return [];
      const times = (seen.get(found.label) ?? 0) + 1;
      seen.set(found.label, times);
      const label = times === 1 ? found.label : `${found.label}#${times}`;
      return [{ label, value: found.value, index, ...(item.kind === 'mapping' && { key: found.label }) }];
    });
  };
  return { kind: 'operations', key: '', items };
}

/** Whether nearly every item has the key, with a scalar that is unique in its list and known from other lists. */
function isNaming(key: string, lists: readonly Counted[]): boolean {
  const seen = new Map<string, number>();
  const total = sum(lists, ({ count }) => count);
  const items = sum(lists, ({ list, count }) => count * list.items.length);
  let good = total;
  for (const { list, count } of lists) {
    const names = namesIn(list, key);
    if (names === null) good -= count;
    else for (const name of names) seen.set(name, (seen.get(name) ?? 0) + count);
    if (good < 0.9 * total) return false;
  }
  let known = 0;
  for (const count of seen.values()) if (count >= 0.3 * total) known += count;
  return total >= 2 && known >= 0.6 * items;
}

/** The scalars that the items of a list have at a key; null when one has none, or two have the same. */
function namesIn(list: SequenceValue, key: string): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (const item of list.items) {
    const name = textAt(item, key);
    if (name === null || names.has(name)) return null;
    names.add(name);
  }
  return names;
}

function named(key: string): Matching {
  const items = (value: Value) =>
    itemsIn(value).map((item, index) => ({ label: textAt(item, key) ?? `${index}`, value: item, index }));
  return { kind: 'named', key, items };
}

function pooled(): Matching {
  const items = (value: Value) => itemsIn(value).map((item, index) => ({ label: '', value: item, index }));
  return { kind: 'pooled', key: '', items };
}

const MAX_PLACED = 40;

function placed(lists: readonly Counted[]): Matching | null {
  const total = sum(lists, ({ count }) => count);
  const byLength = new Map<number, number>();
  for (const { list, count } of lists) {
    byLength.set(list.items.length, (byLength.get(list.items.length) ?? 0) + count);
  }
  const [length, count] = [...byLength].reduce((a, b) => (b[1] > a[1] ? b : a));
  if (count < 0.8 * total || total < 2 || length > MAX_PLACED) return null;
  const model = lists
    .filter(({ list }) => list.items.length === length)
    .reduce((a, b) => (b.count > a.count ? b : a)).list;
  const known = new Map<number, readonly Item[]>();
  const items = (value: Value): readonly Item[] => {
    if (value.kind !== 'sequence') return [];
    const before = known.get(value.id);
    if (before !== undefined) return before;
    const result =
      value.items.length === length
        ? value.items.map((item, index) => ({ label: `${index}`, value: item, index }))
        : alignedTo(model.items, value.items);
    known.set(value.id, result);
    return result;
  };
  return { kind: 'placed', key: '', items };
}

/** Matches in order, as an edit script does: the pairing with the greatest likeness; what is left is numbered on. */
function alignedTo(model: readonly Value[], items: readonly Value[]): readonly Item[] {
  const best = likenessTable(model, items);
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  const result: Item[] = [];
  let [row, column] = [0, 0];
  let extra = model.length;
  while (column < items.length) {
    const value = items[column];
    if (value === undefined) break;
    const here = row < model.length ? likeness(model[row], value) : 0;
    if (here > 0 && at(row, column) === at(row + 1, column + 1) + here) {
      result.push({ label: `${row++}`, value, index: column++ });
    } else if (row < model.length && at(row, column) === at(row + 1, column)) row++;
    else result.push({ label: `${extra++}`, value, index: column++ });
  }
  return result;
}

function likenessTable(model: readonly Value[], items: readonly Value[]): number[][] {
  const best = Array.from({ length: model.length + 1 }, () => new Array<number>(items.length + 1).fill(0));
  for (let row = model.length - 1; row >= 0; row--) {
    for (let column = items.length - 1; column >= 0; column--) {
      const skip = Math.max(best[row + 1]?.[column] ?? 0, best[row]?.[column + 1] ?? 0);
      const pair = likeness(model[row], items[column]) + (best[row + 1]?.[column + 1] ?? 0);
      (best[row] ?? [])[column] = Math.max(skip, pair);
    }
  }
  return best;
}

/** 0 to 2: equal values 2, mappings by what they share. */
function likeness(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined || a.kind !== b.kind) return 0;
  if (a.id === b.id) return 2;
  if (a.kind !== 'mapping' || b.kind !== 'mapping') return 0.25;
  const others = new Map(b.pairs.map(({ name, value }) => [name, value.id]));
  const keys = a.pairs.filter(({ name }) => others.has(name));
  const values = keys.filter(({ name, value }) => others.get(name) === value.id);
  const size = Math.max(a.pairs.length, b.pairs.length, 1);
  return (keys.length + values.length) / (2 * size);
}

function sum<T>(all: readonly T[], count: (one: T) => number): number {
  return all.reduce((total, one) => total + count(one), 0);
}

function itemsIn(value: Value): readonly Value[] {
  return value.kind === 'sequence' ? value.items : [];
}

function textAt(item: Value, key: string): string | null {
  if (item.kind !== 'mapping') return null;
  for (const { name, value } of item.pairs) {
    if (name === key) return value.kind === 'scalar' && value.text !== '' ? value.text : null;
  }
  return null;
}
