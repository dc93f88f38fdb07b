/** What PyYAML makes of layouts that were planned in memory: one process judges them all. */
import { fileURLToPath } from 'node:url';
import type { PlanTestOptions, Planned, TextFile } from './plan.js';
import { runPython } from './python.js';

export interface Judged {
  /** Sessions whose legacy text PyYAML does not read: there is no reading to keep. */
  readonly unread: readonly string[];
  readonly differences: readonly string[];
}

/** A layout for PyYAML to judge, as a text; made at once, so that plans need not be kept. */
export function layoutLine(
  files: readonly TextFile[],
  { parent, sessions }: Pick<Planned, 'parent' | 'sessions'>,
  { keyOrder = 'nested' }: Pick<PlanTestOptions, 'keyOrder'> = {},
): string {
  const rows = files.map(({ name, text }) => ({ name, legacy: text, session: sessions.get(name) ?? '' }));
  return JSON.stringify({ order: keyOrder, parent, sessions: rows });
}

/** Legacy texts alone, of which PyYAML is asked only whether it reads them. */
export function legacyLine(files: readonly TextFile[]): string {
  const rows = files.map(({ name, text }) => ({ name, legacy: text }));
  return JSON.stringify({ parent: null, sessions: rows });
}

/** @returns PyYAML's word on each layout, in their order */
export function judge(lines: readonly string[]): readonly Judged[] {
  const script = fileURLToPath(new URL('judge.py', import.meta.url));
  const told = JSON.parse(runPython(script, lines)) as readonly Judged[]; // what judge.py writes
  if (told.length !== lines.length) throw new Error('PyYAML did not answer for every layout');
  return told;
}
