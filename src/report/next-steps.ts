/** What to do after a migration: the changed argument, what to commit, how to prove it again, how to undo it. */
import path from 'node:path';
import type { MigrateOptions, MigrateResult } from '../commands/migrate.js';
import type { PlannedParent } from '../plan/plan.js';
import { count, type Paint } from './lines.js';

/** @returns the last lines of the report of a migration that wrote something */
export function nextSteps(result: MigrateResult, paint: Paint): readonly string[] {
  const parent = result.plan?.parents[0];
  if (parent === undefined) return [];
  const { options, removed } = result;
  const legacy = word(options.legacy.replace(/(?<=.)\/+$/, ''));
  const add = `git add ${word(parent.path)} ${word(sessionFolder(parent))}`;
  return [
    paint('bold', 'Next steps'),
    ...useParent(options, parent),
    ...(removed.length > 0
      ? [
          '  2. Commit the new files, and the removed legacy files with them:',
          `       ${add} && git add -u ${legacy}`,
          ...undo(result, parent, `git restore ${legacy} && `),
        ]
      : [
          '  2. Commit the new files:',
          `       ${add}`,
          `  3. The legacy files in ${legacy} are as they were. Prove again at any time, then remove them:`,
          `       config-inherit verify ${legacy} ${word(parent.path)}${verifyFlags(options)}`,
          ...undo(result, parent, ''),
        ]),
  ];
}

function useParent({ contract }: MigrateOptions, parent: PlannedParent): readonly string[] {
  if (contract.preset !== 'dataset') {
    return [`  1. Let what read the folder load the parent instead: ${word(parent.path)}`];
  }
  return [
    '  1. Point training to the parent instead of the folder:',
    `       --dataset_configs_path ${word(parent.path)}`,
  ];
}

/** The flags under which the proof was made. */
function verifyFlags({ contract, exclude, recursive, yaml, keyOrder, skipInvalid }: MigrateOptions): string {
  const words =
    exclude.length === 0 ? ' --no-exclude' : exclude.map((one) => ` --exclude ${word(one)}`).join('');
  return [
    contract.preset === 'dataset' ? '' : ` --preset ${contract.preset}`,
    exclude.join('\n') === 'base' ? '' : words,
    recursive ? ' --recursive' : '',
    yaml === 'both' ? '' : ` --yaml ${yaml}`,
    keyOrder === 'nested' ? '' : ` --key-order ${keyOrder}`,
    skipInvalid ? ' --skip-invalid' : '',
  ].join('');
}

/** Only what this run made goes: a folder that may hold other files is not removed whole. */
function undo(
  { changes, plan, options }: MigrateResult,
  parent: PlannedParent,
  before: string,
): readonly string[] {
  const made = changes.filter(({ kind }) => kind === 'new').map((change) => change.path);
  const replaced = changes.length - made.length;
  const title = before === '' ? '  To undo' : '  To undo, before committing';
  const note =
    replaced === 0
      ? []
      : [`  What stood in ${count(replaced, 'overwritten file')} is gone; git may have it.`];
  const folder = sessionFolder(parent);
  const around = /^(?:\.\.\/?)*$/.test(path.relative(options.out, folder));
  if (!around && made.length === (plan?.sessions.length ?? 0) + 1) {
    return [
      `${title}, if ${folder} holds nothing else:`,
      `       ${before}rm -r ${word(folder)} ${word(parent.path)}`,
    ];
  }
  const command = [...(made.length > 0 ? [`rm ${made.map(word).join(' ')}`] : [])];
  const line = (before + command.join('')).replace(/ && $/, '');
  return [...(line === '' ? [] : [`${title}:`, `       ${line}`]), ...note];
}

function sessionFolder(parent: PlannedParent): string {
  return path.join(path.dirname(parent.path), parent.sessionDir);
}

/** A word as a POSIX shell takes it. */
function word(text: string): string {
  return /^[\w./@%+=:,][\w./@%+=:,-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
