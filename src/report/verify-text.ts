/** The report of a proof. */
import type { VerifyResult } from '../commands/verify.js';
import { count, problemLine, skippedLines, type Paint } from './lines.js';
import { proofLines } from './migrate-text.js';

/** @returns the report's lines */
export function verifyText(result: VerifyResult, paint: Paint): readonly string[] {
  return [
    ...result.problems.map((problem) => problemLine(problem, paint)),
    ...skippedLines(result.skipped, paint),
    ...result.parents.map(({ path, sessions }) => `${path}: ${count(sessions.length, 'session')}`),
    ...(result.proof === null
      ? [
          'Legacy files have problems: nothing was compared. Mend them, or leave them out with --skip-invalid.',
        ]
      : proofLines(result.proof, paint)),
  ];
}
