/** What the proof is given: texts by path, read when they are needed and from where the caller says. */
import { readFileSync } from 'node:fs';
import type { Plan, PlannedParent, PlannedSession } from '../plan/plan.js';
import type { ProofParent } from '../proof/prove.js';

export interface ProofSources {
  /** The legacy file of a session. */
  readonly legacy: (session: PlannedSession) => string;
  readonly session: (session: PlannedSession) => string;
  readonly parent: (parent: PlannedParent) => string;
}

/** @returns each parent of a plan with its sessions, texts coming from `sources` */
export function proofParents(plan: Plan, sources: ProofSources): readonly ProofParent[] {
  const sessions = new Map(plan.sessions.map((session) => [session.name, session]));
  return plan.parents.map((parent) => ({
    parent: { path: parent.path, text: () => sources.parent(parent) },
    sessions: parent.sessions.flatMap((name) => {
      const session = sessions.get(name);
      if (session === undefined) return [];
      return [
        {
          name,
          legacy: { path: session.source, text: () => sources.legacy(session) },
          session: { path: session.path, text: () => sources.session(session) },
        },
      ];
    }),
  }));
}

/** @returns the legacy file's text as it is on disk now, not as it was read for the plan */
export function legacyOnDisk(session: { readonly source: string }): string {
  return textOfBytes(readFileSync(session.source));
}

/** @returns UTF-8 or UTF-16 bytes as text, a byte order mark included */
export function textOfBytes(bytes: Uint8Array): string {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}
