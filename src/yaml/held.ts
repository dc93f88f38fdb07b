/**
 * Texts of many files, each distinct part once. Runs are strings that files share; lists of integers, most of which no
 * other file has, are held as bytes in few large pieces of memory outside the heap: thousands of strings would be copied
 * and looked at by each garbage collection. A text is put together when it is asked for.
 */
import { LINE_FEED } from './characters.js';
import { encodedLength, type Source } from './decode.js';

const PIECE = 1 << 23;

/** A part of a file as its outline has it: a run with its text, or a list with what is equal for equal lists. */
export type HeldPart =
  | { readonly kind: 'run'; readonly text: string }
  | {
      readonly kind: 'integers';
      readonly key: string | null;
      readonly sketch: number | null;
      readonly from: number;
      readonly to: number;
    };

/** Holds lists, equal ones that are written alike once. */
export class Shelf {
  readonly #lists = new Map<string | number | null, HeldList>();
  #piece = Buffer.alloc(0);
  #length = 0;

  /**
   * @param path - of the file
   * @param bytes - its content, UTF-8 without byte order mark and with no line break but line feeds
   * @param parts - its outline
   * @param lines - how many it has
   * @returns its text, held here
   */
  put(path: string, bytes: Buffer, parts: readonly HeldPart[], lines: number): Source {
    let at = 0;
    const held = parts.map((part) => {
      const from = at;
      at += part.kind === 'run' ? Buffer.byteLength(part.text) : part.to - part.from;
      return part.kind === 'run' ? part.text : this.#list(part.sketch ?? part.key, bytes, from, at);
    });
    return new HeldText(path, held, bytes.length, lines, bytes.includes(LINE_FEED) ? '\n' : null);
  }

  #list(key: string | number | null, bytes: Buffer, from: number, to: number): HeldList {
    const known = this.#lists.get(key);
    if (known?.isIn(bytes, from, to) === true) return known;
    const list = this.#hold(bytes, from, to);
    if (known === undefined) this.#lists.set(key, list);
    return list;
  }

  #hold(bytes: Buffer, from: number, to: number): HeldList {
    const length = to - from;
    if (length > this.#piece.length - this.#length) {
      this.#piece = Buffer.allocUnsafeSlow(Math.max(PIECE, length));
      this.#length = 0;
    }
    const start = this.#length;
    bytes.copy(this.#piece, start, from, to);
    this.#length += length;
    return new HeldList(this.#piece, start, length);
  }
}

/** The lines of a list, which are ASCII. */
class HeldList {
  readonly length: number;
  readonly #piece: Buffer;
  readonly #start: number;

  constructor(piece: Buffer, start: number, length: number) {
    this.#piece = piece;
    this.#start = start;
    this.length = length;
  }

  isIn(bytes: Buffer, from: number, to: number): boolean {
    return bytes.compare(this.#piece, this.#start, this.#start + this.length, from, to) === 0;
  }

  toString(): string {
    return this.#piece.toString('latin1', this.#start, this.#start + this.length);
  }
}

class HeldText implements Source {
  readonly path: string;
  readonly bom = false;
  readonly encoding = 'utf-8';
  readonly eol: '\n' | null;
  readonly size: number;
  readonly lines: number;
  readonly #parts: readonly (string | HeldList)[];

  constructor(
    path: string,
    parts: readonly (string | HeldList)[],
    size: number,
    lines: number,
    eol: '\n' | null,
  ) {
    this.path = path;
    this.#parts = parts;
    this.size = size;
    this.lines = lines;
    this.eol = eol;
  }

  get text(): string {
    return this.#parts.join('');
  }

  /** Quick where a part is asked for, slow where it is anything else. */
  between(from: number, to: number): string {
    let at = 0;
    for (const part of this.#parts) {
      if (at === from && part.length === to - from) return String(part);
      at += part.length;
    }
    return this.text.slice(from, to);
  }
}

/** @returns the text of a source from one character to another, without making all of it */
export function textBetween(source: Source, from: number, to: number): string {
  return source instanceof HeldText ? source.between(from, to) : source.text.slice(from, to);
}

/** @returns how many lines a text has; the last may lack its line break */
export function countLines(text: string): number {
  let breaks = 0;
  let behind = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', behind)) {
    breaks++;
    behind = at + 1;
  }
  return behind === text.length ? breaks : breaks + 1;
}

/** @returns how many lines a source has */
export function linesOfSource(source: Source): number {
  return source instanceof HeldText ? source.lines : countLines(source.text);
}

/** @returns how many bytes a source has in its file */
export function bytesOfSource(source: Source): number {
  return source instanceof HeldText ? source.size : encodedLength(source.text, source);
}
