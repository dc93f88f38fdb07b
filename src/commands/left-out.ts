/** Files with problems that a command leaves out, where `--skip-invalid` lets it. */
import type { Problem } from '../errors.js';
import type { Skipped } from '../files/scan.js';

/** @returns the files of the problems, each once */
export function leftOut(problems: readonly Problem[]): readonly Skipped[] {
  const files = new Map(problems.map((problem) => [problem.file, problem]));
  return [...files.values()].map(({ file, code }) => ({ path: file, reason: `has a problem: ${code}` }));
}
