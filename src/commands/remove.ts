/**
 * `remove`: takes a session's name out of a parent's list, and its file away when that is asked for and no other
 * parent beside it lists the session. The files of sessions are not read: one that is gone can be taken off the list.
 */
import { existsSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../errors.js';
import { attempt } from '../files/attempt.js';
import { checkUnchanged, hashBytes } from '../files/hash.js';
import { configReader } from '../files/load.js';
import { readParent } from '../files/layout.js';
import { parentsBeside } from '../files/parents-beside.js';
import { commitStage, discardStage, stageFiles } from '../files/stage.js';
import { diffOfEdit, editsOf, type Edit } from './layout-edit.js';
import { sameName } from './open-layout.js';
import { unlistName } from './session-names.js';

export interface RemoveOptions {
  readonly parent: string;
  readonly name: string;
  /** Delete the session's file too. */
  readonly delete: boolean;
  readonly mode: 'write' | 'dry-run';
}

export interface RemoveResult {
  readonly command: 'remove';
  readonly ok: true;
  readonly exit: 0;
  readonly mode: RemoveOptions['mode'];
  readonly parent: string;
  readonly name: string;
  readonly problems: readonly [];
  /** The session's file. */
  readonly path: string;
  /** Whether the file is, or would be, deleted. */
  readonly deleted: boolean;
  /** Other parents beside it that list the session. */
  readonly others: readonly string[];
  readonly changes: readonly string[];
  readonly diffs: readonly string[];
}

/**
 * Takes a session off a parent's list.
 *
 * @param options - see `RemoveOptions`
 * @returns what was removed
 * @throws ConfigError `not-found` when the parent does not list it, `no-sessions` when it is the only one,
 *   `still-listed` when its file is to be deleted and another parent lists it, `cannot-edit`, `write-failed`
 */
export function remove(options: RemoveOptions): RemoveResult {
  const { name, mode } = options;
  const reader = configReader();
  const given = readParent(options.parent, reader);
  const index = indexOf(given.names, options);
  const file = path.join(given.folder, `${given.names[index] ?? name}.yaml`);
  const others = parentsBeside(given, reader)
    .filter(({ names }) => names.some((one) => sameName(one, name)))
    .map((other) => other.path);
  const again = given.names.some((one, at) => at !== index && sameName(one, name));
  if (options.delete) requireUnlisted(name, again ? [options.parent, ...others] : others);
  const after = unlistName(given.parent, index, reader);
  const edits = editsOf([], { before: given.parent, after });
  const deleted = options.delete && existsSync(file);
  if (mode === 'write') {
    writeParent(edits);
    if (deleted) attempt(file, () => unlinkSync(file));
  }
  return {
    command: 'remove',
    ok: true,
    exit: 0,
    mode,
    parent: options.parent,
    name,
    problems: [],
    path: file,
    deleted,
    others,
    changes: edits.map((edit) => edit.path),
    diffs: mode === 'dry-run' ? edits.map(diffOfEdit) : [],
  };
}

function indexOf(names: readonly string[], { parent, name }: RemoveOptions): number {
  const index = names.findIndex((one) => sameName(one, name));
  if (index < 0) {
    throw new ConfigError(
      'not-found',
      `${parent} lists no session '${name}'. It lists: ${names.join(', ')}.`,
    );
  }
  if (names.length === 1) {
    throw new ConfigError(
      'no-sessions',
      `'${name}' is the only session of ${parent}, and the loader refuses an empty list. Add another first, or delete the parent.`,
    );
  }
  return index;
}

function requireUnlisted(name: string, others: readonly string[]): void {
  if (others.length === 0) return;
  throw new ConfigError(
    'still-listed',
    `The file of '${name}' cannot be deleted: ${others.join(', ')} would still list it. Remove it there first, or leave --delete out.`,
  );
}

function writeParent(edits: readonly Edit[]): void {
  const stage = stageFiles(
    edits.map(({ path: file, kind, after }) => ({ path: file, kind, bytes: () => after })),
    { force: true },
  );
  try {
    checkUnchanged(edits.map(({ path: file, before }) => ({ path: file, hash: hashBytes(before ?? EMPTY) })));
    commitStage(stage);
  } catch (error) {
    discardStage(stage);
    throw error;
  }
}

const EMPTY = new Uint8Array();
