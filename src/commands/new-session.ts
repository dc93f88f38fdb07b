/** The text of a session that is to be added: from `--set`, from a file, or the file that is there already. */
import { readFileSync } from 'node:fs';
import { ConfigError } from '../errors.js';
import { parseKeyValue, printEntries, type KeyValue } from '../yaml/key-value.js';

/** Where a new session's text comes from. */
export interface NewSession {
  /** `key=value`, the value being YAML. */
  readonly set: readonly string[];
  /** A file with the session's config. */
  readonly from?: string | undefined;
}

/**
 * @param given - what the user gave
 * @returns the bytes of the session; null when nothing was given
 * @throws ConfigError `usage` for a `--set` that is not one, `not-found` or `unreadable` for the file
 */
export function bytesGiven({ set, from }: NewSession): Uint8Array | null {
  if (from !== undefined && set.length > 0) throw new ConfigError('usage', 'Give --set or --from, not both.');
  if (from !== undefined) return readGiven(from);
  return set.length === 0 ? null : new TextEncoder().encode(printEntries(set.map(entryOf)));
}

function readGiven(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ConfigError('not-found', `${file} does not exist. Check --from.`);
    throw new ConfigError('unreadable', `${file} cannot be read (${code ?? String(error)}).`);
  }
}

function entryOf(given: string): KeyValue {
  const entry = parseKeyValue(given);
  if ('path' in entry) return entry;
  throw new ConfigError('usage', `--set ${given}: ${entry.wrong}`);
}
