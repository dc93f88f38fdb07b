/** The report of an audit as Markdown: fit for a comment on a pull request, which holds 65,536 characters. */
import type { AuditResult } from '../commands/audit.js';
import { placeText, summaryOf, visible } from './audit-words.js';
import { driftingKeys, severalFolders, splitBar, splitText } from './drift.js';
import { count } from './lines.js';

type Finding = AuditResult['findings'][number];
type Severity = Finding['severity'];

const MOST_ROWS = 20;
const MOST_FINDINGS: Readonly<Record<Severity, number>> = { error: 30, warning: 30, info: 20 };
const MOST_PLACES = 5;
const MOST_PROBLEMS = 20;

const TITLES: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', info: 'Notes' };

/** @returns the report's lines */
export function auditMarkdown(result: AuditResult): readonly string[] {
  return [
    '## Config audit',
    '',
    escaped(summaryOf(result)),
    ...problemLines(result),
    ...findingLines(result.findings, 'error'),
    ...findingLines(result.findings, 'warning'),
    ...driftLines(result),
    ...folded(count(result.totals.info, 'note'), findingLines(result.findings, 'info')),
    ...staleLines(result),
  ];
}

function problemLines({ problems }: AuditResult): readonly string[] {
  const shown = problems.filter(({ severity }) => severity !== 'info').slice(0, MOST_PROBLEMS);
  if (shown.length === 0) return [];
  const lines = shown.map(
    (problem) => `- ${code(placeText(problem))}: ${escaped(problem.message)} (${problem.code})`,
  );
  return ['', '### Problems', '', ...lines];
}

function findingLines(findings: readonly Finding[], severity: Severity): readonly string[] {
  const chosen = findings.filter((finding) => finding.severity === severity);
  if (chosen.length === 0) return [];
  const most = MOST_FINDINGS[severity];
  const more = chosen.length - most;
  return [
    '',
    `### ${TITLES[severity]}`,
    '',
    ...chosen.slice(0, most).flatMap(itemLines),
    ...(more > 0 ? [`- … and ${more} more`] : []),
  ];
}

function itemLines({ rule, path, message, advice, places }: Finding): readonly string[] {
  const shown = places.slice(0, MOST_PLACES).map((place) => code(placeText(place)));
  const more = places.length - shown.length;
  const where = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  return [
    `- **${rule}**${path === '' ? '' : ` ${code(path)}`}: ${escaped(message)} ${escaped(advice)}`,
    ...(where === '' ? [] : [`  ${where}`]),
  ];
}

function driftLines(result: AuditResult): readonly string[] {
  const rows = driftingKeys(result);
  if (rows.length === 0) return [];
  const several = severalFolders(result);
  return folded(count(rows.length, 'drifting key'), [
    '',
    `| key path | in | split | values |${several ? ' of |' : ''}`,
    `| --- | --- | --- | --- |${several ? ' --- |' : ''}`,
    ...rows.slice(0, MOST_ROWS).map((row) => rowLine(row, several)),
    ...(rows.length > MOST_ROWS ? ['', `… and ${rows.length - MOST_ROWS} more`] : []),
  ]);
}

/** In a table a bar ends the cell even inside a code span. */
function rowLine(row: AuditResult['keys'][number], several: boolean): string {
  const key = code(row.path).replaceAll('|', '\\|');
  const folder = several ? ` ${code(row.directory).replaceAll('|', '\\|')} |` : '';
  return `| ${key} | ${row.present}/${row.configs} | ${splitBar(row)} | ${escaped(splitText(row, 3))} |${folder}`;
}

function staleLines({ baseline }: AuditResult): readonly string[] {
  if (baseline === null || baseline.stale.length === 0) return [];
  const lines = baseline.stale
    .slice(0, MOST_ROWS)
    .map(({ rule, path }) => `- ${rule}${path === '' ? '' : ` ${code(path)}`}`);
  const title = `${count(baseline.stale.length, 'stale entry', 'stale entries')} in the baseline`;
  return folded(title, ['', ...lines]);
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `<details><summary>${title}</summary>`, ...lines, '', '</details>'];
}

/** Text of files must show as it is: no markup, no mentions of people, no links to issues. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_[\]#|~<>&]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)
    .replaceAll('@', '@\u200b');
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** A code span whose fence is longer than any run of backquotes in it. */
function code(text: string): string {
  const plain = visible(text);
  const runs = plain.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}
