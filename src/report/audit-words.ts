/** Words that all reports of an audit share. */
import type { AuditResult } from '../commands/audit.js';
import { count } from './lines.js';

type Place = AuditResult['findings'][number]['places'][number];

/** @returns `file:line`, or the file when it is about the whole of it */
export function placeText({ file, line }: Place): string {
  return line === 0 ? file : `${file}:${line}`;
}

/** @returns the result in one line */
export function summaryOf(result: AuditResult): string {
  const { totals, configs, baseline, written, hidden } = result;
  const found = [
    ...(totals.error > 0 ? [count(totals.error, 'error')] : []),
    ...(totals.warning > 0 ? [count(totals.warning, 'warning')] : []),
    ...(totals.info > 0 ? [count(totals.info, 'note')] : []),
  ].join(', ');
  const parts = [
    `${found || 'Nothing found'} in ${count(configs, 'config')}`,
    ...(hidden > 0 ? [`${hidden} left out by --rule and --ignore`] : []),
    ...(baseline === null ? [] : [baselineText(baseline)]),
    ...(written === null ? [] : [writtenText(written, result.findings.length)]),
  ];
  return `${parts.join('; ')}.${failText(result)}`;
}

function baselineText({ file, known, stale }: NonNullable<AuditResult['baseline']>): string {
  const rest = stale.length === 0 ? '' : ` and ${stale.length} stale`;
  return `${known.length} known${rest} in ${file}`;
}

function writtenText({ file, added, removed }: NonNullable<AuditResult['written']>, total: number): string {
  return `all ${total} written to ${file} (${added} new, ${removed} gone)`;
}

function failText({ exit, failOn }: AuditResult): string {
  if (exit === 2) return ' Some files could not be read: mend them, or leave them out with --skip-invalid.';
  return exit === 1 ? ` Exit 1: --fail-on ${failOn}.` : '';
}

/** @returns the text with characters that would steer a terminal written as escapes */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
