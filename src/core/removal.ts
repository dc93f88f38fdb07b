/**
 * What a decision takes out of one value: the other side of factoring. A session loses what moved to the parent,
 * the parent's copy of an entry loses what stays in the sessions.
 */
import type { Decision, SplitDecision } from './factor.js';
import type { Identities, MappingValue, Pair, Value } from './value.js';

/** Entries to take out of a mapping, by key: whole, or some of their own entries. */
export type Removal = ReadonlyMap<string, 'whole' | Removal>;

/**
 * @param value - the session's value of the split entry
 * @param split - the decision about it
 * @returns what leaves this session; 'whole' when nothing of the value would be left
 */
export function leavesSession(value: Value, split: SplitDecision): 'whole' | Removal {
  return removal(value, split.children, 'shared');
}

/**
 * @param value - the donor's value of the split entry
 * @param split - the decision about it
 * @returns what must not be in the parent
 */
export function leavesParent(value: Value, split: SplitDecision): Removal {
  const result = removal(value, split.children, 'own');
  if (result === 'whole') throw new Error('a split entry of which nothing is shared');
  return result;
}

function removal(value: Value, children: readonly Decision[], gone: 'shared' | 'own'): 'whole' | Removal {
  const pairs = value.kind === 'mapping' ? value.pairs : [];
  const decisions = new Map(children.map((child) => [child.path.at(-1), child]));
  const result = new Map<string, 'whole' | Removal>();
  for (const { name, value: inner } of pairs) {
    const decision = decisions.get(name ?? '');
    if (name === null || decision === undefined) continue;
    if (decision.kind === gone) result.set(name, 'whole');
    else if (decision.kind === 'split') result.set(name, removal(inner, decision.children, gone));
  }
  const whole = result.size === pairs.length && [...result.values()].every((part) => part === 'whole');
  return whole ? 'whole' : result;
}

/**
 * @param value - a mapping
 * @param gone - what is taken out of it
 * @param identities - of the same run
 * @returns the id of what is left: what the cut text must read as
 */
export function idWithout(value: MappingValue, gone: Removal, identities: Identities): number {
  return identities.mapping(
    value.pairs.flatMap((pair): Pick<Pair, 'key' | 'value'>[] => {
      const part = gone.get(pair.name ?? '');
      if (pair.name === null || part === undefined) return [pair];
      if (part === 'whole' || pair.value.kind !== 'mapping') return [];
      return [{ key: pair.key, value: { ...pair.value, id: idWithout(pair.value, part, identities) } }];
    }),
  );
}
