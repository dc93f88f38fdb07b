/**
 * Writing a plan so that nobody ever sees half of it: each file is written beside its place, all of them are read
 * back and proved, and only then they are renamed, sessions first and parents last. Until its parent appears no
 * loader can see a new layout, and what fails on the way is undone, folders included.
 *
 * The whole of it stands in one file because the parts share one thing, the names beside a place:
 * `.<name>.config-inherit-new-<pid>-<token>` is a file that is staged, `-old-` what a replaced file held before. They
 * do not end in `.yaml`, so no loader takes them for configs. When a run is killed they stay: the next run into the
 * same folders removes the staged ones of processes that are gone, and, when it has put its own files in place, the
 * kept ones of files that it has written again. It never puts a kept one back, since the user may have gone on working.
 *
 * A target that is a link is never replaced: renaming over it would cut the link, and following it would write
 * outside the folder the user named. It stays when it leads to the right content, else it is refused, as folders
 * and devices are, with `--force` too. Folders on the way may be links.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { kill, pid } from 'node:process';
import { ConfigError } from '../errors.js';
import { hashBytes, listPaths } from './hash.js';

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
  /** The bytes on disk for a planned path: as staged, or as they stand when they were equal. */
  readonly read: (path: string) => Uint8Array;
}

type Pending = Staged & { readonly temporary: string };

/** What stands in the place of a planned file. `fixed`: something that is not a file of its own. */
type Place = 'free' | 'equal' | 'other' | 'fixed';

/** Codes with which file systems say that they cannot sync folders, or anything. */
const CANNOT_SYNC = ['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM'];

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'Get permission to write there, or give another --out',
  EPERM: 'Get permission to write there, or give another --out',
  EROFS: 'That disk is read-only: give another --out',
  ENOSPC: 'The disk is full: make room and run again',
  EDQUOT: 'Your quota is used up: make room and run again',
  EEXIST: 'Something stands where a folder is needed: remove it, or give another --out',
  ENOTDIR: 'A part of the path is not a folder: give another --out',
  ENAMETOOLONG: 'The name is too long: rename the legacy file, or give another --out',
};

/**
 * @param files - the plan
 * @returns the paths that `stageFiles` would refuse without `force`, in the order of the plan: files with other
 *   content, and links, folders and the like
 * @throws ConfigError `write-failed` when a path cannot be looked at
 */
export function findConflicts(files: readonly PlannedFile[]): readonly string[] {
  return files.filter((file) => ['other', 'fixed'].includes(placeOf(file))).map((file) => file.path);
}

/**
 * Writes every planned file beside its place, and what a killed earlier run left there away.
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
  const stage: Stage = { files: staged, folders, read: (path) => readStaged(staged, path) };
  try {
    for (const [name] of leftovers(files, 'new')) rmSync(name, { force: true });
    files.forEach((file, index) => {
      const place = places[index];
      const temporary = place === 'equal' ? null : beside(file.path, 'new');
      // Listed before it is written, so that it is removed when writing fails halfway.
      staged.push({ path: file.path, temporary, kind: file.kind, replaces: place === 'other' });
      if (temporary === null) return;
      const bytes = file.bytes();
      makeFolder(dirname(file.path), folders);
      writeFileSync(temporary, bytes, { flag: 'wx' });
    });
  } catch (error) {
    discardStage(stage);
    throw explain(error);
  }
  return stage;
}
