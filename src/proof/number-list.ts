/**
 * Lists of plain decimal numbers, `cids: [1, 4, 5]`, wrapped or not: most of the bytes of a dataset config. Such a
 * list is JSON as well as YAML, so JSON.parse says whether it is one. What its numbers are is read when somebody asks,
 * by the same rules as every other scalar; where two files hold the same text nobody does.
 */
import type { Dialect } from '../core/value.js';
import { canonicalPlain } from './scalar.js';
import type { View, ViewList } from './view.js';

const LIST = /^[A-Za-z_][\w.-]*: (\[[-0-9., \r\n]+\])\r?\n$/;

/** Not the space that wraps a list: a line that is empty, begins at column 0, or holds the bracket alone. */
const ODD_LINE = /\n(?! +[-0-9])|\r(?!\n)/;

/**
 * @param entry - the lines of one top-level entry
 * @returns its value; null when it is not such a list
 */
export function numberList(entry: string): NumberList | null {
  const text = LIST.exec(entry)?.[1];
  if (text === undefined || ODD_LINE.test(text)) return null;
  try {
    const count = (JSON.parse(text) as readonly unknown[]).length;
    return new NumberList(text, count);
  } catch {
    return null;
  }
}

/** The text of a list, and of how many numbers. */
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
