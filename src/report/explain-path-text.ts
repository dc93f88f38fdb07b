/** The report of `show --path`: the values of one key, the most common first, with who has them and where. */
import type { ExplainPathResult, SessionValue, PathGroup } from '../commands/explain-path.js';
import { count, MANY, shortened, table, type Paint } from './lines.js';

/** @returns the report's lines */
export function explainPathText(result: ExplainPathResult, paint: Paint): readonly string[] {
  const { path, groups, sessions } = result;
  const values = groups.filter(({ text }) => text !== null).length;
  return [
    `${paint('bold', path)}: ${count(values, 'value')} in ${count(sessions, 'session')}`,
    ...groups.flatMap((group) => ['', ...groupLines(group, paint)]),
  ];
}

function groupLines({ text, sessions }: PathGroup, paint: Paint): readonly string[] {
  const title = paint('bold', count(sessions.length, 'session'));
  const names = sessions.map(({ session }) => session).join(', ');
  if (text === null) return [`  ${title} without it: ${names}`];
  const value = valueLines(text);
  const head = value.length === 1 ? `  ${title}: ${value[0] ?? ''}` : `  ${title}:`;
  const below = value.length === 1 ? [] : value.map((line) => `      ${line}`);
  return [head, ...below, ...placeLines(sessions, paint)];
}

const LONGEST = 100;
const MOST_LINES = 12;

/** Long values are cut; what is not shown is counted. */
function valueLines(text: string): readonly string[] {
  const lines = outdented(text.split(/\r?\n/)).map((line) =>
    line.length <= LONGEST
      ? line
      : `${line.slice(0, LONGEST)} ... (${count(line.length - LONGEST, 'more character')})`,
  );
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `... (${count(lines.length - MOST_LINES, 'more line')})`];
}

/** The first line of a value begins behind its key; the others are brought to the column of the least indented. */
function outdented([first = '', ...rest]: readonly string[]): readonly string[] {
  const columns = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const column = Math.min(...columns);
  return [first, ...rest.map((line) => line.slice(Number.isFinite(column) ? column : 0))];
}

/** Sessions with the same places are one row: all that inherit stand in one. */
function placeLines(sessions: readonly SessionValue[], paint: Paint): readonly string[] {
  const rows = new Map<string, string[]>();
  for (const { session, origins } of sessions) {
    const places = [...new Set(origins.map(placeText))].join('; ');
    rows.set(places, [...(rows.get(places) ?? []), session]);
  }
  const shown = [...rows].map(([places, names]) => [
    names.length === 1
      ? (names[0] ?? '')
      : names.length === sessions.length
        ? 'all of them'
        : `${names.length} of them`,
    places,
  ]);
  return shortened(table(shown, '    '), MANY).map((line) => paint('dim', line));
}

function placeText({ origin, place, replaces }: SessionValue['origins'][number]): string {
  const where = place === null ? 'by the loader' : `${place.file}:${place.line}`;
  const instead = replaces === null ? '' : `, replaces ${replaces.file}:${replaces.line}`;
  return `${origin} ${where}${instead}`;
}
