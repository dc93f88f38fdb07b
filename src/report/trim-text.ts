/** The report of a trim: what went and where to, the diffs of a dry run, the proof. */
import type { TrimResult } from '../commands/trim.js';
import { count, MANY, shortened, table, type Paint } from './lines.js';
import { proofLines } from './migrate-text.js';

/** @returns the report's lines */
export function trimText(result: TrimResult, paint: Paint): readonly string[] {
  const { parent, listed, others, changes, hoisted, sessions, proof } = result;
  const beside = others.length === 0 ? '' : `; also listed by ${others.join(', ')}`;
  const head = `${paint('bold', parent)}: ${count(listed, 'session')}${beside}`;
  if (changes.length === 0) return [head, 'Nothing to trim.'];
  const redundant = sessions.filter((session) => session.redundant.length > 0);
  return [
    head,
    ...section(
      'Said by the parent already',
      redundant.map(({ name, redundant: paths }) => [name, paths.join(', ')]),
      paint,
    ),
    ...section(
      'Said by all sessions, now by the parent',
      hoisted.map(({ path, donor }) => [path, `text of ${donor}`]),
      paint,
    ),
    ...result.diffs.flatMap((diff) => ['', ...diff.trimEnd().split('\n')]),
    '',
    ...proofLines(proof, paint),
    ...commentLines(result),
    outcome(result),
  ];
}

function section(title: string, rows: readonly (readonly string[])[], paint: Paint): readonly string[] {
  return rows.length === 0 ? [] : ['', paint('bold', title), ...shortened(table(rows), MANY)];
}

function commentLines({ comments: { moved, dropped } }: TrimResult): readonly string[] {
  const lines: string[] = [];
  if (moved > 0) lines.push(`${count(moved, 'comment')} of what went: the parent has the same.`);
  if (dropped > 0) lines.push(`${count(dropped, 'comment')} dropped.`);
  return lines;
}

function outcome({ ok, mode, proof, changes }: TrimResult): string {
  if (!proof.ok) return 'Nothing was written.';
  const files = count(changes.length, 'file');
  if (mode === 'dry-run') return `${files} would change. Nothing was written.`;
  return ok ? `${files} changed.` : `${files} would change.`;
}
