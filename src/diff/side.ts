/**
 * One side of a comparison: the merged configs of a parent, or the configs of a legacy folder, on disk or in a git
 * revision, as every loader asked for reads them. They are read and merged by the code of the proof, which gives typed
 * values under each dialect, merge keys expanded.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract.js';
import type { Dialect } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { DISK, type FileTree } from '../files/file-tree.js';
import { openRevision } from '../files/git-tree.js';
import { readLayout } from '../files/layout.js';
import { byCodePoint, skipReason } from '../files/scan.js';
import { Merging } from '../proof/merge.js';
import { Unreadable } from '../proof/raw.js';
import { isMap, readingsOf, type View, type ViewMap } from '../proof/view.js';
import { decode, type Source } from '../yaml/decode.js';
import type { ConfigReader } from '../yaml/config-reader.js';

export interface SideOptions {
  readonly contract: Contract;
  readonly dialects: readonly Dialect[];
  /** Words that exclude a file of a legacy folder. */
  readonly exclude: readonly string[];
}

export interface DiffSide {
  /** As it was given. */
  readonly name: string;
  readonly kind: 'parent' | 'legacy';
  /** Merged configs by the session's name, in the loader's order. */
  readonly configs: ReadonlyMap<string, ByDialect>;
}

export type ByDialect = ReadonlyMap<Dialect, ViewMap>;

/**
 * @param name - a path, or `REV:path`
 * @param reader - checks the files
 * @param options - what the loader expects, and whose readings are wanted
 * @returns the merged configs
 * @throws ConfigError when there is nothing of that name, or a file cannot be read as a config
 */
export function readSide(name: string, reader: ConfigReader, options: SideOptions): DiffSide {
  const { tree, path: file } = place(name);
  try {
    return tree.isFolder(file)
      ? { name, kind: 'legacy', configs: legacyConfigs(file, name, tree, reader, options) }
      : { name, kind: 'parent', configs: mergedConfigs(file, tree, reader, options) };
  } catch (error) {
    if (!(error instanceof ConfigError) || tree === DISK) throw error;
    const { code, message, problems } = error;
    throw new ConfigError(code, `In ${name}: ${message}`, problems, { cause: error });
  }
}

function place(name: string): { readonly tree: FileTree; readonly path: string } {
  if (existsSync(name)) return { tree: DISK, path: name };
  const found = openRevision(name);
  if (found !== null) {
    if (found.tree.isFolder(found.path) || found.tree.isFile(found.path)) return found;
    throw new ConfigError(
      'not-found',
      `${name}: the revision has no '${found.path}'. Paths are from the top of the repository, or from here with ./`,
    );
  }
  const message = `${name} does not exist. Give a parent, a legacy folder, or either in a git revision as REV:path.`;
  throw new ConfigError('not-found', message);
}

function mergedConfigs(
  file: string,
  tree: FileTree,
  reader: ConfigReader,
  options: SideOptions,
): ReadonlyMap<string, ByDialect> {
  const layout = readLayout(file, reader, options.contract, tree);
  const parent = viewsOf(layout.parent.source, options.dialects);
  const reserved = options.contract.reserved.map((key) => `str ${key}`);
  const base = mapped(parent, (view) => without(view, reserved));
  return new Map(
    layout.sessions.map((session) => {
      const own = viewsOf(session.config.source, options.dialects);
      const merged = mapped(own, (view, dialect) => new Merging().roots(base.get(dialect) ?? EMPTY, view));
      return [session.name, mapped(merged, (view) => withDefaults(view, session.name, options.contract))];
    }),
  );
}

function legacyConfigs(
  folder: string,
  shown: string,
  tree: FileTree,
  reader: ConfigReader,
  options: SideOptions,
): ReadonlyMap<string, ByDialect> {
  const names = tree.list(folder).filter((name) => skipReason(name, options.exclude) === null);
  const files = names.filter((name) => tree.isFile(path.join(folder, name))).sort(byCodePoint);
  if (files.length === 0)
    throw new ConfigError(
      'no-sessions',
      `${shown} holds no configs: no *.yaml or *.yml that is not excluded.`,
    );
  const problems: Problem[] = [];
  const configs = new Map<string, ByDialect>();
  for (const name of files) {
    const file = path.join(folder, name);
    const source = decode(file, tree.read(file));
    const read = 'code' in source ? [source] : reader.read(source);
    if ('code' in source || !('head' in read)) {
      for (const problem of 'head' in read ? [] : read) problems.push(problem);
      continue;
    }
    const session = name.replace(/\.[^.]*$/, '');
    const views = viewsOf(source, options.dialects);
    configs.set(
      session,
      mapped(views, (view) => withDefaults(view, session, options.contract)),
    );
  }
  if (problems.length > 0)
    throw new ConfigError('invalid-config', `${shown} holds files that cannot be read as configs.`, problems);
  return configs;
}

const EMPTY: ViewMap = { kind: 'map', entries: new Map() };

function viewsOf({ path: file, text }: Source, dialects: readonly Dialect[]): ByDialect {
  try {
    const readings = readingsOf(text, dialects);
    return new Map([...readings].map(([dialect, { view }]) => [dialect, rootOf(view)]));
  } catch (error) {
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
    const message = `The second parser cannot read the file (${error.message}). Write the place in another way.`;
    throw new ConfigError('invalid-config', `${file} cannot be compared.`, [
      { code: 'unproved', severity: 'error', file, line: 0, column: 0, message },
    ]);
  }
}

function rootOf(view: View): ViewMap {
  if (isMap(view)) return view;
  return typeof view === 'object' && view.kind === 'tagged' && isMap(view.content) ? view.content : EMPTY;
}

function mapped(views: ByDialect, change: (view: ViewMap, dialect: Dialect) => ViewMap): ByDialect {
  return new Map([...views].map(([dialect, view]) => [dialect, change(view, dialect)]));
}

function without({ entries }: ViewMap, keys: readonly string[]): ViewMap {
  return { kind: 'map', entries: new Map([...entries].filter(([key]) => !keys.includes(key))) };
}

/** What the loader fills in is no difference to a config that says the same. */
function withDefaults(
  { entries }: ViewMap,
  session: string,
  { nameKey, defaults, metadata }: Contract,
): ViewMap {
  const all = new Map([...entries].filter(([key]) => !metadata.some((name) => key === `str ${name}`)));
  const added = { ...(nameKey === null ? {} : { [nameKey]: session }), ...defaults };
  for (const [key, value] of Object.entries(added)) {
    if (!all.has(`str ${key}`)) all.set(`str ${key}`, `str ${value}`);
  }
  return { kind: 'map', entries: all };
}
