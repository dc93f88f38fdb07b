/** A legacy config that takes part in a migration. */
import type { Block, Config } from '../yaml/config.js';

export interface Legacy {
  readonly name: string;
  /** Path of the legacy file as the user would write it. */
  readonly path: string;
  readonly config: Config;
  /** Set when the config stands for a file whose root is a flow mapping: its lines are nobody's. */
  readonly isFlow?: boolean;
}

/** A few blocks are found sooner than a map of them is made. */
const FEW = 64;

const byName = new WeakMap<Config, ReadonlyMap<string | null, Block>>();

/** @returns the block of a top-level key */
export function blockOf(config: Config, key: string): Block | undefined {
  if (config.blocks.length <= FEW) return config.blocks.find(({ name }) => name === key);
  const known = byName.get(config) ?? new Map(config.blocks.map((block) => [block.name, block]));
  byName.set(config, known);
  return known.get(key);
}
