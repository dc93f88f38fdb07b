/** The draft of a finding about a layout; its severity is the rule's. */
import type { Draft } from '../draft.js';

/** @returns a draft with nothing to weigh */
export function layoutDraft(
  about: Pick<Draft, 'rule' | 'path' | 'severity' | 'bits' | 'message' | 'brief' | 'advice' | 'groups'> &
    Partial<Pick<Draft, 'expected' | 'actual' | 'subject'>>,
): Draft {
  return {
    expected: null,
    actual: null,
    subject: about.path,
    ...about,
    covers: [],
    suspects: [],
    configs: [],
    weighing: 'kept',
  };
}
