/** The table of formats: a result and a format to text. */
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
import { auditGithub, githubError } from './audit-github.js';
import { auditJson } from './audit-json.js';
import { auditMarkdown } from './audit-markdown.js';
import { auditSarif } from './audit-sarif.js';
import { auditText } from './audit-text.js';
import { addJson, removeJson, schemaJson, trimJson } from './layout-json.js';
import { addText, removeText } from './add-text.js';
import { diffText } from './diff-text.js';
import { expandText } from './expand-text.js';
import { explainPathText } from './explain-path-text.js';
import { explainText } from './explain-text.js';
import {
  diffJson,
  expandJson,
  explainJson,
  explainPathJson,
  jsonText,
  migrateJson,
  showJson,
  verifyJson,
} from './json.js';
import { painter, problemLine } from './lines.js';
import { migrateText } from './migrate-text.js';
import { schemaText } from './schema-text.js';
import { showText } from './show-text.js';
import { summaryText } from './summary-text.js';
import { trimText } from './trim-text.js';
import { timingsText } from './timings-text.js';
import { verifyText } from './verify-text.js';

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
export function report(result: Result, format: Format, color: boolean, version = ''): string {
  if (format === 'json') return `${jsonText(json(result))}\n`;
  const audit = result.command === 'audit' ? auditLines(result, format, version) : null;
  return `${(audit ?? text(result, color)).join('\n')}\n`;
}

/** The forms that only an audit has; null for all others. */
function auditLines(result: AuditResult, format: Format, version: string): readonly string[] | null {
  if (format === 'sarif') return [jsonText(auditSarif(result, version))];
  if (format === 'markdown') return auditMarkdown(result);
  return format === 'github' ? auditGithub(result) : null;
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
export function timingsReport(result: Result): string {
  if (result.command !== 'migrate' || result.timings === null) return '';
  return `${timingsText(result.timings()).join('\n')}\n`;
}

/**
 * @param error - why a command could not run
 * @param format - how to write it
 * @returns the text, and whether it is the result (JSON on stdout) or a message (stderr)
 */
export function errorReport(
  error: ConfigError,
  format: Format,
): { readonly text: string; readonly stream: 'out' | 'err' } {
  const { code, message, problems } = error;
  if (format === 'json') {
    return { text: `${jsonText({ ok: false, error: { code, message }, problems })}\n`, stream: 'out' };
  }
  if (format === 'github') return { text: `${githubError(error).join('\n')}\n`, stream: 'out' };
  const lines = [
    ...problems.map((problem) => problemLine(problem, painter(false))),
    `config-inherit: ${message} [${code}]`,
  ];
  return { text: `${lines.join('\n')}\n`, stream: 'err' };
}

function json(result: Result): unknown {
  switch (result.command) {
    case 'audit':
      return auditJson(result);
    case 'audit-summary':
      return result;
    case 'migrate':
      return migrateJson(result);
    case 'verify':
      return verifyJson(result);
    case 'show':
      return showJson(result);
    case 'trim':
      return trimJson(result);
    case 'add':
      return addJson(result);
    case 'remove':
      return removeJson(result);
    case 'schema':
      return schemaJson(result);
    case 'explain':
      return explainJson(result);
    case 'explain-path':
      return explainPathJson(result);
    case 'expand':
      return expandJson(result);
    case 'diff':
      return diffJson(result);
  }
}

function text(result: Result, color: boolean): readonly string[] {
  const paint = painter(color);
  switch (result.command) {
    case 'audit':
      return auditText(result, paint);
    case 'audit-summary':
      return summaryText(result, paint);
    case 'migrate':
      return migrateText(result, paint);
    case 'verify':
      return verifyText(result, paint);
    case 'show':
      return showText(result, paint);
    case 'trim':
      return trimText(result, paint);
    case 'add':
      return addText(result, paint);
    case 'remove':
      return removeText(result, paint);
    case 'schema':
      return schemaText(result);
    case 'explain':
      return explainText(result, paint);
    case 'explain-path':
      return explainPathText(result, paint);
    case 'expand':
      return expandText(result, paint);
    case 'diff':
      return diffText(result, paint);
  }
}
