/** What an audit takes: folders and layouts, read, and how to look at them. Built by whoever reads the files. */
import type { Contract } from '../contract.js';
import type { DialectChoice, MappingValue } from '../core/value.js';

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
