/** The report of `expand`: what was written, what had to be written anew, and the proof. */
import type { ExpandResult } from '../commands/expand.js';
import { count, MANY, problemLine, shortened, table, type Paint } from './lines.js';

/** @returns the report's lines */
export function expandText(result: ExpandResult, paint: Paint): readonly string[] {
  const { configs, problems, proof, changes, ok, dryRun, out } = result;
  const notes = problems.map((problem) => problemLine(problem, paint));
  if (!ok) return [...shortened(notes, MANY), '', paint('red', 'Not proved. Nothing was written.')];
  const rows = configs.map(({ path, bytes }) => {
    const change = changes.find((one) => one.path === path);
    return [path, `${bytes.toLocaleString('en')} bytes`, change?.kind ?? 'right already'];
  });
  const verb = dryRun ? 'Would write' : 'Wrote';
  return [
    ...(notes.length === 0 ? [] : [...shortened(notes, MANY), '']),
    `${paint('bold', `${count(configs.length, 'standalone config')} in ${out}`)} from ${result.parent}`,
    ...shortened(table(rows), MANY),
    '',
    paint('green', `Proved: ${count(proof.compared, 'value')} equal, read by ${proof.loaders.join(' and ')}`),
    changes.length === 0
      ? 'Nothing to write: all files are right already.'
      : `${verb} ${count(changes.length, 'file')}.`,
  ];
}
