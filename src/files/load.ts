/** The loader: a layout to the list of merged configs that training code works with. */
import type { Contract } from '../contract.js';
import { PRESETS } from '../contract.js';
import { define, mergeConfigs, type ConfigMap } from '../core/merge.js';
import { Identities } from '../core/identities.js';
import { dialectsOf, type Dialect, type MappingValue } from '../core/value.js';
import { ConfigError } from '../errors.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { rootValue, type Config } from '../yaml/config.js';
import { brokenOff, plainMap, type OpaqueMaps } from '../yaml/plain.js';
import { scalarId } from '../yaml/scalar.js';
import { readLayout, type Layout, type LayoutSession } from './layout.js';

export interface LoadOptions {
  /** How plain scalars are read; default `pyyaml`, as the training code's loader does. */
  readonly yaml?: Dialect;
  /** Default: the preset `dataset`. */
  readonly contract?: Contract;
}

/** A merged config: the parent's keys, the session's over them, defaults, and where it came from. */
export interface DatasetConfig extends ConfigMap {
  _weight: number;
  _config_path: string;
  _parent_config_path: string;
}

/**
 * Loads a parent and its sessions, as the training code does.
 *
 * @param parentPath - path of the parent file, not of a folder
 * @param options - dialect and contract
 * @returns one merged config a session, in the order of `sessions`: plain data, sharing nothing. Integers that a
 *   number cannot hold are bigint, timestamps are their text.
 * @throws ConfigError `is-directory`, `not-found`, `unreadable`, `invalid-config`, `missing-field`, `no-sessions`,
 *   `session-name`, `missing-session`
 */
export function loadDatasetConfigs(parentPath: string, options: LoadOptions = {}): DatasetConfig[] {
  const contract = options.contract ?? PRESETS.dataset;
  const layout = readLayout(parentPath, configReader(), contract);
  return mergeLayout(layout, options.yaml ?? 'pyyaml', contract);
}

/**
 * @param layout - a layout that was read
 * @param dialect - how plain scalars are read
 * @param contract - defaults and required keys
 * @returns the merged configs, in the order of `sessions`
 */
export function mergeLayout(layout: Layout, dialect: Dialect, contract: Contract): DatasetConfig[] {
  const opaque: OpaqueMaps = new WeakSet();
  const base = parentBase(layout, dialect, contract, opaque);
  return layout.sessions.map((session) => {
    const own = plainMap(rootAsRead(session.config, dialect), dialect, opaque);
    const merged = mergeConfigs(base, own, opaque);
    return complete(merged, session, layout.parentPath, contract);
  });
}

/** @returns a reader for the files of one layout */
export function configReader(): ConfigReader {
  return new ConfigReader(layoutIdentities());
}

/** @returns identities under which values are equal when every loader reads them alike, order of keys included */
export function layoutIdentities(): Identities {
  const dialects = dialectsOf('both');
  return new Identities((text, plain) => scalarId(text, plain, dialects), 'nested');
}

function parentBase(layout: Layout, dialect: Dialect, contract: Contract, opaque: OpaqueMaps): ConfigMap {
  const all = plainMap(rootAsRead(layout.parent, dialect), dialect, opaque);
  const base: ConfigMap = {};
  for (const [key, value] of Object.entries(all)) {
    if (!contract.reserved.some((reserved) => reserved === key)) define(base, key, value);
  }
  return base;
}

/** A file that breaks off inside a block text ends it without a line break to PyYAML, and with one to others. */
function rootAsRead(config: Config, dialect: Dialect): MappingValue {
  const root = rootValue(config);
  const unfinished = config.blocks.at(-1)?.core.unfinished && /\S[^\n]*$/.test(config.source.text);
  return dialect === 'pyyaml' && unfinished ? brokenOff(root) : root;
}

/** Fills a merged config in with defaults and metadata. */
function complete(
  merged: ConfigMap,
  session: LayoutSession,
  parentPath: string,
  contract: Contract,
): DatasetConfig {
  const defaults = contract.nameKey === null ? {} : { [contract.nameKey]: session.name };
  for (const [key, value] of Object.entries({ ...defaults, ...contract.defaults })) {
    if (!Object.hasOwn(merged, key)) define(merged, key, value);
  }
  validate(merged, session, contract);
  return Object.assign(merged, {
    _weight: 1.0,
    _config_path: session.path,
    _parent_config_path: parentPath,
  });
}

/** What the training code takes for granted of a merged dataset config: a list of cell ids, a name. */
function validate(merged: ConfigMap, session: LayoutSession, contract: Contract): void {
  if (contract.preset !== 'dataset') return;
  if (!Array.isArray(merged.cids)) {
    throw new ConfigError(
      'invalid-config',
      `${session.path}: 'cids' of session '${session.name}' must be a list of cell ids.`,
    );
  }
}
