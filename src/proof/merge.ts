/**
 * The plain merge that loaders make of a parent and a session. Nodes that aliases share are merged once for each
 * pair, so that time and memory follow the texts and not what they would expand to.
 */
import { equalViews } from './compare.js';
import { isMap, UNKNOWN_MERGE, type View, type ViewMap } from './view.js';

/** Merges views, and remembers what it made of which pair for as long as they are held. */
export class Merging {
  readonly #done = new WeakMap<ViewMap, WeakMap<ViewMap, ViewMap>>();

  /**
   * The merge of the loader: mapping on mapping key by key, the base's keys first; anything else replaces.
   *
   * @returns a view that shares what did not have to be merged
   */
  roots(base: ViewMap, override: ViewMap): ViewMap {
    // No alias leads to a root; remembered, it would be held with its text until a full garbage collection.
    const entries = new Map(base.entries);
    for (const [key, value] of override.entries) entries.set(key, this.#value(entries.get(key), value));
    if (dependsOnUnknown(base, override)) entries.set(UNKNOWN_MERGE, UNDECIDED_MERGE);
    return { kind: 'map', entries };
  }

  #maps(base: ViewMap, override: ViewMap): ViewMap {
    const known = this.#done.get(base) ?? new WeakMap<ViewMap, ViewMap>();
    this.#done.set(base, known);
    const before = known.get(override);
    if (before !== undefined) return before;
    const merged = this.roots(base, override);
    known.set(override, merged);
    return merged;
  }

  #value(before: View | undefined, value: View): View {
    if (before === undefined) return value;
    if (isMap(before) && isMap(value)) return this.#maps(before, value);
    const unknown = mayBeMap(before) && mayBeMap(value) && !equalViews(before, value, 'strict');
    return unknown ? UNDECIDED : value;
  }
}

/**
 * What a session's unknown `<<` gives wins over the parent, as it does not over the keys beside it; so where the
 * parent gives a key that the session does not spell out, the result is not known. Nor is it when the parent has the `<<`.
 */
function dependsOnUnknown(base: ViewMap, override: ViewMap): boolean {
  if (base.entries.has(UNKNOWN_MERGE)) return !equalViews(base, override, 'strict');
  return (
    override.entries.has(UNKNOWN_MERGE) && [...base.entries.keys()].some((key) => !override.entries.has(key))
  );
}

const UNDECIDED_MERGE: View = { kind: 'tagged', tag: 'unknown, with keys from the parent', content: '' };

/** Whether a loader merges `!!map {}` or `!x {}` depends on what it makes of the tag. Equal to nothing in a file. */
const UNDECIDED: View = { kind: 'tagged', tag: 'merge of tagged nodes', content: '' };

function mayBeMap(view: View): boolean {
  return isMap(view) || (typeof view === 'object' && view.kind === 'tagged' && isMap(view.content));
}
