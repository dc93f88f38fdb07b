/**
 * Items of sequences that were read before. Files of devices or clusters repeat them inside entries that differ: each
 * distinct text of an item is read once, and is one value for all files.
 */
import type { Value } from '../core/value.js';
import { afterSpaces, isEndAt } from './characters.js';
import type { Lines } from './lines.js';

/** An item's lines, and whether it may be known. */
export interface ItemLines {
  readonly text: string;
  /** The line behind its last. */
  readonly end: number;
}

interface Known {
  readonly value: Value;
  readonly depth: number;
}

/** The items of one run, by their lines. */
export class KnownItems {
  readonly #items = new Map<string, Known>();

  /**
   * @param text - the lines of an item
   * @param depth - how many collections it stands in
   * @returns its value; undefined when it was not read before, or not as deep
   */
  get(text: string, depth: number): Value | undefined {
    const known = this.#items.get(text);
    return known !== undefined && depth <= known.depth ? known.value : undefined;
  }

  /** Notes an item that holds no comment and nothing that is asked where it stands. */
  add(text: string, depth: number, value: Value): void {
    this.#items.set(text, { value, depth });
  }
}

/**
 * @param lines - a text
 * @param line - the first line of an item
 * @param column - of its dash
 * @returns the item's lines; null when blank lines or comments stand between them
 */
export function itemLines(lines: Lines, line: number, column: number): ItemLines | null {
  const { text, starts } = lines;
  const end = endOfItem(lines, line, column);
  return end < 0 ? null : { text: text.slice(starts[line], starts[end]), end };
}

function endOfItem({ text, starts, count }: Lines, line: number, column: number): number {
  let end = -1;
  for (let next = line + 1; next < count; next++) {
    const start = starts[next] ?? 0;
    const at = afterSpaces(text, start);
    if (isEndAt(text, at)) {
      if (end < 0) end = next;
    } else if (at - start <= column) return end < 0 ? next : end;
    else if (end >= 0) return -1;
  }
  return end < 0 ? count : end;
}
