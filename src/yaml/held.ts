/**
 * Texts of many files, held as bytes in few large pieces of memory outside the heap: thousands of strings would be
 * copied and looked at by each garbage collection. A text is made of them when it is asked for.
 */
import { isAscii } from 'node:buffer';
import { encodedLength, type Source } from './decode.js';

const PIECE = 1 << 23;

/** Puts texts one behind the other. */
export class Shelf {
  #piece = Buffer.alloc(0);
  #length = 0;

  /**
   * @param path - of the file
   * @param bytes - its content, UTF-8 without byte order mark and with no line break but line feeds
   * @param lines - how many it has
   * @returns its text, held here
   */
  put(path: string, bytes: Buffer, lines: number): Source {
    if (bytes.length > this.#piece.length - this.#length) {
      this.#piece = Buffer.allocUnsafeSlow(Math.max(PIECE, bytes.length));
      this.#length = 0;
    }
    const from = this.#length;
    bytes.copy(this.#piece, from);
    this.#length += bytes.length;
    return new HeldText(path, this.#piece, from, this.#length, lines);
  }
}

class HeldText implements Source {
  readonly path: string;
  readonly bom = false;
  readonly encoding = 'utf-8';
  readonly eol: '\n' | null;
  readonly lines: number;
  readonly #piece: Buffer;
  readonly #from: number;
  readonly #to: number;
  /** Whether characters are counted as bytes are. */
  readonly #ascii: boolean;

  constructor(path: string, piece: Buffer, from: number, to: number, lines: number) {
    this.path = path;
    this.#piece = piece;
    this.#from = from;
    this.#to = to;
    this.lines = lines;
    const bytes = this.bytes;
    this.#ascii = isAscii(bytes);
    this.eol = bytes.includes(LINE_FEED) ? '\n' : null;
  }

  get bytes(): Buffer {
    return this.#piece.subarray(this.#from, this.#to);
  }

  get text(): string {
    return this.#piece.toString(this.#ascii ? 'latin1' : 'utf8', this.#from, this.#to);
  }

  between(from: number, to: number): string {
    if (!this.#ascii) return this.text.slice(from, to);
    return this.#piece.toString('latin1', this.#from + from, this.#from + to);
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
  return source instanceof HeldText ? source.bytes.length : encodedLength(source.text, source);
}

const LINE_FEED = 0x0a;
