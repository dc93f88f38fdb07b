/** `show`: what the loader makes of a layout, and where the values come from. */
import type { Contract } from '../contract.js';
import type { ConfigMap } from '../core/merge.js';
import { showPath, type Path } from '../core/path.js';
import { keyText, type Dialect, type MappingValue } from '../core/value.js';
import { readLayout, sessionNamed, type Layout, type LayoutSession } from '../files/layout.js';
import { configReader, mergeLayout, type DatasetConfig } from '../files/load.js';
import { parsableText, rootValue } from '../yaml/config.js';
import { printMerged } from '../yaml/print.js';

export interface ShowOptions {
  readonly parent: string;
  /** Name of one session; undefined: all. */
  readonly session?: string | undefined;
  readonly contract: Contract;
  readonly dialect: Dialect;
  /** Show only the merged config, also when no session is named (then the first). */
  readonly yamlOnly: boolean;
}

export interface ShowResult {
  readonly command: 'show';
  readonly ok: true;
  readonly exit: 0;
  readonly parent: string;
  readonly sessionDir: string;
  /** Every session of the parent. */
  readonly sessions: readonly SessionSummary[];
  /** The session that is shown in detail: the one asked for, or the first. */
  readonly detail: SessionDetail;
  /** Whether only the merged config is to be shown. */
  readonly single: boolean;
  /** The merged configs with their metadata: of the session asked for, or of all. */
  readonly configs: readonly DatasetConfig[];
}

export interface SessionSummary {
  readonly name: string;
  readonly path: string;
  readonly lab: string;
  /** Number of cell ids; null when `cids` is not a list. */
  readonly cids: number | null;
  /** Top-level keys of the session's own file. */
  readonly ownKeys: readonly string[];
}

export interface SessionDetail {
  readonly name: string;
  /** The merged config as YAML, every scalar as it is spelled in its file. */
  readonly yaml: string;
  /** Key paths and where their values come from, in the order of the merged config. */
  readonly origins: readonly KeyOrigin[];
}

export interface KeyOrigin {
  readonly path: string;
  readonly origin: 'inherited' | 'own' | 'overrides' | 'default';
}

/**
 * @param options - see `ShowOptions`
 * @returns the sessions, one of them in detail, and the merged configs
 * @throws ConfigError as `loadDatasetConfigs`; `not-found` when the parent does not list the session asked for
 */
export function show(options: ShowOptions): ShowResult {
  const { contract, dialect } = options;
  const layout = readLayout(options.parent, configReader(), contract);
  const configs = mergeLayout(layout, dialect, contract);
  const session = options.session === undefined ? layout.sessions[0] : sessionNamed(layout, options.session);
  const index = session === undefined ? -1 : layout.sessions.indexOf(session);
  const config = configs[index];
  if (session === undefined || config === undefined) throw new Error('a layout without sessions');
  return {
    command: 'show',
    ok: true,
    exit: 0,
    parent: options.parent,
    sessionDir: layout.sessionDir,
    sessions: layout.sessions.map((one, at) => summary(one, configs[at] ?? {})),
    detail: detail(layout, session, contract, dialect),
    single: options.session !== undefined || options.yamlOnly,
    configs: options.session === undefined ? configs : [config],
  };
}

function summary({ name, path, config }: LayoutSession, merged: ConfigMap): SessionSummary {
  const { lab, cids } = merged;
  return {
    name,
    path,
    lab: typeof lab === 'string' ? lab : '',
    cids: Array.isArray(cids) ? cids.length : null,
    ownKeys: rootValue(config).pairs.map((pair) => pair.name ?? '(not a string)'),
  };
}

function detail(layout: Layout, session: LayoutSession, contract: Contract, dialect: Dialect): SessionDetail {
  const defaults = {
    ...(contract.nameKey === null ? {} : { [contract.nameKey]: session.name }),
    ...contract.defaults,
  };
  const yaml = printMerged({
    parent: parsableText(layout.parent),
    session: parsableText(session.config),
    reserved: contract.reserved,
    defaults,
    dialect,
  });
  const base = rootValue(layout.parent);
  const shared = { ...base, pairs: base.pairs.filter(({ name }) => !isReserved(name, contract)) };
  const origins = originsOf(shared, rootValue(session.config), []);
  const present = new Set(origins.map(({ path }) => path.split('.')[0]));
  const added = Object.keys(defaults).filter((key) => !present.has(showPath([key])));
  return {
    name: session.name,
    yaml,
    origins: [...origins, ...added.map((key) => ({ path: showPath([key]), origin: 'default' as const }))],
  };
}

function isReserved(name: string | null, contract: Contract): boolean {
  return contract.reserved.some((reserved) => reserved === name);
}

/** Key paths of the merged value; a mapping that both sides have is looked into, any other value is one row. */
function originsOf(base: MappingValue, override: MappingValue, above: Path): readonly KeyOrigin[] {
  const own = new Map(override.pairs.map((pair) => [pair.key.id, pair.value]));
  const rows = base.pairs.flatMap(({ key, name, value }): readonly KeyOrigin[] => {
    const path = [...above, name ?? keyText(key)];
    const other = own.get(key.id);
    if (other === undefined) return [{ path: showPath(path), origin: 'inherited' }];
    if (value.kind === 'mapping' && other.kind === 'mapping') return originsOf(value, other, path);
    return [{ path: showPath(path), origin: 'overrides' }];
  });
  const inBase = new Set(base.pairs.map(({ key }) => key.id));
  const added = override.pairs.filter(({ key }) => !inBase.has(key.id));
  return [
    ...rows,
    ...added.map(({ key, name }) => ({
      path: showPath([...above, name ?? keyText(key)]),
      origin: 'own' as const,
    })),
  ];
}
