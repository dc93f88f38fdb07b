/** Reads whole files, one at a time, into one piece of memory. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../errors.js';

/** Grows with the longest file; most are read into it whole. */
let room = Buffer.allocUnsafe(1 << 17);

/** @returns a file's content, until the next call, or why it cannot be read */
export function readBytes(path: string): Buffer | Problem {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    let length = 0;
    for (let read = -1; read !== 0; length += read) {
      if (length === room.length) room = Buffer.concat([room], 2 * length);
      read = readSync(file, room, length, room.length - length, null);
    }
    return room.subarray(0, length);
  } catch (error) {
    const message = `The file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). Check that it is there and that you may read it.`;
    return { code: 'unreadable', severity: 'error', file: path, line: 0, column: 0, message };
  } finally {
    if (file !== null) closeSync(file);
  }
}
