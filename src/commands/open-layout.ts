/** A layout that is to be changed: all its files read under one equality, and the other parents they matter to. */
import path from 'node:path';
import type { Contract } from '../contract.js';
import { Identities } from '../core/identities.js';
import { dialectsOf, type Dialect, type DialectChoice, type KeyOrder } from '../core/value.js';
import { readLayout, readParent, type Layout, type ReadParent } from '../files/layout.js';
import { parentsBeside } from '../files/parents-beside.js';
import type { TrimSession } from '../plan/trim.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { scalarId } from '../yaml/scalar.js';

export interface OpenLayout {
  readonly layout: Layout;
  readonly folder: string;
  /** The sessions, each once, with the other parents that list it. */
  readonly sessions: readonly TrimSession[];
  /** Other parents beside the given one that list one of its sessions. */
  readonly others: readonly ReadParent[];
  /** All other parents beside it with the same session folder. */
  readonly beside: readonly ReadParent[];
  readonly reader: ConfigReader;
  readonly identities: Identities;
  readonly dialects: readonly Dialect[];
}

/**
 * @param parentPath - path of the parent
 * @param options - contract and equality
 * @returns the layout
 * @throws ConfigError as `loadDatasetConfigs`, for the parents beside it too
 */
export function openLayout(
  parentPath: string,
  options: { readonly contract: Contract; readonly yaml: DialectChoice; readonly keyOrder: KeyOrder },
): OpenLayout {
  const dialects = dialectsOf(options.yaml);
  const identities = new Identities((text, plain) => scalarId(text, plain, dialects), options.keyOrder);
  const reader = new ConfigReader(identities);
  const layout = readLayout(parentPath, reader, options.contract);
  const given = readParent(parentPath, reader);
  const beside = parentsBeside(given, reader);
  const listedBy = (name: string) => beside.filter(({ names }) => names.some((one) => sameName(one, name)));
  const once = new Map(layout.sessions.map((session) => [path.resolve(session.path), session]));
  const sessions = [...once.values()].map((session) => ({
    ...session,
    others: listedBy(session.name).map(({ parent }) => parent),
  }));
  const others = beside.filter(({ names }) =>
    names.some((name) => sessions.some((session) => sameName(name, session.name))),
  );
  return { layout, folder: given.folder, sessions, others, beside, reader, identities, dialects };
}

/** Names may be written as paths: `a` and `./a` are one file. */
export function sameName(one: string, other: string): boolean {
  return path.normalize(one) === path.normalize(other);
}
