/**
 * When few are too few: the one measure behind the rules that count. Of n configs k stand apart from the rest. That
 * is worth saying when k is small, when the rest agrees, and when nothing explains it; the surprise is log2(n / k)
 * bits, less half a bit for each doubling of the number of values that the rest has.
 *
 * Up to 15 % of the configs can be a slip that was copied, but slips are not copied on and on: of a thousand files a
 * dozen at most. More are a decision. At least one always can. And no count alone is worth more than 5 bits (1 of 32):
 * in a folder of thousands something is rare everywhere.
 */

const SHARE = 0.15;
const MOST_BITS = 5;

/** @returns how many of `n` configs may stand apart and still be a slip */
export function fewOf(n: number): number {
  return Math.max(1, Math.floor(Math.min(SHARE * n + 1e-9, 3 + Math.log2(n))));
}

/**
 * @param k - configs that stand apart
 * @param n - all configs
 * @param others - number of different values the rest has
 * @returns the surprise in bits; 0 when k is not few
 */
export function rarity(k: number, n: number, others = 1): number {
  if (k < 1 || n < 4 || k > fewOf(n)) return 0;
  return Math.min(MOST_BITS, Math.log2(n / k)) - 0.5 * Math.log2(Math.max(1, others));
}
