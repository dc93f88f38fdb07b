/**
 * An audit as commands to the GitHub Actions runner, which shows them beside the lines they are about. Nothing else is
 * printed but one line that sums up: whatever begins with `::` is a command, and file contents must not give any.
 */
import type { AuditResult } from '../commands/audit.js';
import type { ConfigError, Problem } from '../errors.js';
import { summaryOf, visible } from './audit-words.js';

type Finding = AuditResult['findings'][number];

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** The runner shows ten annotations of a kind; further notices would only fill the log. */
const MOST_NOTICES = 10;

/** @returns the report's lines */
export function auditGithub(result: AuditResult): readonly string[] {
  const notices = result.findings.filter(({ severity }) => severity === 'info');
  const others = result.findings.filter(({ severity }) => severity !== 'info');
  return [
    ...result.problems.filter(({ severity }) => severity !== 'info').map(problemCommand),
    ...[...others, ...notices.slice(0, MOST_NOTICES)].map(findingCommand),
    ...staleCommand(result),
    summaryOf(result),
  ];
}

/** @returns why a command could not run, as commands */
export function githubError({ code, message, problems }: ConfigError): readonly string[] {
  return [...problems.map(problemCommand), command('error', { title: code }, message)];
}

function findingCommand({ rule, severity, path, message, advice, places }: Finding): string {
  const [place, ...others] = places;
  const also = others.length === 0 ? '' : `\nAlso at ${placesText(others)}`;
  return command(
    LEVELS[severity],
    {
      ...(place === undefined ? {} : placeProperties(place)),
      title: path === '' ? rule : `${rule}: ${path}`,
    },
    `${message}\n${advice}${also}`,
  );
}

const MOST_PLACES = 10;

function placesText(places: Finding['places']): string {
  const shown = places.slice(0, MOST_PLACES).map(({ file, line }) => (line === 0 ? file : `${file}:${line}`));
  const more = places.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more places`] : [])].join(', ');
}

function problemCommand(problem: Problem): string {
  return command(
    LEVELS[problem.severity],
    { ...placeProperties(problem), title: problem.code },
    problem.message,
  );
}

function staleCommand({ baseline }: AuditResult): readonly string[] {
  if (baseline === null || baseline.stale.length === 0) return [];
  const message = `${baseline.stale.length} entries of the baseline are found no more. Write it anew with --write-baseline.`;
  return [command('notice', { file: baseline.file, title: 'stale baseline' }, message)];
}

function placeProperties({
  file,
  line,
  column,
}: Finding['places'][number]): Readonly<Record<string, string>> {
  return { file, ...(line === 0 ? {} : { line: String(line), col: String(column) }) };
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

/** The runner decodes exactly these. */
function escapeData(text: string): string {
  const lines = text.split('\n').map(visible).join('\n');
  return lines.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
