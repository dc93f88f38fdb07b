/** Puts equal values under one label together: what stands at a key, or is called alike in lists, over all configs. */
import { partsOf, sharedPairs } from '../core/joined.js';
import { keyText, type Pair, type Value } from '../core/value.js';
import type { Group } from './group.js';

interface OpenGroup {
  readonly value: Value;
  configs: readonly number[];
  /** Configs of further groups that have the value here too. */
  more: (readonly number[])[] | null;
}

/** Groups by label, both in the order in which they were added. */
export class Collector {
  readonly #labels = new Map<string, Map<number, OpenGroup>>();

  /** The configs are not copied where only one group has the value. */
  add(label: string, value: Value, configs: readonly number[]): void {
    let byId = this.#labels.get(label);
    if (byId === undefined) this.#labels.set(label, (byId = new Map()));
    const known = byId.get(value.id);
    if (known === undefined) byId.set(value.id, { value, configs, more: null });
    else if (known.more === null) known.more = [configs];
    else known.more.push(configs);
  }

  /**
   * @param join - makes one list of the configs of several groups
   * @returns all that was added
   */
  groups(
    join: (lists: readonly (readonly number[])[]) => readonly number[] = allOf,
  ): ReadonlyMap<string, readonly Group[]> {
    const result = new Map<string, readonly Group[]>();
    for (const [label, byId] of this.#labels) {
      const groups = [...byId.values()];
      for (const group of groups) {
        if (group.more === null) continue;
        group.configs = join([group.configs, ...group.more]);
        group.more = null;
      }
      result.set(label, groups);
    }
    return result;
  }
}

/** @returns the values under each key of all mappings, grouped */
export function pairsOf(groups: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  /** The configs that have each shared part; they become more while the part's pairs are added already. */
  const holders = new Map<readonly Pair[], number[]>();
  const byKey = new Collector();
  for (const { value, configs } of groups) {
    if (value.kind !== 'mapping') continue;
    for (const part of partsOf(value)) {
      const shared = sharedPairs(part);
      if (shared === null) {
        const { name, key, value: inner } = part as Pair;
        byKey.add(name ?? keyText(key), inner, configs);
        continue;
      }
      const known = holders.get(shared);
      if (known === undefined) {
        const own = [...configs];
        holders.set(shared, own);
        for (const { name, key, value: inner } of shared) byKey.add(name ?? keyText(key), inner, own);
      } else for (const config of configs) known.push(config);
    }
  }
  return holders.size === 0 ? byKey.groups() : byKey.groups(ascending(holders));
}

function allOf(lists: readonly (readonly number[])[]): readonly number[] {
  const all: number[] = [];
  for (const list of lists) for (const one of list) all.push(one);
  return all;
}

/** Joins configs in their order. Keys that come together in shared parts have one list. */
function ascending(holders: ReadonlyMap<unknown, readonly number[]>) {
  const numbers = new Map([...holders.values()].map((configs, number) => [configs, number]));
  const known = new Map<string, readonly number[]>();
  return (lists: readonly (readonly number[])[]): readonly number[] => {
    const parts = lists.length > numbers.size ? [] : lists.flatMap((configs) => numbers.get(configs) ?? []);
    const key = parts.length < lists.length ? null : parts.join(' ');
    const before = key === null ? undefined : known.get(key);
    if (before !== undefined) return before;
    const joined = sorted(allOf(lists));
    if (key !== null) known.set(key, joined);
    return joined;
  };
}

function sorted(configs: readonly number[]): readonly number[] {
  let before = -1;
  for (const config of configs) {
    if (config < before) return Array.from(Uint32Array.from(configs).sort());
    before = config;
  }
  return configs;
}
