/**
 * Where each value of a merged config comes from: the loader's merge, done on keys that know their places. Pure; what
 * a place is does not matter here.
 */
import { showPath, type Path } from './path.js';

/** A key of one side; `keys` are those of its value when loaders merge into it. */
export interface SideKey<Key> {
  readonly name: string;
  readonly id: string;
  readonly keys: readonly Key[] | null;
  readonly same: () => string;
}

export type OriginKind = 'inherited' | 'own' | 'overrides' | 'default';

/** A value of the merged config that loaders replace whole: a scalar, a list, an empty mapping, a tagged node. */
export interface Leaf<Key> {
  readonly path: Path;
  readonly origin: Exclude<OriginKind, 'default'>;
  readonly key: Key;
  /** The parent's key that the session's replaces; null when it replaces none. */
  readonly replaced: Key | null;
}

/** A key of the merged config, with the keys below it. */
export interface MergedKey<Key> {
  readonly path: Path;
  readonly parent: Key | null;
  readonly session: Key | null;
  /** The session's value replaces the parent's, here or further up. */
  readonly replaced: Key | null;
  /** Null for a leaf. */
  readonly keys: readonly MergedKey<Key>[] | null;
}

/**
 * @param base - the parent's keys
 * @param override - the session's keys
 * @returns the merged keys in the loader's order: the parent's, then the session's own
 */
export function mergeKeys<Key extends SideKey<Key>>(
  base: readonly Key[],
  override: readonly Key[],
  above: Path = [],
  replaced: Key | null = null,
): readonly MergedKey<Key>[] {
  const own = new Map(override.map((key) => [key.id, key]));
  const theirs = new Set(base.map(({ id }) => id));
  return [
    ...base.map((key) => mergeKey(key, own.get(key.id) ?? null, above, replaced)),
    ...override.filter(({ id }) => !theirs.has(id)).map((key) => mergeKey(null, key, above, replaced)),
  ];
}

function mergeKey<Key extends SideKey<Key>>(
  parent: Key | null,
  session: Key | null,
  above: Path,
  over: Key | null,
): MergedKey<Key> {
  const path = [...above, session?.name ?? parent?.name ?? ''];
  if (parent !== null && session !== null) {
    const both = parent.keys !== null && session.keys !== null;
    const keys = both ? mergeKeys(parent.keys, session.keys, path) : inner(null, session, path, parent);
    return {
      path,
      parent,
      session,
      replaced: both && keys.length > 0 ? null : parent,
      keys: keys.length > 0 ? keys : null,
    };
  }
  const keys = inner(parent, session, path, over);
  return { path, parent, session, replaced: over, keys: keys.length > 0 ? keys : null };
}

function inner<Key extends SideKey<Key>>(
  parent: Key | null,
  session: Key | null,
  path: Path,
  over: Key | null,
): readonly MergedKey<Key>[] {
  return mergeKeys(parent?.keys ?? [], session?.keys ?? [], path, over);
}

/** @returns the leaves of merged keys, in order */
export function leavesOf<Key extends SideKey<Key>>(keys: readonly MergedKey<Key>[]): readonly Leaf<Key>[] {
  return keys.flatMap(({ path, parent, session, replaced, keys: below }): readonly Leaf<Key>[] => {
    if (below !== null) return leavesOf(below);
    const key = session ?? parent;
    if (key === null) return [];
    const origin = session === null ? 'inherited' : replaced === null ? 'own' : 'overrides';
    return [{ path, origin, key, replaced }];
  });
}

/** @returns the merged key at a path, keys compared as shown */
export function keyAt<Key>(keys: readonly MergedKey<Key>[], path: Path): MergedKey<Key> | null {
  const [, ...rest] = path;
  const found = keys.find((key) => key.path.at(-1) === path[0]);
  if (found === undefined) return null;
  return rest.length === 0 ? found : keyAt(found.keys ?? [], rest);
}

/** @returns paths as shown, of all keys and those above them */
export function shownPaths<Key>(keys: readonly MergedKey<Key>[]): readonly string[] {
  return keys.flatMap(({ path, keys: below }) => [showPath(path), ...shownPaths(below ?? [])]);
}
