/**
 * `trim`: a layout without what its sessions repeat.
 *
 *     read -> find the parents beside it -> plan -> prove (in memory) -> stage -> prove (from disk) -> commit -> report
 *
 * What is proved is that every merged config is what it was, for the given parent and for every other one that lists
 * a session of which the text changes.
 */
import type { Contract } from '../contract.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../core/value.js';
import type { Problem } from '../errors.js';
import { readLayout } from '../files/layout.js';
import type { SharedKey } from '../plan/plan.js';
import type { CommentChoice, CommentCounts } from '../plan/session-text.js';
import { planTrim } from '../plan/trim.js';
import { prove, type Proof } from '../proof/prove.js';
import { asPlanned, diffOfEdit, editsOf, proofOf, writeEdits } from './layout-edit.js';
import { openLayout } from './open-layout.js';

export interface TrimOptions {
  readonly parent: string;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  readonly keyOrder: KeyOrder;
  readonly comments: CommentChoice;
  /** Whether what all sessions say moves to the parent. */
  readonly hoist: boolean;
  /** `write`; `dry-run` plans, proves and shows; `check` says whether anything would change. */
  readonly mode: 'write' | 'dry-run' | 'check';
}

export interface TrimResult {
  readonly command: 'trim';
  readonly ok: boolean;
  readonly exit: 0 | 1;
  readonly mode: TrimOptions['mode'];
  readonly parent: string;
  /** Other parents beside it that list some of its sessions: what they need stays. */
  readonly others: readonly string[];
  readonly problems: readonly Problem[];
  /** What the parent says now and did not before, with the session that gave the text. */
  readonly hoisted: readonly SharedKey[];
  /** The sessions whose files change; key paths that the parents said before, and that the parent says now. */
  readonly sessions: readonly {
    readonly name: string;
    readonly path: string;
    readonly redundant: readonly string[];
    readonly moved: readonly string[];
  }[];
  /** How many sessions the parent lists. */
  readonly listed: number;
  readonly comments: Omit<CommentCounts, 'kept'>;
  readonly proof: Proof;
  /** Paths of the files that are, or would be, written, the parent last. */
  readonly changes: readonly string[];
  /** Unified diffs of these files; only for a dry run. */
  readonly diffs: readonly string[];
}

/**
 * Takes out of sessions what their parents say already, and hoists what all of them say.
 *
 * @param options - see `TrimOptions`
 * @returns what was trimmed, and the proof that no merged config changed; `exit` 1 when the proof failed (nothing is
 *   written then) or `check` found something to do
 * @throws ConfigError as `loadDatasetConfigs`, for the parents beside it too; `legacy-changed`, `would-overwrite`,
 *   `write-failed` when writing is refused or fails
 */
export function trim(options: TrimOptions): TrimResult {
  const { contract, mode } = options;
  const open = openLayout(options.parent, options);
  // What is proved for another parent is proved for all its sessions.
  for (const { path } of open.others) readLayout(path, open.reader, contract);
  const plan = planTrim(open.layout.parent, open.sessions, { ...options, ...open, dialects: open.dialects });
  const changed = plan.sessions.filter(({ before, after }) => before !== after);
  const edits = editsOf(changed, { before: open.layout.parent, after: plan.parent });
  const settings = { dialects: dialectsOf(options.yaml), keyOrder: options.keyOrder, contract };
  const proof = prove(proofOf(open, edits, asPlanned(edits)), settings);
  const result: TrimResult = {
    command: 'trim',
    ok: proof.ok,
    exit: proof.ok ? 0 : 1,
    mode,
    parent: options.parent,
    others: open.others.map(({ path }) => path),
    problems: [],
    hoisted: plan.hoisted,
    sessions: changed.map(({ name, path, redundant, moved }) => ({ name, path, redundant, moved })),
    listed: open.sessions.length,
    comments: plan.comments,
    proof,
    changes: edits.map(({ path }) => path),
    diffs: mode === 'dry-run' ? edits.map(diffOfEdit) : [],
  };
  if (!proof.ok || mode === 'dry-run') return result;
  if (mode === 'check') return edits.length === 0 ? result : { ...result, ok: false, exit: 1 };
  const staged = writeEdits(open, edits, (planned) => proofOf(open, edits, planned), settings);
  return { ...result, proof: staged, ok: staged.ok, exit: staged.ok ? 0 : 1 };
}
