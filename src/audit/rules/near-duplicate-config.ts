/**
 * `near-duplicate-config`: two files agree at all those paths at which every other config has a value of its own
 * (ids, measured numbers), and differ only in less telling ones, as a copy does in which the name was changed and the
 * rest forgotten. Folders without such paths have nothing to say about it: there, files that differ in one value are
 * what the folder is for.
 */
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import type { KeyNode } from '../table.js';
import { wholeDraft } from './duplicate-config.js';
import { sameBy, tellingPaths, tellsAllApart } from './duplicates.js';

const MIN_CONFIGS = 5;

/** @returns drafts for one folder */
export function nearDuplicateConfigs(population: Population): readonly Draft[] {
  const { configs } = population;
  if (configs.length < MIN_CONFIGS) return [];
  // Lists that no two configs share are telling, and say at once that no two configs are alike.
  const lists = [...population.root.children.values()].filter(({ onlyIntegers }) => onlyIntegers);
  if (lists.some((node) => tellsAllApart(population, node))) return [];
  const telling = tellingPaths(population);
  if (!isTelling(telling) || telling.some((node) => tellsAllApart(population, node))) return [];
  const keys = configs.map(() => [] as string[]);
  for (const [at, node] of telling.entries()) {
    for (const { value, configs: having } of node.groups) {
      for (const index of having) keys[index]?.push(`${at}:${value.id}`);
    }
  }
  const groups = sameBy(population, (index) => (keys[index]?.length ? keys[index].join(' ') : null));
  const all = groups.reduce((sum, { length }) => sum + length, 0);
  return groups.flatMap((members) => {
    const differing = differingKeys(population, members);
    if (differing.length === 0) return [];
    return wholeDraft(population, 'near-duplicate-config', members, all > 0.2 * configs.length, differing);
  });
}

/** One list of several items, or two scalars that agree by chance seldom enough. */
function isTelling(nodes: readonly KeyNode[]): boolean {
  const lists = nodes.filter(({ groups }) => groups[0]?.value.kind === 'sequence');
  return lists.length > 0 || nodes.length > 1;
}

function differingKeys({ configs }: Population, members: readonly number[]): readonly string[] {
  const roots = members.map((index) => configs[index]?.root.pairs ?? []);
  const names = [...new Set(roots.flat().map(({ name }) => name ?? ''))];
  return names.filter((key) => {
    const ids = roots.map((pairs) => pairs.find(({ name }) => name === key)?.value.id ?? -1);
    return new Set(ids).size > 1;
  });
}
