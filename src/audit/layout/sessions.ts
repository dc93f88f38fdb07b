/**
 * The rules about which sessions a layout has:
 *
 * - `missing-session` (error): the parent lists a name that has no file. The loader stops there.
 * - `name-case` (error, or warning): a listed name and a file differ in case alone. It works where the file system
 *   takes both for one (macOS, Windows) and fails on the cluster. Two listed names that differ in case alone, or one
 *   name listed twice, are warnings.
 * - `unlisted-session` (warning): a file in the session folder that no parent lists; nobody trains on it. When more
 *   than a fifth of the folder is like that, it is a store of sessions from which parents choose: information.
 */
import type { AuditLayout, AuditSession } from '../input.js';
import type { Draft, DraftGroup } from '../draft.js';
import type { Place } from '../finding.js';
import { counted } from '../show.js';
import { groupBy } from '../group-by.js';
import { layoutDraft } from './layout-draft.js';

/** @returns drafts for one layout */
export function sessionDrafts(layout: AuditLayout): readonly Draft[] {
  return [...missing(layout), ...repeated(layout), ...unlisted(layout)];
}

function missing({ parent, sessions }: AuditLayout): readonly Draft[] {
  return sessions
    .filter((session) => session.missing)
    .map(({ name, file, place, sameButCase }) => {
      const where = { file: parent.file, ...place };
      if (sameButCase !== null) {
        return layoutDraft({
          rule: 'name-case',
          path: 'sessions',
          severity: 'error',
          bits: 9,
          subject: `sessions ${name}`,
          message: `The parent lists ${name}, the file is ${sameButCase}: some file systems take them for one, others do not.`,
          brief: 'A listed name and its file differ in case.',
          advice: 'Spell both alike.',
          groups: [group(name, [where]), group(sameButCase, [{ file: sameButCase, line: 0, column: 0 }])],
          actual: name,
        });
      }
      return layoutDraft({
        rule: 'missing-session',
        path: 'sessions',
        severity: 'error',
        bits: 10,
        subject: `sessions ${name}`,
        message: `The parent lists ${name}, but there is no ${file}.`,
        brief: 'The parent lists a session that has no file.',
        advice: 'Add the file, or take the name out of sessions.',
        groups: [group(name, [where])],
        actual: name,
      });
    });
}

/** Names that are listed twice, or twice but for case. */
function repeated({ parent, sessions }: AuditLayout): readonly Draft[] {
  const byName = groupBy(sessions, ({ name }: AuditSession) => name.toLowerCase());
  return [...byName.values()].flatMap((same) => {
    if (same.length < 2) return [];
    const names = [...new Set(same.map(({ name }) => name))];
    const twice = names.length === 1;
    const places = same.map(({ place }) => ({ file: parent.file, ...place }));
    return layoutDraft({
      rule: 'name-case',
      path: 'sessions',
      severity: 'warning',
      bits: 7,
      subject: `sessions ${names.join(' ')}`,
      message: twice
        ? `The parent lists ${names.join('')} ${counted(same.length, 'time')}; it counts that often.`
        : `The parent lists ${names.join(' and ')}, which differ in case alone.`,
      brief: twice ? 'A session is listed more than once.' : 'Two listed names differ in case alone.',
      advice: 'Take one out, unless both are meant.',
      groups: [group(names.join(', '), places)],
      actual: names.join(', '),
    });
  });
}

function unlisted({ sessions, unlisted: files, sessionDir }: AuditLayout): readonly Draft[] {
  const [first] = files;
  if (first === undefined) return [];
  const all = sessions.length + files.length;
  const many = files.length > Math.max(2, all / 5);
  const names = files.length > 1 ? ` (and ${files.length - 1} more)` : '';
  const places = files.map((file) => ({ file, line: 0, column: 0 }));
  return [
    layoutDraft({
      rule: 'unlisted-session',
      path: 'sessions',
      severity: many ? 'info' : 'warning',
      bits: many ? 1 : 4,
      subject: 'sessions unlisted',
      message: `${first}${names} ${files.length === 1 ? 'is' : 'are'} in ${sessionDir}, but no parent lists ${files.length === 1 ? 'it' : 'them'}.`,
      brief: `${counted(files.length, 'file')} in the session folder ${files.length === 1 ? 'is' : 'are'} listed by no parent.`,
      advice: 'List it, or move it out of the folder.',
      groups: [group('not listed', places)],
    }),
  ];
}

function group(value: string, places: readonly Place[]): DraftGroup {
  return {
    value,
    count: places.length,
    configs: [],
    node: null,
    id: null,
    what: 'key',
    suspect: true,
    places,
  };
}
