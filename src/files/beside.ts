/**
 * The names beside a file's place: `.<name>.config-inherit-new-<pid>-<token>` is a file that is staged,
 * `...-old-<pid>-<token>` holds what a replaced file held before. They do not end in `.yaml`, so no loader takes them
 * for configs. A run that is killed leaves them; later runs know them by their names and see whether their process
 * is gone.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { kill, pid } from 'node:process';
import { systemCode } from './attempt.js';
import { hashBytes } from './hash.js';

export type Role = 'new' | 'old';

const MARK = '.config-inherit-';
const NAME = /^(.*\.config-inherit-)(new|old)-([0-9]+)-[0-9a-f]{6}$/s;

/** A file name may have 255 bytes, and what is added has fewer than 50. */
const LONGEST = 200;

/**
 * @param path - the place of a planned file
 * @param role - what the name is for
 * @returns a name beside it that nothing has
 */
export function beside(path: string, role: Role): string {
  return `${stem(path)}${role}-${String(pid)}-${randomUUID().slice(0, 6)}`;
}

/**
 * @param paths - places of planned files
 * @param role - which names
 * @returns what processes that are gone left in the folders of these places: `new`, all that was staged there; `old`,
 *   only the earlier contents of the places themselves, since of others nobody has said that they may go
 */
export function leftovers(paths: readonly string[], role: Role): string[] {
  const found = [...new Set(paths.map((path) => dirname(path)))].flatMap(list);
  const stems = new Set(found.length === 0 ? [] : paths.map(stem));
  return found.filter((path) => {
    const [, start = '', kind, owner] = NAME.exec(path) ?? [];
    return kind === role && (role === 'new' || stems.has(start)) && isGone(Number(owner), path);
  });
}

/**
 * Removes a name beside a place. When that fails it stays recognisable, and a later run tries again.
 *
 * @param path - what to remove, there or not
 */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // As said above: a failure here must not hide what went wrong before.
  }
}

function stem(path: string): string {
  const name = basename(path);
  const label = Buffer.byteLength(name) > LONGEST ? hashBytes(Buffer.from(name)) : name;
  return join(dirname(path), `.${label}${MARK}`);
}

/** @returns what a folder holds of names like ours */
function list(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.includes(MARK));
    return names.map((name) => join(folder, name));
  } catch {
    return []; // not made yet, or not to be read
  }
}

/** In containers every run may have the same number: then what is older than this process is not its own. */
function isGone(owner: number, path: string): boolean {
  try {
    if (owner === pid) return statSync(path).mtimeMs < performance.timeOrigin;
    return !kill(owner, 0);
  } catch (error) {
    return systemCode(error) !== 'EPERM'; // it lives, and is another user's
  }
}
