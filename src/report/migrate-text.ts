/** The report of a migration for people to read, before and after. */
import type { MigrateResult } from '../commands/migrate.js';
import type { Plan, PlannedParent } from '../plan/plan.js';
import type { Proof } from '../proof/prove.js';
import { count, MANY, problemLine, shortened, skippedLines, table, type Paint } from './lines.js';
import { nextSteps } from './next-steps.js';
import { reasonText } from './reason.js';

/** @returns the report's lines */
export function migrateText(result: MigrateResult, paint: Paint): readonly string[] {
  const { plan, proof } = result;
  return [
    ...problems(result, paint),
    ...skippedLines(result.skipped, paint),
    ...(plan === null ? [] : planLines(plan, paint)),
    ...(proof === null ? [] : ['', ...proofLines(proof, paint)]),
    ...diffTexts(result.diffs, paint),
    ...(plan === null && result.skipped.length > 0 ? [] : ['']),
    ...outcome(result, paint),
  ];
}

function problems({ problems }: MigrateResult, paint: Paint): readonly string[] {
  return problems.map((problem) => problemLine(problem, paint));
}

function planLines(plan: Plan, paint: Paint): readonly string[] {
  const { totals, comments } = plan;
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
    `Lines ${totals.linesBefore} -> ${totals.linesAfter}, bytes ${totals.bytesBefore} -> ${totals.bytesAfter} (${changeText(totals)})`,
    `Comments: ${comments.moved} moved to the parent, ${comments.kept} kept in their session, ${comments.dropped} dropped`,
  ];
}

/** A few tiny files grow: the parent names the session folder and the sessions. */
function changeText({ bytesBefore, bytesAfter }: Plan['totals']): string {
  const less = Math.round(100 * (1 - bytesAfter / Math.max(bytesBefore, 1)));
  return less < 0 ? `${-less} % more` : `${less} % less`;
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
  const rows = differenceRows(proof);
  return [
    `${paint('red', 'Not proved')}: ${count(rows.length, 'difference')}, read by ${loaders}`,
    ...table(rows),
    ...byTagLines(proof),
  ];
}

const READERS = { pyyaml: "PyYAML's rules", '1.2': "YAML 1.2's rules", python: 'PyYAML' } as const;

/** Kinds of differences that no reading of values has a part in. */
const ABOUT_FILES: readonly string[] = ['missing', 'sessions', 'unreadable'];

/** What several readings agree on is one row; what only one of them sees names it. */
function differenceRows({ differences, loaders }: Proof): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly seen: Set<string> }>();
  for (const { session, path: key, kind, before, after, loader } of differences) {
    const cells = [session, key || '(root)', kind, `${before} -> ${after}`];
    const row = rows.get(cells.join('\n')) ?? { cells, seen: new Set() };
    rows.set(cells.join('\n'), { ...row, seen: row.seen.add(READERS[loader]) });
  }
  return [...rows.values()].map(({ cells, seen }) => {
    const only = seen.size === 1 && loaders.length > 1 && !ABOUT_FILES.includes(cells[2] ?? '');
    return only ? [...cells.slice(0, -1), `${cells.at(-1) ?? ''} (by ${[...seen].join('')})`] : cells;
  });
}

/** What the user's PyYAML could compare only by tag and content. */
function byTagLines({ byTag = [] }: Proof): readonly string[] {
  if (byTag.length === 0) return [];
  const rows = table(byTag.map(({ session, reason }) => [session, reason]));
  const title = `Compared by tag and content, since safe_load refuses them before and after: ${count(byTag.length, 'session')}`;
  return [title, ...shortened(rows, 10)];
}

/** Each as one text below a blank line: a folder of thousands has too many lines to hold them apart. */
function* diffTexts(diffs: Iterable<string>, paint: Paint): Generator<string, void> {
  for (const diff of diffs) {
    yield '';
    const lines = diff.replace(/\n$/, '').split('\n');
    yield lines.map((line) => diffLine(line, paint)).join('\n');
  }
}

function diffLine(line: string, paint: Paint): string {
  if (line.startsWith('-') && !line.startsWith('---')) return paint('red', line);
  if (line.startsWith('+') && !line.startsWith('+++')) return paint('green', line);
  return line;
}

function outcome(result: MigrateResult, paint: Paint): readonly string[] {
  const { changes, removed, mode, problems: found } = result;
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
  if (changes.length === 0 && removed.length === 0)
    return [paint('green', 'Everything is already in place: nothing was written.')];
  return [
    `${paint('green', 'Written')}: ${count(changes.length, 'file')}.`,
    ...(removed.length === 0
      ? []
      : [`${paint('green', 'Removed')}: ${count(removed.length, 'legacy file')}.`]),
    '',
    ...nextSteps(result, paint),
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
