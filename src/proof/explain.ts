/**
 * Says where two unequal views differ, in rows people can read. `deep-diff` walks two trees of plain objects made
 * for it: a scalar is its typed text, a list of scalars is one leaf, so that a list of ids shows as `+3 -1 of 412`
 * and not as 800 edits. It does not see the order of keys, which is looked at here.
 */
import deepDiff from 'deep-diff';
import type { KeyOrder } from '../core/value.js';
import { orderCounts, sameOrder } from './compare.js';
import { isList, isMap, type View, type ViewList, type ViewMap } from './view.js';

export type DifferenceKind = 'lost' | 'appeared' | 'value' | 'type' | 'order' | 'list';

export interface Row {
  /** Keys joined with dots; empty for the root. */
  readonly path: string;
  readonly kind: DifferenceKind;
  readonly before: string;
  readonly after: string;
}

const MOST = 20;
const LEAF = '\u0000leaf';
// Explaining is for people; what aliases would expand to without end is not.
const MAX_NODES = 200_000;
const MAX_DEPTH = 100;

type Plain = string | Plain[] | { [key: string]: Plain };

/** @returns at least one row, at most 20 and one that counts the rest */
export function explain(before: View, after: View, keyOrder: KeyOrder): readonly Row[] {
  const rows = [...valueRows(before, after), ...orderRows(before, after, keyOrder)];
  if (rows.length === 0) rows.push({ path: '', kind: 'value', before: shown(before), after: shown(after) });
  if (rows.length <= MOST) return rows;
  const rest = rows.length - MOST;
  return [...rows.slice(0, MOST), { path: '', kind: 'value', before: `${rest} more differences`, after: '' }];
}

function valueRows(before: View, after: View): Row[] {
  const count = { nodes: 0 };
  const a = plain(before, count);
  const b = plain(after, count);
  if (count.nodes > MAX_NODES) return [];
  return (deepDiff.diff(a, b) ?? []).map((edit) => {
    const keys = (edit.path ?? []) as readonly (string | number)[];
    const path = edit.kind === 'A' ? [...keys, edit.index] : keys;
    const part = edit.kind === 'A' ? edit.item : edit;
    const old = 'lhs' in part ? at(before, path) : undefined;
    const fresh = 'rhs' in part ? at(after, path) : undefined;
    return row(pathText(path), old, fresh);
  });
}

function row(path: string, before: View | undefined, after: View | undefined): Row {
  const texts = {
    path,
    before: before === undefined ? '' : shown(before),
    after: after === undefined ? '' : shown(after),
  };
  if (before === undefined) return { ...texts, kind: 'appeared' };
  if (after === undefined) return { ...texts, kind: 'lost' };
  const lists = [scalarList(before), scalarList(after)] as const;
  if (lists[0] !== null && lists[1] !== null) return { path, kind: 'list', ...listTexts(lists[0], lists[1]) };
  return { ...texts, kind: typeName(before) === typeName(after) ? 'value' : 'type' };
}

function plain(view: View, count: { nodes: number }): Plain {
  if (count.nodes++ > MAX_NODES) return '';
  if (typeof view === 'string') return view;
  if (view.kind === 'tagged') return `${LEAF}${view.tag} ${JSON.stringify(plain(view.content, count))}`;
  if (view.kind === 'list') {
    if (isScalarList(view)) return `${LEAF}${JSON.stringify(view.items)}`;
    return view.items.map((item) => plain(item, count));
  }
  return Object.fromEntries([...view.entries].map(([key, value]) => [key, plain(value, count)]));
}

function isScalarList({ items }: ViewList): boolean {
  return items.every((item) => typeof item === 'string');
}

function scalarList(view: View): ViewList | null {
  return isList(view) && isScalarList(view) ? view : null;
}

function at(view: View, path: readonly (string | number)[]): View | undefined {
  let found: View | undefined = view;
  for (const key of path) {
    if (isMap(found)) found = found.entries.get(String(key));
    else if (found !== undefined && isList(found)) found = found.items[Number(key)];
    else return undefined;
  }
  return found;
}

function orderRows(before: View, after: View, keyOrder: KeyOrder): Row[] {
  const rows: Row[] = [];
  let nodes = 0;
  walk(before, after, []);
  return rows;

  function walk(a: View, b: View | undefined, path: readonly (string | number)[]): void {
    if (nodes++ > MAX_NODES || b === undefined || path.length > MAX_DEPTH) return;
    if (isList(a) && isList(b)) {
      for (const [index, item] of a.items.entries()) walk(item, b.items[index], [...path, index]);
    }
    if (!isMap(a) || !isMap(b)) return;
    if (orderCounts(keyOrder, path.length === 0) && sameKeys(a, b) && !sameOrder(a, b)) {
      rows.push({ path: pathText(path), kind: 'order', before: keyTexts(a), after: keyTexts(b) });
    }
    for (const [key, value] of a.entries) walk(value, b.entries.get(key), [...path, key]);
  }
}

function sameKeys(a: ViewMap, b: ViewMap): boolean {
  return a.entries.size === b.entries.size && [...a.entries.keys()].every((key) => b.entries.has(key));
}

function keyTexts({ entries }: ViewMap): string {
  return [...entries.keys()].map(keyText).join(', ');
}

function listTexts(before: ViewList, after: ViewList): { readonly before: string; readonly after: string } {
  const added = without(after.items, before.items);
  const removed = without(before.items, after.items);
  const change = added.length + removed.length === 0 ? 'other order' : `+${added.length} -${removed.length}`;
  const some = [
    ...added.map((item) => `+${valueText(item)}`),
    ...removed.map((item) => `-${valueText(item)}`),
  ];
  const examples = some.length === 0 ? '' : `: ${some.slice(0, 6).join(' ')}${some.length > 6 ? ' ...' : ''}`;
  return {
    before: `${before.items.length} items`,
    after: `${after.items.length} items (${change} of ${before.items.length}${examples})`,
  };
}

/** @returns the items of one list that are not in the other, counted as often as they stand there */
function without(items: readonly View[], others: readonly View[]): readonly View[] {
  const left = new Map<View, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

function typeName(view: View): string {
  if (typeof view === 'string') return view.split(' ', 1)[0] ?? '';
  return view.kind === 'tagged' ? view.tag : view.kind;
}

const LONGEST = 60;

function shown(view: View): string {
  if (typeof view === 'string') {
    const text = valueText(view);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  }
  if (view.kind === 'tagged') return `${view.tag} node`;
  return view.kind === 'list' ? `list of ${view.items.length}` : `mapping of ${view.entries.size}`;
}

/** Strings in quotes, other scalars with their type. */
function valueText(view: View): string {
  if (typeof view !== 'string') return shown(view);
  return view.startsWith('str ') ? JSON.stringify(view.slice(4)) : view;
}

function keyText(key: string): string {
  return key.startsWith('str ') ? key.slice(4) : key;
}

function pathText(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'number' ? String(key) : keyText(key))).join('.');
}
