/**
 * Says where two unequal views differ, in rows people can read. Both are walked in step into two trees of plain
 * objects, which hold only what differs, for `deep-diff`: a list of scalars is one leaf there, so that a list of ids
 * shows as `+3 -1 of 412` and not as 800 edits. It does not see the order of keys, which is looked at on the way.
 *
 * What aliases share is explained where it stands first, so that time and memory follow the text here too.
 */
import deepDiff from 'deep-diff';
import type { KeyOrder } from '../core/value.js';
import { Comparison, orderCounts, sameOrder } from './compare.js';
import {
  isList,
  isMap,
  UNKNOWN_MERGE,
  type View,
  type ViewList,
  type ViewMap,
  type ViewTagged,
} from './view.js';

export type DifferenceKind = 'lost' | 'appeared' | 'value' | 'type' | 'order' | 'list';

export interface Row {
  /** Keys joined with dots; empty for the root. */
  readonly path: string;
  readonly kind: DifferenceKind;
  readonly before: string;
  readonly after: string;
}

const MOST = 20;

/** @returns at least one row, at most 20 and one that counts the rest */
export function explain(before: View, after: View, keyOrder: KeyOrder): readonly Row[] {
  const [a, b, orders] = new Walk(keyOrder).trees(before, after);
  const rows = [...(deepDiff.diff(a, b) ?? []).map((edit) => editRow(edit, before, after)), ...orders];
  if (rows.length === 0) rows.push({ path: '', kind: 'value', before: shown(before), after: shown(after) });
  if (rows.length <= MOST) return rows;
  const rest = rows.length - MOST;
  return [...rows.slice(0, MOST), { path: '', kind: 'value', before: `${rest} more differences`, after: '' }];
}

/** What `deep-diff` sees: the paths of two views, with leaves that only say whether they are equal. */
type Plain = string | Plain[] | { [key: string]: Plain };

const SAME = 'same';
const UNEQUAL = ['before', 'after'] as const;

type Path = readonly (string | number)[];

class Walk {
  readonly #keyOrder: KeyOrder;
  readonly #comparison: Comparison;
  readonly #orders: Row[] = [];
  readonly #explained = new Map<View, Set<View>>();

  constructor(keyOrder: KeyOrder) {
    this.#keyOrder = keyOrder;
    this.#comparison = new Comparison(keyOrder);
  }

  /** @returns the two trees, and the rows of mappings that differ in the order of their keys */
  trees(before: View, after: View): readonly [Plain, Plain, readonly Row[]] {
    const [a, b] = this.#pair(before, after, []);
    return [a, b, this.#orders];
  }

  #pair(a: View, b: View, path: Path): readonly [Plain, Plain] {
    if (this.#comparison.equal(a, b, path.length === 0)) return [SAME, SAME];
    const [one, other] = [inside(a, b), inside(b, a)];
    if (isMap(one) && isMap(other)) return this.#once(one, other, () => this.#maps(one, other, path));
    if (isList(one) && isList(other) && !(isScalarList(one) && isScalarList(other)))
      return this.#once(one, other, () => this.#lists(one, other, path));
    return UNEQUAL;
  }

  #once(a: View, b: View, trees: () => readonly [Plain, Plain]): readonly [Plain, Plain] {
    const known = this.#explained.get(a) ?? new Set();
    if (known.has(b)) return [SAME, SAME];
    this.#explained.set(a, known.add(b));
    return trees();
  }

  #maps(a: ViewMap, b: ViewMap, path: Path): readonly [Plain, Plain] {
    if (orderCounts(this.#keyOrder, path.length === 0) && sameKeys(a, b) && !sameOrder(a, b)) {
      this.#orders.push({ path: pathText(path), kind: 'order', before: keyTexts(a), after: keyTexts(b) });
    }
    const before: Record<string, Plain> = {};
    const after: Record<string, Plain> = {};
    // Keys have their type in front, so none is `__proto__`.
    for (const [key, value] of a.entries) {
      const other = b.entries.get(key);
      if (other === undefined) before[key] = SAME;
      else [before[key], after[key]] = this.#pair(value, other, [...path, key]);
    }
    for (const key of b.entries.keys()) if (!a.entries.has(key)) after[key] = SAME;
    return [before, after];
  }

  #lists(a: ViewList, b: ViewList, path: Path): readonly [Plain, Plain] {
    const common = Math.min(a.items.length, b.items.length);
    const before: Plain[] = a.items.map(() => SAME);
    const after: Plain[] = b.items.map(() => SAME);
    for (let index = 0; index < common; index++) {
      const pair = this.#pair(a.items[index] ?? '', b.items[index] ?? '', [...path, index]);
      [before[index], after[index]] = pair;
    }
    return [before, after];
  }
}

/** @returns what to look into: a collection's tag is passed over where the other side has the same one */
function inside(view: View, other: View | undefined): View {
  const sameTag = isTagged(view) && other !== undefined && isTagged(other) && view.tag === other.tag;
  return sameTag && typeof view.content !== 'string' ? view.content : view;
}

function isTagged(view: View): view is ViewTagged {
  return typeof view === 'object' && view.kind === 'tagged';
}

function editRow(edit: deepDiff.Diff<Plain, Plain>, before: View, after: View): Row {
  const keys = (edit.path ?? []) as Path;
  const path = edit.kind === 'A' ? [...keys, edit.index] : keys;
  const part = edit.kind === 'A' ? edit.item : edit;
  const old = 'lhs' in part ? at(before, path) : undefined;
  const fresh = 'rhs' in part ? at(after, path) : undefined;
  return row(pathText(path), old, fresh);
}

function at(view: View, path: Path): View | undefined {
  let found: View | undefined = view;
  for (const key of path) {
    if (found !== undefined && isTagged(found)) found = found.content;
    if (isMap(found)) found = found.entries.get(String(key));
    else if (found !== undefined && isList(found)) found = found.items[Number(key)];
    else return undefined;
  }
  return found;
}

function row(path: string, before: View | undefined, after: View | undefined): Row {
  const texts = {
    path,
    before: before === undefined ? '' : shown(before),
    after: after === undefined ? '' : shown(after),
  };
  if (before === undefined) return { ...texts, kind: 'appeared' };
  if (after === undefined) return { ...texts, kind: 'lost' };
  const lists = [scalarList(inside(before, after)), scalarList(inside(after, before))] as const;
  if (lists[0] !== null && lists[1] !== null) return { path, kind: 'list', ...listTexts(lists[0], lists[1]) };
  return { ...texts, kind: typeName(before) === typeName(after) ? 'value' : 'type' };
}

function isScalarList({ items }: ViewList): boolean {
  return items.every((item) => typeof item === 'string');
}

function scalarList(view: View): ViewList | null {
  return isList(view) && isScalarList(view) ? view : null;
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
  if (view.kind === 'tagged') return taggedText(view);
  return view.kind === 'list' ? `list of ${view.items.length}` : `mapping of ${view.entries.size}`;
}

function taggedText({ tag, content }: ViewTagged): string {
  if (typeof content !== 'string') return `${tag} ${shown(content)}`;
  const [style, ...words] = content.split(' ');
  const text = words.join(' ').slice(0, LONGEST);
  return style === 'quoted' ? `${tag} ${JSON.stringify(text)}` : `${tag} ${text}`.trimEnd();
}

/** Strings in quotes, other scalars with their type. */
function valueText(view: View): string {
  if (typeof view !== 'string') return shown(view);
  return view.startsWith('str ') ? JSON.stringify(view.slice(4)) : view;
}

function keyText(key: string): string {
  if (key === UNKNOWN_MERGE) return '<<';
  return key.startsWith('str ') ? key.slice(4) : key;
}

function pathText(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? String(key) : keyText(key))).join('.');
}
