/**
 * `duplicate-config`: files with equal values under different names. One of them was copied and never changed, or is
 * a copy too many; training then sees it twice. Where more than a fifth of all files are like that, they are
 * made so (variants of a build), and one finding says it, as information.
 */
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { counted } from '../show.js';
import { sameBy, tellsAllApart } from './duplicates.js';

/** @returns drafts for all folders */
export function duplicateConfigs(populations: readonly Population[]): readonly Draft[] {
  const found = populations.flatMap((population) =>
    equalConfigs(population).map((members) => ({ population, members })),
  );
  const all = found.reduce((sum, { members }) => sum + members.length, 0);
  const configs = populations.reduce((sum, population) => sum + population.configs.length, 0);
  if (configs < MIN_CONFIGS || all <= MANY * configs) {
    return found.map(({ population, members }) => wholeDraft(population, 'duplicate-config', members, false));
  }
  const [first] = found;
  if (first === undefined) return [];
  const draft = wholeDraft(first.population, 'duplicate-config', first.members, true);
  const rest =
    found.length > 1 ? ` So do ${found.length - 1} other groups of files, ${all} files in all.` : '';
  return [{ ...draft, message: `${draft.message}${rest}` }];
}

function equalConfigs(population: Population): readonly (readonly number[])[] {
  if ([...population.root.children.values()].some((node) => tellsAllApart(population, node))) return [];
  const ids = population.configs.map(({ root }) =>
    root.pairs
      .map(({ key, value }) => `${key.id}:${value.id}`)
      .sort()
      .join(' '),
  );
  return sameBy(population, (index) => ids[index] ?? null);
}

const MIN_CONFIGS = 5;
const MANY = 0.2;

/** @returns a draft about whole files */
export function wholeDraft(
  population: Population,
  rule: 'duplicate-config' | 'near-duplicate-config',
  members: readonly number[],
  many: boolean,
  differing: readonly string[] = [],
): Draft {
  const names = members.map((index) => population.configs[index]?.stem ?? '');
  const list =
    names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
  const exact = rule === 'duplicate-config';
  const differ =
    differing.length === 0
      ? ''
      : ` They differ only in ${differing.slice(0, 5).join(', ')}${differing.length > 5 ? ' …' : ''}.`;
  const what = exact ? 'hold the same values' : 'have the same values where every other config has its own';
  return {
    rule,
    path: '',
    subject: `${rule} ${names.join(' ')}`,
    covers: [],
    suspects: members,
    configs: population.configs,
    bits: Math.log2(population.configs.length / members.length) + (exact ? 4 : 3),
    weighing: 'kept',
    severity: many ? 'info' : 'warning',
    message: `${list} ${what}.${differ}`,
    brief: `${counted(members.length, 'config')} ${what}.`,
    advice: exact
      ? 'Was one copied and not yet changed? Change or remove it.'
      : 'Was one made from the other and not changed everywhere?',
    groups: members.map((index, at) => ({
      value: names[at] ?? '',
      count: 1,
      configs: [index],
      node: null,
      id: null,
      what: 'value',
      suspect: true,
    })),
    expected: null,
    actual: null,
  };
}
