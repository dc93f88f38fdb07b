/**
 * Whether files still hold what was read: legacy files are hashed when they are read and looked at again before
 * anything is put in place, so that a proof never speaks about content that is gone.
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError } from '../errors.js';

const LISTED = 10;

/**
 * @param bytes - content of a file
 * @returns its SHA-256, in hexadecimal
 */
export function hashBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * Reads every file again.
 *
 * @param files - paths and the hashes of what was read from them
 * @throws ConfigError `legacy-changed`, naming the files that hold something else, are gone or cannot be read
 */
export function checkUnchanged(files: readonly { readonly path: string; readonly hash: string }[]): void {
  const changed = files.filter((file) => hashNow(file.path) !== file.hash).map(({ path }) => path);
  if (changed.length > 0) throw legacyChanged(changed);
}

/**
 * @param paths - files that hold something else than what was read
 * @returns the error that names them
 */
export function legacyChanged(paths: readonly string[]): ConfigError {
  return new ConfigError(
    'legacy-changed',
    `Changed since they were read:\n${listPaths(paths)}\nNothing was written. Run again when nothing else writes there.`,
  );
}

/**
 * @param paths - any number of paths
 * @returns the first ten, one a line, and how many more there are
 */
export function listPaths(paths: readonly string[]): string {
  const lines = paths.slice(0, LISTED).map((path) => `  ${path}`);
  if (paths.length > LISTED) lines.push(`  and ${String(paths.length - LISTED)} more`);
  return lines.join('\n');
}

function hashNow(path: string): string | null {
  try {
    return hashBytes(readFileSync(path));
  } catch {
    return null; // gone or not readable any more: changed either way
  }
}
