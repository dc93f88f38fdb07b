/**
 * When few are too few: the one measure behind the rules that count. Of n configs k stand apart from the rest. That
 * is worth saying when k is small, when the rest agrees, and when nothing explains it; the surprise is log2(n / k)
 * bits, less two bits for each doubling of the number of values that the rest has: where three values are meant, a
 * fourth may be too.
 *
 * Up to a fifth of the configs can be a slip that was copied, but slips are not copied on and on: four of twenty or
 * thirty, of a thousand files a dozen at most. More are a decision. At least one always can. No count alone is worth more than 5 bits (1 of 32): in a
 * folder of thousands something is rare everywhere. And of nine or fewer, one is easily another: a bit less;
 * fewer than five say nothing.
 */

const SHARE = 0.2;
const MOST_BITS = 5;
const SMALL = 10;
const LEAST = 5;

/** @returns how many of `n` configs may stand apart and still be a slip */
export function fewOf(n: number): number {
  return Math.max(1, Math.floor(Math.min(SHARE * n, Math.max(4, 0.15 * n), 3 + Math.log2(n)) + 1e-9));
}

/**
 * @param k - configs that stand apart
 * @param n - all configs
 * @param others - number of different values the rest has
 * @returns the surprise in bits; 0 when k is not few
 */
export function rarity(k: number, n: number, others = 1): number {
  if (k < 1 || n < LEAST || k > fewOf(n)) return 0;
  return Math.min(MOST_BITS, Math.log2(n / k)) - 2 * Math.log2(Math.max(1, others)) - (n < SMALL ? 1 : 0);
}
