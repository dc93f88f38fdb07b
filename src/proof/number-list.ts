/**
 * Lists of plain decimal numbers, `cids: [1, 4, 5]`, wrapped or not: most of the bytes of a dataset config. Such a list
 * is JSON as well as YAML, and a pattern says whether it is one. What its numbers are is read when somebody asks, by the
 * same rules as every other scalar; where two files hold the same text nobody does.
 */
import type { Dialect } from '../core/value.js';
import { canonicalPlain } from './scalar.js';
import type { View, ViewList } from './view.js';

/** As JSON writes it, without exponent. */
const NUMBER = '-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?';

/** Behind a line break stand spaces and a number: not the bracket, not another line break, nothing at column 0. */
const WRAP = ' *(?:\\r?\\n +)?';

const LIST = new RegExp(`^[A-Za-z_][\\w.-]*: \\[(${WRAP}${NUMBER}(?: *,${WRAP}${NUMBER})* *)\\]\\r?\\n$`);

/**
 * @param entry - the lines of one top-level entry
 * @returns its value; null when it is not such a list
 */
export function numberList(entry: string): NumberList | null {
  const text = inBrackets(entry);
  return text === undefined ? null : new NumberList(text, countOf(',', text) + 1);
}

function inBrackets(entry: string): string | undefined {
  try {
    return LIST.exec(entry)?.[1];
  } catch (error) {
    // More than a million numbers are too long for a pattern: the parser may have them.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
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
