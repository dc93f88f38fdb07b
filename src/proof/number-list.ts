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
  return text === undefined ? null : new NumberList(text);
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

/** A list, by the text between its brackets. */
export class NumberList {
  readonly text: string;
  #count = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Of how many numbers. */
  get count(): number {
    if (this.#count > 0) return this.#count;
    return (this.#count = 1 + commasIn(this.text));
  }

  view(dialect: Dialect): ViewList {
    return new LazyList(this, dialect);
  }
}

/** Bytes are counted in half the time of characters. */
let room = Buffer.allocUnsafe(1 << 16);

function commasIn(text: string): number {
  if (text.length > room.length) room = Buffer.allocUnsafe(2 * text.length);
  const length = room.write(text, 'latin1');
  let commas = 0;
  for (let at = 0; at < length; at++) if (room[at] === COMMA) commas++;
  return commas;
}

const COMMA = 0x2c;

class LazyList implements ViewList {
  readonly kind = 'list';
  readonly #list: NumberList;
  readonly #dialect: Dialect;
  #items: readonly View[] | null = null;

  constructor(list: NumberList, dialect: Dialect) {
    this.#list = list;
    this.#dialect = dialect;
  }

  get count(): number {
    return this.#list.count;
  }

  get items(): readonly View[] {
    const words = (): readonly string[] => this.#list.text.match(/[-0-9.]+/g) ?? [];
    this.#items ??= words().map((word) => canonicalPlain(word, this.#dialect));
    return this.#items;
  }
}
