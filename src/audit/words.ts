/**
 * How close two keys are as words, in bits: how much likelier it is that one is a slip of the other than that they
 * are two words. Nothing here knows a language. What keeps `latitude` and `altitude`, `optim_g` and `optim_d`,
 * `q_proj` and `k_proj`, `min_x` and `max_x`, `lambda1` and `lambda2` apart:
 *
 * - keys are compared part by part (`train_val_split` has three); a slip is in one part, and a part of one or two
 *   letters or of digits is an index, in which a difference is meant;
 * - people seldom mistype a word's first letter, while whole words often differ there (`height`, `weight`);
 * - two edits count only in long words, and never when they are a prefix or an ending (`active`, `inactive`).
 *
 * What remains is weighed with where the keys stand (near-miss-key.ts): a slip replaces the right key, another word
 * stands beside it.
 */

export type Likeness = 'style' | 'number' | 'swapped letters' | 'one letter' | 'two letters';

export interface Alike {
  readonly likeness: Likeness;
  readonly bits: number;
  /** The first letter differs, as in `latitude` and `altitude`: they may well be two words. */
  readonly twoWords: boolean;
}

/**
 * @param a - a key
 * @param b - another key
 * @returns how alike they are; null when they are simply two keys
 */
export function alike(a: string, b: string): Alike | null {
  if (a === b || Math.abs(a.length - b.length) > 4 || Math.min(a.length, b.length) < 2) return null;
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.join('') === right.join('')) return { likeness: 'style', bits: 6, twoWords: false };
  const parts = left.length === right.length ? differing(left, right) : wholes(left, right);
  if (parts === null) return null;
  const [x, y] = parts;
  if (isPlural(x, y) || isPlural(y, x)) return { likeness: 'number', bits: 3, twoWords: false };
  return slip(x, y);
}

/** @returns the words of a key in lower case: `trainVal_split2` is train, val, split, 2 */
export function partsOf(key: string): readonly string[] {
  return key
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((part) => part !== '');
}

function differing(left: readonly string[], right: readonly string[]): readonly [string, string] | null {
  const at = left.flatMap((part, index) => (part === right[index] ? [] : [index]));
  const [first, second] = at;
  if (first !== undefined && second === undefined) return [left[first] ?? '', right[first] ?? ''];
  // A letter that moved over a separator: `init_sigma`, `initsi_gma`.
  return at.length === 2 ? wholes(left, right) : null;
}

/** Parts of different number are compared as one word, unless one key only has a part more. */
function wholes(left: readonly string[], right: readonly string[]): readonly [string, string] | null {
  const [x, y] = [left.join(''), right.join('')];
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length < long.length && short.every((part) => long.includes(part))) return null;
  return Math.min(x.length, y.length) >= 6 ? [x, y] : null;
}

function isPlural(one: string, many: string): boolean {
  if (one.length < 2) return false;
  return (
    many === `${one}s` || many === `${one}es` || (one.endsWith('y') && many === `${one.slice(0, -1)}ies`)
  );
}

function slip(x: string, y: string): Alike | null {
  const length = Math.max(x.length, y.length);
  if (length < 3 || /^\d+$/.test(x) || /^\d+$/.test(y)) return null;
  const distance = editDistance(x, y, 2);
  const first = x.charAt(0) === y.charAt(0) ? 0 : 1.5;
  if (distance === 2) {
    if (length < 7 || x.startsWith(y) || x.endsWith(y) || y.startsWith(x) || y.endsWith(x)) return null;
    return { likeness: 'two letters', bits: 2 - first, twoWords: first > 0 };
  }
  if (distance !== 1) return null;
  const shortness = length < 4 ? 1.5 : length < 5 ? 0.75 : 0;
  if (x.length === y.length && isSwap(x, y)) {
    return { likeness: 'swapped letters', bits: 3.75 - shortness - first, twoWords: first > 0 };
  }
  const base = x.length === y.length ? 2.5 : 3.25;
  return { likeness: 'one letter', bits: base - shortness - first, twoWords: first > 0 };
}

function isSwap(x: string, y: string): boolean {
  const at = [...x].findIndex((letter, index) => letter !== y[index]);
  return x[at] === y[at + 1] && x[at + 1] === y[at];
}

/**
 * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours cost one.
 *
 * @param a - a word
 * @param b - another word
 * @param limit - what is farther need not be told apart
 * @returns the distance, or `limit + 1` when it is more than that
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      next.push(cost);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = last;
    last = next;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
