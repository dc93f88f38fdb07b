/**
 * The merged configs of a layout as a folder of configs, so that the folder's rules see what the loader would: the
 * parent's values with each session's over them. A place is looked up where the value comes from.
 */
import { keyText, type MappingValue, type Value } from '../../core/value.js';
import type { AuditConfig, AuditLayout, Step } from '../input.js';
import { populationOf, type Population } from '../folder.js';

/**
 * @param layout - a parent and its sessions
 * @param reserved - keys of the parent that describe the layout
 * @returns its merged configs, in the order of the sessions; sessions that could not be read are left out
 */
export function mergedPopulation(layout: AuditLayout, reserved: readonly string[]): Population {
  const { parent } = layout;
  const base = without(parent.root, reserved);
  const ids = new Map<string, number>();
  const configs = layout.sessions.flatMap(({ name, config }) =>
    config === null ? [] : [mergedConfig(base, parent, config, name, ids)],
  );
  return populationOf(parent.file, configs);
}

/** @returns a mapping without some of its keys */
export function without(root: MappingValue, keys: readonly string[]): MappingValue {
  return { ...root, pairs: root.pairs.filter(({ name }) => name === null || !keys.includes(name)) };
}

function mergedConfig(
  base: MappingValue,
  parent: AuditConfig,
  session: AuditConfig,
  name: string,
  ids: Map<string, number>,
): AuditConfig {
  return {
    file: session.file,
    stem: name,
    root: merged(base, session.root, ids),
    locate: (steps, what) => {
      if (depthIn(session.root, steps) >= depthIn(base, steps)) return session.locate(steps, what);
      return { file: parent.file, ...parent.locate(steps, what) };
    },
  };
}

/** Parts that only one side has keep their id, so that configs without overrides there stay equal. */
function merged(base: MappingValue, own: MappingValue, ids: Map<string, number>): MappingValue {
  const overrides = new Map(own.pairs.map((pair) => [nameOf(pair), pair]));
  const known = new Set(base.pairs.map(nameOf));
  const pairs = base.pairs.map((pair) => {
    const override = overrides.get(nameOf(pair))?.value;
    if (override === undefined) return pair;
    const both = pair.value.kind === 'mapping' && override.kind === 'mapping';
    return { ...pair, value: both ? merged(pair.value as MappingValue, override, ids) : override };
  });
  const added = own.pairs.filter((pair) => !known.has(nameOf(pair)));
  const all = [...pairs, ...added];
  return { kind: 'mapping', id: mergedId(base.id, own.id, ids), pairs: all, open: false };
}

/** Negative, so that it is never an id of the reader's: the same parts merged are the same mapping. */
function mergedId(base: number, own: number, ids: Map<string, number>): number {
  const key = `${base} ${own}`;
  const known = ids.get(key) ?? -2 - ids.size;
  ids.set(key, known);
  return known;
}

/** @returns the name by which a pair is overridden */
export function nameOf({ name, key }: MappingValue['pairs'][number]): string {
  return name ?? keyText(key);
}

/** How far a path leads into a value. */
function depthIn(root: Value, steps: readonly Step[]): number {
  let value: Value | undefined = root;
  for (const [depth, step] of steps.entries()) {
    value =
      typeof step === 'number'
        ? value.kind === 'sequence'
          ? value.items[step]
          : undefined
        : value.kind === 'mapping'
          ? value.pairs.find((pair) => nameOf(pair) === step)?.value
          : undefined;
    if (value === undefined) return depth;
  }
  return steps.length;
}
