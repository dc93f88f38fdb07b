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
  return [...new Set(group.configs)].sort((a, b) => a - b);
}
