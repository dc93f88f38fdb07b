/**
 * Writing a plan so that nobody ever sees half of it: each file is written beside its place, all of them can be read
 * back and proved, and only then they are renamed, sessions first and parents last. Until its parent appears no
 * loader can see a new layout, and whatever fails on the way is undone, folders included.
 *
 * A run that is killed can undo nothing. The next run into the same folders removes what it had staged, and, after
 * putting its own files in place, the earlier contents that were kept beside them. It never puts such a content back:
 * the user may have gone on working since.
 *
 * A link in the place of a planned file is never replaced: renaming over it would cut it, and following it would
 * write outside the folder the user named. It stays when it leads to the right content, else it is refused, as
 * folders and devices are, with `force` too. Folders on the way may be links.
 */
import {
  chmodSync,
  linkSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../errors.js';
import { attempt, makeFolder } from './attempt.js';
import { beside, leftovers, removeQuietly } from './beside.js';
import { listPaths } from './hash.js';
import { SYNC_ROUND, syncFiles, syncToDisk, type SyncRound } from './sync.js';

type Kind = 'session' | 'parent';

/** A file that the plan wants. */
export interface PlannedFile {
  readonly path: string;
  readonly kind: Kind;
  /** Its content; asked for once or twice, and always the same. */
  readonly bytes: () => Uint8Array;
}

/** A planned file, written beside its place. */
export interface Staged {
  readonly path: string;
  /** Where it is written; null when its place already holds these bytes. */
  readonly temporary: string | null;
  readonly kind: Kind;
  /** Whether a file with other content stands in its place. */
  readonly replaces: boolean;
}

export interface Stage {
  readonly files: readonly Staged[];
  /** Folders made for this stage, outer ones first. */
  readonly folders: readonly string[];
  /** Where the bytes for a planned path are: beside it as staged, or in its place when they were equal. */
  readonly whereIs: (path: string) => string;
  /** Those bytes, from the disk. */
  readonly read: (path: string) => Uint8Array;
  /** Whether the disk keeps the staged contents already; otherwise `commitStage` waits for that, file by file. */
  readonly synced: boolean;
}

type Pending = Staged & { readonly temporary: string };

/** What stands in the place of a planned file. `fixed`: something that is not a file of its own. */
type Place = 'free' | 'equal' | 'other' | 'fixed';

/** A file that is, or would be, written. */
export interface Change {
  readonly path: string;
  readonly kind: 'new' | 'changed';
}

/**
 * @param files - the plan
 * @returns what staging and committing it changes, in the order of the plan. `changed` are those that `stageFiles`
 *   refuses without `force`: files with other content, and links, folders and the like
 * @throws ConfigError `write-failed` when a path cannot be looked at
 */
export function findChanges(files: readonly PlannedFile[]): readonly Change[] {
  return files.flatMap((file): readonly Change[] => {
    const place = placeOf(file);
    return place === 'equal' ? [] : [{ path: file.path, kind: place === 'free' ? 'new' : 'changed' }];
  });
}

/**
 * Writes every planned file beside its place, after removing what a killed earlier run had staged there.
 *
 * @param files - the plan
 * @param options - `force`: whether files with other content may be replaced
 * @returns the stage, for `commitStage` or `discardStage`
 * @throws ConfigError `would-overwrite`, naming the first ten; `write-failed`, saying what to do; and what `bytes`
 *   throws. Whatever is thrown, everything this call made is removed first
 */
export function stageFiles(files: readonly PlannedFile[], options: { readonly force: boolean }): Stage {
  const places = files.map(placeOf);
  refuse(files, places, options.force);
  const staged: Staged[] = [];
  const folders: string[] = [];
  const whereIs = placesOf(staged);
  const read = (path: string): Uint8Array => readFileSync(whereIs(path));
  const stage: Stage = { files: staged, folders, whereIs, read, synced: false };
  try {
    leftovers(pathsOf(files), 'new').forEach(removeQuietly);
    const ready = new Set<string>();
    files.forEach((file, index) => {
      const { path, kind } = file;
      const place = places[index];
      const temporary = place === 'equal' ? null : beside(path, 'new');
      // Listed before it is written, so that it is removed when writing stops halfway.
      staged.push({ path, temporary, kind, replaces: place === 'other' });
      if (temporary !== null) writeTo(temporary, file, folders, ready);
    });
  } catch (error) {
    discardStage(stage);
    throw error;
  }
  return stage;
}

/**
 * Waits until the disk keeps what was staged, many files at a time; `commitStage` does so one file at a time.
 *
 * @param stage - what `stageFiles` gave
 * @param round - how to sync hundreds of files at once
 * @returns the same stage, synced
 * @throws ConfigError `write-failed` when the disk fails; everything is as it was before the stage
 */
export async function syncStage(stage: Stage, round: SyncRound = SYNC_ROUND): Promise<Stage> {
  try {
    await syncFiles(pendingOf(stage), round);
  } catch (error) {
    throw takeBack(stage, [], error);
  }
  return { ...stage, synced: true };
}

/**
 * Puts the staged files in place: syncs them to disk, renames the sessions, syncs their folders, renames the parents.
 * A file that is replaced keeps its permissions, and its content stands beside it until all is done.
 *
 * @param stage - what `stageFiles` or `syncStage` gave
 * @returns the paths that were written, in the order of writing; files that were equal are not among them
 * @throws ConfigError `write-failed`, or `would-overwrite` when something has appeared in a place since it was staged;
 *   everything is as it was before the stage, or the message names what could not be put back
 */
export function commitStage(stage: Stage): readonly string[] {
  const pending = pendingOf(stage);
  const groups = (['session', 'parent'] as const).map((kind) => pending.filter((file) => file.kind === kind));
  const undo: (() => void)[] = [];
  const kept: string[] = [];
  try {
    if (!stage.synced) for (const { path, temporary } of pending) attempt(path, () => syncToDisk(temporary));
    for (const group of groups) {
      for (const file of group) attempt(file.path, () => putInPlace(file, undo, kept));
      const folders = [...pathsOf(group), ...stage.folders].map((path) => dirname(path));
      for (const folder of new Set(folders)) attempt(folder, () => syncToDisk(folder));
    }
  } catch (error) {
    throw takeBack(stage, undo, error);
  }
  [...kept, ...leftovers(pathsOf(stage.files), 'old')].forEach(removeQuietly);
  return pathsOf(groups.flat());
}

/**
 * Removes what was staged, and the folders that were made for it and are empty. Does nothing after a commit.
 *
 * @param stage - what `stageFiles` gave
 */
export function discardStage(stage: Stage): void {
  for (const { temporary } of stage.files) if (temporary !== null) removeQuietly(temporary);
  for (const folder of stage.folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else is in it now, so it stays.
    }
  }
}

function pathsOf(files: readonly { readonly path: string }[]): string[] {
  return files.map((file) => file.path);
}

function pendingOf({ files }: Stage): readonly Pending[] {
  return files.filter((file): file is Pending => file.temporary !== null);
}

function placeOf({ path, bytes }: PlannedFile): Place {
  const own = attempt(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (own === undefined) return 'free';
  const link = own.isSymbolicLink();
  const stats = link ? attempt(path, () => statSync(path, { throwIfNoEntry: false })) : own;
  if (stats?.isFile() !== true) return 'fixed';
  if (holds(path, stats.size, bytes())) return 'equal';
  return link ? 'fixed' : 'other';
}

function holds(path: string, size: number, bytes: Uint8Array): boolean {
  if (size !== bytes.length) return false;
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false; // what may not be read is not known to be equal
  }
}

function refuse(files: readonly PlannedFile[], places: readonly Place[], force: boolean): void {
  const paths = pathsOf(files);
  const before = new Set<string>();
  const twice = paths.filter((path) => before.size === before.add(resolve(path)).size);
  const fixed = paths.filter((_, index) => places[index] === 'fixed');
  const other = paths.filter((_, index) => places[index] === 'other');
  if (twice.length > 0) throw refusal('Planned twice', twice, 'Rename one of the legacy files.');
  if (fixed.length > 0) throw refusal('Not plain files', fixed, 'Remove them, or give another --out.');
  if (force || other.length === 0) return;
  throw refusal(
    'There already, with other content',
    other,
    'Give --force to replace them, or another --out.',
  );
}

function refusal(what: string, paths: readonly string[], advice: string): ConfigError {
  const message = `${what} (${String(paths.length)}):\n${listPaths(paths)}\n${advice} Nothing was changed.`;
  return new ConfigError('would-overwrite', message);
}

/**
 * Files are written in turn: sixteen at once took twice as long for 10,000 of 5 KB. `made` receives the folders that
 * were not there, `ready` each that is.
 */
function writeTo(temporary: string, { path, bytes }: PlannedFile, made: string[], ready: Set<string>): void {
  const content = bytes();
  const folder = dirname(path);
  attempt(path, () => {
    if (!ready.has(folder)) makeFolder(folder, made);
    ready.add(folder);
    writeFileSync(temporary, content, { flag: 'wx' });
  });
}

function placesOf(staged: readonly Staged[]): Stage['whereIs'] {
  const places = new Map<string, string>();
  return (path) => {
    if (places.size === 0)
      for (const file of staged) places.set(resolve(file.path), file.temporary ?? file.path);
    const place = places.get(resolve(path));
    if (place === undefined) throw new Error(`${path} is not staged`);
    return place;
  };
}

/** `undo` receives how to go back, in the order of doing; `kept` the names of earlier contents. */
function putInPlace({ path, temporary, replaces }: Pending, undo: (() => void)[], kept: string[]): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    renameSync(temporary, path);
    undo.push(() => rmSync(path, { force: true }));
    return;
  }
  if (!replaces || !stats.isFile()) {
    throw new ConfigError('would-overwrite', `${path} has appeared since the plan was made. Run again.`);
  }
  if (statSync(temporary).mode !== stats.mode) chmodSync(temporary, stats.mode & 0o7777);
  const earlier = beside(path, 'old');
  keep(path, earlier);
  kept.push(earlier);
  undo.push(() => {
    renameSync(earlier, path);
    rmSync(earlier, { force: true }); // renaming a second link to the same file does nothing
  });
  renameSync(temporary, path);
}

/** By a second link where the file system has them, so that the place is never empty. */
function keep(path: string, earlier: string): void {
  try {
    linkSync(path, earlier);
  } catch {
    renameSync(path, earlier);
  }
}

/** Undoes from the last step on. @returns the error to throw, which says what could not be undone */
function takeBack(stage: Stage, undo: readonly (() => void)[], error: unknown): unknown {
  const failures: string[] = [];
  for (const step of undo.toReversed()) {
    try {
      step();
    } catch (failure) {
      failures.push(failure instanceof Error ? failure.message : String(failure));
    }
  }
  discardStage(stage);
  if (!(error instanceof ConfigError)) return error;
  const outcome = failures.length === 0 ? 'Nothing was changed.' : `Not undone:\n${listPaths(failures)}`;
  return new ConfigError(error.code, `${error.message} ${outcome}`, error.problems, { cause: error.cause });
}
