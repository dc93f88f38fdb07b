/**
 * What a session says that its parents say already. The merge puts the parent's keys first, at the parent's places,
 * so taking an override away that repeats the parent's value changes neither a value nor an order. Where several
 * parents list the session, only what all of them say is redundant.
 */
import type { Path, PathSet } from './path.js';
import type { Change, Removal } from './removal.js';
import type { MappingValue, Value } from './value.js';

/**
 * @param value - the session's value
 * @param path - where it stands
 * @param given - each parent's value there; at least one, or nothing is redundant
 * @param pinned - key paths that stay in sessions whatever the parent says
 * @returns what can be taken out without changing any merged config; null when nothing can
 */
export function redundantIn(
  value: Value,
  path: Path,
  given: readonly Value[],
  pinned: PathSet,
): 'whole' | Removal | null {
  if (given.length === 0 || pinned.has(path)) return null;
  const pinnedBelow = pinned.hasBelow(path);
  if (!pinnedBelow && given.every(({ id }) => id === value.id)) return 'whole';
  if (value.kind !== 'mapping' || !value.open) return null;
  const bases = given.filter(isPlainMapping);
  if (bases.length < given.length) return null;
  const gone = new Map<string, Change>();
  for (const { name, value: inner } of value.pairs) {
    const change = redundantIn(inner, [...path, name ?? ''], valuesOf(bases, name), pinned);
    if (name !== null && change !== null) gone.set(name, change);
  }
  const whole = [...gone.values()].filter((change) => change === 'whole').length === value.pairs.length;
  if (whole && !pinnedBelow) return 'whole';
  return gone.size === 0 ? null : gone;
}

/** A mapping whose keys are the same to every loader; one with a merge key is not. */
function isPlainMapping(value: Value): value is MappingValue {
  return value.kind === 'mapping' && value.pairs.every(({ name }) => name !== null);
}

/** @returns the bases' values of a key; none when one lacks it */
function valuesOf(bases: readonly MappingValue[], name: string | null): readonly Value[] {
  const values = bases.flatMap((base) => base.pairs.find((pair) => pair.name === name)?.value ?? []);
  return values.length === bases.length ? values : [];
}

/** @returns the key paths a change takes out whole */
export function removedPaths(change: Change, path: Path): readonly Path[] {
  if (!(change instanceof Map)) return [path];
  return [...(change as Removal)].flatMap(([key, inner]) => removedPaths(inner, [...path, key]));
}
