/** Random numbers that a seed decides (mulberry32), so that a run can be repeated. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (items) => items[below(items.length)];
  const sample = (items, n) => {
    const rest = [...items];
    return Array.from({ length: Math.min(n, rest.length) }, () => rest.splice(below(rest.length), 1)[0]);
  };
  return { next, below, pick, sample, chance: (p) => next() < p };
}
