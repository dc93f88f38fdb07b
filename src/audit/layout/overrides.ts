/**
 * What sessions say beside what the parent says, path by path: the one traversal behind `redundant-override`,
 * `hoistable` and `dead-parent-key`. Mappings are entered on both sides; anything else is one value, as in the merge.
 */
import type { MappingValue, Value } from '../../core/value.js';
import { showPath } from '../../core/path.js';
import type { AuditConfig, AuditLayout } from '../input.js';
import type { DraftGroup } from '../draft.js';
import { counted, shown } from '../show.js';
import { nameOf, without } from './merged.js';

export interface OverridePath {
  readonly steps: readonly string[];
  readonly path: string;
  /** The parent's value; null when it has none. */
  readonly parent: Value | null;
  /** The sessions that have a value of their own, by index into `sessions`. */
  readonly own: readonly { readonly session: number; readonly value: Value }[];
}

export interface Overrides {
  readonly parent: AuditConfig;
  readonly sessions: readonly AuditConfig[];
  readonly paths: readonly OverridePath[];
}

/**
 * @param layout - a parent and its sessions
 * @param left - top-level keys that are not looked at: reserved and pinned ones
 */
export function overridesOf(layout: AuditLayout, left: readonly string[]): Overrides {
  const sessions = layout.sessions.flatMap(({ config, missing }) =>
    config === null || missing ? [] : [config],
  );
  const roots = sessions.map(({ root }, session) => ({ session, value: without(root, left) as Value }));
  const paths: OverridePath[] = [];
  enter(without(layout.parent.root, left), roots, [], paths);
  return { parent: layout.parent, sessions, paths };
}

function enter(
  parent: MappingValue | null,
  own: OverridePath['own'],
  steps: readonly string[],
  paths: OverridePath[],
): void {
  const names = new Set<string>();
  for (const pair of parent?.pairs ?? []) names.add(nameOf(pair));
  for (const { value } of own) {
    if (value.kind === 'mapping') for (const pair of value.pairs) names.add(nameOf(pair));
  }
  for (const name of names) {
    const inner = [...steps, name];
    const base = parent === null ? null : (valueOf(parent, name) ?? null);
    const values = own.flatMap(({ session, value }) => {
      const found = value.kind === 'mapping' ? valueOf(value, name) : undefined;
      return found === undefined ? [] : [{ session, value: found }];
    });
    visit({ steps: inner, path: showPath(inner), parent: base, own: values }, paths);
  }
}

/** A path is reported whole when all that is there agrees; else mappings are entered. */
function visit(at: OverridePath, paths: OverridePath[]): void {
  const values = at.own.map(({ value }) => value);
  const mappings = values.every(({ kind }) => kind === 'mapping') && values.length > 0;
  const agree =
    new Set([...values, ...(at.parent === null ? [] : [at.parent])].map(({ id }) => id)).size === 1;
  if (at.parent === null || at.parent.kind === 'mapping') {
    if (mappings && !agree) return enter(at.parent as MappingValue | null, at.own, at.steps, paths);
    if (values.length === 0 && at.parent?.kind === 'mapping') return enter(at.parent, [], at.steps, paths);
  }
  paths.push(at);
}

function valueOf(mapping: MappingValue, name: string): Value | undefined {
  return mapping.pairs.find((pair) => nameOf(pair) === name)?.value;
}

/** @returns the group of a finding that shows the parent's value */
export function parentGroup(
  { parent }: Overrides,
  { parent: value, steps }: OverridePath,
  suspect: boolean,
): DraftGroup {
  return {
    value: `${value === null ? '(none)' : shown(value)} (in the parent)`,
    count: 1,
    configs: [],
    node: null,
    id: null,
    what: 'key',
    suspect,
    places: [{ file: parent.file, ...parent.locate(steps, 'key') }],
  };
}

const MAX_PLACES = 20;

/** @returns the group of a finding that shows some sessions' value */
export function sessionGroup(
  { sessions }: Overrides,
  { steps }: OverridePath,
  own: OverridePath['own'],
  suspect: boolean,
): DraftGroup {
  const places = own.slice(0, MAX_PLACES).flatMap(({ session }) => {
    const config = sessions[session];
    return config === undefined ? [] : [{ file: config.file, ...config.locate(steps, 'key') }];
  });
  const [first] = own;
  const value = first === undefined ? '' : shown(first.value);
  return { value, count: own.length, configs: [], node: null, id: null, what: 'key', suspect, places };
}

/** @returns `3 sessions: A, B, C` */
export function sessionsText({ sessions }: Overrides, own: OverridePath['own']): string {
  const names = own.map(({ session }) => sessions[session]?.stem ?? '');
  const list = names.length > 4 ? `${names.slice(0, 4).join(', ')} …` : names.join(', ');
  return `${counted(own.length, 'session')} (${list})`;
}
