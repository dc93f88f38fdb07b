/**
 * What a decision takes out of one value: the other side of factoring. A session loses what moved to the parent,
 * the parent's copy of an entry loses what stays in the sessions, and where the parent takes a value its donor does
 * not have, that value is put in the place of the donor's.
 */
import type { Decision, SplitDecision } from './factor.js';
import type { Identities } from './identities.js';
import type { MappingValue, Pair, Value } from './value.js';

/** Entries to take out of a mapping, by key: whole, replaced by another session's, or some of their own entries. */
export type Removal = ReadonlyMap<string, Change>;

export type Change = 'whole' | Graft | Removal;

/** The entry is replaced by one whose value has this id. */
export interface Graft {
  readonly graft: number;
}

/** @returns whether a change is a removal of inner entries */
export function isRemoval(change: Change): change is Removal {
  return change instanceof Map;
}

/**
 * @param value - the session's value of the split entry
 * @param split - the decision about it
 * @returns what leaves this session; 'whole' when nothing of the value would be left
 */
export function leavesSession(value: Value, split: SplitDecision): 'whole' | Removal {
  return changes(value, split.children, (decision, inner) => {
    if (decision.kind === 'shared') return 'whole';
    return decision.kind === 'majority' && inner.id === decision.value.id ? 'whole' : null;
  });
}

/**
 * @param value - the donor's value of the split entry
 * @param split - the decision about it
 * @returns what must not be in the parent, or must be another session's
 */
export function leavesParent(value: Value, split: SplitDecision): Removal {
  const result = changes(value, split.children, (decision, inner) => {
    if (decision.kind === 'own') return 'whole';
    const other = decision.kind === 'majority' && inner.id !== decision.value.id;
    return other ? { graft: decision.value.id } : null;
  });
  if (result === 'whole') throw new Error('a split entry of which nothing is shared');
  return result;
}

type Rule = (decision: Decision, value: Value) => 'whole' | Graft | null;

function changes(value: Value, children: readonly Decision[], rule: Rule): 'whole' | Removal {
  const pairs = value.kind === 'mapping' ? value.pairs : [];
  const decisions = new Map(children.map((child) => [child.path.at(-1), child]));
  const result = new Map<string, Change>();
  for (const { name, value: inner } of pairs) {
    const decision = decisions.get(name ?? '');
    if (name === null || decision === undefined) continue;
    const change =
      decision.kind === 'split' ? changes(inner, decision.children, rule) : rule(decision, inner);
    if (change !== null && (change === 'whole' || !isRemoval(change) || change.size > 0))
      result.set(name, change);
  }
  const whole = result.size === pairs.length && [...result.values()].every((part) => part === 'whole');
  return whole ? 'whole' : result;
}

/**
 * @param value - a mapping
 * @param gone - what is taken out of it or replaced
 * @param identities - of the same run
 * @returns the id of what is left: what the cut text must read as
 */
export function idWithout(value: MappingValue, gone: Removal, identities: Identities): number {
  return identities.mapping(
    value.pairs.flatMap((pair): Pick<Pair, 'key' | 'value'>[] => {
      const part = gone.get(pair.name ?? '');
      if (pair.name === null || part === undefined) return [pair];
      if (part === 'whole') return [];
      if (!isRemoval(part)) return [{ key: pair.key, value: { ...pair.value, id: part.graft } }];
      if (pair.value.kind !== 'mapping') return [];
      return [{ key: pair.key, value: { ...pair.value, id: idWithout(pair.value, part, identities) } }];
    }),
  );
}
