/** The table of formats: a result and a format to text. What writes one is imported when it is asked for. */
import type { AddResult } from '../commands/add.js';
import type { SummaryResult } from '../commands/audit-summary.js';
import type { AuditResult } from '../commands/audit.js';
import type { DiffResult } from '../commands/diff.js';
import type { ExpandResult } from '../commands/expand.js';
import type { ExplainPathResult } from '../commands/explain-path.js';
import type { ExplainResult } from '../commands/explain.js';
import type { MigrateResult } from '../commands/migrate.js';
import type { RemoveResult } from '../commands/remove.js';
import type { SchemaResult } from '../commands/schema.js';
import type { ShowResult } from '../commands/show.js';
import type { TrimResult } from '../commands/trim.js';
import type { ConfigError } from '../errors.js';
import type { VerifyResult } from '../commands/verify.js';
import { jsonText } from './json-text.js';
import { painter, problemLine, type Paint } from './lines.js';

export type Result =
  | AuditResult
  | SummaryResult
  | MigrateResult
  | ShowResult
  | VerifyResult
  | TrimResult
  | AddResult
  | RemoveResult
  | SchemaResult
  | DiffResult
  | ExpandResult
  | ExplainPathResult
  | ExplainResult;

export type Format = 'text' | 'json' | 'markdown' | 'sarif' | 'github';

/**
 * @param result - what a command returned
 * @param format - how to write it; a form that the command does not have: as text
 * @param color - whether a terminal's colours may be used (text only)
 * @param version - of this program, for the formats that name it
 * @returns the report, ending with a line break
 */
export async function report(result: Result, format: Format, color: boolean, version = ''): Promise<string> {
  if (format === 'json') return `${jsonText(await json(result))}\n`;
  const audit = result.command === 'audit' ? await auditLines(result, format, version) : null;
  return `${(audit ?? (await text(result, painter(color)))).join('\n')}\n`;
}

/** The forms that only an audit has; null for all others. */
async function auditLines(
  result: AuditResult,
  format: Format,
  version: string,
): Promise<readonly string[] | null> {
  if (format === 'sarif') return [jsonText((await import('./audit-sarif.js')).auditSarif(result, version))];
  if (format === 'markdown') return (await import('./audit-markdown.js')).auditMarkdown(result);
  return format === 'github' ? (await import('./audit-github.js')).auditGithub(result) : null;
}

const ENDINGS: readonly (readonly [RegExp, Format])[] = [
  [/\.sarif(?:\.json)?$/, 'sarif'],
  [/\.json$/, 'json'],
  [/\.md$/, 'markdown'],
];

/** @returns the form of a report that is written to a file: its ending says */
export function formatOfFile(file: string): Format {
  return ENDINGS.find(([ending]) => ending.test(file))?.[1] ?? 'text';
}

/** @returns what --quiet still prints: the problems that kept a command from doing its work, or nothing */
export function problemReport(result: Result): string {
  if (result.exit !== 2) return '';
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  return errors.map((problem) => `${problemLine(problem, painter(false))}\n`).join('');
}

/** @returns what --timings prints; nothing for a run that measured nothing */
export async function timingsReport(result: Result): Promise<string> {
  if (!('timings' in result) || result.timings === null) return '';
  const { timingsText } = await import('./timings-text.js');
  return `${timingsText(result.timings()).join('\n')}\n`;
}

/**
 * @param error - why a command could not run
 * @param format - how to write it
 * @returns the text, and whether it is the result (JSON on stdout) or a message (stderr)
 */
export async function errorReport(
  error: ConfigError,
  format: Format,
): Promise<{ readonly text: string; readonly stream: 'out' | 'err' }> {
  const { code, message, problems } = error;
  if (format === 'json') {
    return { text: `${jsonText({ ok: false, error: { code, message }, problems })}\n`, stream: 'out' };
  }
  if (format === 'github') {
    const { githubError } = await import('./audit-github.js');
    return { text: `${githubError(error).join('\n')}\n`, stream: 'out' };
  }
  const lines = [
    ...problems.map((problem) => problemLine(problem, painter(false))),
    `config-inherit: ${message} [${code}]`,
  ];
  return { text: `${lines.join('\n')}\n`, stream: 'err' };
}

async function json(result: Result): Promise<unknown> {
  switch (result.command) {
    case 'audit':
      return (await import('./audit-json.js')).auditJson(result);
    case 'audit-summary':
      return result;
    case 'migrate':
      return (await import('./json.js')).migrateJson(result);
    case 'verify':
      return (await import('./json.js')).verifyJson(result);
    case 'show':
      return (await import('./json.js')).showJson(result);
    case 'trim':
      return (await import('./layout-json.js')).trimJson(result);
    case 'add':
      return (await import('./layout-json.js')).addJson(result);
    case 'remove':
      return (await import('./layout-json.js')).removeJson(result);
    case 'schema':
      return (await import('./layout-json.js')).schemaJson(result);
    case 'explain':
      return (await import('./json.js')).explainJson(result);
    case 'explain-path':
      return (await import('./json.js')).explainPathJson(result);
    case 'expand':
      return (await import('./json.js')).expandJson(result);
    case 'diff':
      return (await import('./json.js')).diffJson(result);
  }
}

async function text(result: Result, paint: Paint): Promise<readonly string[]> {
  switch (result.command) {
    case 'audit':
      return (await import('./audit-text.js')).auditText(result, paint);
    case 'audit-summary':
      return (await import('./summary-text.js')).summaryText(result, paint);
    case 'migrate':
      return (await import('./migrate-text.js')).migrateText(result, paint);
    case 'verify':
      return (await import('./verify-text.js')).verifyText(result, paint);
    case 'show':
      return (await import('./show-text.js')).showText(result, paint);
    case 'trim':
      return (await import('./trim-text.js')).trimText(result, paint);
    case 'add':
      return (await import('./add-text.js')).addText(result, paint);
    case 'remove':
      return (await import('./add-text.js')).removeText(result, paint);
    case 'schema':
      return (await import('./schema-text.js')).schemaText(result);
    case 'explain':
      return (await import('./explain-text.js')).explainText(result, paint);
    case 'explain-path':
      return (await import('./explain-path-text.js')).explainPathText(result, paint);
    case 'expand':
      return (await import('./expand-text.js')).expandText(result, paint);
    case 'diff':
      return (await import('./diff-text.js')).diffText(result, paint);
  }
}
