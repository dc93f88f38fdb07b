/** Changes of many sessions and several loaders, grouped: the same change is said once, with who has it. */
import type { Dialect } from '../core/value.js';
import type { Change } from './changes.js';

export interface ChangeGroup extends Change {
  /** Names of the sessions, in the loader's order. */
  readonly sessions: readonly string[];
  /** The only loader that sees the change; null when every one asked does. */
  readonly loader: Dialect | null;
  /** What YAML 1.2 reads where that is not what PyYAML reads; null otherwise. */
  readonly otherReading: { readonly before: string | null; readonly after: string | null } | null;
}

type Seen = Omit<ChangeGroup, 'sessions'>;

/** Gathers the changes of one session after the other. */
export class Groups {
  readonly #groups = new Map<string, { readonly change: Seen; readonly sessions: string[] }>();

  /**
   * @param session - its name
   * @param byDialect - the changes under each dialect, PyYAML's first
   */
  add(session: string, byDialect: ReadonlyMap<Dialect, readonly Change[]>): void {
    for (const change of together(byDialect)) {
      const key = JSON.stringify(change);
      const group = this.#groups.get(key) ?? { change, sessions: [] };
      this.#groups.set(key, group);
      group.sessions.push(session);
    }
  }

  /** @returns the groups: keys in the order of the configs, of one key the most common change first */
  all(): readonly ChangeGroup[] {
    const paths = new Map<string, number>();
    const groups = [...this.#groups.values()].map(({ change, sessions }) => ({ ...change, sessions }));
    for (const { path } of groups) if (!paths.has(path)) paths.set(path, paths.size);
    return groups.sort(
      (a, b) => (paths.get(a.path) ?? 0) - (paths.get(b.path) ?? 0) || b.sessions.length - a.sessions.length,
    );
  }
}

/** A change that all loaders see is one; one that they read differently is one too, with both readings. */
function together(byDialect: ReadonlyMap<Dialect, readonly Change[]>): readonly Seen[] {
  const [[dialect, changes] = [null, []], second] = [...byDialect];
  if (second === undefined || dialect === null)
    return changes.map((change) => ({ ...change, loader: null, otherReading: null }));
  const [otherDialect, others] = second;
  const left = new Map(others.map((change) => [`${change.kind} ${change.path}`, change]));
  const seen = changes.map((change): Seen => {
    const key = `${change.kind} ${change.path}`;
    const other = left.get(key);
    if (other === undefined) return { ...change, loader: dialect, otherReading: null };
    left.delete(key);
    const same = other.before === change.before && other.after === change.after;
    const otherReading = same ? null : { before: other.before, after: other.after };
    return { ...change, loader: null, otherReading };
  });
  return [
    ...seen,
    ...[...left.values()].map((change) => ({ ...change, loader: otherDialect, otherReading: null })),
  ];
}
