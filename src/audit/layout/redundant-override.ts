/**
 * `redundant-override`: a session says what the parent says anyway. Nothing is wrong today; but when the parent is
 * changed, this session will silently stay behind. One finding a path, with all sessions.
 */
import type { Draft } from '../draft.js';
import { shown } from '../show.js';
import { layoutDraft } from './layout-draft.js';
import { parentGroup, sessionGroup, sessionsText, type Overrides } from './overrides.js';

/** @returns drafts for one layout */
export function redundantOverrides(overrides: Overrides): readonly Draft[] {
  return overrides.paths.flatMap((at) => {
    const { parent, own, path } = at;
    const same = parent === null ? [] : own.filter(({ value }) => value.id === parent.id);
    if (parent === null || same.length === 0) return [];
    return layoutDraft({
      rule: 'redundant-override',
      path,
      severity: 'warning',
      bits: 2 + Math.log2(overrides.sessions.length / same.length),
      message: `${sessionsText(overrides, same)} ${same.length === 1 ? 'says' : 'say'} ${shown(parent)}, as the parent does.`,
      brief: `${same.length} of ${overrides.sessions.length} sessions say what the parent says.`,
      advice: 'Take it out of the session, so that it follows the parent.',
      groups: [parentGroup(overrides, at, false), sessionGroup(overrides, at, same, true)],
      expected: null,
      actual: shown(parent),
    });
  });
}
