/** Writing to the disk, where a failure must say which planned file it is about and what the user can do. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../errors.js';

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'Get permission to write there, or give another --out.',
  EPERM: 'Get permission to write there, or give another --out.',
  EROFS: 'That disk is read-only: give another --out.',
  ENOSPC: 'The disk is full: make room and run again.',
  EDQUOT: 'Your quota is used up: make room and run again.',
  EEXIST: 'A file stands where a folder is needed: remove it, or give another --out.',
  ENOTDIR: 'A part of the path is a file: remove it, or give another --out.',
  ENAMETOOLONG: 'The name is too long: rename the legacy file, or give a shorter --out.',
};

/**
 * @param error - anything that was thrown
 * @returns the code of a failed system call (`ENOENT`); undefined for any other error
 */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * @param path - the planned file that `action` is for
 * @param action - what writes to the disk
 * @returns what `action` returns
 * @throws ConfigError `write-failed` when a system call fails, with what to do; other errors as they are
 */
export function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/**
 * @param path - the planned file that was being written
 * @param error - what was thrown
 * @returns ConfigError `write-failed`, with what to do, for a system call that failed; any other error as it is
 */
export function writeFailure(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined || !(error instanceof Error)) return error;
  const advice = ADVICE[code] ?? 'Check the disk and run again.';
  return new ConfigError('write-failed', `${path} cannot be written: ${error.message}. ${advice}`, [], {
    cause: error,
  });
}

/**
 * Makes a folder and those around it, one at a time, so that exactly those that were made can be removed again.
 *
 * @param folder - the folder that is needed
 * @param made - receives the folders that were not there, outer ones first
 * @throws the system's error when one cannot be made
 */
export function makeFolder(folder: string, made: string[]): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  makeFolder(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}
