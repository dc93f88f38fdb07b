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
} from '../core/factor.js';
import { PathSet } from '../core/path.js';
import { idWithout, leavesParent, leavesSession, type Removal } from '../core/removal.js';
import type { Dialect, Identities, KeyOrder, Value } from '../core/value.js';
import { readsAs, type Block, type Config, type Core } from '../yaml/config.js';
import { cutCore } from '../yaml/cut.js';
import { readScalar } from '../yaml/scalar.js';

/** One legacy config that takes part. */
export interface Legacy {
  readonly name: string;
  /** Path of the legacy file as the user would write it. */
  readonly path: string;
  readonly config: Config;
}

export interface DecisionOptions {
  readonly contract: Contract;
  readonly keyOrder: KeyOrder;
  readonly dialects: readonly Dialect[];
  readonly identities: Identities;
}

/**
 * @param legacies - the configs of one parent, at least one
 * @param options - contract, equality and order
 * @returns a decision for each top-level key, every split among them known to be possible in the text
 */
export function decideAll(legacies: readonly Legacy[], options: DecisionOptions): readonly Decision[] {
  const whole = legacies.find(({ config }) => config.whole !== null);
  if (whole !== undefined)
    return allStay(legacies, `${whole.path} can only stay whole: ${whole.config.whole?.why}`);
  const pinned = new PathSet([...options.contract.pinned, ...options.contract.metadata]);
  const uncuttable = new Set<string>();
  for (;;) {
    const inputs = legacies.map(({ config }) => inputOf(config, uncuttable));
    const decisions = factor(inputs, { ...options, pinned, readScalar });
    const failed = decisions.filter(
      (decision) => decision.kind === 'split' && !canSplit(legacies, decision, options.identities),
    );
    if (failed.length === 0) return decisions;
    for (const { path } of failed) uncuttable.add(path[0] ?? '');
  }
}

function allStay(legacies: readonly Legacy[], why: string): readonly Decision[] {
  const names = new Set(legacies.flatMap(({ config }) => [...config.names]));
  return [...names].map((name) => ({ kind: 'own', path: [name], reason: { kind: 'stuck', why } }));
}

function inputOf(config: Config, uncuttable: ReadonlySet<string>): FactorInput {
  const entries = new Map<string, FactorEntry>();
  const owners = anchorOwners(config);
  for (const { name, core } of config.blocks) {
    if (name === null) continue;
    const ties = [...core.aliases].flatMap((alias) => [...(owners.get(alias) ?? [])]);
    entries.set(name, {
      value: core.entry.value,
      atomic: uncuttable.has(name) || core.anchors.size > 0 || core.aliases.size > 0,
      stuck: whyStuck(core, ties),
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

function whyStuck(core: Core, ties: readonly (string | null)[]): string | null {
  if (core.unfinished) {
    return 'the file ends inside its block scalar, without a line break, which PyYAML and others read differently';
  }
  return ties.includes(null) ? 'an alias ties it to a key that is not a string in every dialect' : null;
}

function canSplit(legacies: readonly Legacy[], split: SplitDecision, identities: Identities): boolean {
  const key = split.path[0];
  const cores = new Set(
    legacies.flatMap(({ config }) =>
      config.blocks.filter(({ name }) => name === key).map(({ core }) => core),
    ),
  );
  return [...cores].every((core) => {
    const value = core.entry.value;
    const own = leavesSession(value, split);
    return (
      cutReadsRight(core, value, leavesParent(value, split), identities) &&
      (own === 'whole' || cutReadsRight(core, value, own, identities))
    );
  });
}

function cutReadsRight(core: Core, value: Value, gone: Removal, identities: Identities): boolean {
  if (value.kind !== 'mapping') return false;
  const { text } = cutCore(core, gone, new Map(), '\n');
  return readsAs(text, core.entry, idWithout(value, gone, identities), identities);
}

/** @returns the block of a top-level key */
export function blockOf(config: Config, key: string): Block | undefined {
  return config.blocks.find(({ name }) => name === key);
}
