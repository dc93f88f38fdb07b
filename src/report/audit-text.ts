/**
 * The report of an audit for people: the keys that drift, the findings with their places, one line that sums up. It
 * stays about a page long however many configs there are; JSON has everything.
 */
import type { AuditResult } from '../commands/audit.js';
import { placeText, summaryOf, visible } from './audit-words.js';
import { driftingKeys, severalFolders, splitBar, splitText } from './drift.js';
import { count, problemLine, table, type Paint, type Style } from './lines.js';

type Finding = AuditResult['findings'][number];
type Severity = Finding['severity'];

/** How much of each part is shown. */
const MOST_ROWS = 15;
const MOST_PROBLEMS = 20;
const MOST_SKIPPED = 5;
const WIDTH = 110;
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
    ...withGap(firstOf(problems, MOST_PROBLEMS, '')),
    ...withGap(skippedPart(result, paint)),
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

/** @returns the first of some lines, and how many more there are */
function firstOf(lines: readonly string[], most: number, indent: string): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `${indent}… and ${lines.length - most} more`];
}

function skippedPart({ skipped }: AuditResult, paint: Paint): readonly string[] {
  if (skipped.length === 0) return [];
  const rows = skipped.map(({ path, reason }) => `  ${visible(path)}: ${reason}`);
  return [paint('bold', `Skipped: ${skipped.length}`), ...firstOf(rows, MOST_SKIPPED, '  ')];
}

function driftLines(result: AuditResult, paint: Paint): readonly string[] {
  const rows = driftingKeys(result);
  const several = severalFolders(result);
  if (rows.length === 0) return [];
  const cells = rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      visible(row.path),
      `${row.present}/${row.configs}`,
      splitBar(row),
      visible(splitText(row, 2)),
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
    paint('bold', `${title}: ${chosen.length}`),
    ...rules.flatMap((rule) => {
      const ofRule = chosen.filter((finding) => finding.rule === rule);
      const shown = ofRule.slice(0, most);
      return [
        `  ${paint(style, rule)}`,
        ...shown.flatMap((finding, at) => findingLines(finding, shown[at + 1], paint)),
        ...(ofRule.length > most ? [`    … and ${ofRule.length - most} more`] : []),
      ];
    }),
  ];
}

/** What to do is said once where one finding after the other asks for the same. */
function findingLines(finding: Finding, next: Finding | undefined, paint: Paint): readonly string[] {
  const { path, message, advice, severity } = finding;
  const key = path === '' ? '' : `${paint('bold', visible(path))}: `;
  return [
    `    ${key}${visible(message)}`,
    ...placeLines(finding),
    ...(severity === 'info' || advice === next?.advice ? [] : [paint('dim', `      ${visible(advice)}`)]),
  ];
}

/** As many places on a line as fit; terminals make links of them. */
function placeLines({ places }: Finding): readonly string[] {
  const shown = places.slice(0, MOST_PLACES).map((place) => visible(placeText(place)));
  const more = places.length - shown.length;
  const lines: string[] = [];
  for (const place of [...shown, ...(more > 0 ? [`and ${more} more`] : [])]) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + place.length < WIDTH)
      lines[lines.length - 1] = `${line}, ${place}`;
    else lines.push(`      ${place}`);
  }
  return lines;
}

function staleLines({ baseline }: AuditResult, paint: Paint): readonly string[] {
  if (baseline === null || baseline.stale.length === 0) return [];
  const rows = baseline.stale.map(({ rule, path }) => `  ${rule}  ${visible(path)}`.trimEnd());
  return [
    paint(
      'bold',
      `Stale in ${baseline.file}: ${count(baseline.stale.length, 'entry', 'entries')} that nothing finds any more`,
    ),
    ...firstOf(rows, MOST_STALE, '  '),
    '  Write the baseline anew to take them out: --write-baseline.',
  ];
}
