/**
 * `outlier-value`: few configs have another value than the rest. Three ways to stand apart:
 *
 * - few of n: the rest has one value, or a handful that are common. A list is compared as a set, and the message says
 *   what it has more and less than the usual one.
 * - a number far off: where every config has its own number, one that is away from the middle by many times the usual
 *   spread, on a scale of powers. A slip of the decimal point is one power of ten.
 * - a word that is nearly a common word, at paths where words repeat (also pooled ones, where `bolean` stands beside
 *   thousands of `boolean`).
 *
 * At a pooled path the first is asked only when there is a single usual value and most configs have the path.
 *
 * Which value is right is not known here: a rare value may be the only one that was ever thought about.
 */
import { lengthOf } from '../../core/identities.js';
import type { Value } from '../../core/value.js';
import type { Draft } from '../draft.js';
import type { Population } from '../folder.js';
import { isNamedFreely, isPerConfig } from '../nature.js';
import { fewOf, rarity } from '../rare.js';
import { meaningOf, numberOf, stringOf } from '../scalars.js';
import { counted, shorten, shown } from '../show.js';
import { configsOf, nodesOf, total, type Group, type KeyNode } from '../table.js';
import { alike } from '../words.js';
import { valueDraft } from './value-draft.js';

const ADVICE = 'Look at these files: set the common value, or say in a comment why they differ.';

/** @returns drafts for one folder */
export function outlierValues(population: Population): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const node of nodesOf(population.root)) {
    if (!holdsValues(node)) continue;
    const draft = (node.pooled ? nearWord(population, node) : null) ?? fewOfMany(population, node);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

/** Values that are compared whole: scalars, lists of scalars, tagged and empty ones. */
function holdsValues({ parent, children, holds }: KeyNode): boolean {
  return parent !== null && (children.size === 0 || holds === 'nothing');
}

function fewOfMany(population: Population, node: KeyNode): Draft | null {
  if (node.groups.length < 2) return null;
  if (isPerConfig(node)) return farOff(population, node) ?? null;
  const few = fewOf(node.count);
  const rare = rareGroups(node.groups, few);
  if (rare.length === 0) return node.pooled ? null : farOff(population, node);
  const usual = node.groups.slice(0, node.groups.length - rare.length);
  const k = total(rare);
  const bits =
    rarity(k, node.count, usual.length) +
    evidence(rare, usual) -
    (isNamedFreely(node) && usual.length > 1 ? 0.5 : 0);
  const unclear = node.pooled && (usual.length > 1 || node.present < 0.5 * population.configs.length);
  if (bits <= 0 || usual.length > 4 || unclear) return node.pooled ? null : farOff(population, node);
  return valueDraft(population, node, {
    rule: 'outlier-value',
    rare,
    bits,
    message: sentence(node, rare, usual, k),
    brief: `${counted(k, 'config')} of ${node.count} ${k === 1 ? 'has' : 'have'} another value than the rest.`,
    advice: ADVICE,
  });
}

/** The rarest groups that together are still few, when the step to the next group is clear. */
function rareGroups(groups: readonly Group[], few: number): readonly Group[] {
  let sum = 0;
  let at = groups.length;
  while (at > 1 && sum + (groups[at - 1]?.configs.length ?? 0) <= few)
    sum += groups[--at]?.configs.length ?? 0;
  const rare = groups.slice(at);
  const last = groups[at - 1]?.configs.length ?? 0;
  const most = rare[0]?.configs.length ?? 0;
  return last > most ? rare : [];
}

const EVIDENCE = 2;

/**
 * Bits for what makes a slip likelier: off by a power of ten, the other sign, a word one letter away; unless the usual
 * values differ from each other in the same way (0.1, 0.01), or the number is simply far outside their range.
 */
function evidence(rare: readonly Group[], usual: readonly Group[]): number {
  const usualValues = usual.map(({ value }) => value);
  const alikeAnyway = usualValues.some((one, at) =>
    usualValues.slice(at + 1).some((other) => isClose(one, other)),
  );
  const isSlip = ({ value }: Group) => usualValues.some((other) => isClose(value, other));
  if (!alikeAnyway && rare.every(isSlip)) return EVIDENCE;
  return rare.every(({ value }) => isOutOfRange(value, usualValues)) ? EVIDENCE / 2 : 0;
}

function isClose(a: Value, b: Value): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) {
    if (x === 0 || y === 0) return false;
    const power = Math.log10(Math.abs(x / y));
    return x === -y || (Math.abs(power) > 0.9 && Math.abs(power - Math.round(power)) < 1e-9);
  }
  const [left, right] = [stringOf(a), stringOf(b)];
  return left !== null && right !== null && (alike(left, right)?.bits ?? 0) >= 2;
}

function isOutOfRange(value: Value, usual: readonly Value[]): boolean {
  const number = numberOf(value);
  const others = usual.flatMap((other) => numberOf(other) ?? []).map(Math.abs);
  if (number === null || others.length < Math.max(2, usual.length)) return false;
  return Math.abs(number) > 4 * Math.max(...others) || Math.abs(number) < Math.min(...others) / 4;
}

function sentence(node: KeyNode, rare: readonly Group[], usual: readonly Group[], k: number): string {
  const [first] = usual;
  const [odd] = rare;
  if (first === undefined || odd === undefined) return '';
  const values = rare.map(({ value }) => shown(value)).slice(0, 3);
  const set = rare.length === 1 ? setDifference(odd.value, first.value) : null;
  const verb = k === 1 ? 'has' : 'have';
  const rest =
    usual.length === 1
      ? `${first.configs.length} have ${shown(first.value)}`
      : `the others have ${usual.map(({ value, configs }) => `${shown(value)} (${configs.length})`).join(', ')}`;
  return `${counted(k, node.pooled ? 'place' : 'config')} of ${node.count} ${verb} ${set ?? values.join(', ')}; ${rest}.`;
}

/** @returns `a list of 413 items: +3 -1 of the usual 412 (+5, +6, +7, -9)`; null for what are not lists of scalars */
function setDifference(odd: Value, usual: Value): string | null {
  if (odd.kind !== 'sequence' || usual.kind !== 'sequence') return null;
  const [length, usually] = [lengthOf(odd), lengthOf(usual)];
  // Summaries hold how long lists begin, which is shown, but not all of them.
  if (odd.items.length < length || usual.items.length < usually)
    return `a list of ${length} items (${shown(odd)}), the usual one has ${usually}`;
  const [more, fewer] = [without(odd.items, usual.items), without(usual.items, odd.items)];
  if (more.length + fewer.length === 0) return 'the same items in another order or number';
  const signed = [...more.map((item) => `+${shown(item)}`), ...fewer.map((item) => `-${shown(item)}`)];
  return `a list with +${more.length} -${fewer.length} of ${usual.items.length} items (${shorten(signed.join(', '))})`;
}

function without(items: readonly Value[], others: readonly Value[]): readonly Value[] {
  const known = new Set(others.map(({ id }) => id));
  return items.filter(({ id }) => !known.has(id));
}

const MIN_NUMBERS = 8;

/** Numbers that differ everywhere, one far from the others: by median and spread of their logarithms. */
function farOff(population: Population, node: KeyNode): Draft | null {
  if (node.present < MIN_NUMBERS || node.groups.length < 4 || node.onlyIntegers || isNamedFreely(node))
    return null;
  const numbers = node.groups.map(({ value, configs }) => ({ value, configs, number: numberOf(value) }));
  const logs = numbers.flatMap(({ number, configs }) =>
    number === null || number === 0 ? [] : configs.map(() => Math.log10(Math.abs(number))),
  );
  if (logs.length < 0.9 * node.count) return null;
  const middle = median(logs);
  const spread = 1.4826 * median(logs.map((log) => Math.abs(log - middle)));
  const off = (number: number | null) => Math.abs(Math.log10(Math.abs(number ?? 1)) - middle);
  const bound = Math.max(0.7, 6 * spread);
  const rare = numbers.filter(({ number }) => number !== null && number !== 0 && off(number) > bound);
  const k = total(rare);
  if (k === 0 || k > Math.max(1, fewOf(node.count) / 2)) return null;
  const usual = `between ${extreme(numbers, rare, Math.min)} and ${extreme(numbers, rare, Math.max)}`;
  const values = rare.map(({ value }) => shown(value)).join(', ');
  return valueDraft(population, node, {
    rule: 'outlier-value',
    rare,
    bits: rarity(k, node.count) || 1,
    message: `${counted(k, 'config')} of ${node.count} ${k === 1 ? 'has' : 'have'} ${values}, far from the others, which are ${usual}.`,
    brief: `${counted(k, 'config')} of ${node.count} ${k === 1 ? 'has a number' : 'have numbers'} far from the others.`,
    advice: 'Is the decimal point or the unit right? Correct it, or say in a comment why it is so.',
  });
}

function extreme(
  numbers: readonly { readonly number: number | null }[],
  rare: readonly { readonly number: number | null }[],
  pick: (...values: number[]) => number,
): number {
  return pick(
    ...numbers.flatMap((entry) => (entry.number === null || rare.includes(entry) ? [] : entry.number)),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}

/** At a pooled path: a rare word beside a common one that differs in a letter. */
function nearWord(population: Population, node: KeyNode): Draft | null {
  const words = node.groups.flatMap((group) => {
    const text = stringOf(group.value);
    return text !== null && /^\p{L}[\p{L}_-]{3,30}$/u.test(text) ? [{ group, text }] : [];
  });
  if (node.present < 8 || words.length > 60 || words.length * 8 > node.count) return null;
  for (const { group, text } of words.toReversed()) {
    if (configsOf(group).length > 2) break;
    const common = words.find(
      (other) =>
        other.group.configs.length >= 20 * group.configs.length &&
        (alike(other.text, text)?.bits ?? 0) >= 2.5 &&
        meaningOf(other.group.value) !== meaningOf(group.value),
    );
    if (common === undefined) continue;
    const k = configsOf(group).length;
    return valueDraft(population, node, {
      rule: 'outlier-value',
      rare: [group],
      beside: [common.group],
      bits: Math.log2(node.present / k),
      message: `${shown(group.value)} stands in ${counted(k, 'config')} where ${shown(common.group.value)} is usual (${common.group.configs.length} times).`,
      brief: 'A rare value differs in a letter or two from a common one.',
      advice: 'If it is a slip, correct it.',
    });
  }
  return null;
}
