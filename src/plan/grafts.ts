/** Where else an entry has a value: for a parent that takes a value its donor does not have. */
import type { Path } from '../core/path.js';
import type { GraftSource, Place } from '../yaml/cut.js';
import type { Entry } from '../yaml/entries.js';
import { blockOf, type Legacy } from './legacy.js';

/**
 * @param legacies - the sessions to look in, the preferred ones first
 * @returns a source that gives the first session's entry of a value and style
 */
export function graftSource(legacies: readonly Legacy[]): GraftSource {
  return (path, id, kind) => {
    for (const { config } of legacies) {
      const core = blockOf(config, path[0] ?? '')?.core;
      const entry = core === undefined ? undefined : entryAt(core.entry, path.slice(1));
      if (core !== undefined && entry?.value.id === id && entry.kind === kind) return { core, entry };
    }
    return null;
  };
}

/** No value is put in: for sessions, which only lose. */
export const NO_GRAFTS: GraftSource = (): Place | null => null;

/** @returns the entry at a path below another */
export function entryAt(entry: Entry, path: Path): Entry | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return entry;
  const child = entry.children?.find(({ name }) => name === key);
  return child === undefined ? undefined : entryAt(child, rest);
}
