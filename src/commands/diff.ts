/** `diff`: what changes in the merged configs between two layouts, legacy folders or git revisions of either. */
import type { Contract } from '../contract.js';
import { dialectsOf, type Dialect, type DialectChoice, type KeyOrder } from '../core/value.js';
import { changesBetween, type Change } from '../diff/changes.js';
import { Groups, type ChangeGroup } from '../diff/groups.js';
import { readSide, type ByDialect, type DiffSide } from '../diff/side.js';
import { configReader } from '../files/load.js';

export interface DiffOptions {
  readonly contract: Contract;
  /** Whose readings are compared. */
  readonly yaml: DialectChoice;
  /** Where the order of keys counts. */
  readonly keyOrder: KeyOrder;
  /** Words that exclude a file of a legacy folder. */
  readonly exclude: readonly string[];
}

export interface DiffResult {
  readonly command: 'diff';
  /** Whether nothing differs. */
  readonly ok: boolean;
  readonly exit: 0 | 1;
  readonly before: { readonly name: string; readonly kind: DiffSide['kind'] };
  readonly after: { readonly name: string; readonly kind: DiffSide['kind'] };
  readonly sessions: {
    /** Number of sessions that both have. */
    readonly compared: number;
    /** How many of them differ. */
    readonly changed: number;
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** The sessions both have, in the order of each side; null when that is the same. */
    readonly order: { readonly before: readonly string[]; readonly after: readonly string[] } | null;
  };
  readonly changes: readonly ChangeGroup[];
}

/**
 * Compares merged configs, session by session. The loader's defaults count as written; its metadata does not count.
 *
 * @param before - a parent's path, a legacy folder's path, or `REV:path` of either
 * @param after - the same
 * @param options - see `DiffOptions`
 * @returns the changes in groups; `exit` 1 when there is any, also in names or order of the sessions
 * @throws ConfigError when a side is not there (`not-found`) or cannot be read as a layout or as configs
 */
export function diffLayouts(before: string, after: string, options: DiffOptions): DiffResult {
  const dialects = dialectsOf(options.yaml);
  const reader = configReader();
  const [a, b] = [before, after].map((name) => readSide(name, reader, { ...options, dialects }));
  if (a === undefined || b === undefined) throw new Error('two sides');
  const both = [...a.configs.keys()].filter((name) => b.configs.has(name));
  const groups = new Groups();
  let changed = 0;
  for (const name of both) {
    const changes = compare(a.configs.get(name), b.configs.get(name), options.keyOrder);
    if ([...changes.values()].some((list) => list.length > 0)) changed++;
    groups.add(name, changes);
  }
  const added = [...b.configs.keys()].filter((name) => !a.configs.has(name));
  const removed = [...a.configs.keys()].filter((name) => !b.configs.has(name));
  const order = orderOf(
    both,
    [...b.configs.keys()].filter((name) => a.configs.has(name)),
  );
  const changes = groups.all();
  const ok = changes.length + added.length + removed.length === 0 && order === null;
  return {
    command: 'diff',
    ok,
    exit: ok ? 0 : 1,
    before: { name: before, kind: a.kind },
    after: { name: after, kind: b.kind },
    sessions: { compared: both.length, changed, added, removed, order },
    changes,
  };
}

function compare(
  before: ByDialect | undefined,
  after: ByDialect | undefined,
  keyOrder: KeyOrder,
): ReadonlyMap<Dialect, readonly Change[]> {
  const changes = new Map<Dialect, readonly Change[]>();
  for (const [dialect, view] of before ?? []) {
    const other = after?.get(dialect);
    if (other !== undefined) changes.set(dialect, changesBetween(view, other, keyOrder));
  }
  return changes;
}

function orderOf(before: readonly string[], after: readonly string[]): DiffResult['sessions']['order'] {
  return before.every((name, at) => name === after[at]) ? null : { before, after };
}
