/** The table of formats: a result and a format to text. */
import type { DiffResult } from '../commands/diff.js';
import type { ExpandResult } from '../commands/expand.js';
import type { ExplainPathResult } from '../commands/explain-path.js';
import type { ExplainResult } from '../commands/explain.js';
import type { MigrateResult } from '../commands/migrate.js';
import type { ShowResult } from '../commands/show.js';
import type { ConfigError } from '../errors.js';
import type { VerifyResult } from '../commands/verify.js';
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
import { showText } from './show-text.js';
import { verifyText } from './verify-text.js';

export type Result =
  MigrateResult | ShowResult | VerifyResult | DiffResult | ExpandResult | ExplainPathResult | ExplainResult;

export type Format = 'text' | 'json';

/**
 * @param result - what a command returned
 * @param format - how to write it
 * @param color - whether a terminal's colours may be used (text only)
 * @returns the report, ending with a line break
 */
export function report(result: Result, format: Format, color: boolean): string {
  return format === 'json' ? `${jsonText(json(result))}\n` : `${text(result, color).join('\n')}\n`;
}

/** @returns what --quiet still prints: the problems that kept a command from doing its work, or nothing */
export function problemReport(result: Result): string {
  if (result.exit !== 2) return '';
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  return errors.map((problem) => `${problemLine(problem, painter(false))}\n`).join('');
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
  const lines = [
    ...problems.map((problem) => problemLine(problem, painter(false))),
    `config-inherit: ${message} [${code}]`,
  ];
  return { text: `${lines.join('\n')}\n`, stream: 'err' };
}

function json(result: Result): unknown {
  switch (result.command) {
    case 'migrate':
      return migrateJson(result);
    case 'verify':
      return verifyJson(result);
    case 'show':
      return showJson(result);
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
    case 'migrate':
      return migrateText(result, paint);
    case 'verify':
      return verifyText(result, paint);
    case 'show':
      return showText(result, paint);
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
