/**
 * The table of every key path × the configs of a folder, as a tree: what stands at each path, grouped by value.
 *
 * It is built from the top down, and at each path the configs with an equal value are one group. Configs that were
 * copied from each other are one group nearly everywhere, so a path costs as much as it has different values, not
 * as many as there are configs; ten thousand configs that agree cost the same as one.
 *
 * A list of mappings has no keys, and its items have no names that are always right. How items of different configs
 * are matched is decided for each list, once all lists at that path are known (list.ts). Where nothing matches them,
 * all items are instances of one path `ops[]`, and such a path is called pooled: a config has many values there.
 *
 * A mapping whose keys are data (one key a device, one a session) is pooled likewise, under `devices.*`: its keys
 * say nothing about other configs. Such a mapping gives itself away by having several times more different keys over
 * all configs than one config has.
 */
import { countPairs } from '../core/joined.js';
import { isIntegerList } from '../core/identities.js';
import { showPath } from '../core/path.js';
import { Collector, pairsOf } from './collect.js';
import type { AuditConfig } from './input.js';
import { total, type Group } from './group.js';
import { matchItems, type Matching } from './list.js';

export { configsIn, configsOf, total, type Group } from './group.js';

export interface KeyNode {
  readonly parent: KeyNode | null;
  /** The key, or what the item of a list is matched by; `[]` and `*` for pooled ones. */
  readonly label: string;
  readonly path: string;
  /** The values, the most common first. */
  readonly groups: readonly Group[];
  /** Number of configs that have it. */
  readonly present: number;
  /** Number of instances; more than `present` only at pooled paths. */
  readonly count: number;
  readonly pooled: boolean;
  /** Whether all values are lists of integers, of which rules about scalars need not be asked one by one. */
  readonly onlyIntegers: boolean;
  readonly children: ReadonlyMap<string, KeyNode>;
  /** What the children are: entries of mappings, items of lists, or neither. */
  readonly holds: 'keys' | 'any-key' | Matching['kind'] | 'nothing';
  /** How the items of lists are matched; null when there are no lists of mappings here. */
  readonly matching: Matching | null;
}

/**
 * @param configs - the configs of one folder; their values must come from one reader, so that ids can be compared
 * @returns the root of the tree, whose instances are the files
 */
export function buildTable(configs: readonly AuditConfig[]): KeyNode {
  const groups = configs.map(({ root }, index) => ({ value: root, configs: [index] }));
  return buildNode(null, '', '', groups, false);
}

/** @returns all nodes below and with the given one, parents first */
export function* nodesOf(node: KeyNode): Generator<KeyNode> {
  yield node;
  for (const child of node.children.values()) yield* nodesOf(child);
}

function buildNode(
  parent: KeyNode | null,
  label: string,
  path: string,
  unsorted: readonly Group[],
  pooled: boolean,
): KeyNode {
  const groups = commonFirst(unsorted);
  const count = total(groups);
  const present = pooled ? new Set(groups.flatMap((group) => group.configs)).size : count;
  const children = new Map<string, KeyNode>();
  const onlyIntegers = groups.every(({ value }) => value.kind === 'sequence' && isIntegerList(value));
  const matching = onlyIntegers ? null : matchItems(groups);
  const keyed = onlyIntegers ? NOTHING : pairsOf(groups);
  const byKey = matching === null && isKeyedByData(groups, keyed) ? pool(keyed) : keyed;
  const holds =
    matching?.kind ?? (byKey === keyed ? (keyed.size > 0 ? 'keys' : 'nothing') : ('any-key' as const));
  const node = {
    parent,
    label,
    path,
    groups,
    present,
    count,
    pooled,
    onlyIntegers,
    children,
    holds,
    matching,
  } satisfies KeyNode;
  for (const [name, inner] of byKey) {
    const below = name === '*' && byKey !== keyed;
    children.set(name, buildNode(node, name, joinPath(path, name), inner, pooled || below));
  }
  for (const [name, inner] of itemsOf(groups, matching)) {
    const several = pooled || hasOneTwice(inner);
    // Where some configs have a mapping and others a list, an item may be called like a key.
    const key = children.has(name) ? `[]${name}` : name;
    children.set(key, buildNode(node, name, `${path}${shownItem(matching, name)}`, inner, several));
  }
  return node;
}

/** Most lists of ids differ in every config, and are in order as they are. */
function commonFirst(groups: readonly Group[]): readonly Group[] {
  let before = Infinity;
  for (const { configs } of groups) {
    if (configs.length > before) return groups.toSorted((a, b) => b.configs.length - a.configs.length);
    before = configs.length;
  }
  return groups;
}

function joinPath(path: string, name: string): string {
  const shown = name === '*' ? '*' : showPath([name]);
  return path === '' ? shown : `${path}.${shown}`;
}

function shownItem(matching: Matching | null, name: string): string {
  if (matching?.kind === 'operations') return `[].${showPath([name])}`;
  return matching?.kind === 'named' ? `[${matching.key}=${name}]` : `[${name}]`;
}

const NOTHING: ReadonlyMap<string, readonly Group[]> = new Map();

function itemsOf(groups: readonly Group[], matching: Matching | null): ReadonlyMap<string, readonly Group[]> {
  if (matching === null) return NOTHING;
  const byLabel = new Collector();
  for (const { value, configs } of groups) {
    for (const { label, value: inner } of matching.items(value)) byLabel.add(label, inner, configs);
  }
  return byLabel.groups();
}

/** One list may have several items called alike, and one config several lists at a path (`1:` beside `"1":`). */
function hasOneTwice(groups: readonly Group[]): boolean {
  const seen = new Set<number>();
  for (const { configs } of groups) {
    for (const config of configs) {
      if (seen.has(config)) return true;
      seen.add(config);
    }
  }
  return false;
}

const MIN_DATA_KEYS = 8;

/** Mappings of more than one key, most keys of which are one config's alone, and that differ in most of them. */
function isKeyedByData(groups: readonly Group[], keyed: ReadonlyMap<string, readonly Group[]>): boolean {
  if (keyed.size < MIN_DATA_KEYS) return false;
  let mappings = 0;
  let pairs = 0;
  for (const { value, configs } of groups) {
    if (value.kind !== 'mapping') continue;
    mappings += configs.length;
    pairs += configs.length * countPairs(value);
  }
  if (pairs < 2 * mappings || keyed.size * mappings <= 3 * pairs) return false;
  const own = [...keyed.values()].filter((values) => total(values) === 1).length;
  return own >= 0.5 * keyed.size;
}

function pool(keyed: ReadonlyMap<string, readonly Group[]>): ReadonlyMap<string, readonly Group[]> {
  const all = new Collector();
  for (const groups of keyed.values()) {
    for (const { value, configs } of groups) all.add('*', value, configs);
  }
  return all.groups();
}
