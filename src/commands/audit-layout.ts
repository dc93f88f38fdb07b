/**
 * A layout as an audit looks at it: a session that is not there is a finding, not the end; and the session folder is
 * listed, for what no parent names. Other parents beside this one often share the folder, so they are asked too.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { AuditConfig, AuditLayout, AuditSession } from '../audit/input.js';
import { hasKey } from '../core/joined.js';
import { ConfigError } from '../errors.js';
import { layoutHead } from '../files/layout.js';
import { scanDirectory } from '../files/scan.js';
import type { AuditReader } from './audit-reader.js';

/**
 * @param parentPath - path of the parent file
 * @param files - reads the files; problems and keys that stand twice are noted there
 * @returns the layout with the sessions that can be read
 * @throws ConfigError `invalid-config` when the parent cannot be read; `missing-field`, `no-sessions`, `session-name`
 *   when it is no parent
 */
export async function gatherLayout(parentPath: string, files: AuditReader): Promise<AuditLayout> {
  const firstDuplicate = files.duplicateKeys.length;
  const parent = readParent(parentPath, files);
  const { sessionDir, names } = layoutHead(parent.root, parentPath);
  const folder = folderOf(parentPath, sessionDir);
  const listing = namesIn(folder);
  const sessions = names.map((name, index) => {
    const place = parent.locate(['sessions', index], 'value');
    return { place, ...readSession(name, folder, listing, files) };
  });
  return {
    parent,
    sessionDir,
    sessions,
    unlisted: await unlistedIn(folder, parentPath, names, sessions),
    duplicateKeys: files.duplicateKeys.slice(firstDuplicate),
  };
}

function readParent(parentPath: string, files: AuditReader): AuditConfig {
  const first = files.problems.length;
  const parent = files.read(parentPath, path.basename(parentPath).replace(/\.ya?ml$/i, ''));
  if (parent !== null) return parent;
  const problems = files.problems.splice(first);
  throw new ConfigError('invalid-config', `Parent ${parentPath} cannot be read as a config.`, problems);
}

function folderOf(parentPath: string, sessionDir: string): string {
  return path.isAbsolute(sessionDir) ? sessionDir : path.join(path.dirname(parentPath), sessionDir);
}

/** Exact names, since some file systems open `allen.yaml` when asked for `Allen.yaml`; empty when it is no folder. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readSession(
  name: string,
  folder: string,
  listing: readonly string[],
  files: AuditReader,
): Omit<AuditSession, 'place'> {
  const file = path.join(folder, `${name}.yaml`);
  const below = path.dirname(file) === path.normalize(folder) ? listing : namesIn(path.dirname(file));
  const base = path.basename(file);
  if (below.includes(base) && isFile(file)) {
    return { name, file, config: files.read(file, name), missing: false, sameButCase: null };
  }
  const similar = below.find((other) => other.toLowerCase() === base.toLowerCase() && other !== base);
  const sameButCase = similar === undefined ? null : path.join(path.dirname(file), similar);
  const config = sameButCase === null ? null : files.read(sameButCase, name);
  return { name, file, config, missing: true, sameButCase };
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** @returns paths of configs in the session folder that neither this parent nor one beside it names */
async function unlistedIn(
  folder: string,
  parentPath: string,
  names: readonly string[],
  sessions: readonly Pick<AuditSession, 'sameButCase'>[],
): Promise<readonly string[]> {
  if (namesIn(folder).length === 0) return [];
  const { found } = await scanDirectory(folder, { exclude: [] });
  const listed = new Set([...names, ...(await namesOfOthers(folder, parentPath))]);
  const taken = new Set(sessions.map(({ sameButCase }) => sameButCase));
  const inFolder = path.dirname(path.resolve(parentPath)) === path.resolve(folder) ? [parentPath] : [];
  return found
    .filter(({ name, path: file }) => !listed.has(name) && !taken.has(file))
    .map(({ path: file }) => file)
    .filter((file) => !inFolder.some((other) => path.resolve(other) === path.resolve(file)));
}

/** What parents beside this one list, of those that use the same session folder. */
async function namesOfOthers(folder: string, parentPath: string): Promise<readonly string[]> {
  const { AuditReader } = await import('./audit-reader.js');
  const { found } = await scanDirectory(path.dirname(parentPath), { exclude: [] });
  const names: string[] = [];
  for (const { path: file } of found) {
    const other = new AuditReader('both').read(file, '');
    if (other === null || !hasKey(other.root, 'session_dir')) continue;
    try {
      const head = layoutHead(other.root, file);
      if (path.resolve(folderOf(file, head.sessionDir)) === path.resolve(folder)) names.push(...head.names);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error; // not a parent
    }
  }
  return names;
}
