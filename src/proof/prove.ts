/**
 * The proof: parents and sessions, merged, are the legacy configs. It shares no code with the factoring or with
 * the cutting of text; it has its own parser (js-yaml), its own reading of scalars, its own merge.
 */
import type { Contract } from '../contract.js';
import type { Dialect, KeyOrder } from '../core/value.js';
import { equalViews } from './compare.js';
import { explain, type DifferenceKind } from './explain.js';
import { Unreadable } from './read.js';
import { isMap, mergeViews, viewsOf, type View, type ViewMap } from './view.js';

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
  readonly loader: Dialect;
}

export interface Proof {
  readonly ok: boolean;
  /** The readings that were compared. */
  readonly loaders: readonly string[];
  /** Number of scalars compared, over all legacy files. */
  readonly compared: number;
  readonly differences: readonly Difference[];
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
    for (const session of parent.sessions) compared += proveSession(session, bases, options, differences);
  }
  const loaders = options.dialects.map((dialect) => LOADERS[dialect]);
  return { ok: differences.length === 0, loaders, compared, differences };
}

type Bases = ReadonlyMap<Dialect, ViewMap>;

/** @returns what sessions are merged over, by dialect; null when the parent is not a parent */
function readParent(parent: ProofParent, options: ProofOptions, differences: Difference[]): Bases | null {
  // A session's name must be the same to every loader, whatever else is asked.
  const views = readViews(parent.parent, '', 'after', BOTH, differences);
  if (views === null) return null;
  const bases = new Map<Dialect, ViewMap>();
  for (const [dialect, view] of views) {
    if (!isMap(view)) {
      differences.push(unreadable('', dialect, 'after', `${parent.parent.path} is not a mapping`));
      return null;
    }
    const wrong = wrongSessions(view, parent.sessions);
    if (wrong !== null)
      differences.push({ session: '', path: 'sessions', kind: 'sessions', ...wrong, loader: dialect });
    const reserved = options.contract.reserved.map((key) => `str ${key}`);
    const entries = [...view.entries].filter(([key]) => !reserved.includes(key));
    bases.set(dialect, { kind: 'map', entries: new Map(entries) });
  }
  return bases;
}

function wrongSessions(
  parent: ViewMap,
  sessions: readonly ProofSession[],
): { readonly before: string; readonly after: string } | null {
  const dir = parent.entries.get('str session_dir');
  if (typeof dir !== 'string' || !dir.startsWith('str '))
    return { before: 'a string session_dir', after: String(dir) };
  const list = parent.entries.get('str sessions');
  const items = typeof list === 'object' && list.kind === 'list' ? list.items : [];
  const expected = sessions.map(({ name }) => `str ${name}`);
  const at = Array.from({ length: Math.max(items.length, expected.length) }, (_, index) => index).find(
    (index) => items[index] !== expected[index],
  );
  if (at === undefined) return null;
  const after = items[at];
  return { before: expected[at] ?? 'no more sessions', after: typeof after === 'string' ? after : 'no name' };
}

/** @returns the number of scalars in the legacy config */
function proveSession(
  { name, legacy, session }: ProofSession,
  bases: Bases,
  { dialects, keyOrder, contract }: ProofOptions,
  differences: Difference[],
): number {
  const before = readViews(legacy, name, 'before', dialects, differences);
  const own = readViews(session, name, 'after', dialects, differences);
  if (before === null || own === null) return 0;
  let scalars = 0;
  for (const dialect of dialects) {
    const base = bases.get(dialect);
    const old = before.get(dialect);
    const override = own.get(dialect);
    if (base === undefined || old === undefined || override === undefined) continue;
    if (!isMap(override)) {
      differences.push(unreadable(name, dialect, 'after', `${session.path} is not a mapping`));
      continue;
    }
    scalars = countScalars(old, new Map());
    for (const key of contract.required) {
      if (override.entries.has(`str ${key}`)) continue;
      differences.push({
        session: name,
        path: key,
        kind: 'missing',
        before: 'in the session file',
        after: '',
        loader: dialect,
      });
    }
    const merged = mergeViews(base, override);
    if (equalViews(old, merged, keyOrder)) continue;
    differences.push(
      ...explain(old, merged, keyOrder).map((row) => ({ session: name, ...row, loader: dialect })),
    );
  }
  return scalars;
}

function readViews(
  { text }: ProofText,
  session: string,
  side: 'before' | 'after',
  dialects: readonly Dialect[],
  differences: Difference[],
): ReadonlyMap<Dialect, View> | null {
  try {
    return viewsOf(text(), dialects);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
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
