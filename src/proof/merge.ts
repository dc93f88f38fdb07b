/**
 * The plain merge that loaders make of a parent and a session. Nodes that aliases share are merged once for each
 * pair, so that time and memory follow the texts and not what they would expand to.
 */
import { equalViews } from './compare.js';
import { isMap, type View, type ViewMap } from './view.js';

/**
 * The merge of the loader: mapping on mapping key by key, the base's keys first; anything else replaces.
 *
 * @returns a view that shares what did not have to be merged
 */
export function mergeViews(base: ViewMap, override: ViewMap): ViewMap {
  return new Merging().maps(base, override);
}

class Merging {
  readonly #done = new Map<ViewMap, Map<ViewMap, ViewMap>>();

  maps(base: ViewMap, override: ViewMap): ViewMap {
    const known = this.#done.get(base) ?? new Map<ViewMap, ViewMap>();
    this.#done.set(base, known);
    const before = known.get(override);
    if (before !== undefined) return before;
    const entries = new Map(base.entries);
    for (const [key, value] of override.entries) entries.set(key, this.#value(entries.get(key), value));
    const merged: ViewMap = { kind: 'map', entries };
    known.set(override, merged);
    return merged;
  }

  #value(before: View | undefined, value: View): View {
    if (before === undefined) return value;
    if (isMap(before) && isMap(value)) return this.maps(before, value);
    const unknown = mayBeMap(before) && mayBeMap(value) && !equalViews(before, value, 'strict');
    return unknown ? UNDECIDED : value;
  }
}

/** Whether a loader merges `!!map {}` or `!x {}` depends on what it makes of the tag. Equal to nothing in a file. */
const UNDECIDED: View = { kind: 'tagged', tag: 'merge of tagged nodes', content: '' };

function mayBeMap(view: View): boolean {
  return isMap(view) || (typeof view === 'object' && view.kind === 'tagged' && isMap(view.content));
}
