/**
 * Waiting until what was written would survive a loss of power, where the file system can say so. One file at a time
 * costs a wait for the disk each, which for thousands of files is most of a run. So many files are synced in one round:
 * `sync -f` asks a whole file system at once (syncfs). That is as safe only where it says when a write has failed:
 * on Linux since 5.8, and on file systems that keep everything themselves. Layered ones and those that hand it on, over
 * a network or to another process, do not pass the error or the wait on. Whatever goes wrong with the round, each file
 * is synced for itself, and then a failure names its file.
 */
import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, openSync, statfsSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { platform, release } from 'node:os';
import { dirname, resolve } from 'node:path';
import { systemCode, writeFailure } from './attempt.js';

/** With these a file system says that it cannot sync this, which is no reason not to write there. */
const CANNOT_SYNC: readonly unknown[] = ['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM'];

/** How many files are synced at once when each is synced for itself. */
const AT_ONCE = 16;

/** The magic numbers of file systems in statfs(2): ext4 and before, XFS, btrfs, tmpfs. */
const KEEPS_ALL_ITSELF: readonly number[] = [0xef53, 0x58465342, 0x9123683e, 0x01021994];

/** How many files are synced at once. */
export interface SyncRound {
  /** Asks the file system that holds a folder, its last argument; prints nothing and gives 0 when all is kept. */
  readonly command: readonly [string, ...string[]];
  /** The fewest files it is used for: it also waits for what other programs have written. */
  readonly least: number;
  /** How long it may take. */
  readonly milliseconds: number;
  /** Whether it would say when a write to the file system of this folder has failed. */
  readonly trusted: (folder: string) => boolean;
}

/** What is used unless a test says otherwise. */
export const SYNC_ROUND: SyncRound = {
  command: ['sync', '-f'],
  least: 300,
  milliseconds: 30_000,
  trusted: (folder) => saysWhatFailed(platform(), release(), statfsSync(folder).type),
};

/** A file that was written beside its place, which errors name. */
export interface Written {
  readonly path: string;
  readonly temporary: string;
}

/**
 * Waits until the contents of all files would survive a loss of power.
 *
 * @param files - what was written
 * @param round - how to sync many at once
 * @throws ConfigError `write-failed` when the disk fails
 */
export async function syncFiles(files: readonly Written[], round: SyncRound): Promise<void> {
  if (files.length >= round.least && (await syncInOneRound(files, round))) return;
  await syncEach(files);
}

/**
 * Waits until a file, or the names in a folder, would survive a loss of power; where the file system can say so.
 *
 * @param path - a file or a folder
 * @throws the system's error when the disk fails
 */
export function syncToDisk(path: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    fsyncSync(handle);
  } catch (error) {
    if (!CANNOT_SYNC.includes(systemCode(error))) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/**
 * @param system - as `os.platform` names it
 * @param kernel - its release, as `os.release` gives it
 * @param type - the magic number of a file system
 * @returns whether syncing the whole file system there waits for all and reports what could not be written
 */
export function saysWhatFailed(system: string, kernel: string, type: number): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map((part) => Number.parseInt(part, 10));
  const reports = major > 5 || (major === 5 && minor >= 8);
  return system === 'linux' && reports && KEEPS_ALL_ITSELF.includes(type);
}

/** @returns whether all are on the disk; false when that is not known */
async function syncInOneRound(files: readonly Written[], round: SyncRound): Promise<boolean> {
  try {
    const folders = [...new Set(files.map(({ temporary }) => dirname(resolve(temporary))))];
    const oneEach = [...new Map(folders.map((folder) => [statSync(folder).dev, folder])).values()];
    if (!oneEach.every(round.trusted)) return false;
    for (const folder of oneEach) if (!(await succeeds(folder, round))) return false;
    return true;
  } catch {
    return false; // what is wrong, say a folder that has gone, is told with the name of a planned file
  }
}

function succeeds(
  folder: string,
  { command: [program, ...args], milliseconds }: SyncRound,
): Promise<boolean> {
  return new Promise((settle) => {
    const child = spawn(program, [...args, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    let silent = true;
    const finish = (kept: boolean) => {
      clearTimeout(limit);
      settle(kept);
    };
    const limit = setTimeout(() => {
      // One that waits for the disk cannot be killed before that is done: it must not hold this process.
      child.kill('SIGKILL');
      child.stderr.destroy();
      child.unref();
      finish(false);
    }, milliseconds);
    child.on('error', () => {
      finish(false);
    });
    child.on('close', (code) => {
      finish(code === 0 && silent);
    });
    // A program without `-f` warns, ignores it and does something else.
    child.stderr.on('data', () => (silent = false));
  });
}

/** The first failure closes the queue for all. */
async function syncEach(files: readonly Written[]): Promise<void> {
  const queue = oneByOne(files);
  const syncNext = async () => {
    for (const { path, temporary } of queue) {
      await syncSoon(temporary).catch((error: unknown) => {
        throw writeFailure(path, error);
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, syncNext));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function* oneByOne<T>(items: readonly T[]): Generator<T, void> {
  yield* items;
}

/** As `syncToDisk`, while others are waited for. */
async function syncSoon(file: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    await handle.sync();
  } catch (error) {
    if (!CANNOT_SYNC.includes(systemCode(error))) throw error;
  } finally {
    await handle?.close();
  }
}
