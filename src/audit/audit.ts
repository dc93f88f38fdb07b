/** The audit: configs in, findings and the table of key paths out. No disk, no text; positions are asked for last. */
import type { Draft } from './draft.js';
import type { Finding, KeyRow } from './finding.js';
import { finish } from './finish.js';
import { populationOf, populationsOf, type Population } from './folder.js';
import { asOverrides, layoutDrafts } from './layout/layout.js';
import type { AuditInput, AuditOptions } from './input.js';
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

export type {
  AuditConfig,
  AuditFolder,
  AuditInput,
  AuditLayout,
  AuditOptions,
  AuditSession,
  DuplicateKey,
  Locate,
  PlaceInFile,
  Step,
} from './input.js';

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
