/** The report of a proof. */
import type { VerifyResult } from '../commands/verify.js';
import type { SchemaCheck } from '../commands/verify-schema.js';
import { count, MANY, problemLine, shortened, skippedLines, type Paint } from './lines.js';
import { proofLines } from './migrate-text.js';

/** @returns the report's lines */
export function verifyText(result: VerifyResult, paint: Paint): readonly string[] {
  return [
    ...result.problems.map((problem) => problemLine(problem, paint)),
    ...skippedLines(result.skipped, paint),
    ...result.parents.map(({ path, sessions }) => `${path}: ${count(sessions.length, 'session')}`),
    ...proofText(result, paint),
    ...(result.schema === null ? [] : schemaLines(result.schema, paint)),
  ];
}

function proofText(result: VerifyResult, paint: Paint): readonly string[] {
  if (result.proof !== null) return proofLines(result.proof, paint);
  return result.exit === 2
    ? ['Legacy files have problems: nothing was compared. Mend them, or leave them out with --skip-invalid.']
    : [];
}

function schemaLines({ violations, schema, configs }: SchemaCheck, paint: Paint): readonly string[] {
  if (violations.length === 0)
    return [`${paint('green', 'Valid')}: ${count(configs, 'config')} by ${schema}`];
  const rows = violations.map(({ file, line, column, path, message, sessions }) => {
    const who = sessions.length === 1 ? (sessions[0] ?? '') : count(sessions.length, 'session');
    return `${file}:${line}:${column}: ${path === '' ? 'the config' : path} ${message} (${who})`;
  });
  const title = `${paint('red', 'Not valid')}: ${count(violations.length, 'place')} by ${schema}`;
  return [title, ...shortened(rows, MANY)];
}
