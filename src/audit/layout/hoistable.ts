/**
 * `hoistable`: every session says the same, and the parent says nothing. It belongs in the parent: a new session will
 * forget it. With two sessions that may be chance, so it is information there.
 */
import type { Draft } from '../draft.js';
import { shown } from '../show.js';
import { layoutDraft } from './layout-draft.js';
import { sessionGroup, type Overrides } from './overrides.js';

/**
 * @param overrides - what the sessions say
 * @param pinned - key paths that must stay in the sessions
 * @returns drafts for one layout
 */
export function hoistables(overrides: Overrides, pinned: readonly string[]): readonly Draft[] {
  const { sessions, paths } = overrides;
  if (sessions.length < 2) return [];
  return paths.flatMap((at) => {
    const { own, path, parent } = at;
    const [first] = own;
    if (parent !== null || first === undefined || own.length < sessions.length || pinned.includes(path))
      return [];
    if (own.some(({ value }) => value.id !== first.value.id)) return [];
    return layoutDraft({
      rule: 'hoistable',
      path,
      severity: sessions.length > 2 ? 'warning' : 'info',
      bits: 2.5,
      message: `All ${own.length} sessions say ${shown(first.value)}; the parent could say it once.`,
      brief: `All ${own.length} sessions say the same; the parent could say it once.`,
      advice: 'Move it to the parent.',
      groups: [sessionGroup(overrides, at, own, true)],
      actual: shown(first.value),
    });
  });
}
