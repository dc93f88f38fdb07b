/** Where else an entry has a value: for a parent that takes a value its donor does not have. */
import type { Path } from '../core/path.js';
import type { Identities } from '../core/identities.js';
import { hasLinks } from '../yaml/config.js';
import type { GraftSource, Place } from '../yaml/cut.js';
import type { Entry } from '../yaml/entries.js';
import { blockOf, type Legacy } from './legacy.js';
import { withoutLinks } from './settle.js';

/**
 * @param legacies - the sessions to look in, the preferred ones first
 * @param identities - of the same run
 * @returns a source that gives the first session's entry of a value and style, free of anchors and aliases
 */
export function graftSource(legacies: readonly Legacy[], identities: Identities): GraftSource {
  return (path, id, kind) => {
    for (const legacy of legacies) {
      const place = placeIn(legacy, path, id, kind);
      if (place !== null && !hasLinks(place.core)) return place;
    }
    for (const legacy of legacies) {
      const place = placeIn(legacy, path, id, kind);
      if (place !== null) return placeIn(withoutLinks(legacy, identities), path, id, kind);
    }
    return null;
  };
}

function placeIn({ config }: Legacy, path: Path, id: number, kind: Entry['kind']): Place | null {
  const core = blockOf(config, path[0] ?? '')?.core;
  const entry = core === undefined ? undefined : entryAt(core.entry, path.slice(1));
  return core !== undefined && entry?.value.id === id && entry.kind === kind ? { core, entry } : null;
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
