/**
 * Takes out of a session's text what its parents say already: the cut of a migration, where the parent exists and
 * nothing moves. Entries that anchors tie together go together or not at all.
 */
import { PathSet, showPath, type Path } from '../core/path.js';
import { redundantIn, removedPaths } from '../core/redundant.js';
import type { Removal } from '../core/removal.js';
import type { Identities } from '../core/identities.js';
import type { Value } from '../core/value.js';
import { rootValue, type Block, type Config } from '../yaml/config.js';
import { commentsOf } from '../yaml/comments.js';
import { cutReadsRight } from './decisions.js';
import { countKeys } from './donors.js';
import { isFlowRoot, withoutPairs } from './flow-root.js';
import { NO_GRAFTS } from './grafts.js';
import { blockOf } from './legacy.js';
import { cutConfig, type CommentChoice, type SessionText } from './session-text.js';

export interface RedundancyOptions {
  /** Key paths that stay in sessions. */
  readonly pinned: readonly string[];
  readonly comments: CommentChoice;
  readonly identities: Identities;
}

export interface Cut extends SessionText {
  /** Key paths that went, as shown to the user. */
  readonly removed: readonly string[];
}

/**
 * @param session - the session's config
 * @param parents - every parent that lists it, the one whose comments count first; none has reserved keys taken off
 * @param options - what is pinned, what becomes of comments
 * @returns the session's text without what all parents say; null when it holds nothing of that kind
 */
export function withoutRedundant(
  session: Config,
  parents: readonly Config[],
  options: RedundancyOptions,
): Cut | null {
  const blocks = session.whole?.flow?.blocks ?? session;
  const gone = untied(blocks, removals(blocks, parents, options));
  if (gone.size === 0) return null;
  const text = isFlowRoot(session)
    ? flowText(session, gone, options)
    : blockText(session, gone, parents, options);
  if (text === null) return null;
  const paths = [...gone].flatMap(([key, removal]) => removedPaths(removal, [key]));
  return { ...text, removed: paths.map(showPath) };
}

function flowText(session: Config, gone: Gone, { identities }: RedundancyOptions): SessionText | null {
  const text = withoutPairs(session, gone, identities);
  const comments = { moved: 0, kept: session.whole?.comments ?? 0, dropped: 0 };
  return text === null ? null : { text, comments };
}

function blockText(
  session: Config,
  gone: Gone,
  [first]: readonly Config[],
  { comments }: RedundancyOptions,
): SessionText {
  return cutConfig(
    session,
    (block) => {
      const removal = gone.get(block.name ?? '');
      const same = first === undefined ? undefined : blockOf(first, block.name ?? '');
      return removal === undefined || block.name === null
        ? null
        : { removal, inParent: countKeys(same === undefined ? [] : commentsOf(same)) };
    },
    comments,
  );
}

type Gone = ReadonlyMap<string, 'whole' | Removal>;

function removals(session: Config, parents: readonly Config[], options: RedundancyOptions): Gone {
  const pinned = new PathSet(options.pinned);
  const gone = new Map<string, 'whole' | Removal>();
  for (const { name, core } of session.blocks) {
    if (name === null) continue;
    const given = parents.flatMap((parent) => valueAt(parent, [name]) ?? []);
    if (given.length < parents.length) continue;
    const { value } = core.entry;
    const removal = redundantIn(value, [name], given, pinned);
    if (removal === null) continue;
    const linked = core.anchors.size + core.aliases.size > 0;
    const possible =
      removal === 'whole' || (!linked && cutReadsRight(core, value, removal, NO_GRAFTS, options.identities));
    if (possible) gone.set(name, removal);
  }
  return gone;
}

/** An anchor stays as long as an alias to it stays in another entry. */
function untied(session: Config, gone: Gone): Gone {
  const needed = new Set(
    session.blocks.filter((block) => !goes(block, gone)).flatMap(({ core }) => [...core.aliases.keys()]),
  );
  const kept = session.blocks.filter(
    (block) => goes(block, gone) && [...block.core.anchors].some((anchor) => needed.has(anchor)),
  );
  if (kept.length === 0) return gone;
  const names = new Set(kept.map(({ name }) => name));
  return untied(session, new Map([...gone].filter(([name]) => !names.has(name))));
}

function goes({ name }: Block, gone: Gone): boolean {
  return name !== null && gone.has(name);
}

/** @returns the value at a key path of a config; undefined where there is none */
export function valueAt(config: Config, path: Path): Value | undefined {
  return path.reduce<Value | undefined>(
    (value, key) =>
      value?.kind === 'mapping' ? value.pairs.find(({ name }) => name === key)?.value : undefined,
    rootValue(config),
  );
}
