/** Grouping, in the order of first appearance. */

/**
 * @param items - what is grouped
 * @param keyOf - the group's key; null leaves the item out
 * @returns items by key
 */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/**
 * @param items - what is grouped; most of it is expected to be alone
 * @param keyOf - the group's key; null leaves the item out
 * @returns the groups of two items and more
 */
export function repeatedBy<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K | null,
): readonly (readonly T[])[] {
  const first = new Map<K, number>();
  const groups = new Map<number, T[]>();
  let index = -1;
  for (const item of items) {
    index++;
    const key = keyOf(item);
    if (key === null) continue;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      continue;
    }
    const group = groups.get(before) ?? items.slice(before, before + 1);
    group.push(item);
    groups.set(before, group);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}
