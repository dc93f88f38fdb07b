/** The report of `audit --summary-out`: what was written, and what to do with it. */
import type { SummaryResult } from '../commands/audit-summary.js';
import { problemLine, type Paint } from './lines.js';

/** @returns the report's lines */
export function summaryText(result: SummaryResult, paint: Paint): readonly string[] {
  const { file, bytes, configs, runs, problems, skipped } = result;
  const texts = `${runs.toLocaleString('en')} distinct ${runs === 1 ? 'text' : 'texts'}`;
  return [
    ...problems.map((problem) => problemLine(problem, paint)),
    `${file}: ${configs.toLocaleString('en')} configs, ${texts}, ${bytes.toLocaleString('en')} bytes; ${skipped.length} skipped.`,
    `To audit it, alone or with others: config-inherit audit --summaries ${file}`,
  ];
}
