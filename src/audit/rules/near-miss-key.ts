/**
 * `near-miss-key`: two keys at the same place that are nearly the same word, and that do not stand together.
 *
 * The evidence is added up in bits:
 *
 * - how alike the words are (words.ts), 0.5 to 6;
 * - replacement: a slip stands where the right key is missing. When all of the rarer key's mappings lack the other,
 *   the chance of that is (mappings that lack it / all mappings) to the power of their number; up to 5 bits, 2 where the
 *   first letter differs. Two
 *   options that few configs use get nothing from this;
 * - agreement: the rarer key's values are values the other has too, 1.5; only the type, 0.5; another type, -2;
 * - the code: a key that no code reads beside one that is read, 6; both read, or neither, 0 (-4 when both are).
 *
 * Five bits make a warning. Both spellings are shown with their counts; which is right only the code can say: in the
 * users' own folders 150 configs had `theshold` and 4 `threshold`, and the four were right.
 *
 * The same is asked over all folders audited together, path by path, since a folder that was copied whole agrees with
 * itself on its slip; and, when the keys the code reads are known, about a key that no code reads beside one that is
 * read but stands nowhere.
 */
import type { DialectChoice } from '../../core/value.js';
import type { Draft, DraftGroup } from '../draft.js';
import type { Population } from '../folder.js';
import { typeName } from '../scalars.js';
import { counted, shown } from '../show.js';
import { nodesOf, type KeyNode } from '../table.js';
import { alike, type Alike } from '../words.js';

const WARNING = 5;
const INFO = 4;

/** One place in the table over one or several folders: the nodes with the same path. */
interface Place {
  readonly path: string;
  readonly nodes: readonly {
    readonly node: KeyNode;
    readonly population: Population;
    readonly first: number;
  }[];
}

interface Counts {
  /** Mappings with the rarer key, with the other, with both, and all. */
  readonly rare: number;
  readonly usual: number;
  readonly both: number;
  readonly all: number;
}

/**
 * @param populations - all folders
 * @param knownKeys - the keys that the code reads, or null
 * @returns drafts, one for each pair of keys and place, over all folders at once
 */
export function nearMissKeys(
  populations: readonly Population[],
  knownKeys: ReadonlySet<string> | null,
  yaml: DialectChoice,
): readonly Draft[] {
  const places = placesOf(populations);
  const configs = populations.flatMap((population) => population.configs);
  return [...places.values()].flatMap((place) => pairsAt(place, configs, knownKeys, yaml));
}

function placesOf(populations: readonly Population[]): ReadonlyMap<string, Place> {
  const places = new Map<string, { path: string; nodes: Place['nodes'][number][] }>();
  let first = 0;
  for (const population of populations) {
    for (const node of nodesOf(population.root)) {
      if (node.holds !== 'keys' && node.holds !== 'operations') continue;
      const place = `${node.holds} ${node.path}`;
      const known = places.get(place) ?? { path: node.path, nodes: [] };
      known.nodes.push({ node, population, first });
      places.set(place, known);
    }
    first += population.configs.length;
  }
  return places;
}

function pairsAt(
  place: Place,
  configs: Draft['configs'],
  knownKeys: ReadonlySet<string> | null,
  yaml: DialectChoice,
): readonly Draft[] {
  const keys = [...new Set(place.nodes.flatMap(({ node }) => [...node.children.keys()]))];
  const drafts: Draft[] = [];
  for (const [index, one] of keys.entries()) {
    for (const other of keys.slice(index + 1)) {
      const close = alike(one, other);
      if (close === null) continue;
      const [rare, usual] = countOf(place, one) <= countOf(place, other) ? [one, other] : [other, one];
      const draft = pairDraft(place, rare, usual, close, { configs, knownKeys, yaml });
      if (draft !== null) drafts.push(draft);
    }
    const unread = knownKeys === null ? null : unreadDraft(place, one, keys, configs, knownKeys);
    if (unread !== null) drafts.push(unread);
  }
  return drafts;
}

interface Setting {
  readonly configs: Draft['configs'];
  readonly knownKeys: ReadonlySet<string> | null;
  readonly yaml: DialectChoice;
}

function pairDraft(place: Place, rare: string, usual: string, close: Alike, setting: Setting): Draft | null {
  const counts = countsOf(place, rare, usual);
  if (!standApart(counts, close)) return null;
  const read = readingBits(rare, usual, setting.knownKeys);
  const bits =
    close.bits + replacement(counts, close) + agreement(place, rare, usual, setting.yaml) + Math.abs(read);
  const weight = read === BOTH_READ ? bits + 2 * BOTH_READ : bits;
  if (weight < INFO) return null;
  // Without the code nobody knows which is right; with it, the key that no code reads is looked at.
  const suspect = read > 0 || read === BOTH_READ ? rare : read < 0 ? usual : rare;
  const [actual, expected] = suspect === rare ? [rare, usual] : [usual, rare];
  const reason = read === 0 || read === BOTH_READ ? '' : ` The code reads ${expected}, not ${actual}.`;
  const groups = [usual, rare].map((key) => groupOf(place, key, key === suspect));
  return {
    rule: 'near-miss-key',
    path: joined(place, suspect),
    subject: joined(place, suspect),
    covers: [joined(place, rare), joined(place, usual)],
    suspects: suspectsOf(place, suspect),
    configs: setting.configs,
    bits: weight,
    weighing: 'kept',
    severity: weight >= WARNING ? 'warning' : 'info',
    message: `${usual} (in ${counted(groups[0]?.count ?? 0, 'config')}) and ${rare} (in ${groups[1]?.count ?? 0}) are nearly the same word (${WORDS[close.likeness]}) at the same place, ${counts.both === 0 ? 'and never stand together' : `and stand together ${counts.both} times`}.${reason}`,
    brief: `Two keys at one place are nearly the same word (${WORDS[close.likeness]}).${reason}`,
    advice: 'See which one the code reads; the other has no effect. Rename it, or say why there are two.',
    groups,
    expected,
    actual,
  };
}

const WORDS: Readonly<Record<Alike['likeness'], string>> = {
  style: 'but for case or separators',
  number: 'one is the plural',
  'swapped letters': 'two letters change places',
  'one letter': 'one letter differs',
  'two letters': 'two letters differ',
};

/** Keys that differ in style alone and stand together are a slip even more: one of them is not read. */
function standApart({ rare, both, usual }: Counts, { likeness }: Alike): boolean {
  if (likeness === 'style') return both === 0 || rare <= 0.15 * usual;
  return both <= 0.02 * rare;
}

function replacement({ rare, usual, both, all }: Counts, { twoWords }: Alike): number {
  if (both > 0) return 0;
  const lacking = Math.max(all - usual, 1);
  return Math.min(twoWords ? 2 : 5, -rare * Math.log2(Math.min(1, lacking / all)));
}

function agreement(place: Place, rare: string, usual: string, yaml: DialectChoice): number {
  const [few, many] = [valuesOf(place, rare), valuesOf(place, usual)];
  const ids = new Set(many.map(({ id }) => id));
  if (few.every(({ id }) => ids.has(id))) return 1.5;
  const kinds = new Set(many.map((value) => kindOf(typeName(value, yaml))));
  return few.every((value) => kinds.has(kindOf(typeName(value, yaml)))) ? 0.5 : -2;
}

function kindOf(type: string): string {
  return type === 'int' || type === 'float' ? 'number' : type;
}

const BOTH_READ = -4;
const ONE_READ = 6;

/** Positive: the code reads the usual key only; negative: the rare key only. */
function readingBits(rare: string, usual: string, knownKeys: ReadonlySet<string> | null): number {
  if (knownKeys === null) return 0;
  const [reads, readsUsual] = [knownKeys.has(rare), knownKeys.has(usual)];
  if (reads && readsUsual) return BOTH_READ;
  return reads === readsUsual ? 0 : readsUsual ? ONE_READ : -ONE_READ;
}

/** A key that no code reads and that is nearly one it does read, where no config has the latter. */
function unreadDraft(
  place: Place,
  key: string,
  siblings: readonly string[],
  configs: Draft['configs'],
  knownKeys: ReadonlySet<string>,
): Draft | null {
  if (knownKeys.has(key)) return null;
  const near = [...knownKeys].find(
    (other) => !siblings.includes(other) && (alike(key, other)?.bits ?? 0) >= 2.5,
  );
  if (near === undefined || siblings.some((other) => other !== key && alike(key, other) !== null))
    return null;
  const group = groupOf(place, key, true);
  return {
    rule: 'near-miss-key',
    path: joined(place, key),
    subject: joined(place, key),
    covers: [joined(place, key)],
    suspects: suspectsOf(place, key),
    configs,
    bits: WARNING + 1,
    weighing: 'kept',
    severity: 'warning',
    message: `No code reads ${key} (in ${counted(group.count, 'config')}), but it reads ${near}, which is nearly the same word and stands nowhere here.`,
    brief: 'No code reads this key, but it reads one that is nearly the same word.',
    advice: `If ${near} is meant, rename the key.`,
    groups: [group],
    expected: near,
    actual: key,
  };
}

function joined({ path, nodes }: Place, key: string): string {
  const node = nodes.find(({ node: { children } }) => children.has(key))?.node.children.get(key);
  return node?.path ?? `${path}.${key}`;
}

function countOf({ nodes }: Place, key: string): number {
  return nodes.reduce((sum, { node }) => sum + (node.children.get(key)?.count ?? 0), 0);
}

function countsOf({ nodes }: Place, rare: string, usual: string): Counts {
  const counts = { rare: 0, usual: 0, both: 0, all: 0 };
  for (const { node } of nodes) {
    for (const { value, configs } of node.groups) {
      const labels = labelsOf(node, value);
      if (labels === null) continue;
      const [hasRare, hasUsual] = [labels.includes(rare), labels.includes(usual)];
      counts.all += configs.length;
      if (hasRare) counts.rare += configs.length;
      if (hasUsual) counts.usual += configs.length;
      if (hasRare && hasUsual) counts.both += configs.length;
    }
  }
  return counts;
}

function labelsOf(
  { matching }: KeyNode,
  value: KeyNode['groups'][number]['value'],
): readonly string[] | null {
  if (matching !== null)
    return value.kind === 'sequence' ? matching.items(value).map(({ label }) => label) : null;
  return value.kind === 'mapping'
    ? value.pairs.map(({ name, key }) => name ?? (key.kind === 'scalar' ? key.text : ''))
    : null;
}

function valuesOf({ nodes }: Place, key: string) {
  return nodes.flatMap(({ node }) => node.children.get(key)?.groups.map(({ value }) => value) ?? []);
}

function suspectsOf({ nodes }: Place, key: string): readonly number[] {
  const found = nodes.flatMap(({ node, first }) =>
    (node.children.get(key)?.groups ?? []).flatMap(({ configs }) => configs.map((config) => first + config)),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

function groupOf(place: Place, key: string, suspect: boolean): DraftGroup {
  const configs = suspectsOf(place, key);
  const values = valuesOf(place, key);
  const [value] = values;
  const node =
    place.nodes.find(({ node: { children } }) => children.has(key))?.node.children.get(key) ?? null;
  const text =
    value === undefined || values.some(({ id }) => id !== value.id) ? key : `${key}: ${shown(value)}`;
  return { value: text, count: configs.length, configs, node, id: null, what: 'key', suspect };
}
