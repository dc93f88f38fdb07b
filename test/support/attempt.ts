/** Migrates a folder of texts in memory as the command line would, and says how far that went. */
import { planTexts, Refused, type Planned, type PlanTestOptions, type TextFile } from './plan.js';

export type Outcome =
  /** Planned, and the proof holds. */
  | { readonly kind: 'equal'; readonly planned: Planned }
  /** Nothing would be written, for reasons that are told: codes of problems, `unproved` among them. */
  | { readonly kind: 'refused'; readonly codes: readonly string[]; readonly messages: readonly string[] }
  /** Planned, but the proof says that a value would change: a defect. */
  | { readonly kind: 'wrong'; readonly messages: readonly string[] };

/** @returns the outcome; whatever else is thrown on the way is a defect and comes out */
export function attempt(files: readonly TextFile[], options: PlanTestOptions): Outcome {
  try {
    const planned = planTexts(files, { forPyyaml: options.yaml !== '1.2', ...options });
    const { differences } = planned.proof;
    if (differences.length === 0) return { kind: 'equal', planned };
    const unread = differences.filter(({ kind, before }) => kind === 'unreadable' && before !== '');
    if (unread.length > 0)
      return { kind: 'refused', codes: ['unproved'], messages: unread.map(({ before }) => before) };
    return {
      kind: 'wrong',
      messages: differences.map((one) => `${one.session} ${one.path}: ${one.before} | ${one.after}`),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const codes = [...new Set(error.problems.map(({ code }) => code))];
    return { kind: 'refused', codes, messages: error.problems.map(({ message }) => message) };
  }
}
