/** The merge of the loader on typed values: which value each key of a merged config has, by id. */
import type { Identities } from './identities.js';
import type { MappingValue, Pair } from './value.js';

/**
 * @param base - the parent's part; its keys come first
 * @param override - the session's part; its values win, and mappings on both sides are merged
 * @param identities - of the run that read both
 * @returns the merged mapping
 */
export function mergeValues(
  base: MappingValue,
  override: MappingValue,
  identities: Identities,
): MappingValue {
  const own = new Map(override.pairs.map((pair) => [pair.key.id, pair]));
  const inBase = new Set(base.pairs.map(({ key }) => key.id));
  const merged = base.pairs.map((pair) => mergePair(pair, own.get(pair.key.id), identities));
  const pairs = [...merged, ...override.pairs.filter(({ key }) => !inBase.has(key.id))];
  return { kind: 'mapping', id: identities.mapping(pairs), pairs, open: false };
}

function mergePair(before: Pair, after: Pair | undefined, identities: Identities): Pair {
  if (after === undefined) return before;
  const both = before.value.kind === 'mapping' && after.value.kind === 'mapping';
  return both ? { ...after, value: mergeValues(before.value, after.value, identities) } : after;
}
