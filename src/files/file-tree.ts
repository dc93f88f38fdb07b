/** Where a layout's files are read from: the disk, or a git revision (git-tree.ts). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../errors.js';

export interface FileTree {
  readonly isFile: (path: string) => boolean;
  readonly isFolder: (path: string) => boolean;
  /** @throws an error with the system's code (`ENOENT`), or ConfigError `not-a-file` */
  readonly read: (path: string) => Uint8Array;
  /** Names of what a folder holds, in any order. */
  readonly list: (path: string) => readonly string[];
}

export const DISK: FileTree = {
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  isFolder: (path) => statSync(path).isDirectory(),
  read: (path) => {
    if (!statSync(path).isFile()) throw new ConfigError('not-a-file', `${path} is not a regular file.`);
    return readFileSync(path);
  },
  list: (path) => readdirSync(path),
};
