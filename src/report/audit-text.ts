/**
 * The report of an audit for people: the keys that drift, the findings with their places, one line that sums up. It
 * stays about a page long however many configs there are; JSON has everything.
 */
import type { AuditResult } from '../commands/audit.js';
import { placeText, summaryOf, visible } from './audit-words.js';
import { driftingKeys, splitBar, splitText } from './drift.js';
import { count, problemLine, shortened, skippedLines, table, type Paint, type Style } from './lines.js';

type Finding = AuditResult['findings'][number];
type Severity = Finding['severity'];

/** How much of each part is shown. */
const MOST_ROWS = 15;
const MOST_PROBLEMS = 20;
const MOST_STALE = 10;
const MOST_PLACES = 3;
const MOST_FINDINGS = 30;
/** Findings of one rule, by how much they count; fewer when many rules have some. */
const MOST_OF_RULE: Readonly<Record<Severity, number>> = { error: 10, warning: 8, info: 2 };

const TITLES: Readonly<Record<Severity, { readonly title: string; readonly style: Style }>> = {
  error: { title: 'Errors', style: 'red' },
  warning: { title: 'Warnings', style: 'yellow' },
  info: { title: 'Notes', style: 'dim' },
};

/** @returns the report's lines */
export function auditText(result: AuditResult, paint: Paint): readonly string[] {
  const problems = result.problems.map((problem) => visible(problemLine(problem, (_, text) => text)));
  return [
    ...withGap(shortened(problems, MOST_PROBLEMS)),
    ...skippedLines(result.skipped, paint),
    ...withGap(driftLines(result, paint)),
    ...(['error', 'warning', 'info'] as const).flatMap((severity) =>
      withGap(severityLines(result.findings, severity, paint)),
    ),
    ...withGap(staleLines(result, paint)),
    summaryOf(result),
  ];
}

function withGap(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

function driftLines(result: AuditResult, paint: Paint): readonly string[] {
  const rows = driftingKeys(result);
  const several = new Set(result.keys.map(({ directory }) => directory)).size > 1;
  if (rows.length === 0) return [];
  const cells = rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      visible(row.path),
      `${row.present}/${row.configs}`,
      splitBar(row),
      visible(splitText(row, 3)),
      ...(several ? [visible(row.directory)] : []),
    ]);
  return [
    paint('bold', `Keys that drift: ${rows.length}`),
    ...table(cells),
    ...(rows.length > MOST_ROWS ? [`  … and ${rows.length - MOST_ROWS} more`] : []),
  ];
}

function severityLines(findings: readonly Finding[], severity: Severity, paint: Paint): readonly string[] {
  const chosen = findings.filter((finding) => finding.severity === severity);
  if (chosen.length === 0) return [];
  const { title, style } = TITLES[severity];
  const rules = [...new Set(chosen.map(({ rule }) => rule))];
  const most = Math.min(MOST_OF_RULE[severity], Math.max(2, Math.floor(MOST_FINDINGS / rules.length)));
  return [
    paint('bold', paint(style, `${title}: ${chosen.length}`)),
    ...rules.flatMap((rule) => {
      const ofRule = chosen.filter((finding) => finding.rule === rule);
      const shown = ofRule.slice(0, most);
      const more = ofRule.length - shown.length;
      return [
        ...shown.flatMap((finding, at) => findingLines(finding, shown[at + 1], paint)),
        ...(more > 0 ? [`  ${rule}: … and ${more} more`] : []),
      ];
    }),
  ];
}

/** What to do is said once where one finding after the other asks for the same. */
function findingLines(finding: Finding, next: Finding | undefined, paint: Paint): readonly string[] {
  const { rule, path, message, advice, places, severity } = finding;
  const shown = places.slice(0, MOST_PLACES).map((place) => visible(placeText(place)));
  const more = places.length - shown.length;
  const where = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  const style = TITLES[severity].style;
  return [
    `  ${paint(style, rule)}${path === '' ? '' : `  ${paint('bold', visible(path))}`}`,
    `    ${visible(message)}`,
    ...(where === '' ? [] : [`    ${where}`]),
    ...(severity === 'info' || advice === next?.advice ? [] : [paint('dim', `    ${visible(advice)}`)]),
  ];
}

function staleLines({ baseline }: AuditResult, paint: Paint): readonly string[] {
  if (baseline === null || baseline.stale.length === 0) return [];
  const rows = baseline.stale.map(({ rule, path }) => `  ${rule}  ${visible(path)}`.trimEnd());
  return [
    paint(
      'bold',
      `Stale in ${baseline.file}: ${count(baseline.stale.length, 'entry', 'entries')} that nothing finds any more`,
    ),
    ...shortened(rows, MOST_STALE),
    '  Write the baseline anew to take them out: --write-baseline.',
  ];
}
