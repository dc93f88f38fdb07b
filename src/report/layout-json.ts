/** Results of the commands that change a layout as JSON, in the shapes of docs/json.md. */
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
