/**
 * The proofs of a migration: of the plan in memory, if asked for by the user's own Python too, and of the staged files
 * before they go in place.
 */
import type { Problem } from '../errors.js';
import { checkUnchanged } from '../files/hash.js';
import type { ReadConfig } from '../files/read.js';
import { commitStage, discardStage, stageFiles, type PlannedFile } from '../files/stage.js';
import { planMigration, type Plan, type PlanOptions } from '../plan/plan.js';
import type { Prover, Proof, ProofOptions, ProofParent } from '../proof/prove.js';
import { proveWithPython } from '../proof/with-python.js';
import { legacyOnDisk, proofParents, textOfBytes } from './proof-input.js';

export interface PlanSettings extends PlanOptions {
  readonly skipInvalid: boolean;
  readonly prover: Prover;
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
 */
export function planAndProve(configs: readonly ReadConfig[], settings: PlanSettings): Proved {
  if (configs.length === 0) return { plan: null, proof: null, configs, problems: [] };
  const plan = planMigration(configs, settings);
  const proof = settings.prover.prove(asPlanned(plan));
  const unread = new Map(
    proof.differences
      .filter(({ kind, before }) => kind === 'unreadable' && before !== '')
      .map(({ session, before }) => [session, before]),
  );
  const problems = configs.flatMap(({ name, path: file }) => {
    const why = unread.get(name);
    return why === undefined ? [] : [unproved(file, why)];
  });
  if (problems.length === 0 || !settings.skipInvalid) return { plan, proof, configs, problems };
  const rest = planAndProve(
    configs.filter(({ name }) => !unread.has(name)),
    settings,
  );
  return { ...rest, problems: [...problems, ...rest.problems] };
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
function asPlanned(plan: Plan): readonly ProofParent[] {
  return proofParents(plan, {
    legacy: legacyOnDisk,
    session: ({ bytes }) => textOfBytes(bytes()),
    parent: ({ text }) => text,
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
 * Stages, proves what is staged, and puts it in place.
 *
 * @returns the proof of the files as staged; they are in place when it holds, and gone when it does not
 */
export function stageAndCommit(
  plan: Plan,
  files: readonly PlannedFile[],
  configs: readonly ReadConfig[],
  options: { readonly prover: Prover; readonly force: boolean },
): Proof {
  const stage = stageFiles(files, options);
  try {
    const staged = (file: { readonly path: string }) => textOfBytes(stage.read(file.path));
    const parents = proofParents(plan, { legacy: legacyOnDisk, session: staged, parent: staged });
    const proof = options.prover.prove(parents);
    if (!proof.ok) {
      discardStage(stage);
      return proof;
    }
    checkUnchanged(configs);
    commitStage(stage);
    return proof;
  } catch (error) {
    discardStage(stage);
    throw error;
  }
}
