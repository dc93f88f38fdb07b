/**
 * The report of `show --origin`: the merged config, each line behind what it is and where it stands. What a value
 * replaces is shown below it. Lines are never shortened here, except what was replaced.
 */
import type { ExplainResult, OriginLine, SessionOrigins, ValueOrigin } from '../commands/explain.js';
import { count, type Paint, type Style } from './lines.js';

type Mark = ValueOrigin['origin'] | 'mixed' | 'replaces' | '';

const STYLES: Readonly<Record<Mark, Style | null>> = {
  inherited: 'dim',
  own: 'green',
  overrides: 'yellow',
  default: 'dim',
  mixed: 'yellow',
  replaces: 'red',
  '': null,
};

interface Row {
  readonly mark: Mark;
  readonly place: string;
  readonly text: string;
}

/** @returns the report's lines */
export function explainText(result: ExplainResult, paint: Paint): readonly string[] {
  return result.sessions.flatMap((session, index) => [
    ...(index === 0 ? [] : ['']),
    ...sessionLines(session, result, paint),
  ]);
}

function sessionLines(session: SessionOrigins, { parent }: ExplainResult, paint: Paint): readonly string[] {
  const rows = session.lines.flatMap(rowsOf);
  const width = rows.reduce((widest, { place }) => Math.max(widest, place.length), 0);
  return [
    `${paint('bold', session.name)}, merged from ${parent} and ${session.path}: ${summary(session)}`,
    ...(session.anew.length === 0 ? [] : [`Written anew, in the same spelling: ${session.anew.join(', ')}`]),
    '',
    ...rows.map((row) => rowText(row, width, paint)),
  ];
}

function summary({ origins }: SessionOrigins): string {
  const kinds = ['inherited', 'own', 'overrides', 'default'] as const;
  const parts = kinds.map((kind) => [kind, origins.filter(({ origin }) => origin === kind).length] as const);
  const words = parts.flatMap(([kind, number]) => (number === 0 ? [] : [`${number} ${kind}`]));
  return `${count(origins.length, 'value')} (${words.join(', ')})`;
}

function rowsOf({ text, file, line, values }: OriginLine): readonly Row[] {
  const marks = new Set(values.map(({ origin }) => origin));
  const [only] = marks.size === 1 ? marks : [];
  const mark = only ?? (marks.size > 1 ? 'mixed' : '');
  const stood = file === null ? placeText(values[0]) : `${file}:${line}`;
  const place = text.trim() === '' ? '' : stood;
  const replaced = values.flatMap(({ path, replaces }): Row[] => {
    if (replaces === null) return [];
    const indent = /^ */.exec(text)?.[0] ?? '';
    const what = `${indent}${path}: ${replaces.same ? 'the same value' : shortened(replaces.text)}`;
    return [{ mark: 'replaces', place: `${replaces.file}:${replaces.line}`, text: what }];
  });
  // Where values of both files share a line, the line's own place does not say it all.
  const mixed =
    mark !== 'mixed'
      ? []
      : values.map((value): Row => ({
          mark: value.origin,
          place: placeText(value),
          text: `  ^ ${value.path}`,
        }));
  return [{ mark, place, text }, ...mixed, ...replaced];
}

function placeText(value: ValueOrigin | undefined): string {
  if (value === undefined) return '';
  return value.place === null ? '(the loader)' : `${value.place.file}:${value.place.line}`;
}

function rowText({ mark, place, text }: Row, width: number, paint: Paint): string {
  const column = `${mark.padEnd(9)}  ${place.padEnd(width)}`;
  const style = STYLES[mark];
  const painted = style === null ? paint('dim', column) : paint(style, column);
  return `${painted}  ${paint('dim', '|')} ${mark === 'replaces' ? paint('dim', text) : text}`.trimEnd();
}

const LONGEST = 72;

/** @returns one line of a value, and how much of it is not shown */
export function shortened(text: string): string {
  const [first = '', ...rest] = text.split(/\r?\n/);
  const more = rest.length === 0 ? '' : ` ... (${count(rest.length, 'more line')})`;
  if (first.length <= LONGEST) return first + more;
  return `${first.slice(0, LONGEST)} ... (${count(text.length - LONGEST, 'more character')})`;
}
