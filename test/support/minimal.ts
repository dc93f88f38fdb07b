/**
 * Whether a migration moved all that it could and left nothing twice, asked of the written texts and of nothing the
 * factoring knows: entries are taken out of what the proof reads, or put into the parent, and the proof is asked again.
 */
import { showPath } from '../../src/core/path.js';
import type { Dialect, KeyOrder, Value } from '../../src/core/value.js';
import { dialectsOf } from '../../src/core/value.js';
import { equalViews } from '../../src/proof/compare.js';
import { Merging } from '../../src/proof/merge.js';
import { isMap, readingsOf, type View, type ViewMap } from '../../src/proof/view.js';
import { coreText, rootValue } from '../../src/yaml/config.js';
import type { Migrated } from './attempt.js';
import type { PlanTestOptions, TextFile } from './plan.js';

type Path = readonly string[];

/** One folder as one loader reads it, before and after. */
interface Read {
  readonly base: ViewMap;
  readonly sessions: readonly ViewMap[];
  readonly legacies: readonly ViewMap[];
}

/**
 * @param files - the legacy configs
 * @param migrated - what was made of them
 * @returns each thing that could be left out, moved, or must not be in the parent, as a line
 */
export function excess(
  files: readonly TextFile[],
  migrated: Migrated,
  options: PlanTestOptions,
): readonly string[] {
  const dialects = dialectsOf(options.yaml ?? 'both');
  const read = dialects.map((dialect) => readAll(files, migrated, dialect));
  const order = options.keyOrder ?? 'nested';
  return [...repeated(read, migrated, order), ...hoistable(read, migrated, order), ...imposed(read)];
}

function readAll(files: readonly TextFile[], { parent, sessions }: Migrated, dialect: Dialect): Read {
  const viewOf = (text: string): ViewMap => {
    const view = readingsOf(text, [dialect]).get(dialect)?.view;
    if (!isMap(view)) throw new Error('not a mapping');
    return view;
  };
  return {
    base: without(without(viewOf(parent), ['str session_dir']), ['str sessions']),
    sessions: files.map(({ name }) => viewOf(sessions.get(name) ?? '')),
    legacies: files.map(({ text }) => viewOf(text)),
  };
}

/** Own entries without which the proof would hold. */
function repeated(read: readonly Read[], { legacies }: Migrated, order: KeyOrder): readonly string[] {
  return legacies.flatMap(({ name, config }, at) => {
    if (config.whole !== null) return []; // said to the user
    return commonPaths(read.map(({ sessions }) => sessions[at])).flatMap((path) => {
      const holds = read.every(({ base, sessions, legacies: before }) => {
        const [own, old] = [sessions[at], before[at]];
        return (
          own !== undefined &&
          old !== undefined &&
          equalViews(old, new Merging().roots(base, without(own, path)), order)
        );
      });
      return holds ? [`${name} repeats ${shown(path)}`] : [];
    });
  });
}

/** Own paths that all have with one value, and that the parent could hold. */
function hoistable(read: readonly Read[], migrated: Migrated, order: KeyOrder): readonly string[] {
  const paths = commonPaths(read.flatMap(({ sessions }) => sessions));
  return paths.flatMap((path) => {
    const could = read.every(({ base, sessions, legacies }) => {
      const [value, ...others] = sessions.map((own) => at(own, path));
      if (value === undefined || !others.every((other) => other !== undefined && same(value, other, order)))
        return false;
      const raised = withEntry(base, path, value);
      return (
        raised !== null &&
        sessions.every((own, index) => {
          const old = legacies[index];
          return old !== undefined && equalViews(old, new Merging().roots(raised, pruned(own, path)), order);
        })
      );
    });
    return could && !mayStay(migrated, path) ? [`${shown(path)} could be in the parent`] : [];
  });
}

/** A value alone; at its own top level order counts like that of a nested mapping. */
function same(one: View, other: View, order: KeyOrder): boolean {
  return equalViews(one, other, order === 'nested' ? 'strict' : order);
}

/** Pinned, or for a reason of the text: a path the text ties to another place, or cannot be cut at. */
function mayStay({ plan, legacies }: Migrated, path: Path): boolean {
  const names = path.map((key) => key.slice('str '.length));
  const above = names.map((_, depth) => showPath(names.slice(0, depth + 1)));
  const own = plan.parents[0]?.own ?? [];
  const told = own.some(
    ({ path: text, reason: { kind } }) => (kind === 'pinned' || kind === 'stuck') && above.includes(text),
  );
  const cannot = legacies.some(({ config }) => {
    // `? key` with its value on other lines is not divided.
    const block = config.blocks.find(({ name }) => name === names[0]);
    const explicit = block !== undefined && /^ *\?/.test(coreText(block.core));
    return (
      config.whole !== null || (explicit && names.length > 1) || isClosed(rootValue(config), names, true)
    );
  });
  return told || cannot;
}

function isClosed(value: Value, names: Path, root: boolean): boolean {
  const [first, ...rest] = names;
  if (first === undefined) return false;
  if (value.kind !== 'mapping' || (!root && !value.open)) return true;
  const pair = value.pairs.find(({ name }) => name === first);
  return pair === undefined || isClosed(pair.value, rest, false);
}

/** Keys of the parent that a session had not, in a mapping it had. */
function imposed(read: readonly Read[]): readonly string[] {
  return read.flatMap(({ base, legacies }) =>
    pathsOf(base).flatMap((path) => {
      const lacking = legacies.findIndex((old) => {
        const above = path.length === 1 ? old : at(old, path.slice(0, -1));
        return isMap(above) && !above.entries.has(path.at(-1) ?? '');
      });
      return lacking < 0 ? [] : [`session ${lacking} had no ${shown(path)}`];
    }),
  );
}

/** Key paths of strings that every one of the views has. */
function commonPaths(views: readonly (ViewMap | undefined)[]): readonly Path[] {
  const [first, ...rest] = views;
  if (first === undefined) return [];
  return pathsOf(first).filter((path) =>
    rest.every((view) => view !== undefined && at(view, path) !== undefined),
  );
}

function pathsOf(view: ViewMap): readonly Path[] {
  return [...view.entries].flatMap(([key, value]): readonly Path[] => {
    if (!key.startsWith('str ')) return [];
    return [[key], ...(isMap(value) ? pathsOf(value).map((path) => [key, ...path]) : [])];
  });
}

function at(view: View, path: Path): View | undefined {
  return path.reduce<View | undefined>(
    (inner, key) => (isMap(inner) ? inner.entries.get(key) : undefined),
    view,
  );
}

function without(view: ViewMap, [first = '', ...rest]: Path): ViewMap {
  const entries = new Map(view.entries);
  const inner = entries.get(first);
  if (rest.length === 0 || !isMap(inner)) entries.delete(first);
  else entries.set(first, without(inner, rest));
  return { kind: 'map', entries };
}

/** As `without`, and mappings that would be left with nothing go too. */
function pruned(view: ViewMap, path: Path): ViewMap {
  const left = without(view, path);
  const above = path.slice(0, -1);
  const outer = at(left, above);
  return above.length > 0 && isMap(outer) && outer.entries.size === 0 ? pruned(view, above) : left;
}

/** @returns the mapping with one entry more, behind the others; null where its place is taken */
function withEntry(view: ViewMap, [first = '', ...rest]: Path, value: View): ViewMap | null {
  const entries = new Map(view.entries);
  const inner =
    entries.get(first) ?? (rest.length > 0 ? ({ kind: 'map', entries: new Map() } as const) : undefined);
  if (rest.length === 0) {
    if (inner !== undefined) return null;
    entries.set(first, value);
    return { kind: 'map', entries };
  }
  if (!isMap(inner)) return null;
  const deeper = withEntry(inner, rest, value);
  if (deeper === null) return null;
  entries.set(first, deeper);
  return { kind: 'map', entries };
}

function shown(path: Path): string {
  return path.map((key) => key.slice('str '.length)).join('.');
}
