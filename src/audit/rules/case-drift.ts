/**
 * `case-drift`: one path, one word, different case or space: `Rowley` and `rowley`. A program takes them for two
 * things. It is a warning where words repeat (labs, kinds, modes) and information where people write sentences: a path
 * at which most values are different is free text, and so are keys like `name` and `description`; and where many
 * words drift at one path, both spellings are at home there (states that devices report).
 */
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { repeatedBy } from '../group-by.js';
import { isNamedFreely } from '../nature.js';
import { stringOf } from '../scalars.js';
import { counted, shown } from '../show.js';
import { nodesOf, total, type Group, type KeyNode } from '../table.js';
import { valueDraft } from './value-draft.js';

/** @returns drafts for one folder */
export function caseDrift(population: Population): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const node of nodesOf(population.root)) {
    if (node.groups.length < 2 || node.onlyIntegers) continue;
    const draft = drift(population, node);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

function drift(population: Population, node: KeyNode): Draft | null {
  const spelt = spellings(node);
  const [first] = spelt;
  if (first === undefined) return null;
  const [usual, ...rare] = first;
  if (usual === undefined) return null;
  const k = total(rare);
  const all = k + usual.configs.length;
  const free = node.groups.length > 0.3 * node.count || (node.pooled && isNamedFreely(node));
  const often = (free && node.groups.length > 3) || spelt.length > 3;
  const shownAll = first.map(
    ({ value, configs }) => `${shown(value)} in ${counted(new Set(configs).size, 'config')}`,
  );
  const more = spelt.length > 1 ? ` ${counted(spelt.length - 1, 'other value')} likewise.` : '';
  return valueDraft(population, node, {
    rule: 'case-drift',
    rare,
    beside: [usual],
    bits: 3 + Math.log2(all / k),
    weighing: 'kept',
    severity: often ? 'info' : 'warning',
    message: `One word is spelt in different ways: ${shownAll.join(', ')}.${more}`,
    brief: `One word is spelt in different case or with different space.${more}`,
    advice: 'Spell it in one way; code that compares it will take the spellings for different things.',
  });
}

/** Groups of strings that are equal but for case and space, the most common first. */
function spellings(node: KeyNode): readonly (readonly Group[])[] {
  const spelt = repeatedBy(node.groups, ({ value }) => {
    const text = stringOf(value);
    return text === null || !/\p{L}/u.test(text) ? null : text.toLowerCase().replace(/\s+/g, ' ').trim();
  });
  return spelt.toSorted((a, b) => total(b) - total(a));
}
