/**
 * `repeated-list`: two lists are the same in every config, though they differ from config to config (`cids` and
 * `visual`). Nothing is wrong with that; but when one is changed the other must be too, so it is worth knowing.
 */
import { lengthOf } from '../../core/identities.js';
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { repeatedBy } from '../group-by.js';
import { counted, shown } from '../show.js';
import { configsOf, nodesOf, type Group, type KeyNode } from '../table.js';

/** @returns drafts for one folder */
export function repeatedLists(population: Population): readonly Draft[] {
  const lists = [...nodesOf(population.root)].filter(mayVary);
  // Most lists are told apart by what is quickly known of them; what is left is compared.
  return repeatedBy(lists, sumOf)
    .flatMap((nodes) => repeatedBy(nodes.filter(isVaryingList), contentOf))
    .map((nodes) => draftOf(population, nodes));
}

/** A number that is the same for the same content. Ids of lists are small: no sum of theirs is rounded. */
function sumOf({ groups }: KeyNode): number {
  const sum = (all: number, { value, configs }: Group) =>
    value.kind === 'sequence' ? all + value.id * configs.length : all;
  return groups.reduce(sum, 0);
}

function mayVary({ groups, pooled, present }: KeyNode): boolean {
  if (pooled || present < 3 || groups.length < 2) return false;
  return groups.some(({ value }) => value.kind === 'sequence');
}

function isVaryingList({ groups }: KeyNode): boolean {
  let long = 0;
  for (const { value } of groups) if (value.kind === 'sequence' && lengthOf(value) >= 3) long++;
  return long >= 0.8 * groups.length;
}

function contentOf({ groups }: KeyNode): string {
  return groups
    .map(({ value, configs }) => `${value.id}@${configs.join(',')}`)
    .sort()
    .join(' ');
}

function draftOf(population: Population, nodes: readonly KeyNode[]): Draft {
  const [first, ...others] = nodes;
  const paths = nodes.map(({ path }) => path);
  return {
    rule: 'repeated-list',
    path: first?.path ?? '',
    subject: `repeated ${paths.join(' ')}`,
    covers: [],
    suspects: [],
    configs: population.configs,
    bits: 1,
    weighing: 'kept',
    severity: 'info',
    message: `${paths.join(' and ')} hold the same list in each of ${counted(first?.present ?? 0, 'config')}.`,
    brief: `${paths.join(' and ')} hold the same list in each of ${counted(first?.present ?? 0, 'config')}.`,
    advice: 'If they must agree, let one follow from the other; if not, check that both were filled in.',
    groups: [first, ...others].flatMap((node) => {
      const group = node?.groups[0];
      if (node === undefined || group === undefined) return [];
      const configs = configsOf(group);
      const value = `${node.path}: ${shown(group.value)}`;
      return [{ value, count: node.present, configs, node, id: null, what: 'key' as const, suspect: true }];
    }),
    expected: null,
    actual: null,
  };
}
