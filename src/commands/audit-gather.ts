/**
 * What an audit compares, of what a scan found: not every file in a folder of configs is a standalone config. Parents
 * are looked at as parents, with their sessions, and a settings file is nobody's config.
 */
import { resolve } from 'node:path';
import type { AuditConfig } from '../audit/audit.js';
import { hasKey } from '../core/joined.js';
import type { Problem } from '../errors.js';
import { gatherAuditInput, gatherSummaries, type Gathered, type GatherOptions } from './audit-input.js';

/**
 * @param options - what to read and how
 * @param settings - path of the settings file, if there is one
 * @returns the folders without parents, sessions and settings; the parents found in folders are among the layouts
 * @throws ConfigError as `gatherAuditInput`
 */
export async function gatherConfigs(
  options: GatherOptions & { readonly summaries?: boolean },
  settings: string | undefined,
): Promise<Gathered> {
  if (options.summaries === true) return without(await gatherSummaries(options), [], settings);
  const first = await gatherAuditInput(options);
  const found = first.input.folders.flatMap(({ configs }) =>
    configs.filter(isParent).map(({ file }) => file),
  );
  const paths = distinctPaths([...options.paths, ...found]);
  const gathered = found.length === 0 ? first : await gatherAuditInput({ ...options, paths });
  const sessions = gathered.input.layouts.flatMap((layout) => layout.sessions.map(({ file }) => file));
  return without(gathered, [...found, ...(found.length === 0 ? [] : sessions)], settings);
}

/** @returns the paths, each once however it is written */
export function distinctPaths(paths: readonly string[]): readonly string[] {
  return [...new Map(paths.map((path) => [resolve(path), path])).values()];
}

function isParent({ root }: AuditConfig): boolean {
  return hasKey(root, 'session_dir') && hasKey(root, 'sessions');
}

/** Problems of a settings file go with it; those of a session stay. */
function without(gathered: Gathered, files: readonly string[], settings: string | undefined): Gathered {
  const settled = settings === undefined ? [] : [resolve(settings)];
  const gone = new Set([...files.map((file) => resolve(file)), ...settled]);
  if (gone.size === 0) return gathered;
  const stays = ({ file }: { readonly file: string }): boolean => !gone.has(resolve(file));
  const folders = gathered.input.folders.map((folder) => ({
    ...folder,
    configs: folder.configs.filter(stays),
    duplicateKeys: folder.duplicateKeys.filter(stays),
  }));
  return {
    ...gathered,
    input: { ...gathered.input, folders },
    problems: distinct(gathered.problems).filter(({ file }) => !settled.includes(resolve(file))),
  };
}

/** A session below a folder that is searched is read twice. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ file, line, column, code }: Problem): string => `${code}:${line}:${column}:${resolve(file)}`;
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()];
}
