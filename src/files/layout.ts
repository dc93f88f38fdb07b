/**
 * Reads a layout: the parent and, in the order of `sessions`, each session's file. Every way in which a layout can
 * break the contract ends here, with an error that says what to do.
 */
import path from 'node:path';
import type { Contract } from '../contract.js';
import type { MappingValue, Value } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { aliasProblem } from '../yaml/alias-limit.js';
import { type ConfigReader } from '../yaml/config-reader.js';
import { rootValue, type Config } from '../yaml/config.js';
import { decode } from '../yaml/decode.js';
import { isStringInBoth, readScalar } from '../yaml/scalar.js';
import { DISK, type FileTree } from './file-tree.js';

export interface Layout {
  readonly parentPath: string;
  readonly parent: Config;
  /** As written in the parent. */
  readonly sessionDir: string;
  readonly sessions: readonly LayoutSession[];
}

export interface LayoutSession {
  readonly name: string;
  readonly path: string;
  readonly config: Config;
}

/**
 * @param parentPath - path of the parent file
 * @param reader - parses the files
 * @param contract - which keys a session must hold itself
 * @param tree - where the files are; default: the disk
 * @returns the parsed layout
 * @throws ConfigError `is-directory`, `not-a-file`, `not-found`, `unreadable`, `invalid-config`, `missing-field`, `no-sessions`,
 *   `session-name`, `missing-session`
 */
export function readLayout(
  parentPath: string,
  reader: ConfigReader,
  contract: Contract,
  tree: FileTree = DISK,
): Layout {
  const { parent, sessionDir, folder: shown, names } = readParent(parentPath, reader, tree);
  const folder = path.resolve(shown);
  const sessions = names.map((name) => {
    const file = path.join(shown, `${name}.yaml`);
    const inside = path.relative(folder, path.resolve(file));
    if (inside.startsWith(`..${path.sep}`) || path.isAbsolute(name)) {
      throw new ConfigError(
        'session-name',
        `${parentPath}: session '${name}' leads out of the session folder ${sessionDir}. Name a file inside it.`,
      );
    }
    return { name, path: file, config: readSession(name, file, reader, contract, tree) };
  });
  return { parentPath, parent, sessionDir, sessions };
}

/** A parent, and where its sessions are said to be. */
export interface ReadParent {
  readonly path: string;
  readonly parent: Config;
  /** As written in the parent. */
  readonly sessionDir: string;
  /** Path of the session folder as the user would write it. */
  readonly folder: string;
  readonly names: readonly string[];
}

/**
 * @param parentPath - path of the parent file
 * @param reader - parses the file
 * @param tree - where the file is; default: on disk
 * @returns the parent, its sessions' files not looked at
 * @throws ConfigError as `readLayout`, but for what is about the sessions' files
 */
export function readParent(parentPath: string, reader: ConfigReader, tree: FileTree = DISK): ReadParent {
  const parent = readFile(parentPath, reader, 'Parent', tree);
  const { sessionDir, names } = layoutHead(rootValue(parent), parentPath);
  const folder = path.isAbsolute(sessionDir) ? sessionDir : path.join(path.dirname(parentPath), sessionDir);
  return { path: parentPath, parent, sessionDir, folder, names };
}

/**
 * @param layout - a layout that was read
 * @param name - a session's name
 * @throws ConfigError `not-found` when the parent does not list it
 */
export function sessionNamed(layout: Layout, name: string): LayoutSession {
  const session = layout.sessions.find((one) => one.name === name);
  if (session !== undefined) return session;
  const names = layout.sessions.map((one) => one.name).join(', ');
  throw new ConfigError('not-found', `${layout.parentPath} lists no session '${name}'. It lists: ${names}.`);
}

function readSession(
  name: string,
  file: string,
  reader: ConfigReader,
  contract: Contract,
  tree: FileTree,
): Config {
  if (!tree.isFile(file)) {
    throw new ConfigError(
      'missing-session',
      `Session '${name}' has no file: ${file} was looked for. Add the file, or take the name out of 'sessions'.`,
    );
  }
  const config = readFile(file, reader, 'Session config', tree);
  for (const key of contract.required) {
    if (config.names.has(key)) continue;
    throw new ConfigError(
      'missing-field',
      `${file}: session '${name}' has no '${key}'. The loader requires it in the session file itself, not in the parent.`,
    );
  }
  return config;
}

function readFile(file: string, reader: ConfigReader, what: string, tree: FileTree): Config {
  let bytes: Uint8Array;
  try {
    if (tree.isFolder(file)) {
      throw new ConfigError(
        'is-directory',
        `${file} is a folder, not a parent config. Give the parent's file; a folder of complete configs is turned into one with 'config-inherit migrate ${file} --out DIR'.`,
      );
    }
    bytes = tree.read(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new ConfigError(
      missing ? 'not-found' : 'unreadable',
      missing
        ? `${what} ${file} does not exist.`
        : `${what} ${file} cannot be read (${code ?? String(error)}).`,
      [],
      { cause: error },
    );
  }
  const source = decode(file, bytes);
  const result = 'code' in source ? [source] : reader.read(source);
  if (!('head' in result)) throw invalid(what, file, result);
  const problem = aliasProblem(result);
  if (problem !== null) throw invalid(what, file, [problem]);
  return result;
}

function invalid(what: string, file: string, problems: readonly Problem[]): ConfigError {
  return new ConfigError('invalid-config', `${what} ${file} cannot be read as a config.`, problems);
}

/**
 * @param parent - a parent's values
 * @param file - its path, for errors
 * @returns the session folder as written, and the names of the sessions in their order
 * @throws ConfigError `missing-field`, `no-sessions`, `session-name`
 */
export function layoutHead(
  parent: MappingValue,
  file: string,
): { readonly sessionDir: string; readonly names: readonly string[] } {
  return { sessionDir: textOf(parent, file, 'session_dir'), names: sessionNames(parent, file) };
}

function valueOf(parent: MappingValue, key: string): Value | undefined {
  return parent.pairs.find(({ name }) => name === key)?.value;
}

function textOf(parent: MappingValue, file: string, key: string): string {
  const value = valueOf(parent, key);
  if (value === undefined) {
    throw new ConfigError(
      'missing-field',
      `${file}: no '${key}'. A parent needs 'session_dir' and 'sessions'; is this a complete config? Those are migrated with 'config-inherit migrate'.`,
    );
  }
  if (value.kind === 'scalar' && (!value.plain || isStringInBoth(value.text))) return value.text;
  throw new ConfigError('missing-field', `${file}: '${key}' must be a string (a path).`);
}

function sessionNames(parent: MappingValue, file: string): readonly string[] {
  const value = valueOf(parent, 'sessions');
  if (value === undefined) {
    throw new ConfigError(
      'missing-field',
      `${file}: no 'sessions'. A parent lists the names of its sessions there.`,
    );
  }
  if (value.kind !== 'sequence' || value.items.length === 0) {
    throw new ConfigError('no-sessions', `${file}: 'sessions' must be a list with at least one name.`);
  }
  return value.items.map((item, index) => sessionName(item, `${file}: sessions[${index}]`));
}

/** The consumer formats the value into a file name: only a name that every loader formats alike is accepted. */
function sessionName(item: Value, where: string): string {
  if (item.kind !== 'scalar') throw new ConfigError('session-name', `${where} is not a name.`);
  if (item.text === '') throw new ConfigError('session-name', `${where} is empty.`);
  if (!item.plain || isStringInBoth(item.text)) return item.text;
  const python = readScalar(item.text, true, 'pyyaml');
  const core = readScalar(item.text, true, '1.2');
  const asIs = python.type === 'int' && core.type === 'int' && python.canonical === item.text;
  if (asIs && core.canonical === item.text) return item.text;
  throw new ConfigError(
    'session-name',
    `${where}: ${item.text} is read as ${python.type} ${python.canonical} by PyYAML and as ${core.type} ${core.canonical} by YAML 1.2, not as a name. Put it in quotes: '${item.text}'.`,
  );
}
