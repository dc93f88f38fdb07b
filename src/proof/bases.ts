/** A parent as the proof reads it: what sessions are merged over, and whether it lists the sessions it must. */
import type { Contract } from '../contract.js';
import type { Dialect } from '../core/value.js';
import { attempt, unreadable, type Difference } from './difference.js';
import { Unreadable } from './raw.js';
import { isList, isMap, readingsOf, type Reading, type ViewMap } from './view.js';

/** What sessions are merged over. */
export interface Base {
  readonly view: ViewMap;
  readonly refused: string | null;
}

export type Bases = ReadonlyMap<Dialect, Base>;

export interface ParentText {
  readonly path: string;
  readonly text: string;
}

export interface BaseOptions {
  readonly dialects: readonly Dialect[];
  readonly contract: Contract;
}

const BOTH: readonly Dialect[] = ['pyyaml', '1.2'];

/** @returns the bases by dialect; null when the parent is not a parent */
export function readParent(
  { path, text }: ParentText,
  sessions: readonly string[],
  options: BaseOptions,
  differences: Difference[],
): Bases | null {
  const check = (view: ViewMap, loader: Dialect): void => {
    const wrong = wrongSessions(view, sessions);
    if (wrong !== null)
      differences.push({ session: '', path: 'sessions', kind: 'sessions', ...wrong, loader });
  };
  return readBases({ path, text }, options, differences, 'after', check);
}

/** @returns what sessions are merged over, by dialect; null when the text is not a mapping */
export function readBases(
  { path, text }: ParentText,
  options: BaseOptions,
  differences: Difference[],
  side: 'before' | 'after',
  check?: (view: ViewMap, dialect: Dialect) => void,
): Bases | null {
  const readings = attempt(() => readingsOf(text, options.dialects), '', side, options.dialects, differences);
  if (readings === null) return null;
  const bases = new Map<Dialect, Base>();
  const reserved = options.contract.reserved.map((key) => `str ${key}`);
  for (const [dialect, { view, refused }] of [...readings, ...unasked(text, options.dialects)]) {
    if (!isMap(view)) {
      differences.push(unreadable('', dialect, side, `${path} is not a mapping`));
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
  sessions: readonly string[],
): { readonly before: string; readonly after: string } | null {
  const dir = parent.entries.get('str session_dir');
  if (typeof dir !== 'string' || !dir.startsWith('str '))
    return { before: 'a string session_dir', after: typeof dir === 'string' ? dir : 'none' };
  const list = parent.entries.get('str sessions');
  const items = list !== undefined && isList(list) ? list.items : [];
  if (items.length === 0) return { before: 'a list of sessions', after: 'none' };
  const expected = sessions.map((name) => `str ${name}`);
  const at = Array.from({ length: Math.max(items.length, expected.length) }, (_, index) => index).find(
    (index) => items[index] !== expected[index],
  );
  if (at === undefined) return null;
  const after = items[at] ?? 'no more sessions';
  return { before: expected[at] ?? 'no more sessions', after: typeof after === 'string' ? after : 'no name' };
}
