/** Reads the keys that the consuming code reads: from a list, and from the code itself. */
import { readFileSync } from 'node:fs';
import { keysInCode, keysInList } from '../audit/known-keys.js';
import { ConfigError } from '../errors.js';

/**
 * @param sources - `knownKeys`: a file with one key a line (`#` for comments); `code`: globs of source files
 * @returns the keys, or null when neither was given
 * @throws ConfigError `not-found`, `unreadable` for a file; `usage` when no file matches the globs
 */
export async function readKnownKeys(sources: {
  readonly knownKeys?: string | undefined;
  readonly code?: readonly string[];
}): Promise<ReadonlySet<string> | null> {
  const { knownKeys, code = [] } = sources;
  if (knownKeys === undefined && code.length === 0) return null;
  const keys = new Set(knownKeys === undefined ? [] : keysInList(readText(knownKeys)));
  if (code.length > 0) {
    const { default: fastGlob } = await import('fast-glob');
    const files = await fastGlob([...code], { dot: false, onlyFiles: true });
    if (files.length === 0) {
      throw new ConfigError(
        'usage',
        `No file matches --code ${code.join(' ')}. Put the pattern in quotes, and check where it starts.`,
      );
    }
    for (const file of files) for (const key of keysInCode(readText(file))) keys.add(key);
  }
  return keys;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    const message = missing ? `${file} does not exist. Check the path.` : `${file} cannot be read (${code}).`;
    throw new ConfigError(missing ? 'not-found' : 'unreadable', message, [], { cause: error });
  }
}
