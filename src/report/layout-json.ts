/** Results of the commands that change a layout as JSON, in the shapes of docs/json.md. */
import type { AddResult } from '../commands/add.js';
import type { RemoveResult } from '../commands/remove.js';
import type { SchemaResult } from '../commands/schema.js';
import type { TrimResult } from '../commands/trim.js';

/** @returns a trim's result as plain data */
export function trimJson(result: TrimResult): unknown {
  const { command, ok, mode, problems, parent, others, hoisted, sessions, comments, proof, changes } = result;
  return {
    command,
    ok,
    dryRun: mode === 'dry-run',
    check: mode === 'check',
    problems,
    parent,
    others,
    hoisted,
    sessions,
    comments,
    proof,
    changes,
    ...(mode === 'dry-run' ? { diffs: result.diffs } : {}),
  };
}

/** @returns an addition's result as plain data */
export function addJson(result: AddResult): unknown {
  const { command, ok, mode, problems, parent, name, path, index, redundant, proof, changes, diffs } = result;
  const dryRun = mode === 'dry-run';
  const rows = { command, ok, dryRun, problems, parent, name, path, index, redundant, proof, changes };
  return dryRun ? { ...rows, diffs } : rows;
}

/** @returns a removal's result as plain data */
export function removeJson(result: RemoveResult): unknown {
  const { command, ok, mode, problems, parent, name, path, deleted, others, changes, diffs } = result;
  const dryRun = mode === 'dry-run';
  const rows = { command, ok, dryRun, problems, parent, name, path, deleted, others, changes };
  return dryRun ? { ...rows, diffs } : rows;
}

/** @returns a schema's result as plain data */
export function schemaJson({ command, ok, problems, from, shown, written }: SchemaResult): unknown {
  return { command, ok, problems, from, kind: shown.kind, schema: shown.schema, written };
}
