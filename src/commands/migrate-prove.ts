/**
 * The proofs of a migration: of the plan in memory, if asked for by the user's own Python too, and of the staged files
 * before they go in place.
 */
import type { Problem } from '../errors.js';
import { legacyChanged } from '../files/hash.js';
import type { ReadConfig } from '../files/read.js';
import { commitStage, discardStage, stageFiles, syncStage, type PlannedFile } from '../files/stage.js';
import { planMigration, type Plan, type PlanOptions } from '../plan/plan.js';
import type { SharedParent } from '../proof/chunk.js';
import { whyPyyamlRefuses, type Proof, type ProofOptions } from '../proof/prove.js';
import type { SharedProver } from '../proof/shared.js';
import { proveWithPython } from '../proof/with-python.js';
import { aliasProblem } from '../yaml/alias-limit.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { decode } from '../yaml/decode.js';
import { keepWhole } from '../yaml/keep-whole.js';
import type { Stopwatch } from './timings.js';
import { legacyOnDisk, proofParents, type ProofSources } from './proof-input.js';

export interface PlanSettings extends PlanOptions {
  readonly skipInvalid: boolean;
  readonly prover: SharedProver;
  readonly watch?: Stopwatch;
}

export interface Proved {
  readonly plan: Plan | null;
  readonly proof: Proof | null;
  readonly configs: readonly ReadConfig[];
  /** Files the proof's own parser cannot read. */
  readonly problems: readonly Problem[];
}

/**
 * Plans and proves. A legacy file that the proof's parser cannot read cannot be proved: it counts as invalid.
 *
 * @param configs - what was read
 * @param settings - with `skipInvalid`, files that cannot be proved are left out and the rest is planned again
 * @param legacy - gives the legacy text the proof is of; default: what is on disk now
 */
export async function planAndProve(
  configs: readonly ReadConfig[],
  settings: PlanSettings,
  legacy: ProofSources['legacy'] = legacyOnDisk,
): Promise<Proved> {
  if (configs.length === 0) return { plan: null, proof: null, configs, problems: [] };
  const plan = planMigration(configs, settings);
  settings.watch?.done('factor and plan');
  const { proof } = await settings.prover.prove(asPlanned(plan, legacy));
  settings.watch?.done('prove');
  const unread = new Map(
    proof.differences
      .filter(({ kind, before }) => kind === 'unreadable' && before !== '')
      .map(({ session, before }) => [session, before]),
  );
  const problems = configs.flatMap(({ name, path: file }) => {
    const why = unread.get(name);
    return why === undefined ? [] : [unproved(file, why)];
  });
  if (problems.length === 0)
    problems.push(...unprovedParents(plan, proof), ...parentsOverLimit(plan, configs, settings));
  if (problems.length === 0) {
    const apart = keptApart(configs, proof);
    return apart === null ? { plan, proof, configs, problems } : planAndProve(apart, settings, legacy);
  }
  if (!settings.skipInvalid || unread.size === 0) return { plan, proof, configs, problems };
  const rest = await planAndProve(
    configs.filter(({ name }) => !unread.has(name)),
    settings,
    legacy,
  );
  return { ...rest, problems: [...problems, ...rest.problems] };
}

/**
 * What PyYAML refuses in one file, a tab between values above all, must not come into the others by the parent. It is
 * looked for only where that has happened: a file's text is no other for it in most folders.
 *
 * @returns the configs with those kept whole that PyYAML refuses; null when the proof does not ask for it
 */
function keptApart(configs: readonly ReadConfig[], proof: Proof): readonly ReadConfig[] | null {
  const broken = proof.differences.some(({ kind, before }) => kind === 'unreadable' && before === '');
  if (!broken) return null;
  const kept = configs.map((one) => {
    const why = whyPyyamlRefuses(one.config.source.text);
    return why === null ? one : { ...one, config: keepWhole(one.config, `PyYAML refuses it: ${why}`) };
  });
  return kept.every(({ config }, index) => config === configs[index]?.config) ? null : kept;
}

/**
 * @param proof - the proof of the plan, which holds
 * @param withPython - the user's Python; undefined when it was not asked for
 * @returns the proof, with PyYAML among its loaders when it was asked for
 */
export async function proveOnceMore(
  plan: Plan,
  proof: Proof,
  withPython: string | undefined,
  options: ProofOptions,
): Promise<Proof> {
  return withPython === undefined ? proof : proveWithPython(proof, withPython, asPlanned(plan), options);
}

/** The texts as they would be written, and the legacy configs as they are on disk now. */
function asPlanned(plan: Plan, legacy: ProofSources['legacy'] = legacyOnDisk): readonly SharedParent[] {
  return proofParents(plan, {
    legacy,
    session: ({ bytes }) => ({ bytes: bytes() }),
    parent: ({ text }) => ({ text }),
  });
}

/** Text that could be read where it stood may be too much for the proof's parser in the middle of the parent. */
function unprovedParents(plan: Plan, proof: Proof): readonly Problem[] {
  const [difference] = proof.differences.filter(
    ({ session, kind }) => session === '' && kind === 'unreadable',
  );
  const [parent] = plan.parents;
  return difference === undefined || parent === undefined ? [] : [unproved(parent.path, difference.after)];
}

/** Each legacy config may be within the limit, and what a parent takes of several of them not. */
function parentsOverLimit(
  plan: Plan,
  configs: readonly ReadConfig[],
  { identities }: Pick<PlanSettings, 'identities'>,
): readonly Problem[] {
  if (configs.every(({ config }) => config.anchors.length === 0)) return [];
  return plan.parents.flatMap(({ path: file, text }) => {
    const source = decode(file, new TextEncoder().encode(text));
    const config = 'code' in source ? [source] : new ConfigReader(identities).read(source);
    return 'head' in config ? (aliasProblem(config) ?? []) : [];
  });
}

function unproved(file: string, why: string): Problem {
  const place = /\((\d+):(\d+)\)/.exec(why);
  const message = `The proof's parser cannot read the file (${why}), so nothing could be proved about it. Write the place in another way, or leave the file out with --skip-invalid.`;
  return {
    code: 'unproved',
    severity: 'error',
    file,
    line: Number(place?.[1] ?? 0),
    column: Number(place?.[2] ?? 0),
    message,
  };
}

/**
 * Stages, proves what is staged, and puts it in place. The proof reads each legacy file once more, and says with that
 * whether it still holds what was read for the plan.
 *
 * @returns the proof of the files as staged; they are in place when it holds, and gone when it does not
 * @throws ConfigError `legacy-changed`, naming the legacy files that hold something else or are gone
 */
export async function stageAndCommit(
  plan: Plan,
  files: readonly PlannedFile[],
  configs: readonly ReadConfig[],
  options: { readonly prover: SharedProver; readonly force: boolean; readonly watch: Stopwatch },
): Promise<Proof> {
  const stage = stageFiles(files, options);
  try {
    options.watch.done('stage');
    const hashes = new Map(configs.map(({ path, hash }) => [path, hash]));
    const staged = ({ path }: { readonly path: string }) => ({ file: stage.whereIs(path) });
    const legacy = ({ source }: { readonly source: string }) => ({ file: source, hash: hashes.get(source) });
    const parents = proofParents(plan, { legacy, session: staged, parent: staged });
    const { proof, changed } = await options.prover.prove(parents);
    options.watch.done('prove from disk');
    if (changed.length > 0) throw legacyChanged(changed);
    if (!proof.ok) {
      discardStage(stage);
      return proof;
    }
    const synced = await syncStage(stage);
    options.watch.done('sync to disk');
    commitStage(synced);
    options.watch.done('commit');
    return proof;
  } catch (error) {
    discardStage(stage);
    throw error;
  }
}
