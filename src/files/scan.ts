/**
 * Which files of a folder are configs. The old consumer took `sorted(os.listdir(dir))` and kept the names that end
 * in `.yaml` and do not contain `base`; that order became the index of the dataset, so order and exclusions are kept
 * as they were (dot files count), and whatever looks like a config and is left out is reported with its reason.
 */
import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors.js';
import { systemCode } from './attempt.js';
import { SETTINGS_NAMES } from './settings.js';

/** A config file. */
export interface Found {
  /** Path as the user would write it: the folder as given, joined with `relative`. */
  readonly path: string;
  /** Path from the folder, with `/`. */
  readonly relative: string;
  /** `relative` without its ending: the name of the session. */
  readonly name: string;
}

/** What looks like a config, or like a folder to search, and is left out. */
export interface Skipped {
  readonly path: string;
  /** Why, as a phrase about the file: `name contains 'base'`, `is a folder`. */
  readonly reason: string;
}

/** What a folder holds, both lists ordered by path from the folder, by code point. */
export interface Scan {
  readonly directory: string;
  readonly found: readonly Found[];
  readonly skipped: readonly Skipped[];
}

export interface ScanOptions {
  /** A file whose name contains one of these is skipped; default `base`. */
  readonly exclude?: readonly string[];
  /** Whether folders below are searched too. Links to folders, `.git` and `node_modules` never are. */
  readonly recursive?: boolean;
}

const ENDING = /\.(?:yaml|yml)$/i;
const NEVER_SEARCHED = ['.git', 'node_modules'];

const FILE = 'is a file';
const FOLDER = 'is a folder';
const LINKED_FOLDER = 'is a link to a folder, and those are not searched';
const BAD_NAME = 'name is not valid UTF-8';

const SURROGATE = /[\ud800-\udfff]/;

/** What a folder lists: a name, what it is, and its path from the folder that is scanned, with `/`. */
interface Entry {
  readonly name: string;
  readonly path: string;
  readonly dirent: Dirent;
}

/**
 * Finds the configs of a folder: regular files, and links to such, that end in `.yaml` or `.yml`.
 *
 * @param directory - the folder
 * @param options - what to leave out, and whether to search below
 * @returns the configs, and what was left out and why
 * @throws ConfigError `not-found`; `usage` when it is not a folder or an exclude word is empty; `unreadable` when it
 *   or, with `recursive`, a folder below may not be read
 */
export async function scanDirectory(directory: string, options: ScanOptions = {}): Promise<Scan> {
  const { exclude = ['base'], recursive = false } = options;
  if (exclude.includes('')) {
    throw new ConfigError(
      'usage',
      'Every name contains the empty word. To exclude nothing, give --no-exclude.',
    );
  }
  const found: Found[] = [];
  const skipped: Skipped[] = [];
  const prefix = join(directory, 'x').slice(0, -1);
  for (const entry of await listEntries(directory, recursive)) {
    const path = prefix + entry.path;
    const kind = isWhatItSays(entry) ? typeOf(entry.dirent) : await kindOf(path, entry);
    if (!isCandidate(entry, kind, recursive)) continue;
    const reason = reasonToSkip(entry.name, kind, exclude);
    if (reason === null) found.push({ path, relative: entry.path, name: entry.path.replace(ENDING, '') });
    else skipped.push({ path, reason });
  }
  return { directory, found, skipped };
}

/**
 * Order by code point, as Python's `sorted()` has it; the order of UTF-16 units puts U+1F600 before U+FF5E.
 *
 * @param a - any string
 * @param b - any string
 * @returns negative, zero or positive, for `sort`
 */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  if (/[\ud800-\udbff]/.test(a.charAt(at - 1)) && /[\udc00-\udfff]/.test(a.charAt(at) + b.charAt(at))) at--; // in a pair
  return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
}

async function listEntries(directory: string, recursive: boolean): Promise<Entry[]> {
  try {
    await checkFolder(directory);
    const entries = await listFolder(directory, '', recursive);
    // Without surrogates, units and code points are in one order, and strings compare by units.
    if (entries.some(({ path }) => SURROGATE.test(path))) {
      return entries.sort((a, b) => byCodePoint(a.path, b.path));
    }
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    throw explain(error, directory);
  }
}

/** Not with a glob: every name counts, and `*` passes over those that begin with a line break. */
async function listFolder(directory: string, below: string, recursive: boolean): Promise<Entry[]> {
  const dirents = await direntsOf(join(directory, below), below !== '');
  const listed = dirents.map((dirent) => ({ name: dirent.name, path: below + dirent.name, dirent }));
  const folders = listed.filter(({ name, dirent }) => dirent.isDirectory() && !NEVER_SEARCHED.includes(name));
  if (!recursive) return listed;
  const deeper = await Promise.all(folders.map(({ path }) => listFolder(directory, `${path}/`, recursive)));
  return [...listed, ...deeper.flat()];
}

/** A folder below may be gone since, or its name may not be UTF-8: `scanDirectory` says so of the latter. */
async function direntsOf(folder: string, mayBeGone: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeGone && systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function checkFolder(directory: string): Promise<void> {
  if ((await stat(directory)).isDirectory()) return;
  throw new ConfigError(
    'usage',
    `${directory} is not a folder. Give the folder that holds the configs, not a file.`,
  );
}

function explain(error: unknown, directory: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ConfigError('not-found', `${directory} does not exist. Check the path.`, [], { cause: error });
  }
  const message = error instanceof Error ? error.message : code;
  return new ConfigError('unreadable', `${directory} cannot be listed: ${message}.`, [], { cause: error });
}

/** Not a link, and not what Node replaces when a name is not UTF-8, which is a path that leads nowhere. */
function isWhatItSays({ name, dirent }: Entry): boolean {
  return !dirent.isSymbolicLink() && !name.includes('\ufffd');
}

/** What a path leads to, through links, as a phrase for the report. */
async function kindOf(path: string, { dirent }: Entry): Promise<string> {
  const link = dirent.isSymbolicLink();
  try {
    const type = typeOf(await stat(path));
    return link && type === FOLDER ? LINKED_FOLDER : type;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (!/^(?:ENOENT|ENOTDIR|ELOOP)$/.test(code)) return `cannot be read (${code})`;
    return link ? 'is a dangling link' : BAD_NAME;
  }
}

function typeOf(entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (entry.isFile()) return FILE;
  if (entry.isDirectory()) return FOLDER;
  if (entry.isFIFO()) return 'is a FIFO';
  return entry.isSocket() ? 'is a socket' : 'is a device';
}

/** Whether an entry is a config or would be expected in the report. */
function isCandidate({ name, dirent }: Entry, kind: string, recursive: boolean): boolean {
  if (ENDING.test(name)) return true;
  if (!recursive) return false;
  const unsearched = kind === BAD_NAME || NEVER_SEARCHED.includes(name);
  return kind === LINKED_FOLDER || (dirent.isDirectory() && unsearched);
}

/**
 * @param name - a file's name
 * @param exclude - words that exclude a file
 * @returns why a file of that name is not a config; null when it is one
 */
export function skipReason(name: string, exclude: readonly string[]): string | null {
  return ENDING.test(name) ? reasonToSkip(name, FILE, exclude) : 'has another ending';
}

function reasonToSkip(name: string, kind: string, exclude: readonly string[]): string | null {
  if (kind === FOLDER && NEVER_SEARCHED.includes(name)) return 'is never searched';
  if (kind !== FILE) return kind;
  const ending = name.slice(name.lastIndexOf('.'));
  if (ending !== ending.toLowerCase()) return `ending is '${ending}', and only '.yaml' and '.yml' count`;
  if (ending === name) return 'has no name before the ending';
  if (SETTINGS_NAMES.includes(name)) return 'holds the settings of config-inherit';
  const word = exclude.find((candidate) => name.includes(candidate));
  return word === undefined ? null : reasonOfWord(name, word);
}

/** Points out a word that is only part of a longer one: the old rule took `database.yaml` for a base config too. */
function reasonOfWord(name: string, word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const [before, after] = [/^\p{L}/u, /\p{L}$/u].map((edge) => (edge.test(word) ? '[\\p{L}\\p{M}]*' : ''));
  const pattern = new RegExp(`${before ?? ''}${escaped}${after ?? ''}`, 'gu');
  const hits: readonly string[] = name.match(pattern) ?? [];
  const longer = hits.includes(word) ? undefined : hits[0];
  const reason = `name contains '${word}'`;
  if (longer === undefined) return reason;
  return `${reason} (inside '${longer}': use --exclude or --no-exclude if it is a config)`;
}
