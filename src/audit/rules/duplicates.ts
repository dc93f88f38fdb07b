/** What the two rules about whole configs share: the paths that tell the configs of a folder apart. */
import type { Population } from '../folder.js';
import { plainText } from '../folder.js';
import { repeatedBy } from '../group-by.js';
import { isPerConfig } from '../nature.js';
import { nodesOf, type KeyNode } from '../table.js';

/** @returns whether most configs have (a part of) their own file's name at a path */
export function repeatsName({ configs }: Population, node: KeyNode): boolean {
  let hits = 0;
  for (const { value, configs: having } of node.groups) {
    if (value.kind !== 'scalar') continue;
    const text = plainText(value.text);
    if (text.length < 2) continue;
    for (const index of having) {
      const stem = plainText(configs[index]?.stem ?? '');
      if (stem !== '' && (stem.includes(text) || text.includes(stem))) hits++;
    }
  }
  return hits >= 0.6 * node.present;
}

/** @returns paths with another value in nearly every config that are not just the file's name */
export function tellingPaths(population: Population): readonly KeyNode[] {
  return [...nodesOf(population.root)].filter(
    (node) =>
      node.parent !== null &&
      node.children.size === 0 &&
      node.present >= 0.8 * population.configs.length &&
      isPerConfig(node) &&
      !repeatsName(population, node),
  );
}

/** @returns whether no two configs have the same there, and each has something */
export function tellsAllApart({ configs }: Population, { groups, present, pooled }: KeyNode): boolean {
  return !pooled && groups.length === present && present === configs.length;
}

/** @returns groups of at least two configs with an equal key */
export function sameBy(
  population: Population,
  keyOf: (index: number) => string | null,
): readonly (readonly number[])[] {
  return repeatedBy([...population.configs.keys()], keyOf);
}
