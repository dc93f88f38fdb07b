/** What the tables of this folder are made of: legacy texts in, texts of parent and sessions out. */
import { expect } from 'vitest';
import { planTexts, type PlanTestOptions } from '../support/plan.js';

export interface Row {
  readonly rule: string;
  readonly files: readonly string[];
  /** The parent below its `sessions`. */
  readonly parent: string;
  readonly sessions: readonly string[];
  readonly options?: PlanTestOptions;
}

export function names(files: readonly string[]): readonly { readonly name: string; readonly text: string }[] {
  return files.map((text, index) => ({ name: `s${index + 1}`, text }));
}

function entries(parent: string): string {
  return parent.replace(/^session_dir: .*\r?\nsessions: [^\]]*\]\r?\n(?:\r?\n)?/, '');
}

/** Plans a row's files, compares every text, and proves it. */
export function checkRow({ files, parent, sessions, options }: Row): void {
  const planned = planTexts(names(files), options);
  expect(entries(planned.parent)).toBe(parent);
  expect([...planned.sessions.values()]).toEqual(sessions);
  expect(planned.proof.differences).toEqual([]);
}
