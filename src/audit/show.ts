/** Values in one line, for messages and tables. */
import { keyText, type Value } from '../core/value.js';
import { isStringInBoth } from '../yaml/scalar.js';

const LENGTH = 60;

/** @returns a value as flow text, shortened; strings in quotes only where they would be something else without */
export function shown(value: Value): string {
  return shorten(flow(value, LENGTH));
}

/** @returns text on one line, at most 60 characters */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line;
}

function flow(value: Value, room: number): string {
  if (room <= 0) return '…';
  if (value.kind === 'scalar') return scalarText(value.text, value.plain);
  if (value.kind === 'tagged') return `${value.tag} ${flow(value.content, room - value.tag.length)}`;
  if (value.kind === 'sequence') return `[${joined(value.items, room, flow)}]`;
  return `{${joined(value.pairs, room, (pair, left) => `${flow(pair.key, left)}: ${flow(pair.value, left)}`)}}`;
}

function joined<T>(parts: readonly T[], room: number, text: (part: T, room: number) => string): string {
  const done: string[] = [];
  let left = room;
  for (const part of parts) {
    if (left <= 0) break;
    const next = text(part, left);
    done.push(next);
    left -= next.length + 2;
  }
  return done.length < parts.length ? `${done.join(', ')}, …` : done.join(', ');
}

function scalarText(text: string, plain: boolean): string {
  if (plain) return text === '' ? '(empty)' : text;
  return isStringInBoth(text) && /^[\p{L}_./][^\n"'#:]*$/u.test(text) ? text : JSON.stringify(text);
}

/** @returns a key as text */
export function shownKey(key: Value): string {
  return shorten(keyText(key));
}

/** @returns `1 config`, `2 configs` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
