/**
 * The plan of a trim: the texts of a parent and of its sessions when no session repeats what its parents say, and
 * (unless told otherwise) the parent says what all its sessions say.
 *
 * Both steps are taken in turn until neither finds anything, so that the result is what a second trim would give back:
 * a session cut once is read again from its new text, as any other file.
 */
import type { Contract } from '../contract.js';
import type { Identities } from '../core/identities.js';
import type { Dialect, KeyOrder } from '../core/value.js';
import type { ConfigReader } from '../yaml/config-reader.js';
import type { Config } from '../yaml/config.js';
import { asBlocks } from './flow-root.js';
import { hoist } from './hoist.js';
import type { Legacy } from './legacy.js';
import type { SharedKey } from './plan.js';
import { withoutRedundant } from './redundancy.js';
import type { CommentChoice, CommentCounts } from './session-text.js';

export interface TrimPlanOptions {
  readonly contract: Contract;
  readonly keyOrder: KeyOrder;
  readonly dialects: readonly Dialect[];
  readonly identities: Identities;
  readonly reader: ConfigReader;
  readonly comments: CommentChoice;
  /** Whether what all sessions say moves to the parent. */
  readonly hoist: boolean;
}

/** A session of the parent, and the other parents that list it. */
export interface TrimSession extends Legacy {
  readonly others: readonly Config[];
}

export interface TrimPlan {
  readonly parent: Config;
  readonly sessions: readonly TrimmedSession[];
  /** What the parent says now and did not before. */
  readonly hoisted: readonly SharedKey[];
  /** Comments of entries that went: the parent has them, or nobody any more. Every other is still in its session. */
  readonly comments: Omit<CommentCounts, 'kept'>;
}

export interface TrimmedSession {
  readonly name: string;
  readonly path: string;
  readonly before: Config;
  readonly after: Config;
  /** Key paths that went because the parents said them before. */
  readonly redundant: readonly string[];
  /** Key paths that went because the parent says them now. */
  readonly moved: readonly string[];
}

/**
 * @param parent - the parent's config
 * @param sessions - its sessions, each once
 * @param options - what is pinned, what counts as equal
 * @returns what would be written; nothing is
 */
export function planTrim(
  parent: Config,
  sessions: readonly TrimSession[],
  options: TrimPlanOptions,
): TrimPlan {
  const counts = { moved: 0, dropped: 0 };
  const hoisted: SharedKey[] = [];
  let at = parent;
  let rows = sessions.map((session) => ({ ...session, before: session.config, removed: NONE }));
  for (let changed = true, round = 0; changed && round < MOST_ROUNDS; round++) {
    changed = false;
    // Before the sessions are cut: the notes they keep are about what went, and move with nothing.
    const next = options.hoist
      ? hoist(at, rows.map(asBlocks), { ...options, strategy: 'shared' })
      : { parent: at, keys: [] };
    hoisted.push(...next.keys);
    at = next.parent;
    rows = rows.map((row) => {
      const cut = cutSession(row, at, options, counts);
      changed ||= cut !== null;
      return cut === null ? row : { ...row, config: cut.config, removed: [...row.removed, ...cut.removed] };
    });
  }
  const now = hoisted.map(({ path }) => path);
  const isNow = (path: string) =>
    now.some((key) => path === key || path.startsWith(`${key}.`) || key.startsWith(`${path}.`));
  return {
    parent: at,
    hoisted,
    comments: counts,
    sessions: rows.map(({ config: after, removed, ...row }) => ({
      ...row,
      after,
      redundant: removed.filter((path) => !isNow(path)),
      moved: removed.filter(isNow),
    })),
  };
}

const NONE: readonly string[] = [];

/** Each round takes something away; this is for texts nobody has thought of. */
const MOST_ROUNDS = 1000;

interface Counts {
  moved: number;
  dropped: number;
}

function cutSession(
  { config, others }: TrimSession,
  parent: Config,
  options: TrimPlanOptions,
  counts: Counts,
): { readonly config: Config; readonly removed: readonly string[] } | null {
  const { contract } = options;
  const pinned = [...contract.pinned, ...contract.metadata, ...contract.reserved];
  const cut = withoutRedundant(config, [parent, ...others], { ...options, pinned });
  if (cut === null) return null;
  const source = { ...config.source, text: cut.text };
  const after = options.reader.read(source);
  if (!('head' in after)) throw new Error(`${source.path}: a cut text that cannot be read`);
  counts.moved += cut.comments.moved;
  counts.dropped += cut.comments.dropped;
  return { config: after, removed: cut.removed };
}
