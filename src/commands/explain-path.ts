/** `show --path`: one key of all merged configs, its values grouped, and where each stands. */
import { keyAt, leavesOf, shownPaths, type MergedKey } from '../core/origin.js';
import { parsePath, showPath, type Path } from '../core/path.js';
import { ConfigError } from '../errors.js';
import { readLayout, sessionNamed, type LayoutSession } from '../files/layout.js';
import { configReader } from '../files/load.js';
import type { PlacedKey } from '../yaml/placed-keys.js';
import { defaultOf, Origins, type ExplainOptions, type ValueOrigin } from './explain.js';

export interface ExplainPathOptions extends ExplainOptions {
  /** Keys joined with dots; a key that holds a dot in double quotes. */
  readonly path: string;
}

export interface ExplainPathResult {
  readonly command: 'explain-path';
  readonly ok: true;
  readonly exit: 0;
  readonly parent: string;
  readonly path: string;
  /** Number of sessions that were looked at. */
  readonly sessions: number;
  /** One group for each distinct value, the most common first. */
  readonly groups: readonly PathGroup[];
}

export interface PathGroup {
  /** The value as its first session has it; null where the key is missing. A mapping is shown in braces. */
  readonly text: string | null;
  readonly sessions: readonly SessionValue[];
}

export interface SessionValue {
  readonly session: string;
  /** Its values with their places: one, or for a mapping one for each value in it; none where the key is missing. */
  readonly origins: readonly ValueOrigin[];
}

interface Found {
  /** Equal for values that the loader reads alike. */
  readonly same: string;
  readonly text: string | null;
  readonly origins: readonly ValueOrigin[];
}

/**
 * @param options - see `ExplainPathOptions`
 * @returns the values of the key, grouped by what the loader reads
 * @throws ConfigError `usage` when the path cannot be read as one; `not-found` when no session has it; and as `explain`
 */
export function explainPath(options: ExplainPathOptions): ExplainPathResult {
  const path = parsePath(options.path);
  if (path === null) {
    throw new ConfigError(
      'usage',
      `--path ${options.path}: not a key path. Join keys with dots, as in transforms.stim.ops; put a key that holds a dot in double quotes: net."a.b".`,
    );
  }
  const layout = readLayout(options.parent, configReader(), options.contract);
  const asked = options.session === undefined ? layout.sessions : [sessionNamed(layout, options.session)];
  const origins = new Origins(layout, options);
  const groups = new Map<string, { readonly text: string | null; readonly sessions: SessionValue[] }>();
  for (const session of asked) {
    const found = find(origins, session, path, options);
    const group = groups.get(found.same) ?? { text: found.text, sessions: [] };
    groups.set(found.same, group);
    group.sessions.push({ session: session.name, origins: found.origins });
  }
  if ([...groups.values()].every(({ text }) => text === null)) {
    throw notFound(
      path,
      asked.flatMap((session) => shownPaths(origins.keys(session))),
    );
  }
  return {
    command: 'explain-path',
    ok: true,
    exit: 0,
    parent: options.parent,
    path: showPath(path),
    sessions: asked.length,
    groups: [...groups.values()].sort((a, b) => b.sessions.length - a.sessions.length),
  };
}

function find(origins: Origins, session: LayoutSession, path: Path, options: ExplainOptions): Found {
  const keys = origins.keys(session);
  const key = keyAt(keys, path);
  if (key !== null) {
    const values = leavesOf([key]).map((leaf) => origins.origin(leaf, session));
    return { same: sameOf(key), text: textOf(key), origins: values };
  }
  const shown = showPath(path);
  const added = origins.defaults(keys).find((value) => value.path === shown);
  if (added === undefined) return { same: 'missing', text: null, origins: [] };
  const text = defaultOf(path[0] ?? '', session, options.contract);
  return { same: ` str ${text}`, text, origins: [added] };
}

function sameOf({ session, parent, keys }: MergedKey<PlacedKey>): string {
  const key = session ?? parent;
  if (keys === null) return key?.same() ?? '';
  return ` map ${JSON.stringify(keys.map((one) => [(one.session ?? one.parent)?.id, sameOf(one)]))}`;
}

function textOf({ session, parent, keys }: MergedKey<PlacedKey>): string {
  if (keys === null) return (session ?? parent)?.text ?? '';
  return `{${keys.map((key) => `${showPath(key.path.slice(-1))}: ${textOf(key)}`).join(', ')}}`;
}

/** Says how far the path leads, and what is there. */
function notFound(path: Path, known: readonly string[]): ConfigError {
  const paths = [...new Set(known)];
  let depth = path.length - 1;
  while (depth > 0 && !paths.includes(showPath(path.slice(0, depth)))) depth--;
  const above = depth === 0 ? '' : `${showPath(path.slice(0, depth))}.`;
  const below = paths.filter((one) => one.startsWith(above) && parsePath(one)?.length === depth + 1);
  const hint =
    below.length === 0
      ? `'${above.slice(0, -1)}' holds no keys`
      : `There are: ${below.slice(0, 12).join(', ')}${below.length > 12 ? `, and ${below.length - 12} more` : ''}`;
  return new ConfigError('not-found', `No session has the key path '${showPath(path)}'. ${hint}.`);
}
