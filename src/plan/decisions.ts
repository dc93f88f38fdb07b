/**
 * From configs to decisions: what the factoring is told about each entry, and the check that every text it wants
 * to cut can be cut. An entry whose cut text does not read as what must be left is never cut; it moves or stays as
 * a whole, and the factoring is asked again. So it is with anchors and aliases that cannot be parted.
 */
import type { Contract } from '../contract.js';
import { factor, type Decision, type SplitDecision, type Strategy } from '../core/factor.js';
import { PathSet, showPath } from '../core/path.js';
import { idWithout, leavesParent, leavesSession, type Removal } from '../core/removal.js';
import { summarize, type FactorEntry, type FactorInput } from '../core/summary.js';
import type { Identities } from '../core/identities.js';
import type { Dialect, KeyOrder, Value } from '../core/value.js';
import { readsAs } from '../yaml/config-reader.js';
import { coreLength, hasLinks, rootValue, type Config, type Core } from '../yaml/config.js';
import { CannotCut, cutCore, type GraftSource } from '../yaml/cut.js';
import { isLoadable, isMergeKey } from '../yaml/loadable.js';
import { readScalar } from '../yaml/scalar.js';
import { graftSource, NO_GRAFTS } from './grafts.js';
import { baseOf } from './donors.js';
import { blockOf, type Legacy } from './legacy.js';
import { settle } from './settle.js';

export interface DecisionOptions {
  readonly contract: Contract;
  readonly keyOrder: KeyOrder;
  readonly strategy: Strategy;
  readonly dialects: readonly Dialect[];
  readonly identities: Identities;
  /** Top-level keys the parent has already: nothing is decided about them. Default: none. */
  readonly given?: ReadonlySet<string>;
  /** Top-level keys that must stay, and why. Default: none. */
  readonly stuck?: ReadonlyMap<string, string>;
  /** Whether no alias may be written out: what anchors tie together moves together or not at all. Default: false. */
  readonly tieAll?: boolean;
}

export interface Decided {
  /** One for each top-level key. */
  readonly decisions: readonly Decision[];
  /** The configs with aliases written out where the decisions part them from their anchors. */
  readonly legacies: readonly Legacy[];
}

/**
 * @param legacies - the configs of one parent, at least one
 * @param options - contract, equality and order
 * @returns the decisions, every split among them known to be possible in the text
 */
export function decideAll(legacies: readonly Legacy[], options: DecisionOptions): Decided {
  if (legacies.every(({ config }) => config.whole !== null)) {
    return { decisions: allStay(legacies), legacies };
  }
  const pinned = new PathSet([...options.contract.pinned, ...options.contract.metadata]);
  const atomic = new Set<string>();
  const onlyShared = new Set<string>();
  const tied = new Set<string>();
  const fixed = new Set<string>();
  const kept = new Set<string>();
  const base = baseOf(legacies);
  const mayLead = options.dialects.includes('pyyaml') ? isLoadable : () => true;
  for (;;) {
    const inputs = legacies.map(({ config }) => inputOf(config, { atomic, tied, fixed }, options));
    const decisions = factor(summarize(inputs.entries()), {
      ...options,
      pinned,
      kept: new PathSet([...kept]),
      onlyShared,
      readScalar,
      isLoadable: mayLead,
    });
    const settled = settle(legacies, decisions, base, options.identities);
    if (settled.tied.size + settled.kept.length > 0) {
      // What was tied before and still cannot be written out stays: the loop must come to an end.
      for (const key of settled.tied) (tied.has(key) ? fixed : tied).add(key);
      for (const path of settled.kept) kept.add(showPath(path));
      continue;
    }
    const grafts = graftSource(settled.legacies, options.identities);
    const failed = decisions.filter(
      (decision) =>
        decision.kind === 'split' && !canSplit(settled.legacies, decision, grafts, options.identities),
    );
    if (failed.length === 0) return { decisions, legacies: settled.legacies };
    for (const { path } of failed) {
      const key = path[0] ?? '';
      const giveUp = options.strategy === 'shared' || onlyShared.has(key) ? atomic : onlyShared;
      giveUp.add(key);
    }
  }
}

/** The parent's text is cut from some session's: with none to cut there is nothing to take. */
function allStay(legacies: readonly Legacy[]): readonly Decision[] {
  const names = new Set(legacies.flatMap(({ config }) => [...config.names]));
  const why = `every file is kept as it is: ${legacies[0]?.config.whole?.why ?? ''}`;
  return [...names].map((name) => ({ kind: 'own', path: [name], reason: { kind: 'stuck', why } }));
}

/** Top-level keys that may do less than others: `atomic` go whole, `tied` with those they are tied to, `fixed` stay. */
interface Limits {
  readonly atomic: ReadonlySet<string>;
  readonly tied: ReadonlySet<string>;
  readonly fixed: ReadonlySet<string>;
}

function inputOf(
  config: Config,
  { atomic, tied, fixed }: Limits,
  { given, stuck, tieAll = false }: Pick<DecisionOptions, 'given' | 'stuck' | 'tieAll'>,
): FactorInput {
  const entries = new Map<string, FactorEntry>();
  // A file that is not cut loses nothing by a key being in the parent, so long as it has the key itself.
  for (const { name, value } of config.whole?.pairs ?? []) {
    if (name === null || given?.has(name) === true) continue;
    entries.set(name, { value, atomic: false, stuck: stuck?.get(name) ?? null, size: 0, ties: [] });
  }
  const owners = anchorOwners(config);
  for (const { name, core, lead, tail } of config.blocks) {
    if (name === null || given?.has(name) === true) continue;
    const isTied = (tieAll || tied.has(name)) && hasLinks(core);
    const ties = isTied ? [...core.aliases.keys()].flatMap((alias) => owners.get(alias) ?? []) : [];
    entries.set(name, {
      value: core.entry.value,
      atomic: atomic.has(name) || isTied,
      stuck: stuck?.get(name) ?? (fixed.has(name) ? FIXED : whyStuck(core, ties, given)),
      size: lead.length + coreLength(core) + tail.length,
      ties: ties.flatMap((tie) => (tie === null || tie === name ? [] : [tie])),
    });
  }
  return { entries, order: orderOf(config) };
}

function orderOf(config: Config): readonly (string | null)[] {
  const { pairs } = rootValue(config);
  const names = pairs.map(({ name }) => name);
  // What a merge key gives comes before all others, to loaders that expand it.
  return pairs.some(({ key }) => isMergeKey(key)) ? [null, ...names] : names;
}

function anchorOwners(config: Config): ReadonlyMap<string, readonly (string | null)[]> {
  const owners = new Map<string, (string | null)[]>();
  for (const { name, core } of config.blocks) {
    for (const anchor of core.anchors) owners.set(anchor, [...(owners.get(anchor) ?? []), name]);
  }
  return owners;
}

const FIXED = 'an anchor or alias in it cannot be parted from one that stays';

function whyStuck(
  core: Core,
  ties: readonly (string | null)[],
  given: ReadonlySet<string> | undefined,
): string | null {
  const tied = ties.find((tie) => tie !== null && given?.has(tie) === true);
  if (tied !== undefined) return `an alias ties it to ${String(tied)}, which the parent has already`;
  if (core.unfinished) {
    return 'the file ends inside its block scalar, without a line break, which PyYAML and others read differently';
  }
  return ties.includes(null) ? 'an alias ties it to a key that is not a string in every dialect' : null;
}

function canSplit(
  legacies: readonly Legacy[],
  split: SplitDecision,
  grafts: GraftSource,
  identities: Identities,
): boolean {
  const blocks = legacies.flatMap(({ config }) => blockOf(config, split.path[0] ?? '') ?? []);
  return [...new Set(blocks.map(({ core }) => core))].every((core) => {
    const value = core.entry.value;
    const own = leavesSession(value, split);
    return (
      cutReadsRight(core, value, leavesParent(value, split), grafts, identities) &&
      (own === 'whole' || cutReadsRight(core, value, own, NO_GRAFTS, identities))
    );
  });
}

/** @returns whether an entry's text can be cut so that it reads as exactly what must be left */
export function cutReadsRight(
  core: Core,
  value: Value,
  gone: Removal,
  graft: GraftSource,
  identities: Identities,
): boolean {
  if (value.kind !== 'mapping') return false;
  try {
    const { text } = cutCore(core, gone, { notes: new Map(), eol: '\n', graft });
    return readsAs(text, core, idWithout(value, gone, identities), identities);
  } catch (error) {
    if (error instanceof CannotCut) return false;
    throw error;
  }
}
