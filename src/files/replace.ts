/** Writes a file of the program's own, a baseline or a summary, whole or not at all. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ConfigError } from '../errors.js';
import { beside, removeQuietly } from './beside.js';

/**
 * @param file - where it goes; what stands there is replaced, unless it is the same
 * @param bytes - its content
 * @param what - what to call it in a message: `The baseline`
 * @throws ConfigError `write-failed`; nothing is changed then
 */
export function replaceFile(file: string, bytes: Buffer, what: string): void {
  const staged = beside(file, 'new');
  try {
    if (currentBytes(file)?.equals(bytes) === true) return;
    writeFileSync(staged, bytes);
    renameSync(staged, file);
  } catch (error) {
    removeQuietly(staged);
    const { message } = error as NodeJS.ErrnoException;
    throw new ConfigError('write-failed', `${what} cannot be written to ${file}: ${message}.`, [], {
      cause: error,
    });
  }
}

function currentBytes(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
