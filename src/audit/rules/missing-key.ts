/**
 * `missing-key`: nearly every config has the key at this place, few do not. Counted among the mappings that could have
 * it, so that a key below a missing mapping is not counted again, and a step or item among the lists that could.
 */
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { isRemark } from '../nature.js';
import { rarity } from '../rare.js';
import { doubt, holdersText, lacking, noun, presenceDraft, type Presence } from './presence.js';

/**
 * @param population - the folder
 * @param presences - its entries with their counts
 * @returns drafts for one folder
 */
export function missingKeys(population: Population, presences: readonly Presence[]): readonly Draft[] {
  return presences.flatMap((presence) => {
    const { holders, count } = presence;
    const bits = rarity(holders - count, holders) - doubt(presence, population.configs.length);
    if (bits <= 0 || isRemark(presence.entry)) return [];
    const suspects = lacking(presence);
    const k = holders - count;
    const what = noun(presence);
    return presenceDraft(population, presence, suspects, {
      rule: 'missing-key',
      bits,
      message: `${holdersText(presence, k)} of ${holders} ${k === 1 ? 'does' : 'do'} not have the ${what} that the other ${count} have.`,
      brief: `${holdersText(presence, k)} of ${holders} ${k === 1 ? 'does' : 'do'} not have the ${what}.`,
      advice: `Add it, or check that its default is meant.`,
    });
  });
}
