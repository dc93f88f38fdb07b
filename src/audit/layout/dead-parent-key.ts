/**
 * `dead-parent-key`: the parent has a value that every session overrides. Who changes it there changes nothing.
 */
import type { Draft } from '../draft.js';
import { shown } from '../show.js';
import { layoutDraft } from './layout-draft.js';
import { parentGroup, sessionGroup, type Overrides } from './overrides.js';

/** @returns drafts for one layout */
export function deadParentKeys(overrides: Overrides): readonly Draft[] {
  const { sessions, paths } = overrides;
  if (sessions.length < 2) return [];
  return paths.flatMap((at) => {
    const { own, parent, path } = at;
    if (parent === null || own.length < sessions.length) return [];
    // Sessions that repeat the parent are the rule redundant-override's.
    if (own.some(({ value }) => value.id === parent.id)) return [];
    const alike = new Set(own.map(({ value }) => value.id)).size === 1;
    const [first] = own;
    const said = alike && first !== undefined ? `, with ${shown(first.value)}` : '';
    return layoutDraft({
      rule: 'dead-parent-key',
      path,
      severity: 'warning',
      bits: alike ? 4 : 3,
      message: `The parent says ${shown(parent)}, but all ${own.length} sessions override it${said}.`,
      brief: `The parent has a value that all ${own.length} sessions override${alike ? ' with the same one' : ''}.`,
      advice: alike
        ? 'Write the sessions’ value in the parent and take it out of them.'
        : 'Take it out of the parent.',
      groups: [parentGroup(overrides, at, true), sessionGroup(overrides, at, own.slice(0, 3), false)],
      actual: shown(parent),
    });
  });
}
