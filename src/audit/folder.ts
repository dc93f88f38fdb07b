/**
 * A folder as the rules see it: its configs, the table of its key paths, and what its files' names say. Which configs
 * are compared with which: those of one directory. Where nearly every config has a directory of its own
 * (`session_a/config.yaml`), those with the same file name, over all directories.
 */
import type { AuditConfig } from './input.js';
import { groupBy, repeatedBy } from './group-by.js';
import { buildTable, type KeyNode } from './table.js';

export interface Population {
  /** What to call it in the table. */
  readonly directory: string;
  readonly configs: readonly AuditConfig[];
  readonly root: KeyNode;
  /** The words in each config's name, in lower case, dates without separators. */
  readonly words: readonly ReadonlySet<string>[];
  /** Sets of at least two configs, but not all, that share a word in their names; as text, for comparing. */
  readonly families: ReadonlySet<string>;
}

/**
 * @param directory - the folder as given
 * @param configs - all configs found there
 * @returns the groups of configs that are compared with each other
 */
export function populationsOf(directory: string, configs: readonly AuditConfig[]): readonly Population[] {
  const byFolder = groupBy(configs, ({ file }) => directoryOf(file));
  const alone = [...byFolder.values()].filter(({ length }) => length < 3);
  const groups =
    byFolder.size > 2 && alone.length * 2 > byFolder.size
      ? groupBy(configs, ({ file }) => `${directory}/**/${file.slice(file.lastIndexOf('/') + 1)}`)
      : byFolder;
  if (groups.size <= 1) return configs.length === 0 ? [] : [populationOf(directory, configs)];
  return [...groups].map(([folder, members]) => populationOf(folder, members));
}

export function populationOf(directory: string, configs: readonly AuditConfig[]): Population {
  const words = configs.map(({ stem }) => wordsOf(stem));
  return { directory, configs, root: buildTable(configs), words, families: familiesOf(words) };
}

/** @returns a set of configs as text */
export function setText(configs: readonly number[]): string {
  return [...new Set(configs)].sort((a, b) => a - b).join(' ');
}

/** @returns text in lower case with dates and other numbers free of separators: `2022-02-16` is `20220216` */
export function plainText(text: string): string {
  return text.toLowerCase().replace(/(\d{4})[-_.:]?(\d{2})[-_.:]?(\d{2})(?!\d)/g, '$1$2$3');
}

export function wordsOf(name: string): ReadonlySet<string> {
  const words = plainText(name).match(/[\p{L}\p{M}\d]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 || /\d/.test(word)));
}

function familiesOf(words: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const all = words.flatMap((own, index) => [...own].map((word) => ({ word, index })));
  const families = repeatedBy(all, ({ word }) => word).filter(({ length }) => length < words.length);
  return new Set(families.map((family) => setText(family.map(({ index }) => index))));
}

function directoryOf(file: string): string {
  const at = file.lastIndexOf('/');
  return at < 0 ? '.' : file.slice(0, at);
}
