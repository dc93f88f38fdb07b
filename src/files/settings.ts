/** The settings file: found in the folder a command is run in, or named by `--config`, and read with places. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError, type Problem } from '../errors.js';
import { decode, type Source } from '../yaml/decode.js';
import { readLocated, type Located } from '../yaml/located.js';

/** Names under which settings are looked for. A scan never takes them for configs. */
export const SETTINGS_NAMES: readonly string[] = ['config-inherit.yaml', '.config-inherit.yaml'];

export interface SettingsFile {
  readonly source: Source;
  /** Folder from which paths in it count. */
  readonly folder: string;
  readonly root: Located;
}

/**
 * @param given - path of the file; undefined: the one in the current folder, if there is one; false: none
 * @returns the file, or null when there is none
 * @throws ConfigError `not-found` and `unreadable` for a path that was given; `usage` when both names are there;
 *   `invalid-settings` when it is not YAML
 */
export function readSettingsFile(given: string | false | undefined): SettingsFile | null {
  if (given === false) return null;
  if (given !== undefined) return parsed(given, bytesOf(given));
  const found = SETTINGS_NAMES.flatMap((name) => {
    const bytes = bytesIfThere(name);
    return bytes === null ? [] : [{ name, bytes }];
  });
  const [first, second] = found;
  if (second !== undefined) {
    throw new ConfigError('usage', `Both ${SETTINGS_NAMES.join(' and ')} are here. Remove one of them.`);
  }
  return first === undefined ? null : parsed(first.name, first.bytes);
}

function parsed(file: string, bytes: Uint8Array): SettingsFile {
  const source = decode(file, bytes);
  if ('code' in source) throw invalid(file, source);
  const root = readLocated(source);
  if ('code' in root) throw invalid(file, root);
  return { source, folder: dirname(file), root };
}

function invalid(file: string, problem: Problem): ConfigError {
  return new ConfigError('invalid-settings', `The settings ${file} cannot be read.`, [problem]);
}

function bytesIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') return null;
    throw unreadable(file, code, error);
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unreadable(file, code, error);
  }
}

function unreadable(file: string, code: string | undefined, cause: unknown): ConfigError {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ConfigError('not-found', `Settings ${file} do not exist. Check the path.`, [], { cause });
  }
  return new ConfigError('unreadable', `Settings ${file} cannot be read (${code ?? 'unknown'}).`, [], {
    cause,
  });
}
