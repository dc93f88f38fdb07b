/**
 * Which session gives the text of each entry of the parent, and which comments the parent then holds.
 *
 * Equal values may be written differently. The donor of an entry is the session whose comments most sessions
 * share, so that few have to stay behind; among equals the text most sessions have, then the first session. Only
 * sessions with the parent's line ending and entries at column 0 give text, so that no line has to be rewritten; if
 * there are none, all do. Entries with anchors come
 * from one session, in its order: an anchor must stand above its aliases, and stand once.
 */
import type { Decision } from '../core/factor.js';
import { isRemoval, leavesParent, type Removal } from '../core/removal.js';
import type { Path } from '../core/path.js';
import type { Identities } from '../core/identities.js';
import { coreText, hasLinks, type Block, type Config } from '../yaml/config.js';
import { commentKey, commentsOf, commentsOfCore, type PlacedComment } from '../yaml/comments.js';
import type { GraftSource } from '../yaml/cut.js';
import { graftSource } from './grafts.js';
import { blockOf, type Legacy } from './legacy.js';
import { mayLink, withoutLinks } from './settle.js';

export type Moving = Exclude<Decision, { readonly kind: 'own' }>;

/** One entry of the parent. */
export interface Donation {
  readonly decision: Moving;
  readonly session: string;
  readonly legacy: Legacy;
  readonly block: Block;
  /** What of the donor's entry must not be in the parent. */
  readonly removal: Removal;
  /** How often the parent holds each comment, by `commentKey`. */
  readonly comments: ReadonlyMap<string, number>;
}

/** @returns the line ending most configs have; LF among equals */
export function parentEol(legacies: readonly Legacy[]): '\n' | '\r\n' {
  const crlf = legacies.filter(({ config }) => config.source.eol === '\r\n').length;
  const lf = legacies.filter(({ config }) => config.source.eol === '\n').length;
  return crlf > lf ? '\r\n' : '\n';
}

export interface Donors {
  /** The session in whose order the parent's entries stand: the first that may give text. */
  readonly base: Legacy;
  readonly eol: '\n' | '\r\n';
  /** The parent's entries by key. */
  readonly donations: ReadonlyMap<string, Donation>;
  /** Where values come from that a donor does not have. */
  readonly grafts: GraftSource;
}

/**
 * @param legacies - the configs of one parent, at least one
 * @param decisions - about their top-level keys
 * @param identities - of the same run
 * @returns who gives which entry
 */
export function chooseDonors(
  legacies: readonly Legacy[],
  decisions: readonly Decision[],
  identities: Identities,
): Donors {
  const candidates = candidatesOf(legacies);
  const first = baseOf(legacies);
  if (first === undefined) throw new Error('a parent without sessions');
  const base = mayLink(first) ? first : withoutLinks(first, identities);
  const donations = new Map<string, Donation>();
  const grafts = graftSource([...candidates, ...legacies], identities);
  for (const decision of decisions) {
    const key = decision.path[0] ?? '';
    const core = blockOf(base.config, key)?.core;
    if (decision.kind === 'own' || core === undefined) continue;
    const from = hasLinks(core) ? [base] : candidates.filter(({ config }) => isUntied(config, key));
    // The value most sessions have may stand only in sessions that are not asked for text otherwise.
    const others = () => legacies.map((legacy) => withoutLinks(legacy, identities));
    donations.set(key, donate(decision, from, others, grafts));
  }
  return { base, eol: parentEol(legacies), donations, grafts };
}

/** @returns the session in whose order the parent's entries stand */
export function baseOf(legacies: readonly Legacy[]): Legacy | undefined {
  const candidates = candidatesOf(legacies);
  return candidates.find(mayLink) ?? candidates[0];
}

/** The sessions that may give text: cut ones, if there are any, of the parent's layout, if there are any. */
function candidatesOf(legacies: readonly Legacy[]): readonly Legacy[] {
  const eol = parentEol(legacies);
  const cut = legacies.filter(({ config }) => config.whole === null);
  const lines = cut.filter(({ isFlow }) => isFlow !== true);
  const same = lines.filter(({ config }) => config.source.eol === eol && !isIndented(config));
  return [same, lines, cut].find(({ length }) => length > 0) ?? legacies;
}

function isUntied(config: Config, key: string): boolean {
  const block = blockOf(config, key);
  return block !== undefined && !hasLinks(block.core);
}

function isIndented(config: Config): boolean {
  return config.blocks.some(({ core }) => core.entry.indent > 0);
}

/** One distinct text of an entry, and who has it. */
interface Variant {
  readonly legacy: Legacy;
  readonly block: Block;
  readonly removal: Removal;
  readonly comments: readonly PlacedComment[];
  sessions: number;
}

function donate(
  decision: Moving,
  candidates: readonly Legacy[],
  others: () => readonly Legacy[],
  grafts: GraftSource,
): Donation {
  const some = variantsOf(decision, candidates);
  const variants = some.length > 0 ? some : variantsOf(decision, others());
  const weight = new Map<string, number>();
  for (const { comments, sessions } of variants) {
    for (const key of new Set(comments.map(commentKey))) weight.set(key, (weight.get(key) ?? 0) + sessions);
  }
  const score = ({ comments }: Variant) =>
    comments.reduce((sum, comment) => sum + (weight.get(commentKey(comment)) ?? 0), 0);
  const [best] = variants
    .map((variant) => ({ variant, grafts: graftsIn(variant.removal, []).length, score: score(variant) }))
    .sort((a, b) => a.grafts - b.grafts || b.score - a.score || b.variant.sessions - a.variant.sessions);
  if (best === undefined) throw new Error(`no session has ${decision.path.join('.')}`);
  const { legacy, block, removal, comments } = best.variant;
  const grafted = graftsIn(removal, decision.path).flatMap(({ path, id }) =>
    graftedComments(grafts, path, id),
  );
  return {
    decision,
    session: legacy.name,
    legacy,
    block,
    removal,
    comments: countKeys([...comments, ...grafted]),
  };
}

/** @returns the paths at which the parent takes another session's value */
function graftsIn(removal: Removal, above: Path): readonly { readonly path: Path; readonly id: number }[] {
  return [...removal].flatMap(([key, change]) => {
    if (change === 'whole') return [];
    const path = [...above, key];
    return isRemoval(change) ? graftsIn(change, path) : [{ path, id: change.graft }];
  });
}

function graftedComments(grafts: GraftSource, path: Path, id: number): readonly PlacedComment[] {
  const place = grafts(path, id, 'block');
  if (place?.entry.kind !== 'block') return [];
  return commentsOfCore(place.core).filter((comment) =>
    path.every((key, depth) => key === comment.path[depth]),
  );
}

function variantsOf(decision: Moving, candidates: readonly Legacy[]): readonly Variant[] {
  const variants = new Map<string, Variant>();
  for (const legacy of candidates) {
    const block = blockOf(legacy.config, decision.path[0] ?? '');
    if (block === undefined) continue;
    if (decision.kind === 'majority' && block.core.entry.value.id !== decision.value.id) continue;
    const text = block.lead + coreText(block.core) + block.tail;
    const known = variants.get(text);
    if (known !== undefined) known.sessions++;
    else {
      const removal: Removal =
        decision.kind === 'split' ? leavesParent(block.core.entry.value, decision) : new Map();
      const comments = commentsOf(block).filter(({ path }) => !isGone(path, removal));
      variants.set(text, { legacy, block, removal, comments, sessions: 1 });
    }
  }
  return [...variants.values()];
}

/** @returns whether a path (from the top level) lies in what a removal takes out of its top-level entry, or replaces there */
export function isGone(path: Path, removal: Removal): boolean {
  return topOfGone(path, removal) !== null;
}

/** @returns the path of the outermost entry that goes or is replaced, and that holds `path`; null when it stays */
export function topOfGone(path: Path, removal: Removal): Path | null {
  let at: Removal = removal;
  for (const [depth, key] of path.entries()) {
    if (depth === 0) continue;
    const part = at.get(key);
    if (part === undefined) return null;
    if (part === 'whole' || !isRemoval(part)) return path.slice(0, depth + 1);
    at = part;
  }
  return null;
}

/** @returns how often each comment stands in a list */
export function countKeys(comments: readonly PlacedComment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const comment of comments) counts.set(commentKey(comment), (counts.get(commentKey(comment)) ?? 0) + 1);
  return counts;
}
