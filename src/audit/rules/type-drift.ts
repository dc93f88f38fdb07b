/**
 * `type-drift`: one path, different types. Two cases:
 *
 * - the same to a person, not to a program: `1` and `1.0`, `1` and `"1"`, `true` and `"true"`, `null` and `"None"`,
 *   `[1, 2]` and `[1, "2"]`. Nobody writes both on purpose, so this counts whatever else differs at the path, and also
 *   when neither spelling is rare; unless the path is one where anything may stand (a pooled path at which several
 *   values have both types, like `"0"` and `0` in a list of device states): that is no drift but a use.
 * - few of n have another type than all others: a text among numbers, one number where lists stand. `null` means
 *   "not set" and `0` and `1` stand in lists of floats everywhere, so null and int beside float do not count here.
 *
 * A spelling that loaders themselves read differently (`1e-3` beside `0.001`) is the rule `dialect`'s.
 */
import type { DialectChoice } from '../../core/value.js';
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { groupBy, repeatedBy } from '../group-by.js';
import { fewOf, rarity } from '../rare.js';
import { meaningOf, meansItself, readDifferently, typeName } from '../scalars.js';
import { counted, shown } from '../show.js';
import { nodesOf, total, type Group, type KeyNode } from '../table.js';
import { valueDraft } from './value-draft.js';

/** @returns drafts for values that are the same but for their type, for one folder or several at once */
export function typeDrift(population: Population, yaml: DialectChoice): readonly Draft[] {
  return severalValues(population).flatMap((node) => sameMeaning(population, node, yaml) ?? []);
}

/** @returns drafts for few values of another type, for one folder */
export function otherTypes(population: Population, yaml: DialectChoice): readonly Draft[] {
  return severalValues(population).flatMap((node) => otherType(population, node, yaml) ?? []);
}

function severalValues({ root }: Population): readonly KeyNode[] {
  return [...nodesOf(root)].filter(
    ({ groups, parent, onlyIntegers }) => groups.length > 1 && parent !== null && !onlyIntegers,
  );
}

function sameMeaning(population: Population, node: KeyNode, yaml: DialectChoice): Draft | null {
  const drifting = meaningsWithTypes(node, yaml);
  const [first] = drifting.toSorted((a, b) => total(b) - total(a));
  if (first === undefined || (node.pooled && drifting.length > 1 && isMixedUse(drifting))) return null;
  const sorted = first.toSorted((a, b) => b.configs.length - a.configs.length);
  const [usual, ...rare] = sorted;
  if (usual === undefined) return null;
  const k = total(rare);
  const all = total(sorted);
  const numbers = sorted.every(({ value }) => /^(?:int|float)$/.test(typeName(value, yaml)));
  const even = k > Math.max(fewOf(node.count), all / 4);
  const spellings = sorted.map(
    ({ value, configs }) =>
      `${shown(value)} (${describe(value, yaml)}) in ${counted(new Set(configs).size, 'config')}`,
  );
  return valueDraft(population, node, {
    rule: 'type-drift',
    rare,
    beside: [usual],
    bits: 3 + Math.log2(all / k),
    weighing: 'kept',
    severity: even && (numbers || node.pooled) ? 'info' : 'warning',
    message: `The same value has different types: ${spellings.join(', ')}.`,
    brief: `The same value is written with different types in ${counted(node.present, 'config')}.`,
    advice: 'Write it in one way; check which type the code expects.',
  });
}

/** Groups that mean the same to a person, of at least two types, none of them read differently by loaders. */
function meaningsWithTypes(node: KeyNode, yaml: DialectChoice): readonly (readonly Group[])[] {
  // The values of a node are different ones.
  if (node.groups.every(({ value }) => meansItself(value))) return [];
  return repeatedBy(node.groups, ({ value }) => (readDifferently(value, yaml) ? null : meaningOf(value)));
}

/** Both types are at home here: several values drift, and the rarer spellings together are not rare. */
function isMixedUse(drifting: readonly (readonly Group[])[]): boolean {
  const rare = drifting.reduce((sum, groups) => sum + total(groups) - most(groups), 0);
  const all = drifting.reduce((sum, groups) => sum + total(groups), 0);
  return rare > 0.02 * all;
}

function most(groups: readonly Group[]): number {
  return Math.max(...groups.map(({ configs }) => configs.length));
}

const WORDS: Readonly<Record<string, string>> = { str: 'a string', int: 'int', float: 'float', bool: 'bool' };

function describe(value: Group['value'], yaml: DialectChoice): string {
  const type = typeName(value, yaml);
  return WORDS[type] ?? type;
}

function otherType(population: Population, node: KeyNode, yaml: DialectChoice): Draft | null {
  const byType = groupBy(node.groups, (group) => kindOf(group, yaml));
  const [usual, ...others] = [...byType].sort((a, b) => total(b[1]) - total(a[1]));
  if (usual === undefined || others.length === 0) return null;
  const rare = others.flatMap(([, groups]) => groups);
  const k = new Set(rare.flatMap(({ configs }) => configs)).size;
  const count = total(usual[1]) + total(rare);
  const bits = node.pooled && others.length > 1 ? 0 : rarity(total(rare), count);
  if (bits <= 0) return null;
  const types = others.map(([type]) => type).join(', ');
  const values = rare
    .slice(0, 3)
    .map(({ value }) => shown(value))
    .join(', ');
  return valueDraft(population, node, {
    rule: 'type-drift',
    rare,
    bits: bits + 0.5,
    message: `${counted(k, 'config')} of ${node.present} ${k === 1 ? 'has' : 'have'} ${types} (${values}) where the others have ${usual[0]}.`,
    brief: `${counted(k, 'config')} of ${node.present} ${k === 1 ? 'has' : 'have'} ${types} where the others have ${usual[0]}.`,
    advice: 'Check that the code takes both types here.',
  });
}

/** Numbers are one kind, null none, and what loaders disagree about is left to `dialect`. */
function kindOf({ value }: Group, yaml: DialectChoice): string | null {
  if (readDifferently(value, yaml)) return null;
  const type = typeName(value, yaml);
  if (type === 'null') return null;
  return type === 'int' || type === 'float' ? 'number' : type === 'str' ? 'string' : type;
}
