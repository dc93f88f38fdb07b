/** What an audit looks at: folders and layouts, read. A file that cannot be read is a problem; the others go on. */
import { statSync } from 'node:fs';
import type { AuditFolder, AuditInput, AuditLayout } from '../audit/input.js';
import type { Contract } from '../contract.js';
import type { DialectChoice } from '../core/value.js';
import type { Problem } from '../errors.js';
import { scanDirectory, type Skipped } from '../files/scan.js';
import { readSummaries } from '../files/summary-file.js';
import type { Ways } from '../yaml/config-reader.js';
import { gatherLayout } from './audit-layout.js';
import type { AuditReader } from './audit-reader.js';

export { readKnownKeys } from './audit-known-keys.js';

export interface GatherOptions {
  /** Folders of standalone configs, and parents of layouts. */
  readonly paths: readonly string[];
  readonly exclude: readonly string[];
  readonly recursive: boolean;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
}

export interface Gathered {
  readonly input: AuditInput;
  /** Files that cannot be read as configs; keys that stand twice are findings instead. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  /** How the files were read. */
  readonly ways: Ways;
}

/**
 * @param options - what to read and how
 * @returns the input of `audit`, and what could not be read
 * @throws ConfigError `not-found`, `unreadable`, `usage` when a folder cannot be listed; those of `readLayout` when a
 *   parent cannot be read
 */
export async function gatherAuditInput(options: GatherOptions): Promise<Gathered> {
  const reader = newReader(options.yaml);
  const folders: AuditFolder[] = [];
  const layouts: AuditLayout[] = [];
  const skipped: Skipped[] = [];
  for (const path of options.paths) {
    if (isFile(path)) layouts.push(await gatherLayout(path, await reader));
    else {
      const [files, scan] = await Promise.all([reader, scanDirectory(path, options)]);
      folders.push(files.readFolder(scan.directory, scan.found, scan.skipped));
      skipped.push(...scan.skipped);
    }
  }
  const { problems, ways } = await reader;
  return { input: { folders, layouts }, problems, skipped, ways };
}

/**
 * @param options - `paths`: files that `audit --summary-out` wrote
 * @returns the folders they are of, as `gatherAuditInput` would read them
 * @throws ConfigError as `readSummaries`
 */
export async function gatherSummaries({ paths, yaml }: GatherOptions): Promise<Gathered> {
  const files = await newReader(yaml);
  const summaries = [...readSummaries(paths)];
  const folders = summaries.map(([directory, summary]) => files.readSummary(directory, summary));
  const skipped = summaries.flatMap(([, summary]) => summary.skipped);
  return { input: { folders, layouts: [] }, problems: files.problems, skipped, ways: files.ways };
}

/** Its modules are read while the folder is listed. */
async function newReader(yaml: DialectChoice): Promise<AuditReader> {
  const module = await import('./audit-reader.js');
  return new module.AuditReader(yaml);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
