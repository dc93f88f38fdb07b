/** The draft of a finding about values at one path: rare groups beside the usual ones. */
import type { Draft } from '../draft.js';
import type { RuleName, Severity } from '../finding.js';
import type { Population } from '../folder.js';
import { isExplainedByName } from '../nature.js';
import { shown } from '../show.js';
import { configsOf, type Group, type KeyNode } from '../table.js';

export interface ValueDraft {
  readonly rule: RuleName;
  /** The groups that stand out. */
  readonly rare: readonly Group[];
  /** The groups shown beside them; default: the most common others. */
  readonly beside?: readonly Group[];
  readonly bits: number;
  readonly weighing?: Draft['weighing'];
  readonly severity?: Severity | null;
  readonly message: string;
  readonly brief: string;
  readonly advice: string;
}

const MAX_BESIDE = 6;

/** Bits that remain of a surprise when the files' names explain it. */
const EXPLAINED = 0.4;

/**
 * @param population - the folder
 * @param node - the path
 * @param about - what the rule saw
 */
export function valueDraft(population: Population, node: KeyNode, about: ValueDraft): Draft {
  const { rare, rule, message, brief, advice } = about;
  const beside = about.beside ?? node.groups.filter((group) => !rare.includes(group)).slice(0, MAX_BESIDE);
  const suspects = [...new Set(rare.flatMap((group) => configsOf(group)))];
  const explained = rare.every(({ value, configs }) =>
    isExplainedByName(population, configs, value.kind === 'scalar' ? value.text : null),
  );
  const named = explained || isExplainedByName(population, suspects, null);
  const group = (suspect: boolean) => (one: Group) => ({
    value: shown(one.value),
    count: new Set(one.configs).size,
    configs: configsOf(one),
    node,
    id: one.value.id,
    what: 'value' as const,
    suspect,
  });
  return {
    rule,
    path: node.path,
    subject: node.path,
    covers: [node.path],
    suspects,
    configs: population.configs,
    bits: named ? about.bits * EXPLAINED : about.bits,
    weighing: about.weighing ?? 'count',
    severity: about.severity ?? null,
    message,
    brief,
    advice,
    groups: [...beside.map(group(false)), ...rare.map(group(true))],
    expected: beside[0] === undefined ? null : shown(beside[0].value),
    actual: rare[0] === undefined ? null : shown(rare[0].value),
  };
}
