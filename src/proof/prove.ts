/**
 * The proof: parents and sessions, merged, are the legacy configs. It shares no code with the factoring or with
 * the cutting of text; it has its own parser (js-yaml), its own reading of scalars, its own merge.
 */
import type { Contract } from '../contract.js';
import type { Dialect, KeyOrder } from '../core/value.js';
import { equalViews } from './compare.js';
import { explain, type DifferenceKind } from './explain.js';
import { mergeViews } from './merge.js';
import { Unreadable } from './raw.js';
import { isList, isMap, readingsOf, type Reading, type View, type ViewMap } from './view.js';

/** A text, read only when it is needed, so that one file at a time is held. */
export interface ProofText {
  readonly path: string;
  readonly text: () => string;
}

export interface ProofSession {
  readonly name: string;
  readonly legacy: ProofText;
  readonly session: ProofText;
}

export interface ProofParent {
  readonly parent: ProofText;
  /** The parent as it was, when the legacy texts are sessions of it and not complete configs. */
  readonly before?: ProofText;
  /** In the order the parent must list them. */
  readonly sessions: readonly ProofSession[];
}

export interface ProofOptions {
  readonly dialects: readonly Dialect[];
  readonly keyOrder: KeyOrder;
  readonly contract: Contract;
}

export interface Difference {
  /** Name of the session; empty when the difference is about the parent. */
  readonly session: string;
  /** Key path, joined with dots; empty for the root. */
  readonly path: string;
  readonly kind: DifferenceKind | 'unreadable' | 'missing' | 'sessions';
  readonly before: string;
  readonly after: string;
  /** Under whose reading. */
  readonly loader: Dialect | 'python';
}

/** A session that the user's PyYAML refuses before and after, and that was compared all the same. */
export interface ByTag {
  readonly session: string;
  /** Why safe_load refuses the legacy config. */
  readonly reason: string;
}

export interface Proof {
  readonly ok: boolean;
  /** The readings that were compared. */
  readonly loaders: readonly string[];
  /** Number of scalars compared, over all legacy files. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Sessions that the user's PyYAML compared by tag and content; absent without `--with-python`. */
  readonly byTag?: readonly ByTag[];
}

const LOADERS = { pyyaml: "js-yaml by PyYAML's rules", '1.2': "js-yaml by YAML 1.2's rules" } as const;

const BOTH: readonly Dialect[] = ['pyyaml', '1.2'];

/**
 * @param parents - texts of the new layout and of the legacy configs
 * @param options - whose readings, and where order counts
 * @returns whether every merged config is its legacy config, and if not, where they differ
 */
export function prove(parents: readonly ProofParent[], options: ProofOptions): Proof {
  const differences: Difference[] = [];
  let compared = 0;
  for (const parent of parents) {
    const bases = readParent(parent, options, differences);
    if (bases === null) continue;
    const under =
      parent.before === undefined ? null : readBases(parent.before, options, differences, 'before');
    if (parent.before !== undefined && under === null) continue;
    for (const session of parent.sessions)
      compared += proveSession(session, bases, under, options, differences);
  }
  const loaders = options.dialects.map((dialect) => LOADERS[dialect]);
  return { ok: differences.length === 0, loaders, compared, differences };
}

/** What sessions are merged over. */
interface Base {
  readonly view: ViewMap;
  readonly refused: string | null;
}

type Bases = ReadonlyMap<Dialect, Base>;

/** @returns the bases by dialect; null when the parent is not a parent */
function readParent(parent: ProofParent, options: ProofOptions, differences: Difference[]): Bases | null {
  const check = (view: ViewMap, loader: Dialect): void => {
    const wrong = wrongSessions(view, parent.sessions);
    if (wrong !== null)
      differences.push({ session: '', path: 'sessions', kind: 'sessions', ...wrong, loader });
  };
  return readBases(parent.parent, options, differences, 'after', check);
}

/** @returns what sessions are merged over, by dialect; null when the text is not a mapping */
function readBases(
  source: ProofText,
  options: ProofOptions,
  differences: Difference[],
  side: 'before' | 'after',
  check?: (view: ViewMap, dialect: Dialect) => void,
): Bases | null {
  const text = source.text();
  const readings = readText(text, '', side, options.dialects, differences);
  if (readings === null) return null;
  const bases = new Map<Dialect, Base>();
  const reserved = options.contract.reserved.map((key) => `str ${key}`);
  for (const [dialect, { view, refused }] of [...readings, ...unasked(text, options.dialects)]) {
    if (!isMap(view)) {
      differences.push(unreadable('', dialect, side, `${source.path} is not a mapping`));
      return null;
    }
    check?.(view, dialect);
    const entries = [...view.entries].filter(([key]) => !reserved.includes(key));
    bases.set(dialect, { view: { kind: 'map', entries: new Map(entries) }, refused });
  }
  return bases;
}

/** A session's name must be the same to every loader that can read the parent, whoever else is asked. */
function unasked(text: string, asked: readonly Dialect[]): readonly (readonly [Dialect, Reading])[] {
  try {
    return [
      ...readingsOf(
        text,
        BOTH.filter((dialect) => !asked.includes(dialect)),
      ),
    ];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

function wrongSessions(
  parent: ViewMap,
  sessions: readonly ProofSession[],
): { readonly before: string; readonly after: string } | null {
  const dir = parent.entries.get('str session_dir');
  if (typeof dir !== 'string' || !dir.startsWith('str '))
    return { before: 'a string session_dir', after: typeof dir === 'string' ? dir : 'none' };
  const list = parent.entries.get('str sessions');
  const items = list !== undefined && isList(list) ? list.items : [];
  if (items.length === 0) return { before: 'a list of sessions', after: 'none' };
  const expected = sessions.map(({ name }) => `str ${name}`);
  const at = Array.from({ length: Math.max(items.length, expected.length) }, (_, index) => index).find(
    (index) => items[index] !== expected[index],
  );
  if (at === undefined) return null;
  const after = items[at] ?? 'no more sessions';
  return { before: expected[at] ?? 'no more sessions', after: typeof after === 'string' ? after : 'no name' };
}

/** @returns the number of scalars in the legacy config */
function proveSession(
  { name, legacy, session }: ProofSession,
  bases: Bases,
  under: Bases | null,
  options: ProofOptions,
  differences: Difference[],
): number {
  const before = readText(legacy.text(), name, 'before', options.dialects, differences);
  const own = readText(session.text(), name, 'after', options.dialects, differences);
  if (before === null || own === null) return 0;
  let scalars = 0;
  for (const loader of options.dialects) {
    const base = bases.get(loader);
    const old = over(under?.get(loader), before.get(loader));
    const override = own.get(loader);
    if (base === undefined || old === undefined || override === undefined) continue;
    try {
      scalars = countScalars(old.view, new Map());
      const rows = compareSession(old, base, override, session.path, options);
      differences.push(...rows.map((row) => ({ session: name, ...row, loader })));
    } catch (error) {
      // Aliases of aliases can be deeper than any text.
      if (!(error instanceof RangeError)) throw error;
      differences.push(unreadable(name, loader, 'before', 'nested too deeply'));
    }
  }
  return scalars;
}

/** A legacy text that is a session itself is what it is merged over its parent. */
function over(base: Base | undefined, old: Reading | undefined): Reading | undefined {
  if (base === undefined || old === undefined || !isMap(old.view)) return old;
  return { ...old, view: mergeViews(base.view, old.view), refused: base.refused ?? old.refused };
}

type SessionRow = Omit<Difference, 'session' | 'loader'>;

function compareSession(
  old: Reading,
  base: Base,
  own: Reading,
  path: string,
  { keyOrder, contract }: ProofOptions,
): readonly SessionRow[] {
  const none = { path: '', before: '', after: '' };
  const { view } = own;
  if (!isMap(view)) return [{ ...none, kind: 'unreadable', after: `${path} is not a mapping` }];
  const refused = base.refused ?? own.refused;
  // What a loader could not read before it need not read now.
  if (refused !== null && old.refused === null) {
    return [{ ...none, kind: 'unreadable', after: `PyYAML would refuse the new files: ${refused}` }];
  }
  const missing = contract.required
    .filter((key) => !view.entries.has(`str ${key}`))
    .map((key) => ({ path: key, kind: 'missing', before: 'in the session file', after: '' }) as const);
  const merged = mergeViews(base.view, view);
  return equalViews(old.view, merged, keyOrder)
    ? missing
    : [...missing, ...explain(old.view, merged, keyOrder)];
}

function readText(
  text: string,
  session: string,
  side: 'before' | 'after',
  dialects: readonly Dialect[],
  differences: Difference[],
): ReadonlyMap<Dialect, Reading> | null {
  try {
    return readingsOf(text, dialects);
  } catch (error) {
    // A RangeError is from a chain of aliases that is too long to follow.
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
    differences.push(unreadable(session, dialects[0] ?? 'pyyaml', side, error.message));
    return null;
  }
}

function unreadable(session: string, loader: Dialect, side: 'before' | 'after', message: string): Difference {
  const texts = side === 'before' ? { before: message, after: '' } : { before: '', after: message };
  return { session, path: '', kind: 'unreadable', ...texts, loader };
}

/** Nodes that aliases share are counted as often as they are read, without being walked again. */
function countScalars(view: View, known: Map<object, number>): number {
  if (typeof view === 'string') return 1;
  const before = known.get(view);
  if (before !== undefined) return before;
  const inner =
    view.kind === 'list' ? view.items : view.kind === 'map' ? [...view.entries.values()] : [view.content];
  const total = inner.reduce<number>((sum, part) => sum + countScalars(part, known), 0);
  known.set(view, total);
  return total;
}
