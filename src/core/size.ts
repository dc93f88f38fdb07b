/** How large a value is when its aliases are written out, found without writing them out. */
import type { Value } from './value.js';

/**
 * @param value - any value
 * @param known - sizes found before; nodes that aliases share are counted once and added as often as they are read
 * @returns number of scalars and collections
 */
export function expandedSize(value: Value, known = new Map<Value, number>()): number {
  if (value.kind === 'scalar') return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  const size = 1 + inner(value).reduce((sum, part) => sum + expandedSize(part, known), 0);
  known.set(value, size);
  return size;
}

/** @returns how many values of it are there only because aliases are read through */
export function sizeByAliases(value: Value): number {
  const known = new Map<Value, number>();
  const size = expandedSize(value, known);
  let written = 0;
  for (const collection of known.keys()) {
    if (collection.kind !== 'scalar')
      written += 1 + inner(collection).filter(({ kind }) => kind === 'scalar').length;
  }
  return size - written;
}

function inner(value: Exclude<Value, { readonly kind: 'scalar' }>): readonly Value[] {
  if (value.kind === 'sequence') return value.items;
  return value.kind === 'tagged' ? [value.content] : value.pairs.flatMap((pair) => [pair.key, pair.value]);
}
