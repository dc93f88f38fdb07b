/** The table of key paths as rows, for people to look at. */
import type { DialectChoice } from '../core/value.js';
import type { KeyRow } from './finding.js';
import type { Population } from './folder.js';
import { isPerConfig } from './nature.js';
import { typeName } from './scalars.js';
import { shown } from './show.js';
import { nodesOf, type Group, type KeyNode } from './table.js';

const MAX_GROUPS = 8;

/**
 * @param population - a folder
 * @param yaml - whose types are named
 * @returns one row a key path, in the order of the files
 */
export function rowsOf({ directory, configs, root }: Population, yaml: DialectChoice): readonly KeyRow[] {
  return [...nodesOf(root)]
    .filter((node) => node.parent !== null)
    .map((node) => rowOf(directory, configs.length, node, yaml));
}

function rowOf(directory: string, configs: number, node: KeyNode, yaml: DialectChoice): KeyRow {
  const [first] = node.groups;
  return {
    directory,
    path: node.path,
    present: node.present,
    configs,
    distinct: node.groups.length,
    majority: first === undefined ? '' : shown(first.value),
    share: first === undefined ? 0 : first.configs.length / node.count,
    groups: node.groups.slice(0, MAX_GROUPS).map(({ value, configs: having }) => ({
      value: shown(value),
      count: having.length,
    })),
    types: node.onlyIntegers ? ['list'] : typesOf(node.groups, yaml),
    perConfig: isPerConfig(node),
  };
}

function typesOf(groups: readonly Group[], yaml: DialectChoice): readonly string[] {
  const counts = new Map<string, number>();
  for (const { value, configs } of groups) {
    const type = typeName(value, yaml);
    counts.set(type, (counts.get(type) ?? 0) + configs.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([type]) => type);
}
