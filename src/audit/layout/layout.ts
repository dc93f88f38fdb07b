/**
 * All rules for a layout, and the folder's rules over its merged configs. There a value that differs was written as an
 * override, which nobody does by accident: what merely counts (outliers, order) is information where the parent has
 * the key, and a near-miss is asked of the session files themselves.
 */
import type { AuditLayout, AuditOptions } from '../input.js';
import type { Draft } from '../draft.js';
import { duplicateKeys } from '../rules/duplicate-key.js';
import { deadParentKeys } from './dead-parent-key.js';
import { hoistables } from './hoistable.js';
import { nameOf } from './merged.js';
import { nearMissOverrides } from './near-miss-override.js';
import { overridesOf } from './overrides.js';
import { redundantOverrides } from './redundant-override.js';
import { sessionDrafts } from './sessions.js';

/**
 * @param layout - a parent and its sessions
 * @param options - the contract and the dialects
 * @returns drafts of the layout's own rules
 */
export function layoutDrafts(layout: AuditLayout, { contract, yaml }: AuditOptions): readonly Draft[] {
  const left = [...contract.reserved, ...contract.pinned];
  const overrides = overridesOf(layout, left);
  return [
    ...sessionDrafts(layout),
    ...duplicateKeys(layout.duplicateKeys),
    ...nearMissOverrides(layout, yaml),
    ...redundantOverrides(overrides),
    ...hoistables(overrides, contract.pinned),
    ...deadParentKeys(overrides),
  ];
}

/**
 * @param drafts - what the folder's rules say about the merged configs
 * @param layout - their layout
 * @returns the same, with overrides of the parent's values as information
 */
export function asOverrides(drafts: readonly Draft[], layout: AuditLayout): readonly Draft[] {
  const keys = new Set(layout.parent.root.pairs.map(nameOf));
  return drafts.map((draft) => {
    const top = /^[^.[]*/.exec(draft.path)?.[0] ?? '';
    const counts = draft.rule === 'order-drift' || (draft.rule === 'outlier-value' && keys.has(top));
    return counts ? { ...draft, severity: 'info' } : draft;
  });
}
