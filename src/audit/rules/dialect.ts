/**
 * `dialect`: a scalar that loaders read differently. `1e-3` is a string to PyYAML and a number to YAML 1.2, `yes` a
 * bool to the one and a string to the other, `012` ten or twelve, `12:30` a number of minutes.
 *
 * Beside the same path written so that all agree (`0.001`, `true`) it is a warning: some configs work and some do not.
 * The places are those of the fewer.
 * Where every config writes it so, the code has learned to live with it, and it is information; a date in every file
 * is the usual case.
 */
import { isIntegerList } from '../../core/identities.js';
import type { DialectChoice, ScalarValue } from '../../core/value.js';
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { readDifferently, readings, typeName } from '../scalars.js';
import { counted } from '../show.js';
import { nodesOf, type Group, type KeyNode } from '../table.js';
import { valueDraft } from './value-draft.js';

/** @returns drafts for one folder */
export function dialects(population: Population, yaml: DialectChoice): readonly Draft[] {
  if (yaml !== 'both') return [];
  const drafts: Draft[] = [];
  for (const node of nodesOf(population.root)) {
    if (node.onlyIntegers) continue;
    const draft = ambiguous(population, node);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

function ambiguous(population: Population, node: KeyNode): Draft | null {
  const found = node.groups.filter(({ value }) => firstAmbiguous(value) !== null);
  const [first] = found;
  const scalar = first === undefined ? null : firstAmbiguous(first.value);
  if (scalar === null || node.children.size > 0) return null;
  const clear = node.groups.filter((group) => !found.includes(group) && isOfSameKind(group, found));
  const k = new Set(found.flatMap(({ configs }) => configs)).size;
  const mixed = clear.length > 0;
  const others = new Set(clear.flatMap(({ configs }) => configs)).size;
  const fewer = others > 0 && others < k;
  const beside = mixed ? `, beside ${counted(others, 'config')} where all loaders agree` : '';
  return valueDraft(population, node, {
    rule: 'dialect',
    rare: fewer ? clear : found,
    beside: (fewer ? found : clear).slice(0, 4),
    bits: mixed ? 3 + Math.log2((k + others) / Math.min(k, others)) : 1,
    weighing: 'kept',
    severity: mixed ? 'warning' : 'info',
    message: `${scalar.text} is ${readings(scalar)}; ${counted(k, 'config')} ${k === 1 ? 'writes' : 'write'} values like it here${beside}.`,
    brief: `${counted(k, 'config')} ${k === 1 ? 'has' : 'have'} values that loaders read differently${beside}.`,
    advice:
      'Write it so that all loaders agree: 0.001 or 1.0e-3, true or false, or quotes around what is a string.',
  });
}

function firstAmbiguous(value: Group['value']): ScalarValue | null {
  if (readDifferently(value, 'both')) return value;
  if (value.kind !== 'sequence' || isIntegerList(value)) return null;
  for (const item of value.items) if (readDifferently(item, 'both')) return item;
  return null;
}

/** Only what some loader would read as the ambiguous value's type: names beside a `no` say nothing about it. */
function isOfSameKind({ value }: Group, found: readonly Group[]): boolean {
  const types = new Set(
    found.flatMap(({ value: other }) => [kindOf(typeName(other, 'pyyaml')), kindOf(typeName(other, '1.2'))]),
  );
  types.delete('str');
  return types.has(kindOf(typeName(value, 'pyyaml'))) || (types.has('timestamp') && isDate(value));
}

function isDate(value: Group['value']): boolean {
  return value.kind === 'scalar' && /^\d{4}-\d{1,2}-\d{1,2}/.test(value.text);
}

function kindOf(type: string): string {
  return type === 'int' || type === 'float' ? 'number' : type;
}
