/**
 * `migrate`: a legacy folder to a parent and its sessions.
 *
 *     scan -> read -> factor and plan -> prove (in memory) -> stage -> prove (from disk) -> commit -> report
 *
 * Nothing is written before the plan is proved, and nothing that was not planned is left behind.
 */
import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract.js';
import { dialectsOf, Identities, type DialectChoice, type KeyOrder } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { requireCleanTree } from '../files/git.js';
import { checkUnchanged } from '../files/hash.js';
import { readConfigs, type ReadConfig } from '../files/read.js';
import { scanDirectory, type Found, type Skipped } from '../files/scan.js';
import { commitStage, discardStage, findConflicts, stageFiles, type PlannedFile } from '../files/stage.js';
import { planMigration, type Plan } from '../plan/plan.js';
import type { CommentChoice } from '../plan/session-text.js';
import { prove, type Proof } from '../proof/prove.js';
import { ConfigReader } from '../yaml/config.js';
import { decode } from '../yaml/decode.js';
import { scalarId } from '../yaml/scalar.js';
import { legacyOnDisk, proofParents, textOfBytes } from './proof-input.js';
import { unifiedDiff } from './unified-diff.js';

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
  readonly comments: CommentChoice;
  /** Leave files with problems out instead of refusing. */
  readonly skipInvalid: boolean;
  /** Overwrite existing files that have other content. */
  readonly force: boolean;
  /** `write`; `dry-run` plans, proves and shows; `check` says whether writing would change anything. */
  readonly mode: 'write' | 'dry-run' | 'check';
  /** Remove the legacy files at the end. */
  readonly inPlace: boolean;
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
  /** Unified diffs of each legacy file and its session, and the parent; only for a dry run. */
  readonly diffs: readonly string[];
  /** Legacy files that were removed (`inPlace`). */
  readonly removed: readonly string[];
}

export interface Change {
  readonly path: string;
  readonly kind: 'new' | 'changed';
}

/**
 * @param options - see `MigrateOptions`
 * @returns what was planned, proved and written; `exit` 1 when the proof failed or `check` found a change, 2 when
 *   problems in the files stopped it
 * @throws ConfigError when the folder cannot be read, nothing is there to migrate, or writing is refused or fails
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const scan = await scanDirectory(options.legacy, options);
  const { found, skipped } = withoutOutput(scan.found, scan.skipped, options);
  const start: MigrateResult = { ...EMPTY, options, mode: options.mode, skipped };
  const dialects = dialectsOf(options.yaml);
  const identities = new Identities((text, plain) => scalarId(text, plain, dialects), options.keyOrder);
  const read = readConfigs(found, new ConfigReader(identities), options.contract);
  const invalid = read.problems.filter(({ severity }) => severity === 'error');
  if (invalid.length > 0 && !options.skipInvalid) return { ...start, exit: 2, problems: read.problems };
  requireConfigs(read.configs, found, options.legacy, read.problems);

  const { plan, proof, configs, problems } = planAndProve(read.configs, { ...options, dialects, identities });
  const result = { ...start, plan, proof, problems: [...read.problems, ...problems] };
  const left = { ...result, skipped: [...skipped, ...leftOut([...invalid, ...problems])] };
  if (problems.length > 0 && !options.skipInvalid) return { ...result, exit: 2 };
  if (plan === null || proof === null) throw noConfigs(options.legacy, result.problems);
  if (!proof.ok) return { ...left, exit: 1 };

  const files = plannedFiles(plan);
  refuseLegacyTargets(files, found);
  const changes = changesOf(files);
  if (options.mode === 'dry-run') return { ...left, ok: true, exit: 0, changes, diffs: diffsOf(plan) };
  if (options.mode === 'check') {
    return { ...left, ok: changes.length === 0, exit: changes.length === 0 ? 0 : 1, changes };
  }
  if (options.inPlace && !options.force) requireCleanTree(options.legacy);
  const proved = write(plan, files, configs, options, dialects);
  if (!proved.ok) return { ...left, exit: 1, proof: proved };
  const removed = options.inPlace ? removeLegacy(configs) : [];
  return { ...left, ok: true, exit: 0, proof: proved, changes, removed };
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
};

type PlanSettings = MigrateOptions & {
  readonly dialects: ReturnType<typeof dialectsOf>;
  readonly identities: Identities;
};

interface Proved {
  readonly plan: Plan | null;
  readonly proof: Proof | null;
  readonly configs: readonly ReadConfig[];
  /** Files the proof's own parser cannot read. */
  readonly problems: readonly Problem[];
}

/** A legacy file that the proof's parser cannot read cannot be proved: it counts as invalid, and is left out. */
function planAndProve(configs: readonly ReadConfig[], settings: PlanSettings): Proved {
  if (configs.length === 0) return { plan: null, proof: null, configs, problems: [] };
  const plan = planMigration(configs, settings);
  const proof = prove(
    proofParents(plan, {
      legacy: legacyOnDisk,
      session: ({ bytes }) => textOfBytes(bytes()),
      parent: ({ text }) => text,
    }),
    settings,
  );
  const unread = new Map(
    proof.differences
      .filter(({ kind }) => kind === 'unreadable')
      .map(({ session, before }) => [session, before]),
  );
  const problems = configs
    .filter(({ name }) => (unread.get(name) ?? '') !== '')
    .map(({ name, path: file }) => unproved(file, unread.get(name) ?? ''));
  if (problems.length === 0 || !settings.skipInvalid) return { plan, proof, configs, problems };
  const rest = planAndProve(
    configs.filter(({ name }) => !unread.has(name)),
    settings,
  );
  return { ...rest, problems: [...problems, ...rest.problems] };
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

/** What an earlier run wrote into the legacy folder is not a legacy config. */
function withoutOutput(
  found: readonly Found[],
  skipped: readonly Skipped[],
  options: MigrateOptions,
): { readonly found: readonly Found[]; readonly skipped: readonly Skipped[] } {
  const parent = path.resolve(options.out, `${options.name}.yaml`);
  const sessions = path.resolve(options.out, options.sessionDir) + path.sep;
  const reasonOf = (file: string): string | null => {
    if (options.recursive && path.resolve(file).startsWith(sessions))
      return 'is in the session folder this migration writes';
    return path.resolve(file) === parent && isParent(file) ? 'is the parent this migration writes' : null;
  };
  const own = found.flatMap(({ path: file }) => {
    const reason = reasonOf(file);
    return reason === null ? [] : [{ path: file, reason }];
  });
  const paths = new Set(own.map((file) => file.path));
  return { found: found.filter((file) => !paths.has(file.path)), skipped: [...skipped, ...own] };
}

function isParent(file: string): boolean {
  const source = decode(file, readFileSync(file));
  return 'text' in source && /^session_dir:/m.test(source.text) && /^sessions:/m.test(source.text);
}

function requireConfigs(
  configs: readonly ReadConfig[],
  found: readonly Found[],
  legacy: string,
  problems: readonly Problem[],
): void {
  if (found.length === 0) {
    throw new ConfigError(
      'nothing-to-migrate',
      `${legacy} holds no configs: no *.yaml or *.yml that is not excluded. Check the folder and --exclude, or use --recursive.`,
    );
  }
  if (configs.length === 0) throw noConfigs(legacy, problems);
}

function noConfigs(legacy: string, problems: readonly Problem[]): ConfigError {
  return new ConfigError(
    'nothing-to-migrate',
    `Every config in ${legacy} has a problem: nothing is left to migrate.`,
    problems,
  );
}

function leftOut(problems: readonly Problem[]): readonly Skipped[] {
  const files = new Map(problems.map((problem) => [problem.file, problem]));
  return [...files.values()].map(({ file, code }) => ({ path: file, reason: `has a problem: ${code}` }));
}

function plannedFiles(plan: Plan): readonly PlannedFile[] {
  return [
    ...plan.sessions.map(({ path: file, bytes }) => ({ path: file, kind: 'session' as const, bytes })),
    ...plan.parents.map(({ path: file, text }) => ({
      path: file,
      kind: 'parent' as const,
      bytes: () => new TextEncoder().encode(text),
    })),
  ];
}

function refuseLegacyTargets(files: readonly PlannedFile[], found: readonly Found[]): void {
  const legacy = new Set(found.map((file) => path.resolve(file.path)));
  const target = files.find((file) => legacy.has(path.resolve(file.path)));
  if (target === undefined) return;
  throw new ConfigError(
    'would-overwrite',
    `${target.path} would overwrite a legacy config. Choose another --out, --name or --session-dir.`,
  );
}

function changesOf(files: readonly PlannedFile[]): readonly Change[] {
  const conflicts = new Set(findConflicts(files));
  return files.flatMap(({ path: file }): Change[] => {
    if (conflicts.has(file)) return [{ path: file, kind: 'changed' }];
    return existsSync(file) ? [] : [{ path: file, kind: 'new' }];
  });
}

function diffsOf(plan: Plan): readonly string[] {
  const sessions = plan.sessions.map((session) =>
    unifiedDiff(session.source, legacyOnDisk(session), session.path, textOfBytes(session.bytes())),
  );
  return [
    ...plan.parents.map(({ path: file, text }) => unifiedDiff('/dev/null', '', file, text)),
    ...sessions,
  ];
}

/** @returns the proof of the files as staged; they are in place when it holds, and gone when it does not */
function write(
  plan: Plan,
  files: readonly PlannedFile[],
  configs: readonly ReadConfig[],
  options: MigrateOptions,
  dialects: ReturnType<typeof dialectsOf>,
): Proof {
  const stage = stageFiles(files, options);
  try {
    const staged = (file: { readonly path: string }) => textOfBytes(stage.read(file.path));
    const parents = proofParents(plan, { legacy: legacyOnDisk, session: staged, parent: staged });
    const proof = prove(parents, { ...options, dialects });
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

function removeLegacy(configs: readonly ReadConfig[]): readonly string[] {
  for (const { path: file } of configs) unlinkSync(file);
  return configs.map(({ path: file }) => file);
}
