/** From a path of the table back to a place in one config's values. */
import { keyText, type Value } from '../core/value.js';
import type { Step } from './input.js';
import type { KeyNode } from './table.js';

/**
 * @param root - a config's values
 * @param node - a path of the table
 * @param id - which value is meant, where a config has several at the path; null: the first
 * @returns keys and indices that lead to it; those of the nearest path above that the config has, when it has none
 */
export function stepsTo(root: Value, node: KeyNode, id: number | null): readonly Step[] {
  const chain: KeyNode[] = [];
  for (let at: KeyNode | null = node; at?.parent != null; at = at.parent) chain.unshift(at);
  const deepest = { steps: [] as readonly Step[] };
  return descend(root, chain, 0, [], id, deepest) ?? deepest.steps;
}

/** @returns all values of a config at a path */
export function valuesAt(root: Value, node: KeyNode): readonly Value[] {
  if (node.parent === null) return [root];
  const { parent, label } = node;
  return valuesAt(root, parent).flatMap((value) =>
    entriesOf(value, parent, label).map((entry) => entry.value),
  );
}

interface Entry {
  readonly value: Value;
  readonly steps: readonly Step[];
}

function descend(
  value: Value,
  chain: readonly KeyNode[],
  depth: number,
  steps: readonly Step[],
  id: number | null,
  deepest: { steps: readonly Step[] },
): readonly Step[] | null {
  if (steps.length > deepest.steps.length) deepest.steps = steps;
  const node = chain[depth];
  if (node?.parent == null) return id === null || value.id === id ? steps : null;
  for (const entry of entriesOf(value, node.parent, node.label)) {
    const found = descend(entry.value, chain, depth + 1, [...steps, ...entry.steps], id, deepest);
    if (found !== null) return found;
  }
  return null;
}

/** The entries of a value that belong to a child of its node, with the steps to each. */
function entriesOf(value: Value, parent: KeyNode, label: string): readonly Entry[] {
  if (parent.matching !== null && value.kind === 'sequence') {
    const items = parent.matching.items(value).filter((item) => item.label === label);
    return items.map(({ value: inner, index, key }) => ({
      value: inner,
      steps: key === undefined ? [index] : [index, key],
    }));
  }
  if (value.kind !== 'mapping') return [];
  const pairs = value.pairs.filter(
    ({ key, name }) => parent.holds === 'any-key' || (name ?? keyText(key)) === label,
  );
  return pairs.map(({ key, name, value: inner }) => ({ value: inner, steps: [name ?? keyText(key)] }));
}
