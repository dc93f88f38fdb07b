/** The audit: configs in, findings and the table of key paths out. No disk, no text; positions are asked for last. */
import type { Contract } from '../contract.js';
import type { DialectChoice, MappingValue } from '../core/value.js';
import type { Draft } from './draft.js';
import type { Finding, KeyRow } from './finding.js';
import { finish } from './finish.js';
import { populationOf, populationsOf, type Population } from './folder.js';
import { asOverrides, layoutDrafts } from './layout/layout.js';
import { mergedPopulation } from './layout/merged.js';
import { rowsOf } from './rows.js';
import { caseDrift } from './rules/case-drift.js';
import { dialects } from './rules/dialect.js';
import { duplicateConfigs } from './rules/duplicate-config.js';
import { duplicateKeys } from './rules/duplicate-key.js';
import { extraKeys } from './rules/extra-key.js';
import { missingKeys } from './rules/missing-key.js';
import { nameMismatches } from './rules/name-mismatch.js';
import { nearDuplicateConfigs } from './rules/near-duplicate-config.js';
import { nearMissKeys } from './rules/near-miss-key.js';
import { orderDrift } from './rules/order-drift.js';
import { outlierValues } from './rules/outlier-value.js';
import { presences } from './rules/presence.js';
import { repeatedLists } from './rules/repeated-list.js';
import { skippedByName } from './rules/skipped-by-name.js';
import { otherTypes, typeDrift } from './rules/type-drift.js';
import { weigh } from './weigh.js';

export interface AuditInput {
  readonly folders: readonly AuditFolder[];
  readonly layouts: readonly AuditLayout[];
}

/** A folder of standalone configs that are copies of each other: what is compared with what. */
export interface AuditFolder {
  readonly directory: string;
  readonly configs: readonly AuditConfig[];
  /** Keys that stand twice in one mapping; such files are among `configs`, with the last value. */
  readonly duplicateKeys: readonly DuplicateKey[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

export interface AuditConfig {
  /** Path as the user would write it. */
  readonly file: string;
  /** File name without its ending, or the session's name. */
  readonly stem: string;
  /** Equal entries of different files are the same object, so that each is looked at once. */
  readonly root: MappingValue;
  /** Where a value stands in the file; asked only for what is reported. */
  readonly locate: Locate;
}

/** A key of a mapping, or an index into a list. */
export type Step = string | number;

/**
 * @param steps - from the root of the file
 * @param what - the key's place or the value's
 * @returns line and column from 1; of the nearest place above that exists, when the path does not
 */
export type Locate = (steps: readonly Step[], what: 'key' | 'value') => PlaceInFile;

export interface PlaceInFile {
  readonly line: number;
  readonly column: number;
  /** Another file, for what a session has from its parent. */
  readonly file?: string;
}

export interface DuplicateKey {
  readonly file: string;
  readonly path: string;
  /** Values as written, in the order of the lines. */
  readonly values: readonly string[];
  readonly places: readonly PlaceInFile[];
}

export interface AuditLayout {
  readonly parent: AuditConfig;
  /** As written in the parent. */
  readonly sessionDir: string;
  /** In the order of `sessions`. */
  readonly sessions: readonly AuditSession[];
  /** Configs in the session folder that no parent lists. */
  readonly unlisted: readonly string[];
  readonly duplicateKeys: readonly DuplicateKey[];
}

export interface AuditSession {
  readonly name: string;
  /** Where its name stands in the parent. */
  readonly place: PlaceInFile;
  /** The file the loader looks for. */
  readonly file: string;
  /** Null when there is no such file, or it cannot be read (a problem says why). */
  readonly config: AuditConfig | null;
  readonly missing: boolean;
  /** A file whose name is the same but for case. */
  readonly sameButCase: string | null;
}

export interface AuditOptions {
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  /** Keys the consuming code reads; null when nothing is known. */
  readonly knownKeys: ReadonlySet<string> | null;
}

export interface AuditOutcome {
  /** Ranked: errors first, then by surprise. */
  readonly findings: readonly Finding[];
  /** In the order of the files. */
  readonly keys: readonly KeyRow[];
  readonly configs: number;
}

/**
 * @param input - what was read
 * @param options - the contract, the dialects and the known keys
 * @returns what stands out, ranked, and the table of key paths
 */
export function audit(input: AuditInput, options: AuditOptions): AuditOutcome {
  const folders = input.folders.flatMap(({ directory, configs }) => populationsOf(directory, configs));
  const layouts = input.layouts.map((layout) => ({
    layout,
    merged: mergedPopulation(layout, options.contract.reserved),
  }));
  const populations = [...folders, ...layouts.map(({ merged }) => merged)];
  const drafts = [
    ...nearMissKeys(populations, options.knownKeys, options.yaml),
    ...spellingDrafts(together(folders), options),
    ...duplicateConfigs(folders),
    ...folders.flatMap((population) => folderDrafts(population, options)),
    ...input.folders.flatMap((folder) => [...duplicateKeys(folder.duplicateKeys), ...skippedByName(folder)]),
    ...layouts.flatMap(({ layout, merged }) => [
      ...layoutDrafts(layout, options),
      ...duplicateConfigs([merged]),
      ...asOverrides([...spellingDrafts(merged, options), ...folderDrafts(merged, options)], layout),
    ]),
  ];
  return {
    findings: weigh(drafts, populations).map(finish),
    keys: populations.flatMap((population) => rowsOf(population, options.yaml)),
    configs: populations.reduce((sum, { configs }) => sum + configs.length, 0),
  };
}

/** One value spelt in several ways is said once, over all folders that are audited together. */
function spellingDrafts(population: Population, { yaml }: AuditOptions): readonly Draft[] {
  return [...dialects(population, yaml), ...caseDrift(population), ...typeDrift(population, yaml)];
}

/** All configs in one table; the table of the only folder, if there is one. */
function together(folders: readonly Population[]): Population {
  const [first, second] = folders;
  if (first !== undefined && second === undefined) return first;
  return populationOf(
    '',
    folders.flatMap(({ configs }) => configs),
  );
}

/** What is asked of the configs of one folder, which were copied from each other. */
function folderDrafts(population: Population, { contract, yaml }: AuditOptions): readonly Draft[] {
  const entries = presences(population);
  return [
    ...nameMismatches(population, contract),
    ...otherTypes(population, yaml),
    ...outlierValues(population),
    ...missingKeys(population, entries),
    ...extraKeys(population, entries),
    ...orderDrift(population),
    ...nearDuplicateConfigs(population),
    ...repeatedLists(population),
  ];
}
