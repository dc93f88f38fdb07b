/**
 * Paths at which values differ by nature, so that a difference says nothing: those that tell the configs apart
 * (another value in nearly every file: ids, names, seeds, dates), those that repeat the file's name, and those whose
 * key says that a person may write anything there.
 */
import type { Population } from './folder.js';
import { plainText } from './folder.js';
import { partsOf } from './words.js';
import { stringOf } from './scalars.js';
import type { KeyNode } from './table.js';

const OF_NATURE = new Set(
  'id ids uid uuid guid seed name names path paths dir directory folder file filename files date time timestamp created updated modified author user comment comments note notes description desc title url uri host hostname ip mac address port label labels tag tags version hash sha checksum summary text message'.split(
    ' ',
  ),
);

/** @returns whether the key itself says that its values are names, paths, ids, seeds or remarks */
export function isNamedFreely({ label }: KeyNode): boolean {
  const parts = partsOf(label);
  return OF_NATURE.has(parts.at(-1) ?? '');
}

const REMARKS = new Set('note notes comment comments remark remarks description desc todo'.split(' '));

/** @returns whether a key holds a remark, which any file may have or not */
export function isRemark({ label }: KeyNode): boolean {
  return REMARKS.has(partsOf(label).at(-1) ?? '');
}

/** @returns whether values differ in nearly every config that has the path */
export function isPerConfig({ groups, present, pooled }: KeyNode): boolean {
  if (pooled || present < 3) return false;
  if (groups.length >= 0.6 * present) return true;
  return present >= 10 && groups.filter(({ configs }) => configs.length === 1).length >= 0.4 * present;
}

/**
 * Whether what stands in the suspects is explained by their names: they are exactly the files that share a word
 * (`Logan_*`), or the value is a word of each of their names.
 */
export function isExplainedByName(
  { families, words }: Population,
  suspects: readonly number[],
  value: string | null,
): boolean {
  if (suspects.length > 1 && families.has([...suspects].sort((a, b) => a - b).join(' '))) return true;
  const text = value === null ? '' : plainText(value);
  return text.length > 1 && suspects.every((index) => words[index]?.has(text) === true);
}

/** @returns the string at a node's group, for asking whether names explain it */
export function textOfGroup(node: KeyNode, at: number): string | null {
  const value = node.groups[at]?.value;
  return value === undefined ? null : (stringOf(value) ?? (value.kind === 'scalar' ? value.text : null));
}
