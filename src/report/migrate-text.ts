/** The report of a migration for people to read, before and after. */
import path from 'node:path';
import type { MigrateResult } from '../commands/migrate.js';
import type { Plan, PlannedParent } from '../plan/plan.js';
import type { Proof } from '../proof/prove.js';
import { count, problemLine, shortened, table, type Paint } from './lines.js';
import { reasonText } from './reason.js';

const MANY = 40;

/** @returns the report's lines */
export function migrateText(result: MigrateResult, paint: Paint): readonly string[] {
  const { plan, proof } = result;
  return [
    ...problems(result, paint),
    ...skipped(result, paint),
    ...(plan === null ? [] : planLines(plan, paint)),
    ...(proof === null ? [] : ['', ...proofLines(proof, paint)]),
    ...result.diffs.flatMap((diff) => ['', ...diffLines(diff, paint)]),
    '',
    ...outcome(result, paint),
  ];
}

function problems({ problems }: MigrateResult, paint: Paint): readonly string[] {
  return problems.map((problem) => problemLine(problem, paint));
}

function skipped({ skipped }: MigrateResult, paint: Paint): readonly string[] {
  if (skipped.length === 0) return [];
  const rows = shortened(table(skipped.map(({ path: file, reason }) => [file, reason])), MANY);
  return [paint('bold', `Skipped: ${count(skipped.length, 'file')}`), ...rows, ''];
}

function planLines(plan: Plan, paint: Paint): readonly string[] {
  const { totals, comments } = plan;
  const saved = totals.bytesBefore === 0 ? 0 : Math.round(100 * (1 - totals.bytesAfter / totals.bytesBefore));
  return [
    ...plan.parents.flatMap((parent) => parentLines(parent, paint)),
    paint('bold', `Sessions: ${plan.sessions.length}`),
    ...shortened(
      table(
        plan.sessions.map((session) => [
          session.path,
          `${session.bytesBefore} -> ${session.bytesAfter} bytes`,
          session.ownKeys.map((key) => key.path).join(', ') || 'nothing of its own',
        ]),
      ),
      MANY,
    ),
    '',
    `Lines ${totals.linesBefore} -> ${totals.linesAfter}, bytes ${totals.bytesBefore} -> ${totals.bytesAfter} (${saved} % less)`,
    `Comments: ${comments.moved} moved to the parent, ${comments.kept} kept in their session, ${comments.dropped} dropped`,
  ];
}

function parentLines(parent: PlannedParent, paint: Paint): readonly string[] {
  const shared = parent.shared.map(({ path: key, donor }) => [key, `text from ${donor}`]);
  const own = parent.own.map(({ path: key, reason }) => [key, reasonText(reason)]);
  return [
    paint('bold', `Parent: ${parent.path}`) + `  (${count(parent.sessions.length, 'session')})`,
    `  Shared, ${count(shared.length, 'key path')}:`,
    ...table(shared, '    '),
    `  Stays in the sessions, ${count(own.length, 'key path')}:`,
    ...table(own, '    '),
    '',
  ];
}

/** @returns the proof's verdict and, if it failed, every difference */
export function proofLines(proof: Proof, paint: Paint): readonly string[] {
  const loaders = proof.loaders.join(' and ');
  if (proof.ok) {
    return [
      `${paint('green', 'Proved')}: ${count(proof.compared, 'value')} equal, read by ${loaders}`,
      ...byTagLines(proof),
    ];
  }
  return [
    `${paint('red', 'Not proved')}: ${count(proof.differences.length, 'difference')}, read by ${loaders}`,
    ...table(
      proof.differences.map(({ session, path: key, kind, before, after, loader }) => [
        session,
        key || '(root)',
        kind,
        `${before} -> ${after}${loader === 'python' ? ' (PyYAML)' : ''}`,
      ]),
    ),
    ...byTagLines(proof),
  ];
}

/** What the user's PyYAML could compare only by tag and content. */
function byTagLines({ byTag = [] }: Proof): readonly string[] {
  if (byTag.length === 0) return [];
  const rows = table(byTag.map(({ session, reason }) => [session, reason]));
  const title = `Compared by tag and content, since safe_load refuses them before and after: ${count(byTag.length, 'session')}`;
  return [title, ...shortened(rows, 10)];
}

function diffLines(diff: string, paint: Paint): readonly string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('-') && !line.startsWith('---')) return paint('red', line);
      if (line.startsWith('+') && !line.startsWith('+++')) return paint('green', line);
      return line;
    });
}

function outcome(result: MigrateResult, paint: Paint): readonly string[] {
  const { plan, changes, mode, problems: found } = result;
  if (result.exit === 2) {
    const files = new Set(found.filter(({ severity }) => severity === 'error').map(({ file }) => file));
    return [
      `${count(files.size, 'file')} cannot be migrated as they are: nothing was written. Mend them, or leave them out with --skip-invalid.`,
    ];
  }
  if (result.proof?.ok === false) return [paint('red', 'Nothing was written: the proof failed.')];
  if (mode === 'dry-run') return [`Dry run: nothing was written. ${changesText(result)}`];
  if (mode === 'check') {
    if (changes.length === 0) return [paint('green', 'Nothing to change.')];
    const rows = table(changes.map(({ path: file, kind }) => [file, kind]));
    return [`${count(changes.length, 'file')} would change:`, ...shortened(rows, MANY)];
  }
  if (changes.length === 0) return [paint('green', 'Everything is already in place: nothing was written.')];
  return [
    `${paint('green', 'Written')}: ${count(changes.length, 'file')}.`,
    '',
    ...nextSteps(result, plan, paint),
  ];
}

function changesText({ changes }: MigrateResult): string {
  const changed = changes.filter(({ kind }) => kind === 'changed');
  const fresh = changes.length - changed.length;
  const overwritten =
    changed.length === 0
      ? ''
      : `; ${count(changed.length, 'existing file')} with other content would need --force`;
  return `It would write ${count(fresh, 'new file')}${overwritten}.`;
}

function nextSteps({ options, removed }: MigrateResult, plan: Plan | null, paint: Paint): readonly string[] {
  const parent = plan?.parents[0];
  if (parent === undefined) return [];
  const folder = path.join(path.dirname(parent.path), parent.sessionDir);
  const legacy = options.legacy.replace(/\/+$/, '');
  return [
    paint('bold', 'Next steps'),
    '  1. Point training to the parent instead of the folder:',
    `       --dataset_configs_path ${parent.path}`,
    '  2. Commit the new files' + (removed.length > 0 ? ', and the removed legacy files with them:' : ':'),
    `       git add ${parent.path} ${folder}${removed.length > 0 ? ` && git add -u ${legacy}` : ''}`,
    ...(removed.length > 0
      ? ['  To undo, before committing:', `       git restore ${legacy} && rm -r ${folder} ${parent.path}`]
      : [
          `  3. The legacy files in ${legacy} are as they were. Prove again at any time, then remove them:`,
          `       config-inherit verify ${legacy} ${parent.path}`,
          '  To undo:',
          `       rm -r ${folder} ${parent.path}`,
        ]),
  ];
}
