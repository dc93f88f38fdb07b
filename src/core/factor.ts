/**
 * Which key paths all sessions share, and why the others stay.
 *
 * The parent may hold a key only if every session has it, since a merge cannot delete. Then:
 *
 * 1. Equal values move whole. Equality is typed and, unless told otherwise, includes the order of keys.
 * 2. Mappings that differ are looked into when every session's one is open: what their entries share moves, the
 *    rest stays in each session under the same key.
 * 3. Order. A loader that merges takes the parent's keys first, in the parent's order, then the session's own. So a
 *    split mapping comes back in its original order exactly when the keys the parent holds are the first keys of
 *    that mapping, in that order, in every session. From the top, keys are taken while all sessions have the same
 *    next key and something of it can move; the first that must stay ends it:
 *
 *        a: {x: 1, y: 1, z: 1}      x is shared; y differs and stays; z is equal everywhere but must stay too,
 *        a: {x: 1, y: 2, z: 1}      or it would come back before y.
 *
 *    That is the longest such prefix, so with this order nothing more can be hoisted. A mapping counts as something
 *    that can move when one of its entries can: its key then stands in the parent, at its place.
 * 4. At the top level order is free (`strict` makes rule 3 hold there as well; `ignore` drops it everywhere).
 * 5. Pinned paths stay, and so does all that has to come after them. A value above a pinned path is split.
 *
 * 6. With the strategy `majority`, a key that all have with different values may be in the parent too: the value that
 *    saves the most text is taken, and sessions with another one override it, which keeps its place. Never a mapping
 *    where another session has a mapping: they would be merged. A value that saves nothing itself is taken where
 *    rule 3 lets later keys follow it that do save something. And never what a loader may refuse: a session would have
 *    it in the parent without having had it itself.
 *
 * Only distinct values are looked at: a value that 10,000 sessions share is visited once, with a weight. They come as a
 * summary, which can be put together from parts (summary.ts).
 */
import { showPath, type Path, type PathSet } from './path.js';
import { whyDifferent, type Reason } from './reason.js';
import { addVariant, comparePlaces, type Summary, type VariantSummary } from './summary.js';
import {
  holdsTag,
  type Dialect,
  type KeyOrder,
  type MappingValue,
  type ScalarReader,
  type Value,
} from './value.js';

export interface FactorOptions {
  readonly pinned: PathSet;
  /** Paths that stay as if they were pinned, since an alias and what it means must not be parted. */
  readonly kept: PathSet;
  readonly keyOrder: KeyOrder;
  /** Whether a key may be in the parent of which sessions override the value. */
  readonly strategy: Strategy;
  /** Top-level keys for which the strategy is `shared` all the same. */
  readonly onlyShared: ReadonlySet<string>;
  /** The dialects equality was asked under; used only to explain. */
  readonly dialects: readonly Dialect[];
  readonly readScalar: ScalarReader;
  /** Whether the consumer can load a value: one that it cannot must not stand above sessions that have another. */
  readonly isLoadable: (value: Value) => boolean;
}

/** `shared`: only equal values move; `majority`: the parent may take a value that some sessions override. */
export type Strategy = 'shared' | 'majority';

export type Decision = SharedDecision | MajorityDecision | SplitDecision | OwnDecision;

/** The whole entry moves to the parent. */
export interface SharedDecision {
  readonly kind: 'shared';
  readonly path: Path;
}

/** The parent takes the value; sessions that have another one keep theirs, which overrides it. */
export interface MajorityDecision {
  readonly kind: 'majority';
  readonly path: Path;
  readonly value: Value;
  /** Characters it saves. */
  readonly saving: number;
  /** Why it is not the same everywhere. */
  readonly reason: Reason;
}

/** Some entries of a mapping move: those decided so in `children`; at least one is not `own`. */
export interface SplitDecision {
  readonly kind: 'split';
  readonly path: Path;
  readonly children: readonly Decision[];
}

/** The entry stays in every session that has it. */
export interface OwnDecision {
  readonly kind: 'own';
  readonly path: Path;
  readonly reason: Reason;
}

/** A distinct value at a path and how many sessions have it. */
interface Variant {
  readonly value: Value;
  readonly weight: number;
  /** Characters of its text over all sessions, and of the first one's that can give it; 0 when none can. */
  readonly size: number;
  readonly firstSize: number;
}

interface Candidate {
  readonly path: Path;
  readonly variants: readonly Variant[];
  readonly present: number;
  readonly atomic: boolean;
  readonly stuck: string | null;
}

/**
 * @param summary - of every session of one parent, at least one
 * @param options - what is pinned, how order counts
 * @returns a decision for each top-level key of any session, in the order in which they are first met
 */
export function factor(summary: Summary, options: FactorOptions): readonly Decision[] {
  const total = summary.sessions;
  const candidates = candidatesOf(summary);
  if (options.keyOrder === 'strict') {
    return untie(summary, inOrder(candidates, [summary.order ?? []], total, options));
  }
  return untie(
    summary,
    candidates.map((candidate) => withoutIdle(decide(candidate, total, options))),
  );
}

function candidatesOf({ keys }: Summary): readonly Candidate[] {
  const inOrderOfMeeting = [...keys].sort(([, a], [, b]) => comparePlaces(a.first, b.first));
  return inOrderOfMeeting.map(([key, { present, atomic, stuck, variants }]) => ({
    path: [key],
    variants: variantsOf(variants),
    present,
    atomic,
    stuck: stuck?.what ?? null,
  }));
}

/** @returns the distinct values in the order in which sessions have them */
function variantsOf(variants: ReadonlyMap<number, VariantSummary>): readonly Variant[] {
  return [...variants.values()]
    .sort((a, b) => a.value.session - b.value.session)
    .map(({ value, weight, size, given }) => ({
      value: value.what,
      weight,
      size,
      firstSize: given?.what ?? 0,
    }));
}

function decide(candidate: Candidate, total: number, options: FactorOptions): Decision {
  const { path, variants, present } = candidate;
  const own = (reason: Reason): OwnDecision => ({ kind: 'own', path, reason });
  if (options.pinned.has(path)) return own({ kind: 'pinned' });
  if (present < total) return own({ kind: 'absent', sessions: total - present });
  if (candidate.stuck !== null) return own({ kind: 'stuck', why: candidate.stuck });
  if (options.kept.has(path)) return own({ kind: 'stuck', why: 'it stays with its anchor or alias' });
  const pinnedBelow = options.pinned.hasBelow(path) || options.kept.hasBelow(path);
  if (variants.length === 1 && !pinnedBelow) return { kind: 'shared', path };
  const mappings = openMappings(candidate);
  if (mappings !== null) {
    const children = decideChildren(path, mappings, total, options);
    if (children.some((child) => child.kind !== 'own')) return { kind: 'split', path, children };
    if (children.some((child) => child.kind === 'own' && child.reason.kind === 'order'))
      return own({ kind: 'order' });
  }
  if (pinnedBelow) return own({ kind: 'pinned' });
  const reason = whyDifferent(
    variants.map(({ value }) => value),
    options,
  );
  return pickMajority(candidate, reason, options) ?? own(reason);
}

/** Rule 6. Among equals the value that is met first. */
function pickMajority(
  { path, variants, atomic }: Candidate,
  reason: Reason,
  options: FactorOptions,
): MajorityDecision | null {
  if (
    options.strategy !== 'majority' ||
    options.onlyShared.has(path[0] ?? '') ||
    options.pinned.hasBelow(path) ||
    options.kept.hasBelow(path)
  )
    return null;
  const mappings = variants.filter(({ value }) => isMappingLike(value)).length;
  let best: MajorityDecision | null = null;
  for (const { value, size, firstSize } of atomic ? [] : variants) {
    if (firstSize === 0) continue;
    const others = mappings - (isMappingLike(value) ? 1 : 0);
    const saving = size - firstSize;
    if (isMappingLike(value) && others > 0) continue;
    if (best !== null && saving <= best.saving) continue;
    if (holdsTag(value) || !options.isLoadable(value)) continue;
    best = { kind: 'majority', path, value, saving, reason };
  }
  return best;
}

/** What a loader may merge into: a mapping, or a tagged node, which it may make into one (`!include x`). */
function isMappingLike(value: Value): boolean {
  return value.kind === 'mapping' || value.kind === 'tagged';
}

/** A value that saves nothing is not worth overriding. */
function withoutIdle(decision: Decision): Decision {
  if (decision.kind !== 'majority' || decision.saving > 0) return decision;
  return { kind: 'own', path: decision.path, reason: decision.reason };
}

interface WeightedMapping {
  readonly mapping: MappingValue;
  readonly weight: number;
}

function openMappings({ variants, atomic }: Candidate): readonly WeightedMapping[] | null {
  if (atomic) return null;
  const mappings = variants.flatMap(({ value, weight }) =>
    value.kind === 'mapping' && value.open ? [{ mapping: value, weight }] : [],
  );
  return mappings.length === variants.length ? mappings : null;
}

function decideChildren(
  path: Path,
  mappings: readonly WeightedMapping[],
  total: number,
  options: FactorOptions,
): readonly Decision[] {
  const found = new Map<string, { variants: Map<number, VariantSummary>; present: number }>();
  for (const [session, { mapping, weight }] of mappings.entries()) {
    for (const { name, value, size } of mapping.pairs) {
      const known = found.get(name ?? '') ?? { variants: new Map<number, VariantSummary>(), present: 0 };
      addVariant(known.variants, { session, what: value }, weight, size);
      known.present += weight;
      found.set(name ?? '', known);
    }
  }
  const candidates = [...found].map(([key, { variants, present }]) => ({
    path: [...path, key],
    variants: variantsOf(variants),
    present,
    atomic: false,
    stuck: null,
  }));
  if (options.keyOrder === 'ignore') {
    return candidates.map((candidate) => withoutIdle(decide(candidate, total, options)));
  }
  const orders = mappings.map(({ mapping }) => mapping.pairs.map(({ name }) => name ?? ''));
  return inOrder(candidates, orders, total, options);
}

/** Rule 3: what would be taken after the common prefix ends stays, because of order. */
function inOrder(
  candidates: readonly Candidate[],
  orders: readonly (readonly (string | null)[])[],
  total: number,
  options: FactorOptions,
): readonly Decision[] {
  const decisions = candidates.map((candidate) => decide(candidate, total, options));
  let end = decisions.findIndex((decision, index) => {
    const key = decision.path.at(-1);
    return decision.kind === 'own' || !orders.every((order) => order[index] === key);
  });
  if (end < 0) end = decisions.length;
  // What saves nothing is taken only for what follows it.
  while (end > 0 && withoutIdle(decisions[end - 1] as Decision).kind === 'own') end--;
  return decisions.map((decision, index) => {
    const used = withoutIdle(decision);
    if (index < end) return decision;
    return used.kind === 'own' ? used : { kind: 'own', path: decision.path, reason: { kind: 'order' } };
  });
}

/** Entries tied by anchors move together or not at all; one that stays keeps the others. */
function untie({ ties }: Summary, decisions: readonly Decision[]): readonly Decision[] {
  if (ties.size === 0) return decisions;
  const staying = new Map<string, string>();
  const queue = decisions.filter((decision) => decision.kind === 'own').map(({ path }) => path[0] ?? '');
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const others = [...(ties.get(key) ?? [])].sort(([, a], [, b]) => comparePlaces(a, b));
    for (const [other] of others) {
      if (staying.has(other)) continue;
      staying.set(other, key);
      queue.push(other);
    }
  }
  return decisions.map((decision) => {
    const because = staying.get(decision.path[0] ?? '');
    if (decision.kind === 'own' || because === undefined) return decision;
    const why = `an anchor or alias ties it to ${showPath([because])}, which stays`;
    return { kind: 'own', path: decision.path, reason: { kind: 'stuck', why } };
  });
}
