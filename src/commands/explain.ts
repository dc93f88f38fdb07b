/**
 * `show --origin` and `show --path`: the merged config in its original text with where each value comes from, and one
 * key over all sessions.
 */
import type { Contract } from '../contract.js';
import { leavesOf, mergeKeys, type Leaf, type MergedKey, type OriginKind } from '../core/origin.js';
import { showPath } from '../core/path.js';
import type { Dialect } from '../core/value.js';
import { readLayout, sessionNamed, type Layout, type LayoutSession } from '../files/layout.js';
import { layoutIdentities } from '../files/load.js';
import { givenComments, mergedText } from '../plan/merged-text.js';
import type { TextLine } from '../plan/placed-lines.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { parsableText, type Config } from '../yaml/config.js';
import { placedKeys, type PlacedKey } from '../yaml/placed-keys.js';
import { quoteWord } from '../yaml/quote.js';

export interface ExplainOptions {
  readonly parent: string;
  /** Name of one session; undefined: all. */
  readonly session?: string | undefined;
  readonly contract: Contract;
  /** Whose merge: which keys are one, and what a merge key (`<<`) gives. */
  readonly dialect: Dialect;
}

/** A place in a file of the layout. */
export interface OriginPlace {
  readonly file: string;
  /** Line and column of the key, from 1. */
  readonly line: number;
  readonly column: number;
  /** The value as it is written there. */
  readonly text: string;
}

/** One value of a merged config: a scalar, a list, or anything else that loaders replace whole. */
export interface ValueOrigin {
  readonly path: string;
  readonly origin: OriginKind;
  /** Where it is written; null for what the loader fills in. */
  readonly place: OriginPlace | null;
  /** What the session's value replaces in the parent. */
  readonly replaces: (OriginPlace & { readonly same: boolean }) | null;
}

/** One line of the merged text. */
export interface OriginLine {
  /** Without its line break. */
  readonly text: string;
  /** The file it stands in; null for what the loader fills in and for lines that were written anew. */
  readonly file: string | null;
  readonly line: number;
  /** The values that begin on it. */
  readonly values: readonly ValueOrigin[];
}

export interface SessionOrigins {
  readonly name: string;
  readonly path: string;
  /** The merged config in the text of the two files, with the loader's defaults below it. */
  readonly lines: readonly OriginLine[];
  /** Every value, in the order of the merged config. */
  readonly origins: readonly ValueOrigin[];
  /** Top-level keys whose text could not be kept. */
  readonly anew: readonly string[];
}

export interface ExplainResult {
  readonly command: 'explain';
  readonly ok: true;
  readonly exit: 0;
  readonly parent: string;
  /** Number of sessions that the parent lists. */
  readonly listed: number;
  readonly sessions: readonly SessionOrigins[];
}

/**
 * Says of every value of merged configs where it comes from.
 *
 * @param options - see `ExplainOptions`
 * @returns the merged text of each session, line by line, and the origin of each value
 * @throws ConfigError as `loadDatasetConfigs`; `not-found` when the parent does not list the session asked for
 */
export function explain(options: ExplainOptions): ExplainResult {
  const identities = layoutIdentities();
  const reader = new ConfigReader(identities);
  const layout = readLayout(options.parent, reader, options.contract);
  const merge = {
    reserved: options.contract.reserved,
    identities,
    reader,
    dialect: options.dialect,
    given: givenComments(layout.sessions.map(({ config }) => config)),
  };
  const origins = new Origins(layout, options);
  const asked = options.session === undefined ? layout.sessions : [sessionNamed(layout, options.session)];
  const sessions = asked.map((session): SessionOrigins => {
    const { lines, anew } = mergedText(layout.parent, session.config, merge);
    const values = origins.of(session);
    const annotated = annotate(lines, values, layout, session, options.dialect);
    const added = values.flatMap(defaultLine(session, options.contract));
    return { name: session.name, path: session.path, lines: [...annotated, ...added], origins: values, anew };
  });
  return {
    command: 'explain',
    ok: true,
    exit: 0,
    parent: options.parent,
    listed: layout.sessions.length,
    sessions,
  };
}

/** The origins of one layout; the parent is looked at once. */
export class Origins {
  readonly #layout: Layout;
  readonly #options: ExplainOptions;
  readonly #base: readonly PlacedKey[];

  constructor(layout: Layout, options: ExplainOptions) {
    this.#layout = layout;
    this.#options = options;
    const keys = keysOf(layout.parent, options.dialect);
    this.#base = keys.filter(({ id }) => !options.contract.reserved.some((key) => id === `str ${key}`));
  }

  /** @returns the merged keys of a session, in the loader's order, without its defaults */
  keys(session: LayoutSession): readonly MergedKey<PlacedKey>[] {
    return mergeKeys(this.#base, keysOf(session.config, this.#options.dialect));
  }

  /** @returns every value of a session's merged config, the loader's defaults last */
  of(session: LayoutSession): readonly ValueOrigin[] {
    const keys = this.keys(session);
    const values = leavesOf(keys).map((leaf) => this.origin(leaf, session));
    return [...values, ...this.defaults(keys)];
  }

  /** @returns one leaf with its places */
  origin({ path, origin, key, replaced }: Leaf<PlacedKey>, session: LayoutSession): ValueOrigin {
    const file = origin === 'inherited' ? this.#layout.parentPath : session.path;
    const replaces =
      replaced === null
        ? null
        : { ...placeOf(replaced, this.#layout.parentPath), same: replaced.same() === key.same() };
    return { path: showPath(path), origin, place: placeOf(key, file), replaces };
  }

  /** @returns what the loader fills in */
  defaults(keys: readonly MergedKey<PlacedKey>[]): readonly ValueOrigin[] {
    const { contract } = this.#options;
    const names = [
      ...(contract.nameKey === null ? [] : [contract.nameKey]),
      ...Object.keys(contract.defaults),
    ];
    const present = new Set(keys.map(({ path }) => path[0]));
    return names
      .filter((name) => !present.has(name))
      .map((name) => ({ path: showPath([name]), origin: 'default', place: null, replaces: null }));
  }
}

function keysOf(config: Config, dialect: Dialect): readonly PlacedKey[] {
  return placedKeys(parsableText(config), dialect, config.source.text);
}

/** @returns what the loader sets a missing key to, for a session */
export function defaultOf(key: string, session: LayoutSession, contract: Contract): string {
  return key === contract.nameKey ? session.name : (contract.defaults[key] ?? '');
}

function placeOf({ line, column, text }: PlacedKey, file: string): OriginPlace {
  return { file, line, column, text };
}

function defaultLine(session: LayoutSession, contract: Contract) {
  return (value: ValueOrigin): readonly OriginLine[] => {
    if (value.origin !== 'default') return [];
    const text = `${value.path}: ${quoteWord(defaultOf(value.path, session, contract))}`;
    return [{ text, file: null, line: 0, values: [value] }];
  };
}

/** Puts each value on the line of the merged text on which its key stands. */
function annotate(
  lines: readonly TextLine[],
  values: readonly ValueOrigin[],
  layout: Layout,
  session: LayoutSession,
  dialect: Dialect,
): readonly OriginLine[] {
  const byPath = new Map(values.map((value) => [value.path, value]));
  const starts = new Map<number, ValueOrigin[]>();
  const put = (keys: readonly PlacedKey[], above: readonly string[]): void => {
    for (const key of keys) {
      const path = [...above, key.name];
      const shown = showPath(path);
      const value = byPath.get(shown);
      // What an alias leads to stands where its anchor is, and is a value of the alias's line all the same.
      const found = key.alias ? values.filter((one) => `${one.path}.`.startsWith(`${shown}.`)) : [value];
      const here = found.filter((one) => one !== undefined);
      if (here.length > 0) starts.set(key.line, [...(starts.get(key.line) ?? []), ...here]);
      else put(key.keys ?? [], path);
    }
  };
  put(placedKeys(lines.map(({ text }) => text).join(''), dialect), []);
  const files = { parent: layout.parentPath, session: session.path };
  return lines.map(({ text, side, line }, index) => ({
    text: text.replace(/\r?\n$/, ''),
    file: side === null ? null : files[side],
    line,
    values: starts.get(index + 1) ?? [],
  }));
}
