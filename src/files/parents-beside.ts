/**
 * Other parents in a parent's folder that use the same session folder. What is taken out of a session must be right
 * for each parent that lists it, and a session's file may go only when none does.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors.js';
import type { ConfigReader } from '../yaml/config-reader.js';
import { decode } from '../yaml/decode.js';
import { readParent, type ReadParent } from './layout.js';
import { byCodePoint } from './scan.js';

/**
 * @param given - a parent that was read
 * @param reader - parses the others
 * @returns the other parents in its folder whose `session_dir` is the same folder, by name
 * @throws ConfigError when a file there is a parent that cannot be read: what is right for it is not known
 */
export function parentsBeside(given: ReadParent, reader: ConfigReader): readonly ReadParent[] {
  const folder = path.dirname(given.path);
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && name !== path.basename(given.path))
    .sort(byCodePoint)
    .map((name) => path.join(folder, name))
    .filter(looksLikeParent)
    .flatMap((file) => {
      const other = readOther(file, reader, given.path);
      return realPath(other.folder) === realPath(given.folder) ? [other] : [];
    });
}

/** Complete configs and anything else may stand beside a parent: only what has both its keys is read as one. */
function looksLikeParent(file: string): boolean {
  try {
    const source = decode(file, readFileSync(file));
    if (!('text' in source)) return false;
    return ['session_dir', 'sessions'].every((key) =>
      new RegExp(`(?:^|[{,]|\\s)["']?${key}["']?\\s*:`, 'm').test(source.text),
    );
  } catch {
    return false; // a folder, or nothing that may be read
  }
}

function readOther(file: string, reader: ConfigReader, given: string): ReadParent {
  try {
    return readParent(file, reader);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = `${error.message} It stands beside ${given} and may list the same sessions, so it has to be readable.`;
    throw new ConfigError(error.code, message, error.problems, { cause: error });
  }
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}
