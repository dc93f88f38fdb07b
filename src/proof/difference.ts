/** A row of the proof: where something is not as it was, or cannot be read. */
import type { Dialect } from '../core/value.js';
import type { DifferenceKind } from './explain.js';
import { Unreadable } from './raw.js';
import type { Reading } from './view.js';

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

/** @returns what was read; null and a row among the differences when that is not possible */
export function attempt(
  read: () => ReadonlyMap<Dialect, Reading>,
  session: string,
  side: 'before' | 'after',
  dialects: readonly Dialect[],
  differences: Difference[],
): ReadonlyMap<Dialect, Reading> | null {
  try {
    return read();
  } catch (error) {
    // A RangeError is from a chain of aliases that is too long to follow.
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
    differences.push(unreadable(session, dialects[0] ?? 'pyyaml', side, error.message));
    return null;
  }
}

export function unreadable(
  session: string,
  loader: Dialect,
  side: 'before' | 'after',
  message: string,
): Difference {
  const texts = side === 'before' ? { before: message, after: '' } : { before: '', after: message };
  return { session, path: '', kind: 'unreadable', ...texts, loader };
}
