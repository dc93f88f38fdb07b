/** What an audit looks at: folders and layouts, read. A file that cannot be read is a problem; the others go on. */
import { statSync } from 'node:fs';
import type { AuditFolder, AuditInput, AuditLayout } from '../audit/input.js';
import type { Contract } from '../contract.js';
import type { DialectChoice } from '../core/value.js';
import type { Problem } from '../errors.js';
import { scanDirectory, type Skipped } from '../files/scan.js';
import { readSummaries } from '../files/summary-file.js';
import { gatherLayout } from './audit-layout.js';
import { AuditReader } from './audit-reader.js';

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
}

/**
 * @param options - what to read and how
 * @returns the input of `audit`, and what could not be read
 * @throws ConfigError `not-found`, `unreadable`, `usage` when a folder cannot be listed; those of `readLayout` when a
 *   parent cannot be read
 */
export async function gatherAuditInput(options: GatherOptions): Promise<Gathered> {
  const files = new AuditReader(options.yaml);
  const folders: AuditFolder[] = [];
  const layouts: AuditLayout[] = [];
  const skipped: Skipped[] = [];
  for (const path of options.paths) {
    if (isFile(path)) layouts.push(await gatherLayout(path, files));
    else {
      const scan = await scanDirectory(path, options);
      folders.push(files.readFolder(scan.directory, scan.found, scan.skipped));
      skipped.push(...scan.skipped);
    }
  }
  return { input: { folders, layouts }, problems: files.problems, skipped };
}

/**
 * @param options - `paths`: files that `audit --summary-out` wrote
 * @returns the folders they are of, as `gatherAuditInput` would read them
 * @throws ConfigError as `readSummaries`
 */
export function gatherSummaries({ paths, yaml }: GatherOptions): Gathered {
  const files = new AuditReader(yaml);
  const summaries = [...readSummaries(paths)];
  const folders = summaries.map(([directory, summary]) => files.readSummary(directory, summary));
  const skipped = summaries.flatMap(([, summary]) => summary.skipped);
  return { input: { folders, layouts: [] }, problems: files.problems, skipped };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
