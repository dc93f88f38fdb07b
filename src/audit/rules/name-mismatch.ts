/**
 * `name-mismatch`: what a config says of itself is not what its file's name says. Which paths repeat the name is
 * learnt from the folder: where four of five configs have their own name at a path (`session`), or in it
 * (`data/Allen_2022-02-16.h5`), or a part of the name that tells files apart (a date, an animal), the others should
 * too. The contract's own name key is asked even in small folders. Dates are compared without separators. A file that
 * says less than its name (`ResNet50` in `ResNet50_fp16.yaml`) is not wrong, unless it is the name key that does.
 *
 * Not asked is whether a value merely shares some word with the name: read over real folders, that was nearly always
 * a file of another kind (`evaluation.yaml` among `7B_lora.yaml`).
 */
import type { Contract } from '../../contract.js';
import type { Draft } from '../draft.js';
import { plainText, wordsOf, type Population } from '../folder.js';
import { fewOf } from '../rare.js';
import { counted, shown } from '../show.js';
import { nodesOf, total, type Group, type KeyNode } from '../table.js';
import { valueDraft } from './value-draft.js';

/** What a text has of a file's name, the most telling first. */
type Relation = (text: string, stem: string, words: Telling) => boolean;

/** The words of one config's name, of which not all tell it apart. */
interface Telling {
  readonly own: ReadonlySet<string>;
  /** Words that all files share. */
  readonly common: ReadonlySet<string>;
}

interface Named {
  readonly says: string;
  readonly holds: Relation;
}

/** Fewer files say too little about what their names mean. */
const LEARNT_FROM = 8;

const DATE = /^(?:19|20)\d{6}$/;

const WHOLE: readonly Named[] = [
  { says: "the file's name", holds: (text, stem) => text === stem },
  { says: "the file's name in it", holds: (text, stem) => plainText(text).includes(plainText(stem)) },
];

const PARTS: readonly Named[] = [
  { says: 'the date of its name', holds: (text, _, words) => shares(text, words, (word) => DATE.test(word)) },
  { says: 'a part of its name', holds: (text, _, words) => isPart(text, words) },
];

/**
 * @param population - the folder
 * @param contract - whose name key should be the name
 * @returns drafts, at most one a path
 */
export function nameMismatches(population: Population, contract: Contract): readonly Draft[] {
  const drafts: Draft[] = [];
  const common = commonWords(population);
  for (const node of nodesOf(population.root)) {
    if (node.parent === null || node.pooled || node.onlyIntegers || node.children.size > 0) continue;
    if (node.present < 2) continue;
    if (node.groups.length < 2 && node.path !== contract.nameKey) continue;
    const draft = mismatch(population, node, common, node.path === contract.nameKey);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

function commonWords({ words: [first, ...others] }: Population): ReadonlySet<string> {
  const common = new Set(first);
  for (const own of others) for (const word of common) if (!own.has(word)) common.delete(word);
  return common;
}

function mismatch(
  population: Population,
  node: KeyNode,
  common: ReadonlySet<string>,
  isNameKey: boolean,
): Draft | null {
  const scalars = node.groups.reduce(
    (sum, { value, configs }) => (value.kind === 'scalar' ? sum + configs.length : sum),
    0,
  );
  if (scalars * 2 < node.present) return null;
  const learnt = node.present >= LEARNT_FROM ? fewOf(node.present) : -1;
  for (const relation of [...WHOLE, ...PARTS]) {
    const expected = isNameKey && relation === WHOLE[0] ? Math.ceil(node.present / 2) - 1 : -1;
    const most = Math.min(Math.max(learnt, expected), node.present - 1);
    const failing = failingGroups(population, node, relation, common, isNameKey, most);
    if (failing === null) continue;
    const k = total(failing);
    // With every config alike in this respect, a weaker relation need not be tried.
    return k === 0 ? null : draftOf(population, node, relation, failing, k);
  }
  return null;
}

/** Each group with those of its configs for whose name the value does not hold; null when they are more than `most`. */
function failingGroups(
  { configs, words }: Population,
  { groups }: KeyNode,
  { holds }: Named,
  common: ReadonlySet<string>,
  isNameKey: boolean,
  most: number,
): readonly Group[] | null {
  const fails = (text: string | null, index: number) => {
    const stem = nameOf(configs[index]?.stem ?? '');
    if (text === null || holds(text, stem, { own: words[index] ?? NO_WORDS, common })) return text === null;
    return isNameKey || !isShorter(text, stem);
  };
  const found: Group[] = [];
  let k = 0;
  for (const { value, configs: having } of groups) {
    const failing: number[] = [];
    for (const index of having) {
      if (!fails(value.kind === 'scalar' ? value.text : null, index)) continue;
      if (++k > most) return null;
      failing.push(index);
    }
    if (failing.length > 0) found.push({ value, configs: failing });
  }
  return found;
}

function isShorter(text: string, stem: string): boolean {
  return text.length > 3 && stem.startsWith(text) && /^[^\p{L}\d]/u.test(stem.slice(text.length));
}

function nameOf(stem: string): string {
  return stem.slice(stem.lastIndexOf('/') + 1);
}

function draftOf(
  population: Population,
  node: KeyNode,
  relation: Named,
  failing: readonly Group[],
  k: number,
): Draft {
  const [first] = failing;
  const index = first?.configs[0] ?? 0;
  const name = nameOf(population.configs[index]?.stem ?? '');
  const value = first === undefined ? '' : shown(first.value);
  const rest = k > 1 ? ` ${counted(k - 1, 'other config')} likewise.` : '';
  const draft = valueDraft(population, node, {
    rule: 'name-mismatch',
    rare: failing,
    beside: node.groups
      .filter((group) => failing.every(({ value: other }) => other.id !== group.value.id))
      .slice(0, 2),
    bits: 2 + Math.log2(node.present / k),
    weighing: 'kept',
    severity: 'warning',
    message: `${name} has ${value} here, while ${node.present - k} of ${node.present} configs have ${relation.says}.${rest}`,
    brief: `${counted(k, 'config')} of ${node.present} ${k === 1 ? 'does' : 'do'} not have ${relation.says} here.`,
    advice: 'Was the file copied and not changed, or renamed? Correct one of the two.',
  });
  return { ...draft, expected: name, bits: 2 + Math.log2(node.present / k) };
}

const NO_WORDS: ReadonlySet<string> = new Set();

function shares(text: string, words: Telling, counts: (word: string) => boolean): boolean {
  for (const word of wordsOf(text)) if (tells(words, word) && counts(word)) return true;
  return false;
}

function isPart(text: string, words: Telling): boolean {
  return tells(words, plainText(text));
}

function tells({ own, common }: Telling, word: string): boolean {
  return own.has(word) && !common.has(word);
}
