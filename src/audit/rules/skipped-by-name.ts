/**
 * `skipped-by-name`: a file that looks like a config and is left out for its name. The loader says nothing about it.
 * A name that only has the word inside a longer one (`baseline_x.yaml`, `database.yaml`, hit by `base`), or an ending
 * that only looks right (`.YAML`), was hardly meant to be left out: warning. `base.yaml` was: information.
 */
import type { AuditFolder } from '../input.js';
import type { Draft } from '../draft.js';

/** @returns one draft for a folder's files that were hardly meant to be skipped, and one for the others */
export function skippedByName({ skipped }: AuditFolder): readonly Draft[] {
  const byName = skipped.filter(({ reason }) => /^(?:name contains|ending is|has no name)/.test(reason));
  const unmeant = byName.filter(({ reason }) => /\(inside '|ending is/.test(reason));
  const meant = byName.filter((file) => !unmeant.includes(file));
  return [...draftsOf(unmeant, 'warning'), ...draftsOf(meant, 'info')];
}

function draftsOf(files: AuditFolder['skipped'], severity: 'warning' | 'info'): readonly Draft[] {
  const [first] = files;
  if (first === undefined) return [];
  const rest = files.length > 1 ? ` (and ${files.length - 1} more)` : '';
  return [
    {
      rule: 'skipped-by-name',
      path: '',
      subject: `skipped ${severity}`,
      covers: [],
      suspects: [],
      configs: [],
      bits: severity === 'warning' ? 5 : 1,
      weighing: 'kept',
      severity,
      message: `${first.path}${rest} is left out and no loader will say so: ${first.reason}.`,
      brief: 'Files that look like configs are left out for their names.',
      advice:
        severity === 'warning'
          ? 'If it is a config, rename it, or give other words with --exclude.'
          : 'Nothing, if that is meant.',
      groups: files.map(({ path, reason }) => ({
        value: reason,
        count: 1,
        configs: [],
        node: null,
        id: null,
        what: 'value',
        suspect: true,
        places: [{ file: path, line: 0, column: 0 }],
      })),
      expected: null,
      actual: null,
    },
  ];
}
