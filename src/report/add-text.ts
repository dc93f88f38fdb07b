/** The reports of adding a session and of removing one. */
import type { AddResult } from '../commands/add.js';
import type { RemoveResult } from '../commands/remove.js';
import { problemLine, type Paint } from './lines.js';
import { proofLines } from './migrate-text.js';

/** @returns the report's lines of an addition */
export function addText(result: AddResult, paint: Paint): readonly string[] {
  const { mode, parent, name, path, index, redundant, proof, changes } = result;
  const planned = mode === 'dry-run' || !proof.ok;
  const file = changes.includes(path) ? `${planned ? 'would be' : 'was'} written to ${path}` : `is ${path}`;
  return [
    ...result.problems.map((problem) => problemLine(problem, paint)),
    `${paint('bold', name)}: ${file}`,
    ...(redundant.length === 0 ? [] : [`Said by the parent already, and left out: ${redundant.join(', ')}`]),
    ...diffLines(result.diffs),
    ...proofLines(proof, paint),
    proof.ok
      ? `${parent} ${planned ? 'would list' : 'lists'} it as number ${index + 1}.`
      : 'Nothing was written.',
  ];
}

/** @returns the report's lines of a removal */
export function removeText(result: RemoveResult, paint: Paint): readonly string[] {
  const { mode, parent, name, path, deleted, others } = result;
  const planned = mode === 'dry-run';
  const beside =
    others.length === 0 ? '' : ` ${others.join(', ')} still ${others.length === 1 ? 'lists' : 'list'} it.`;
  const gone = planned ? 'would be deleted' : 'was deleted';
  return [
    ...diffLines(result.diffs),
    `${parent} ${planned ? 'would no longer list' : 'no longer lists'} ${paint('bold', name)}.${beside}`,
    deleted ? `${path} ${gone}.` : `${path} is left as it is.`,
  ];
}

function diffLines(diffs: readonly string[]): readonly string[] {
  return diffs.flatMap((diff) => ['', ...diff.trimEnd().split('\n'), '']);
}
