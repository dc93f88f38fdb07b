/**
 * What the factoring knows of a set of sessions: of each key its distinct values, how many sessions have each, and who
 * has it first. Decisions are made of this alone (factor.ts), never of the sessions.
 *
 * Summaries add up: `merge` is associative and commutative, the summary of no session is its identity, and the summary
 * of a set is the merge of the summaries of its parts, however it is cut. That holds because every field is a sum, an
 * `or`, a union, a common prefix, or the least of something, and no field says in which order sessions were looked at.
 * What depends on who comes first is kept as the place where it stands: the session's index in the loader's order, and
 * the position in that session.
 *
 * Values are known by their ids, which are numbers of one run (value.ts). So summaries of one run can be merged, and
 * those of two processes cannot, nor can a summary be written to a file and read again.
 */
import type { Value } from './value.js';

/** One session as the factoring sees it. */
export interface FactorInput {
  /** Top-level entries by key, in the order of the file. */
  readonly entries: ReadonlyMap<string, FactorEntry>;
  /** All its top-level keys in the order of the file; null for one that is not decided about. */
  readonly order: readonly (string | null)[];
}

export interface FactorEntry {
  readonly value: Value;
  /** May move, but only as a whole: its text is tied together by anchors. */
  readonly atomic: boolean;
  /** Why it cannot move at all; null when it can. */
  readonly stuck: string | null;
  /** Characters of its text, comments included; 0 when it cannot be given to the parent. */
  readonly size: number;
  /** Top-level keys that can only move together with this one. */
  readonly ties: readonly string[];
}

/** Where something stands first: the session's index, then positions in it. Compared number by number. */
export type Place = readonly number[];

/** Something, and the least index of a session that has it. */
export interface First<T> {
  readonly session: number;
  readonly what: T;
}

/** A distinct value at a key. */
export interface VariantSummary {
  /** As the first session has it: equal values may be written in other lengths. */
  readonly value: First<Value>;
  /** How many sessions have it. */
  readonly weight: number;
  /** Characters of its text over all sessions. */
  readonly size: number;
  /** Characters in the first session that can give the text; null when none can. */
  readonly given: First<number> | null;
}

export interface KeySummary {
  readonly first: Place;
  /** How many sessions have it. */
  readonly present: number;
  readonly atomic: boolean;
  readonly stuck: First<string> | null;
  /** By the value's id. */
  readonly variants: ReadonlyMap<number, VariantSummary>;
}

/** What is known of a set of sessions. */
export interface Summary {
  readonly sessions: number;
  readonly keys: ReadonlyMap<string, KeySummary>;
  /** The keys that all sessions begin with, in that order; null without a session. */
  readonly order: readonly (string | null)[] | null;
  /** By key, those it can only move together with, and where that is first said. */
  readonly ties: ReadonlyMap<string, ReadonlyMap<string, Place>>;
}

/** The summary of no session: merged with any other it gives the other. */
export const EMPTY: Summary = { sessions: 0, keys: new Map(), order: null, ties: new Map() };

type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

interface KeyDraft extends Draft<Omit<KeySummary, 'variants'>> {
  readonly variants: Map<number, VariantSummary>;
}

interface SummaryDraft extends Draft<Omit<Summary, 'keys' | 'ties'>> {
  readonly keys: Map<string, KeyDraft>;
  readonly ties: Map<string, Map<string, Place>>;
}

/**
 * @param sessions - sessions with their indices in the loader's order, in any order; no index twice
 * @returns what is known of them
 */
export function summarize(sessions: Iterable<readonly [index: number, session: FactorInput]>): Summary {
  const draft = newDraft();
  for (const [session, { entries, order }] of sessions) {
    draft.sessions++;
    draft.order = commonOrder(draft.order, order);
    let position = 0;
    for (const [key, { value, atomic, stuck, size, ties }] of entries) {
      const first = [session, position++];
      const known = addKey(draft, key, {
        first,
        present: 1,
        atomic,
        stuck: stuck === null ? null : { session, what: stuck },
      });
      addVariant(known.variants, { session, what: value }, 1, size);
      for (const [index, other] of ties.entries()) {
        addTie(draft, key, other, [...first, index]);
        addTie(draft, other, key, [...first, index]);
      }
    }
  }
  return draft;
}

/**
 * @param a - what is known of some sessions
 * @param b - what is known of others, in the same run: no session may be in both
 * @returns what is known of all of them; neither argument changes
 */
export function merge(a: Summary, b: Summary): Summary {
  const draft = newDraft();
  for (const { sessions, keys, order, ties } of [a, b]) {
    draft.sessions += sessions;
    draft.order = commonOrder(draft.order, order);
    for (const [key, part] of keys) {
      const { variants } = addKey(draft, key, part);
      for (const [id, variant] of part.variants) {
        const known = variants.get(id);
        variants.set(id, known === undefined ? variant : bothVariants(known, variant));
      }
    }
    for (const [key, others] of ties) {
      for (const [other, place] of others) addTie(draft, key, other, place);
    }
  }
  return draft;
}

/**
 * Counts a value of a session, or of as many as `weight` says that have it together.
 *
 * @param size - characters of its text in each of them; 0 when they cannot give it
 */
export function addVariant(
  variants: Map<number, VariantSummary>,
  value: First<Value>,
  weight: number,
  size: number,
): void {
  const given = size === 0 ? null : { session: value.session, what: size };
  const variant = { value, weight, size: weight * size, given };
  const known = variants.get(value.what.id);
  variants.set(value.what.id, known === undefined ? variant : bothVariants(known, variant));
}

/** @returns whether a place comes before another one */
export function comparePlaces(a: Place, b: Place): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function newDraft(): SummaryDraft {
  return { sessions: 0, keys: new Map(), order: null, ties: new Map() };
}

function addKey(draft: SummaryDraft, key: string, part: Omit<KeySummary, 'variants'>): KeyDraft {
  const { first, present, atomic, stuck } = part;
  const known = draft.keys.get(key);
  if (known === undefined) {
    const added = { first, present, atomic, stuck, variants: new Map<number, VariantSummary>() };
    draft.keys.set(key, added);
    return added;
  }
  if (comparePlaces(first, known.first) < 0) known.first = first;
  known.present += present;
  known.atomic ||= atomic;
  known.stuck = earlier(known.stuck, stuck);
  return known;
}

function addTie(draft: SummaryDraft, key: string, other: string, place: Place): void {
  const others = draft.ties.get(key) ?? new Map<string, Place>();
  const known = others.get(other);
  if (known === undefined || comparePlaces(place, known) < 0) others.set(other, place);
  draft.ties.set(key, others);
}

function bothVariants(a: VariantSummary, b: VariantSummary): VariantSummary {
  return {
    value: earlier(a.value, b.value) ?? a.value,
    weight: a.weight + b.weight,
    size: a.size + b.size,
    given: earlier(a.given, b.given),
  };
}

function earlier<T>(a: First<T> | null, b: First<T> | null): First<T> | null {
  if (a === null || b === null) return a ?? b;
  return b.session < a.session ? b : a;
}

function commonOrder(a: Summary['order'], b: Summary['order']): Summary['order'] {
  if (a === null || b === null) return a ?? b;
  const end = a.findIndex((key, index) => index >= b.length || key !== b[index]);
  return end < 0 ? a : a.slice(0, end);
}
