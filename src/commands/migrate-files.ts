/** Which files a migration reads and writes, and what that changes on disk. */
import { readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { PRESETS, type Contract } from '../contract.js';
import { showPath, type Path } from '../core/path.js';
import type { Value } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import type { ReadConfig } from '../files/read.js';
import type { Found, Skipped } from '../files/scan.js';
import type { PlannedFile } from '../files/stage.js';
import type { Plan } from '../plan/plan.js';
import { rootValue } from '../yaml/config.js';
import { decode } from '../yaml/decode.js';
import { textOfBytes } from '../proof/text.js';
import { knownHunks, unifiedDiff } from './unified-diff.js';

/** Where a migration writes. */
export interface Target {
  readonly out: string;
  readonly name: string;
  readonly sessionDir: string;
  readonly recursive: boolean;
}

const OWN_PARENT = 'is the parent this migration writes';

/** What an earlier run wrote into the legacy folder is not a legacy config. */
export function withoutOutput(
  found: readonly Found[],
  skipped: readonly Skipped[],
  options: Target,
): { readonly found: readonly Found[]; readonly skipped: readonly Skipped[] } {
  const parent = path.resolve(options.out, `${options.name}.yaml`);
  const sessions = path.resolve(options.out, options.sessionDir) + path.sep;
  const reasonOf = (file: string): string | null => {
    if (options.recursive && path.resolve(file).startsWith(sessions))
      return 'is in the session folder this migration writes';
    return path.resolve(file) === parent && isParent(file) ? OWN_PARENT : null;
  };
  const own = found.flatMap(({ path: file }) => {
    const reason = reasonOf(file);
    return reason === null ? [] : [{ path: file, reason }];
  });
  const paths = new Set(own.map((file) => file.path));
  return { found: found.filter((file) => !paths.has(file.path)), skipped: [...skipped, ...own] };
}

/**
 * @param configs - what was read
 * @param contract - what it pins beyond its preset and its required keys, the user asked for
 * @throws ConfigError `usage` when no config has one of them: it is probably misspelt
 */
export function requirePins(configs: readonly ReadConfig[], contract: Contract): void {
  const known = [...PRESETS[contract.preset].pinned, ...contract.required];
  for (const pin of contract.pinned.filter((path) => !known.includes(path))) {
    if (configs.some(({ config }) => hasPath(rootValue(config), [], pin))) continue;
    throw new ConfigError('usage', `--pin ${pin}: no config has this key path.`);
  }
}

function hasPath(value: Value, above: Path, shown: string): boolean {
  if (value.kind !== 'mapping') return false;
  return value.pairs.some(({ name, value: inner }) => {
    if (name === null) return false;
    const path = [...above, name];
    return (
      showPath(path) === shown || (shown.startsWith(`${showPath(path)}.`) && hasPath(inner, path, shown))
    );
  });
}

function isParent(file: string): boolean {
  const source = decode(file, readFileSync(file));
  return 'text' in source && /^session_dir:/m.test(source.text) && /^sessions:/m.test(source.text);
}

export function requireConfigs(
  configs: readonly ReadConfig[],
  found: readonly Found[],
  legacy: string,
  problems: readonly Problem[],
  skipped: readonly Skipped[],
): void {
  const parent = skipped.find(({ reason }) => reason === OWN_PARENT);
  if (found.length === 0 && parent !== undefined) {
    throw new ConfigError(
      'nothing-to-migrate',
      `${legacy} was migrated before: ${parent.path} is its parent, and no legacy config is left.`,
    );
  }
  if (found.length === 0) {
    throw new ConfigError(
      'nothing-to-migrate',
      `${legacy} holds no configs: no *.yaml or *.yml that is not excluded. Check the folder and --exclude, or use --recursive.`,
    );
  }
  if (configs.length === 0) throw noConfigs(legacy, problems);
}

export function noConfigs(legacy: string, problems: readonly Problem[]): ConfigError {
  return new ConfigError(
    'nothing-to-migrate',
    `Every config in ${legacy} has a problem: nothing is left to migrate.`,
    problems,
  );
}

export function plannedFiles(plan: Plan): readonly PlannedFile[] {
  return [
    ...plan.sessions.map(({ path: file, bytes }) => ({ path: file, kind: 'session' as const, bytes })),
    ...plan.parents.map(({ path: file, text }) => ({
      path: file,
      kind: 'parent' as const,
      bytes: () => new TextEncoder().encode(text),
    })),
  ];
}

export function refuseLegacyTargets(files: readonly PlannedFile[], found: readonly Found[]): void {
  const legacy = new Set(found.map((file) => path.resolve(file.path)));
  const target = files.find((file) => legacy.has(path.resolve(file.path)));
  if (target === undefined) return;
  throw new ConfigError(
    'would-overwrite',
    `${target.path} would overwrite a legacy config. Choose another --out, --name or --session-dir.`,
  );
}

/**
 * @param plan - what would be written
 * @param configs - what was planned: the diffs are of the texts as they were read
 * @returns the diff of each parent, then of each session; made one by one, and only when they are asked for
 */
export function diffsOf(plan: Plan, configs: readonly ReadConfig[]): Iterable<string> {
  return { [Symbol.iterator]: () => eachDiff(plan, configs) };
}

function* eachDiff(plan: Plan, configs: readonly ReadConfig[]): Generator<string, void> {
  for (const { path: file, text } of plan.parents) yield unifiedDiff('/dev/null', '', file, text);
  const texts = new Map(configs.map(({ path: file, config: { source } }) => [file, source]));
  const known = knownHunks();
  for (const { source, path: file, bytes } of plan.sessions) {
    const { bom, text } = texts.get(source) ?? { bom: false, text: '' };
    yield unifiedDiff(source, bom ? `\uFEFF${text}` : text, file, textOfBytes(bytes()), known);
  }
}

export function removeLegacy(configs: readonly ReadConfig[]): readonly string[] {
  for (const { path: file } of configs) unlinkSync(file);
  return configs.map(({ path: file }) => file);
}
