/**
 * The files of a git revision. Only objects are read (`rev-parse`, `ls-tree`, `cat-file`): neither the work tree nor
 * the index is looked at or changed. All YAML files of a folder are read at once when one is asked for, so a layout of
 * a thousand sessions costs a handful of processes.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ConfigError } from '../errors.js';
import type { FileTree } from './file-tree.js';

const MOST_BYTES = 2 ** 30;
const YAML = /\.ya?ml$/i;

export interface GitPath {
  readonly tree: FileTree;
  /** Path from the top of the repository. */
  readonly path: string;
}

/**
 * @param spec - `REV:path`; the path is from the top of the repository, or, as for git, from here with `./`. A path
 *   that is not there is looked for from here too.
 * @returns the revision's files, and the path in them; null when `spec` is not of that form
 * @throws ConfigError `not-found` when there is no repository here or no such revision
 */
export function openRevision(spec: string): GitPath | null {
  const [, revision, given] = /^([^:]+):(.*)$/s.exec(spec) ?? [];
  if (revision === undefined || given === undefined) return null;
  const [top = '', prefix = ''] = topAndPrefix(spec);
  const commit = commitOf(revision, spec);
  const tree = new GitTree(commit, top);
  const here = path.posix.normalize(prefix + given);
  const fromTop = path.posix.normalize(given === '' ? '.' : given);
  const chosen = given.startsWith('./') || given.startsWith('../') || !tree.holds(fromTop) ? here : fromTop;
  return { tree, path: tree.holds(chosen) ? chosen : fromTop };
}

function topAndPrefix(spec: string): readonly string[] {
  try {
    return git(['rev-parse', '--show-toplevel', '--show-prefix']).toString().split('\n');
  } catch (error) {
    const message = `${spec} does not exist, and no git repository is here to look for it in as REV:path.`;
    throw new ConfigError('not-found', message, [], { cause: error });
  }
}

function commitOf(revision: string, spec: string): string {
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`])
      .toString()
      .trim();
  } catch (error) {
    const message = `${spec}: neither a path that exists nor a git revision: git knows no '${revision}'.`;
    throw new ConfigError('not-found', message, [], { cause: error });
  }
}

class GitTree implements FileTree {
  readonly #commit: string;
  readonly #top: string;
  readonly #types = new Map<string, string | null>();
  readonly #contents = new Map<string, Uint8Array | null>();
  readonly #read = new Set<string>();

  constructor(commit: string, top: string) {
    this.#commit = commit;
    this.#top = top;
  }

  holds(file: string): boolean {
    return this.#type(file) !== null;
  }

  readonly isFolder = (file: string): boolean => this.#type(file) === 'tree';

  readonly isFile = (file: string): boolean => this.#bytes(file) !== null;

  readonly read = (file: string): Uint8Array => {
    const bytes = this.#bytes(file);
    if (bytes !== null) return bytes;
    throw Object.assign(new Error(`${file} is not in the revision`), { code: 'ENOENT' });
  };

  readonly list = (folder: string): readonly string[] => {
    const name = this.#nameOf(folder);
    if (name === null) return [];
    return git(['ls-tree', '-z', '--name-only', `${this.#commit}:${name}`])
      .toString()
      .split('\0')
      .filter((entry) => entry !== '');
  };

  #type(file: string): string | null {
    const name = this.#nameOf(file);
    if (name === null) return null;
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const type = typeOf(`${this.#commit}:${name}`);
    this.#types.set(name, type);
    return type;
  }

  #bytes(file: string): Uint8Array | null {
    const name = this.#nameOf(file);
    if (name === null || name === '') return null;
    const folder = path.posix.dirname(name);
    if (!this.#read.has(folder)) {
      this.#read.add(folder);
      const names = this.isFolder(folder) ? this.list(folder).filter((entry) => YAML.test(entry)) : [];
      this.#readAll(names.map((entry) => path.posix.join(folder, entry)));
    }
    if (!this.#contents.has(name)) this.#readAll([name]);
    return this.#contents.get(name) ?? null;
  }

  #readAll(names: readonly string[]): void {
    const asked = names.filter((name) => !name.includes('\n'));
    for (const name of names) this.#contents.set(name, null);
    if (asked.length === 0) return;
    const input = asked.map((name) => `${this.#commit}:${name}\n`).join('');
    const output = git(['cat-file', '--batch', '--follow-symlinks'], input);
    let at = 0;
    for (const name of asked) {
      const end = output.indexOf('\n', at);
      const head = output.toString('utf8', at, end);
      at = end + 1;
      if (head.endsWith(' missing') || head.endsWith(' ambiguous')) continue;
      const size = Number(head.slice(head.lastIndexOf(' ') + 1));
      if (/^[0-9a-f]+ blob /.test(head)) this.#contents.set(name, output.subarray(at, at + size));
      at += size + 1;
    }
  }

  /** @returns the path from the top of the repository, without `./`; null when it leads out of it */
  #nameOf(file: string): string | null {
    const inside = path.isAbsolute(file) ? path.relative(this.#top, file) : file;
    const name = path.posix.normalize(inside.replaceAll(path.sep, '/')).replace(/\/+$/, '');
    if (name === '..' || name.startsWith('../')) return null;
    return name === '.' ? '' : name;
  }
}

function typeOf(object: string): string | null {
  try {
    return git(['cat-file', '-t', object]).toString().trim();
  } catch {
    return null;
  }
}

function git(words: readonly string[], input?: string): Buffer {
  return execFileSync('git', words, {
    input,
    maxBuffer: MOST_BYTES,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
}
