/**
 * `order-drift`: few configs have the keys of a mapping, or the steps of a list, in another order. Order is meaning
 * in some places (transforms that are concatenated, steps that are run) and nothing says in which, so it is a
 * warning in nested mappings and lists. At the top level no loader of ours cares: information.
 *
 * Configs need not have the same keys: the keys they share with the usual mapping are compared.
 */
import { haveSameKeys } from '../../core/joined.js';
import { keyText, type Value } from '../../core/value.js';
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { rarity } from '../rare.js';
import { counted, shorten } from '../show.js';
import { configsIn, nodesOf, type Group, type KeyNode } from '../table.js';
import { isExplainedByName } from '../nature.js';

/** @returns drafts for one folder */
export function orderDrift(population: Population): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const node of nodesOf(population.root)) {
    if (node.holds === 'nothing' || node.holds === 'any-key' || node.holds === 'pooled') continue;
    const draft = drift(population, node);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

/** So many orders at a pooled path, and order is free there. */
const FREE = 4;

interface Ordered {
  readonly labels: readonly string[];
  readonly groups: Group[];
  /** Number of configs, or of instances at a pooled path. */
  count: number;
}

function drift(population: Population, node: KeyNode): Draft | null {
  if (haveOneOrder(node)) return null;
  const orders = ordersOf(node);
  const usual = orders[0];
  if (usual === undefined || usual.labels.length < 2) return null;
  const place = new Map(usual.labels.map((label, index) => [label, index]));
  const odd = orders.filter(({ labels }) => !isInOrder(labels, place));
  const suspects = configsIn(odd.flatMap(({ groups }) => groups));
  const holders = orders.reduce((sum, { count }) => sum + count, 0);
  const k = odd.reduce((sum, { count }) => sum + count, 0);
  const bits = rarity(k, holders);
  const [first] = odd;
  if (bits <= 0 || first === undefined) return null;
  const what = node.matching === null ? 'keys' : 'items';
  const one = node.pooled ? 'place' : 'config';
  const verb = k === 1 ? 'has' : 'have';
  const named = isExplainedByName(population, suspects, null);
  const group = ({ labels, groups }: Ordered, suspect: boolean) => {
    const configs = configsIn(groups);
    const value = shorten(labels.join(', '));
    return { value, count: configs.length, configs, node, id: null, what: 'key' as const, suspect };
  };
  return {
    rule: 'order-drift',
    path: node.path,
    subject: `${node.path} order`,
    covers: [],
    suspects,
    configs: population.configs,
    bits: named ? bits * 0.4 : bits,
    weighing: 'count',
    severity: node.parent === null || (node.pooled && orders.length > FREE) ? 'info' : null,
    message: `${counted(k, one)} of ${holders} ${verb} the ${what} in another order: ${moved(first.labels, place)}.`,
    brief: `${counted(k, one)} of ${holders} ${verb} the ${what} in another order.`,
    advice: 'If order means something here, put them in the usual order.',
    groups: [group(usual, false), ...odd.slice(0, 3).map((order) => group(order, true))],
    expected: shorten(usual.labels.join(', ')),
    actual: shorten(first.labels.join(', ')),
  };
}

/** Most roots have the same keys in the same order, which is quickly known. */
function haveOneOrder({ groups }: KeyNode): boolean {
  const [first] = groups;
  return first !== undefined && groups.every(({ value }) => haveSameKeys(value, first.value));
}

/** The orders found, the most common first. */
function ordersOf(node: KeyNode): readonly Ordered[] {
  const byText = new Map<string, Ordered>();
  let last: Ordered | undefined;
  let before: Value | undefined;
  for (const group of node.groups) {
    const { value } = group;
    if (
      // Not every value at a path of lists is a list.
      node.matching !== null ||
      last === undefined ||
      before === undefined ||
      !(haveSameKeys(value, before) || hasKeys(value, last.labels))
    ) {
      const labels = labelsOf(node, group);
      if (labels === null) continue;
      const text = labels.join('\n');
      last = byText.get(text) ?? { labels, groups: [], count: 0 };
      byText.set(text, last);
      before = value;
    }
    last.groups.push(group);
    last.count += group.configs.length;
  }
  return [...byText.values()].sort((a, b) => b.count - a.count);
}

/** Whether a value is a mapping of just these keys in this order. */
function hasKeys(value: Value, labels: readonly string[]): boolean {
  return (
    value.kind === 'mapping' &&
    value.pairs.length === labels.length &&
    value.pairs.every(({ name, key }, at) => (name ?? keyText(key)) === labels[at])
  );
}

function labelsOf({ matching }: KeyNode, { value }: Group): readonly string[] | null {
  if (matching !== null) {
    return value.kind === 'sequence' ? [...new Set(matching.items(value).map(({ label }) => label))] : null;
  }
  return keysOf(value);
}

function keysOf(value: Value): readonly string[] | null {
  return value.kind === 'mapping' ? value.pairs.map(({ name, key }) => name ?? keyText(key)) : null;
}

function isInOrder(labels: readonly string[], place: ReadonlyMap<string, number>): boolean {
  let last = -1;
  for (const label of labels) {
    const at = place.get(label);
    if (at === undefined) continue;
    if (at < last) return false;
    last = at;
  }
  return true;
}

/** The first label that stands before one it usually follows. */
function moved(labels: readonly string[], place: ReadonlyMap<string, number>): string {
  const known = labels.filter((label) => place.has(label));
  const at = known.findIndex(
    (label, index) => (place.get(known[index + 1] ?? label) ?? 0) < (place.get(label) ?? 0),
  );
  return `${known[at] ?? ''} before ${known[at + 1] ?? ''}`;
}
