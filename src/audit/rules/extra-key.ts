/**
 * `extra-key`: few configs have a key that nearly no other has. An option that few use looks the same, so in
 * mappings whose keys vary anyway it says nothing: each doubling of the number of other keys that not all have takes
 * a bit.
 */
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { isRemark } from '../nature.js';
import { rarity } from '../rare.js';
import { configsIn, type KeyNode } from '../table.js';
import { doubt, holdersText, noun, presenceDraft, type Presence } from './presence.js';

/**
 * @param population - the folder
 * @param presences - its entries with their counts
 * @returns drafts for one folder
 */
export function extraKeys(population: Population, presences: readonly Presence[]): readonly Draft[] {
  const optional = optionalKeys(presences);
  return presences.flatMap((presence) => {
    const { parent, entry, holders, count } = presence;
    const bits =
      rarity(count, holders) -
      Math.log2(Math.max(1, (optional.get(parent) ?? 1) - 1)) -
      doubt(presence, population.configs.length);
    if (bits <= 0 || isRemark(presence.entry)) return [];
    const suspects = configsIn(entry.groups);
    const what = noun(presence);
    return presenceDraft(population, presence, suspects, {
      rule: 'extra-key',
      bits,
      message: `${holdersText(presence, count)} of ${holders} ${count === 1 ? 'has' : 'have'} a ${what} here that the others do not have.`,
      brief: `${holdersText(presence, count)} of ${holders} ${count === 1 ? 'has' : 'have'} a ${what} that the others do not have.`,
      advice: 'Does the code read it? If not, take it out; if so, should others have it too?',
    });
  });
}

function optionalKeys(presences: readonly Presence[]): ReadonlyMap<KeyNode, number> {
  const numbers = new Map<KeyNode, number>();
  for (const { parent, holders, count } of presences) {
    if (count < 0.97 * holders) numbers.set(parent, (numbers.get(parent) ?? 0) + 1);
  }
  return numbers;
}
