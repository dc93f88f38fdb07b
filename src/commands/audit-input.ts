/** What an audit looks at: folders and layouts, read. A file that cannot be read is a problem; the others go on. */
import type { AuditInput } from '../audit/audit.js';
import type { Contract } from '../contract.js';
import type { DialectChoice } from '../core/value.js';
import type { Problem } from '../errors.js';

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
  /** Files that cannot be read as configs (duplicate keys are findings instead), and notes. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * @param _options - what to read and how
 * @returns the input of `audit`, and what could not be read
 * @throws ConfigError when a folder or parent cannot be read at all
 */
export async function gatherAuditInput(_options: GatherOptions): Promise<Gathered> {
  return Promise.resolve({ input: { folders: [], layouts: [] }, problems: [], skipped: [] });
}

/**
 * @param _sources - `knownKeys`: a file with one key a line (`#` for comments); `code`: globs of source files
 * @returns the keys, or null when neither was given
 * @throws ConfigError `not-found`, `unreadable` for the file; `usage` when a glob matches nothing
 */
export async function readKnownKeys(_sources: {
  readonly knownKeys?: string | undefined;
  readonly code?: readonly string[];
}): Promise<ReadonlySet<string> | null> {
  return Promise.resolve(null);
}
