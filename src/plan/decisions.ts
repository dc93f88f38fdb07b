/**
 * From configs to decisions: what the factoring is told about each entry, and the check that every text it wants
 * to cut can be cut. An entry whose cut text does not read as what must be left is never cut; it moves or stays as
 * a whole, and the factoring is asked again.
 */
import type { Contract } from '../contract.js';
import {
  factor,
  type Decision,
  type FactorEntry,
  type FactorInput,
  type SplitDecision,
  type Strategy,
} from '../core/factor.js';
import { PathSet } from '../core/path.js';
import { idWithout, leavesParent, leavesSession, type Removal } from '../core/removal.js';
import type { Dialect, Identities, KeyOrder, Value } from '../core/value.js';
import { coreText, readsAs, type Config, type Core } from '../yaml/config.js';
import { CannotCut, cutCore, type GraftSource } from '../yaml/cut.js';
import { readScalar } from '../yaml/scalar.js';
import { graftSource, NO_GRAFTS } from './grafts.js';
import { blockOf, type Legacy } from './legacy.js';

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
}

/**
 * @param legacies - the configs of one parent, at least one
 * @param options - contract, equality and order
 * @returns a decision for each top-level key, every split among them known to be possible in the text
 */
export function decideAll(legacies: readonly Legacy[], options: DecisionOptions): readonly Decision[] {
  if (legacies.every(({ config }) => config.whole !== null)) return allStay(legacies);
  const pinned = new PathSet([...options.contract.pinned, ...options.contract.metadata]);
  const atomic = new Set<string>();
  const onlyShared = new Set<string>();
  const grafts = graftSource(legacies);
  for (;;) {
    const inputs = legacies.map(({ config }) => inputOf(config, atomic, options));
    const decisions = factor(inputs, { ...options, pinned, onlyShared, readScalar });
    const failed = decisions.filter(
      (decision) => decision.kind === 'split' && !canSplit(legacies, decision, grafts, options.identities),
    );
    if (failed.length === 0) return decisions;
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

function inputOf(
  config: Config,
  uncuttable: ReadonlySet<string>,
  { given, stuck }: Pick<DecisionOptions, 'given' | 'stuck'>,
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
    const ties = [...core.aliases].flatMap((alias) => [...(owners.get(alias) ?? [])]);
    entries.set(name, {
      value: core.entry.value,
      atomic: uncuttable.has(name) || core.anchors.size > 0 || core.aliases.size > 0,
      stuck: stuck?.get(name) ?? whyStuck(core, ties, given),
      size: lead.length + coreText(core).length + tail.length,
      ties: ties.flatMap((tie) => (tie === null || tie === name ? [] : [tie])),
    });
  }
  return { entries };
}

function anchorOwners(config: Config): ReadonlyMap<string, readonly (string | null)[]> {
  const owners = new Map<string, (string | null)[]>();
  for (const { name, core } of config.blocks) {
    for (const anchor of core.anchors) owners.set(anchor, [...(owners.get(anchor) ?? []), name]);
  }
  return owners;
}

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
    return readsAs(text, core.entry, idWithout(value, gone, identities), identities);
  } catch (error) {
    if (error instanceof CannotCut) return false;
    throw error;
  }
}
