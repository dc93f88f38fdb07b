/**
 * The text of a session file: its legacy file with the entries taken out that moved to the parent.
 *
 * A comment of an entry that moved is in the parent if the parent's entry has the same comment; otherwise it
 * stays, as a line that names the key path it is about (or is dropped, when the user asked for that).
 */
import type { Decision } from '../core/factor.js';
import { leavesSession, type Removal } from '../core/removal.js';
import { showPath } from '../core/path.js';
import { coreText, isOneFilesAlone, type Block, type Config, type Core } from '../yaml/config.js';
import { commentKey, commentLines, commentsOf, noteLines, type PlacedComment } from '../yaml/comments.js';
import { blankAfter, cutCore, endOf, joinPieces, splitLead, type Piece } from '../yaml/cut.js';
import { topOfGone, type Donation } from './donors.js';
import { NO_GRAFTS } from './grafts.js';

export type CommentChoice = 'keep' | 'drop';

export interface CommentCounts {
  /** Comments of legacy files that now stand in the parent. */
  readonly moved: number;
  /** Comments that stay in their session file. */
  readonly kept: number;
  /** Comments that are in neither, because the user asked for that. */
  readonly dropped: number;
}

export interface SessionText {
  readonly text: string;
  readonly comments: CommentCounts;
}

/** What moves, as a session's text sees it. */
export interface Moves {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly donations: ReadonlyMap<string, Donation>;
  readonly comments: CommentChoice;
}

/** What leaves a block of a session. */
export interface Leaving {
  readonly removal: 'whole' | Removal;
  /** How often the parent holds each comment of the block, by `commentKey`. */
  readonly inParent: ReadonlyMap<string, number>;
}

/** @returns the session file of one config, without byte order mark */
export function sessionText(config: Config, moves: Moves): SessionText {
  return cutConfig(config, (block) => leavingOf(block, moves), moves.comments);
}

/**
 * @param config - the config to take entries out of
 * @param leaving - what leaves each block; null: nothing
 * @param choice - what becomes of comments the parent does not hold
 * @returns what is left, without byte order mark
 */
export function cutConfig(
  config: Config,
  leaving: (block: Block) => Leaving | null,
  choice: CommentChoice,
): SessionText {
  const eol = config.source.eol ?? '\n';
  if (config.whole !== null) {
    return { text: config.source.text, comments: { moved: 0, kept: config.whole.comments, dropped: 0 } };
  }
  const counts = {
    moved: 0,
    kept: commentLines(config.head).length + commentLines(config.foot).length,
    dropped: 0,
  };
  const pieces = config.blocks.map((block) => {
    const { piece, comments } = pieceOf(block, leaving(block), choice, eol);
    counts.moved += comments.moved;
    counts.kept += comments.kept;
    counts.dropped += comments.dropped;
    return piece;
  });
  return { text: assemble(config, pieces, eol), comments: counts };
}

function assemble(config: Config, pieces: readonly Piece[], eol: string): string {
  const joined = joinPieces(pieces);
  const [gap, rest] = splitLead(config.foot);
  const cutFoot = rest === '' ? '' : blankAfter(joined.ending, gap) + rest;
  const foot = joined.complete ? config.foot : cutFoot;
  // An empty document is null to every loader: a session with nothing of its own is an empty mapping.
  const empty = pieces.every(({ body }) => body === null);
  const body = empty
    ? joined.text.replace(/^(?:[ \t]*\r?\n)+/, config.head === '' ? '' : '$&') + `{}${eol}`
    : joined.text;
  return config.head + body + foot;
}

function leavingOf({ name, core }: Block, moves: Moves): Leaving | null {
  const decision = moves.decisions.get(name ?? '');
  const donation = moves.donations.get(name ?? '');
  if (name === null || donation === undefined || decision === undefined || stays(decision, core)) return null;
  // What leaves an entry that is split is the same in all sessions that share its core; any other leaves whole.
  const same = decision.kind === 'split' ? core : decision;
  const ofMoves = leavings.get(moves) ?? new WeakMap<Core | Decision, Leaving>();
  leavings.set(moves, ofMoves);
  const known = ofMoves.get(same);
  if (known !== undefined) return known;
  const removal = decision.kind === 'split' ? leavesSession(core.entry.value, decision) : 'whole';
  const leaving = { removal, inParent: donation.comments } as const;
  ofMoves.set(same, leaving);
  return leaving;
}

const leavings = new WeakMap<Moves, WeakMap<Core | Decision, Leaving>>();

interface Cut {
  readonly piece: Piece;
  readonly comments: CommentCounts;
}

function pieceOf(block: Block, leaving: Leaving | null, choice: CommentChoice, eol: string): Cut {
  const { name, lead, core, tail } = block;
  if (name === null || leaving === null) {
    const body = coreText(core) + tail;
    const piece = { lead, body, notes: '', ...endOf({ ending: core.entry.ending, complete: true }, tail) };
    return { piece, comments: { moved: 0, kept: commentsOf(block).length, dropped: 0 } };
  }
  if (isOneFilesAlone(core)) return cutOf(block, name, leaving, choice, eol);
  const cuts = memo.get(leaving) ?? new WeakMap<Core, Map<string, Cut>>();
  memo.set(leaving, cuts);
  const known = cuts.get(core) ?? new Map<string, Cut>();
  cuts.set(core, known);
  const around = `${choice}${eol}${lead}\0${tail}`;
  const before = known.get(around);
  if (before !== undefined) return before;
  const cut = cutOf(block, name, leaving, choice, eol);
  known.set(around, cut);
  return cut;
}

/** What is left of an entry that moves is the same in all sessions that share its core and what stands around it. */
const memo = new WeakMap<Leaving, WeakMap<Core, Map<string, Cut>>>();

function cutOf(
  block: Block,
  name: string,
  { removal, inParent }: Leaving,
  choice: CommentChoice,
  eol: string,
): Cut {
  const { lead, core, tail } = block;
  const all = commentsOf(block);
  const gone = removal === 'whole' ? all : all.filter(({ path }) => topOfGone(path, removal) !== null);
  const left = withoutMoved(gone, inParent);
  const keep = choice === 'keep';
  const comments = {
    moved: gone.length - left.length,
    kept: all.length - gone.length + (keep ? left.length : 0),
    dropped: keep ? 0 : left.length,
  };
  const notes = notesFor(keep ? left : [], removal);
  if (removal === 'whole') {
    const lines = notes.get(showPath([name])) ?? [];
    const piece = {
      lead,
      body: null,
      notes: lines.map((line) => line + eol).join(''),
      ending: 'plain',
      complete: true,
    } as const;
    return { piece, comments };
  }
  const cut = cutCore(core, removal, { notes, eol, graft: NO_GRAFTS });
  const piece = {
    lead,
    body: cut.text + tail,
    notes: '',
    ...endOf(cut, tail),
  } as const;
  return { piece, comments };
}

function stays(decision: Decision, core: Core): boolean {
  return (
    decision.kind === 'own' || (decision.kind === 'majority' && core.entry.value.id !== decision.value.id)
  );
}

/** @returns the comments the parent does not hold, each counted as often as it stands here and not there */
function withoutMoved(
  comments: readonly PlacedComment[],
  parent: ReadonlyMap<string, number>,
): readonly PlacedComment[] {
  const used = new Map<string, number>();
  return comments.filter((comment) => {
    const key = commentKey(comment);
    const count = (used.get(key) ?? 0) + 1;
    used.set(key, count);
    return count > (parent.get(key) ?? 0);
  });
}

function notesFor(
  left: readonly PlacedComment[],
  removal: 'whole' | Removal,
): Map<string, readonly string[]> {
  const groups = new Map<string, PlacedComment[]>();
  for (const comment of left) {
    const top =
      removal === 'whole' ? comment.path.slice(0, 1) : (topOfGone(comment.path, removal) ?? comment.path);
    const key = showPath(top);
    groups.set(key, [...(groups.get(key) ?? []), comment]);
  }
  return new Map([...groups].map(([key, comments]) => [key, noteLines(comments)]));
}
