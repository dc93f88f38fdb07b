/**
 * `hoistable`: every session says the same, and the parent says nothing. It belongs in the parent: a new session will
 * forget it. With two sessions that may be chance, so it is information there. And so it is where moving it would change
 * the order of keys: a merge puts the parent's keys first, so inside a mapping only the key that comes first among those
 * the parent has not, in every session, can move without that.
 */
import type { MappingValue, Value } from '../../core/value.js';
import type { Draft } from '../draft.js';
import { shown } from '../show.js';
import { layoutDraft } from './layout-draft.js';
import { nameOf } from './merged.js';
import { sessionGroup, type Overrides } from './overrides.js';

/**
 * @param overrides - what the sessions say
 * @param pinned - key paths that must stay in the sessions
 * @returns drafts for one layout
 */
export function hoistables(overrides: Overrides, pinned: readonly string[]): readonly Draft[] {
  const { sessions, paths } = overrides;
  if (sessions.length < 2) return [];
  const order = new Order(overrides);
  return paths.flatMap((at) => {
    const { own, path, parent, steps } = at;
    const [first] = own;
    if (parent !== null || first === undefined || own.length < sessions.length || pinned.includes(path))
      return [];
    if (own.some(({ value }) => value.id !== first.value.id)) return [];
    const movable = order.mayMove(steps);
    const could = movable ? 'the parent could say it once' : 'in the parent it would come before other keys';
    return layoutDraft({
      rule: 'hoistable',
      path,
      severity: movable && sessions.length > 2 ? 'warning' : 'info',
      bits: movable ? 2.5 : 1,
      message: `All ${own.length} sessions say ${shown(first.value)}; ${could}.`,
      brief: `All ${own.length} sessions say the same; ${could}.`,
      advice: movable
        ? 'Move it to the parent.'
        : 'Move it to the parent if nothing depends on the order of keys.',
      groups: [sessionGroup(overrides, at, own, true)],
      actual: shown(first.value),
    });
  });
}

/** Which keys could be in the parent with the merged order as it is; those found so count as moved. */
class Order {
  readonly #parent: MappingValue;
  readonly #sessions: readonly MappingValue[];
  readonly #moved = new Set<string>();

  constructor({ parent, sessions }: Overrides) {
    this.#parent = parent.root;
    this.#sessions = sessions.map(({ root }) => root);
  }

  /** The order of the top level is free. */
  mayMove(steps: readonly string[]): boolean {
    const possible = steps.every((name, depth) => depth === 0 || this.#isNext(steps.slice(0, depth), name));
    if (possible) this.#moved.add(JSON.stringify(steps));
    return possible;
  }

  #isNext(above: readonly string[], name: string): boolean {
    const held = new Set(namesIn(valueAt(this.#parent, above)));
    if (held.has(name)) return true;
    const isHeld = (key: string) => held.has(key) || this.#moved.has(JSON.stringify([...above, key]));
    return this.#sessions.every((session) => {
      return namesIn(valueAt(session, above)).find((key) => key === name || !isHeld(key)) === name;
    });
  }
}

function valueAt(root: MappingValue, steps: readonly string[]): Value | undefined {
  return steps.reduce<Value | undefined>((value, step) => {
    return value?.kind === 'mapping' ? value.pairs.find((pair) => nameOf(pair) === step)?.value : undefined;
  }, root);
}

function namesIn(value: Value | undefined): readonly string[] {
  return value?.kind === 'mapping' ? value.pairs.map(nameOf) : [];
}
