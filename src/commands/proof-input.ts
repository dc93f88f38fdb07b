/** What the proof is given: texts by path, and where each is to be read. */
import type { Plan, PlannedParent, PlannedSession } from '../plan/plan.js';
import type { SharedParent } from '../proof/chunk.js';
import { sharedText, type TextSource } from '../proof/text.js';

export interface ProofSources {
  /** The legacy file of a session. */
  readonly legacy: (session: PlannedSession) => TextSource;
  readonly session: (session: PlannedSession) => TextSource;
  readonly parent: (parent: PlannedParent) => TextSource;
}

/** @returns each parent of a plan with its sessions, texts coming from `sources` */
export function proofParents(plan: Plan, sources: ProofSources): readonly SharedParent[] {
  const sessions = new Map(plan.sessions.map((session) => [session.name, session]));
  return plan.parents.map((parent) => ({
    parent: sharedText(parent.path, () => sources.parent(parent)),
    sessions: parent.sessions.flatMap((name) => {
      const session = sessions.get(name);
      if (session === undefined) return [];
      return [
        {
          name,
          legacy: sharedText(session.source, () => sources.legacy(session)),
          session: sharedText(session.path, () => sources.session(session)),
        },
      ];
    }),
  }));
}

/** @returns the legacy file as it is on disk when it is read for the proof, not as it was read for the plan */
export function legacyOnDisk(session: { readonly source: string }): TextSource {
  return { file: session.source };
}
