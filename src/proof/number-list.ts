/**
 * Lists of plain decimal numbers, `cids: [1, 4, 5]`, wrapped or not: most of the bytes of a dataset config. Such a list
 * is JSON as well as YAML, and one look at each character says whether it is one. What its numbers are is read when
 * somebody asks, by the same rules as every other scalar; where two files hold the same text nobody does.
 */
import type { Dialect } from '../core/value.js';
import { canonicalPlain } from './scalar.js';
import type { View, ViewList } from './view.js';

const OPENING = /^[A-Za-z_][\w.-]*: \[/;
const CLOSING = /^\]\r?\n$/;

const [LF, CR, SPACE, COMMA, MINUS, DOT, ZERO, NINE] = [10, 13, 32, 44, 45, 46, 48, 57];

/**
 * @param entry - the lines of one top-level entry
 * @returns its value; null when it is not such a list
 */
export function numberList(entry: string): NumberList | null {
  const start = OPENING.exec(entry)?.[0].length;
  if (start === undefined) return null;
  let count = 1;
  let at = afterNumber(entry, afterGap(entry, start));
  while (entry.charCodeAt(at) === COMMA) {
    at = afterNumber(entry, afterGap(entry, at + 1));
    count++;
  }
  return at >= 0 && CLOSING.test(entry.slice(at)) ? new NumberList(entry.slice(start, at), count) : null;
}

/** @returns the offset behind spaces and at most one line break with spaces behind it */
function afterGap(text: string, from: number): number {
  const at = afterSpaces(text, from);
  const end = text.charCodeAt(at) === CR ? at + 1 : at;
  const wrapped = text.charCodeAt(end) === LF && text.charCodeAt(end + 1) === SPACE;
  return wrapped ? afterSpaces(text, end + 1) : at;
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** @returns the offset behind a number as JSON writes it, without exponent, and spaces; -1 when there is none */
function afterNumber(text: string, from: number): number {
  const first = text.charCodeAt(from) === MINUS ? from + 1 : from;
  let at = afterDigits(text, first);
  if (at === first || (at > first + 1 && text.charCodeAt(first) === ZERO)) return -1;
  if (text.charCodeAt(at) === DOT) {
    const fraction = at + 1;
    at = afterDigits(text, fraction);
    if (at === fraction) return -1;
  }
  return afterSpaces(text, at);
}

function afterDigits(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(at)) at++;
  return at;
}

/** The text between the brackets of a list, and of how many numbers. */
export class NumberList {
  readonly #text: string;
  readonly count: number;

  constructor(text: string, count: number) {
    this.#text = text;
    this.count = count;
  }

  view(dialect: Dialect): ViewList {
    return new LazyList(this.#text, dialect, this.count);
  }
}

class LazyList implements ViewList {
  readonly kind = 'list';
  readonly count: number;
  readonly #text: string;
  readonly #dialect: Dialect;
  #items: readonly View[] | null = null;

  constructor(text: string, dialect: Dialect, count: number) {
    this.#text = text;
    this.#dialect = dialect;
    this.count = count;
  }

  get items(): readonly View[] {
    this.#items ??= (this.#text.match(/[-0-9.]+/g) ?? []).map((word) => canonicalPlain(word, this.#dialect));
    return this.#items;
  }
}
