/** What `missing-key` and `extra-key` share: how often each entry stands among the entries of its mapping or list. */
import type { Draft, DraftGroup } from '../draft.js';
import type { RuleName } from '../finding.js';
import type { Population } from '../folder.js';
import { isExplainedByName } from '../nature.js';
import { counted, shown } from '../show.js';
import { configsIn, nodesOf, type KeyNode } from '../table.js';

export interface Presence {
  readonly parent: KeyNode;
  readonly entry: KeyNode;
  /** Mappings (or lists) that could have it: not those where something else stands. */
  readonly holders: number;
  /** Of these, how many have it. */
  readonly count: number;
}

/** @returns each entry of each mapping, and of each list whose items are matched by name, with its counts */
export function presences(population: Population): readonly Presence[] {
  const found: Presence[] = [];
  for (const parent of nodesOf(population.root)) {
    if (parent.holds === 'nothing' || parent.holds === 'any-key' || parent.holds === 'pooled') continue;
    const holders = holdersOf(parent);
    for (const entry of parent.children.values()) {
      const count = parent.pooled ? instancesOf(parent, entry) : entry.present;
      found.push({ parent, entry, holders, count });
    }
  }
  return found;
}

function holdersOf({ groups, matching }: KeyNode): number {
  const kind = matching === null ? 'mapping' : 'sequence';
  return groups.reduce((sum, { value, configs }) => (value.kind === kind ? sum + configs.length : sum), 0);
}

/** At a pooled path a list may hold a step twice; it still counts once. */
function instancesOf(parent: KeyNode, entry: KeyNode): number {
  if (parent.matching === null) return entry.count;
  return parent.groups.reduce((sum, { value, configs }) => {
    const has = parent.matching?.items(value).some(({ label }) => label === entry.label) === true;
    return has ? sum + configs.length : sum;
  }, 0);
}

/** @returns configs with a mapping (or list) at the parent's path that does not have the entry */
export function lacking({ parent, entry }: Presence): readonly number[] {
  const configs = new Set<number>();
  for (const { value, configs: having } of parent.groups) {
    if (value.kind !== (parent.matching === null ? 'mapping' : 'sequence')) continue;
    if (!hasEntry(parent, value, entry.label)) for (const config of having) configs.add(config);
  }
  return [...configs].sort((a, b) => a - b);
}

function hasEntry(parent: KeyNode, value: KeyNode['groups'][number]['value'], label: string): boolean {
  if (parent.matching !== null) return parent.matching.items(value).some((item) => item.label === label);
  return (
    value.kind === 'mapping' &&
    value.pairs.some(({ name, key }) => (name ?? (key.kind === 'scalar' ? key.text : '')) === label)
  );
}

/** @returns what an entry is called in messages: `key`, or `item` of a list */
export function noun({ parent }: Presence): string {
  return parent.matching === null ? 'key' : parent.matching.kind === 'operations' ? 'step' : 'item';
}

/** @returns `2 configs`, or `2 places` where one config has several */
export function holdersText({ parent }: Presence, count: number): string {
  return counted(count, parent.pooled ? 'place' : 'config');
}

/** Bits taken off where only few configs have the mapping at all: there the others say little. */
export function doubt({ parent }: Presence, configs: number): number {
  return parent.present < 0.2 * configs ? 2 : 0;
}

/** @returns a draft about an entry that stands, or is missing, in the suspects */
export function presenceDraft(
  population: Population,
  presence: Presence,
  suspects: readonly number[],
  about: Pick<Draft, 'bits' | 'message' | 'brief' | 'advice'> & { readonly rule: RuleName },
): Draft {
  const { entry, parent } = presence;
  const missing = about.rule === 'missing-key';
  const suspectSet = new Set(suspects);
  const having = configsIn(entry.groups);
  const others = missing
    ? having
    : population.configs.map((_, index) => index).filter((index) => !suspectSet.has(index));
  const present: DraftGroup = {
    value: entry.groups[0] === undefined ? entry.label : `${entry.label}: ${shown(entry.groups[0].value)}`,
    count: missing ? having.length : suspects.length,
    configs: missing ? others : suspects,
    node: entry,
    id: null,
    what: 'key',
    suspect: !missing,
  };
  const absent: DraftGroup = {
    value: '(missing)',
    count: missing ? suspects.length : presence.holders - presence.count,
    configs: missing ? suspects : [],
    node: parent,
    id: null,
    what: 'key',
    suspect: missing,
  };
  const named = isExplainedByName(population, suspects, null);
  return {
    ...about,
    path: entry.path,
    subject: entry.path,
    covers: [entry.path],
    suspects,
    configs: population.configs,
    bits: named ? about.bits * 0.4 : about.bits,
    weighing: 'count',
    severity: parent.pooled && !missing ? 'info' : null,
    groups: missing ? [present, absent] : [absent, present],
    expected: missing ? present.value : null,
    actual: missing ? null : present.value,
  };
}
