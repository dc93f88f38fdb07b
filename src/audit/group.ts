/** Configs that have an equal value at one path. */
import type { Value } from '../core/value.js';

/** A value at a path, and the configs that have it. */
export interface Group {
  readonly value: Value;
  /** Indices of configs; at a pooled path one comes once for each instance. In no particular order. */
  readonly configs: readonly number[];
}

/** Distinct config indices of a group, in their order. */
export function configsOf(group: Group): readonly number[] {
  return configsIn([group]);
}

/** Distinct config indices of several groups, in their order. */
export function configsIn(groups: readonly Group[]): readonly number[] {
  return [...new Set(groups.flatMap(({ configs }) => configs))].sort((a, b) => a - b);
}

/** Number of configs of several groups, or of instances at a pooled path. */
export function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { configs }) => sum + configs.length, 0);
}
