/**
 * `migrate`: a legacy folder to a parent and its sessions.
 *
 *     scan -> read -> factor and plan -> prove (in memory) -> stage -> prove (from disk) -> commit -> report
 *
 * Nothing is written before the plan is proved, and nothing that was not planned is left behind.
 */
import type { Contract } from '../contract.js';
import type { Strategy } from '../core/factor.js';
import { Identities } from '../core/identities.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../core/value.js';
import type { Problem } from '../errors.js';
import { requireCleanTree } from '../files/git.js';
import { keptWhole, remarks, readConfigs, sizeOf, type ReadResult } from '../files/read.js';
import { scanDirectory, type Found, type Skipped } from '../files/scan.js';
import { findChanges, type Change } from '../files/stage.js';
import type { Plan } from '../plan/plan.js';
import type { CommentChoice } from '../plan/session-text.js';
import type { Proof } from '../proof/prove.js';
import { SharedProver } from '../proof/shared.js';
import { threadsFor } from '../proof/threads.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { scalarId } from '../yaml/scalar.js';
import { leftOut } from './left-out.js';
import {
  diffsOf,
  noConfigs,
  plannedFiles,
  refuseLegacyTargets,
  removeLegacy,
  requireConfigs,
  requirePins,
  withoutOutput,
} from './migrate-files.js';
import { Stopwatch, type Timings } from './timings.js';
import { planAndProve, proveOnceMore, stageAndCommit, type PlanSettings } from './migrate-prove.js';

export interface MigrateOptions {
  /** The legacy folder. */
  readonly legacy: string;
  /** Folder to write the parent and the session folder to. */
  readonly out: string;
  /** File name of the parent, without its ending. */
  readonly name: string;
  /** Path of the session folder from `out`. */
  readonly sessionDir: string;
  readonly exclude: readonly string[];
  readonly recursive: boolean;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  readonly keyOrder: KeyOrder;
  readonly strategy: Strategy;
  readonly comments: CommentChoice;
  /** Leave files with problems out instead of refusing. */
  readonly skipInvalid: boolean;
  /** Overwrite existing files that have other content. */
  readonly force: boolean;
  /** `write`; `dry-run` plans, proves and shows; `check` says whether writing would change anything. */
  readonly mode: 'write' | 'dry-run' | 'check';
  /** Remove the legacy files at the end. */
  readonly inPlace: boolean;
  /** A Python with PyYAML that proves the plan once more. */
  readonly withPython?: string | undefined;
  /** How many threads may prove; default: as many as are worth it. The result does not depend on it. */
  readonly threads?: number | undefined;
}

export interface MigrateResult {
  readonly command: 'migrate';
  readonly ok: boolean;
  readonly exit: 0 | 1 | 2;
  readonly mode: MigrateOptions['mode'];
  readonly options: MigrateOptions;
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  /** Null when problems kept the migration from being planned. */
  readonly plan: Plan | null;
  readonly proof: Proof | null;
  /** What is, or would be, written; files that are already right are not in it. */
  readonly changes: readonly Change[];
  /**
   * Unified diffs of the parent, and of each legacy file and its session; only for a dry run. They are made while they
   * are asked for, and anew each time: take them one by one, or keep them.
   */
  readonly diffs: Iterable<string>;
  /** Legacy files that were removed (`inPlace`). */
  readonly removed: readonly string[];
  /** Where the time went; null when it stopped before it was planned. Not part of the JSON report. */
  readonly timings: (() => Timings) | null;
}

/**
 * @param options - see `MigrateOptions`
 * @returns what was planned, proved and written; `exit` 1 when the proof failed or `check` found a change, 2 when
 *   problems in the files stopped it
 * @throws ConfigError when the folder cannot be read, nothing is there to migrate, the user's Python cannot be asked,
 *   a thread of the proof dies, or writing is refused or fails
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const watch = new Stopwatch();
  const scan = await scanDirectory(options.legacy, options);
  watch.done('scan');
  const { found, skipped } = withoutOutput(scan.found, scan.skipped, options);
  const start: MigrateResult = { ...EMPTY, options, mode: options.mode, skipped };
  const dialects = dialectsOf(options.yaml);
  const identities = new Identities((text, plain) => scalarId(text, plain, dialects), options.keyOrder);
  const reader = new ConfigReader(identities);
  const read = readConfigs(found, reader, options.contract);
  watch.done('read');
  const invalid = read.problems.filter(({ severity }) => severity === 'error');
  if (invalid.length > 0 && !options.skipInvalid) return { ...start, exit: 2, problems: read.problems };
  requireConfigs(read.configs, found, options.legacy, read.problems, skipped);
  requirePins(read.configs, options.contract);

  const threads = threadsFor(sizeOf(read.configs), options.threads);
  const prover = await SharedProver.start({ ...options, dialects }, threads);
  try {
    const settings = { ...options, dialects, identities, prover, watch };
    return await proveAndWrite({ start, found, read, invalid, reader }, settings);
  } finally {
    await prover.close();
  }
}

/** What was read, and what is known of the result so far. */
interface ReadFolder {
  readonly start: MigrateResult;
  readonly found: readonly Found[];
  readonly read: ReadResult;
  readonly invalid: readonly Problem[];
  readonly reader: ConfigReader;
}

async function proveAndWrite(
  { start, found, read, invalid, reader }: ReadFolder,
  settings: PlanSettings & { readonly watch: Stopwatch },
): Promise<MigrateResult> {
  const { options, skipped } = start;
  const { dialects, prover, watch } = settings;
  const { plan, proof, configs, problems } = await planAndProve(read.configs, settings);
  const notes = [...keptWhole(configs), ...remarks(read.configs, dialects)];
  watch.done('remarks');
  const timings = () => ({ steps: watch.steps, ...reader.ways, proved: prover.ways });
  const result = { ...start, plan, proof, timings, problems: [...read.problems, ...problems, ...notes] };
  const planned = { ...result, skipped: [...skipped, ...leftOut([...invalid, ...problems])] };
  if (problems.length > 0 && !options.skipInvalid) return { ...result, exit: 2 };
  if (plan === null || proof === null) throw noConfigs(options.legacy, result.problems);
  if (!proof.ok) return { ...planned, exit: 1 };
  const proved = await proveOnceMore(plan, proof, options.withPython, { ...options, dialects });
  if (options.withPython !== undefined) watch.done('prove with Python');
  const left = { ...planned, proof: proved };
  if (!proved.ok) return { ...left, exit: 1 };

  const files = plannedFiles(plan);
  refuseLegacyTargets(files, found);
  const changes = findChanges(files);
  watch.done('look at the places');
  if (options.mode === 'dry-run') {
    return { ...left, ok: true, exit: 0, changes, diffs: diffsOf(plan, configs) };
  }
  if (options.mode === 'check') {
    return { ...left, ok: changes.length === 0, exit: changes.length === 0 ? 0 : 1, changes };
  }
  if (options.inPlace && !options.force) requireCleanTree(options.legacy);
  const staged = await stageAndCommit(plan, files, configs, { ...options, prover, watch });
  if (!staged.ok) return { ...left, exit: 1, proof: staged };
  const removed = options.inPlace ? removeLegacy(configs) : [];
  return { ...left, ok: true, exit: 0, changes, removed };
}

const EMPTY: Omit<MigrateResult, 'options' | 'mode' | 'skipped'> = {
  command: 'migrate',
  ok: false,
  exit: 1,
  problems: [],
  plan: null,
  proof: null,
  changes: [],
  diffs: [],
  removed: [],
  timings: null,
};
