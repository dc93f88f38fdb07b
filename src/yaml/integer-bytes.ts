/**
 * Finds entries like `cids: [1, 4, 5]`, wrapped or not, in the bytes of a file. In dataset configs they are four in five
 * bytes and differ in every file, so each byte is looked at once, and nothing is made of it but the digits in a row.
 * What is not exactly such an entry is left to others: a sign, a leading zero, sixteen digits, a comment, a comma too
 * many, a line that begins with a digit.
 */
import { isUtf8 } from 'node:buffer';
import { sketchOf } from '../core/identities.js';
import { LINE_FEED, SPACE } from './characters.js';

const LONGEST = 15;
const LONGEST_NAME = 200;

/** Looks at one place after the other; what it found last stands in its fields. */
export class IntegerBytes {
  /** Where the name ends, and where the line behind the closing bracket begins. */
  nameEnd = 0;
  end = 0;
  /** Number of integers, and of lines. */
  count = 0;
  lines = 0;
  #digits = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  /** @returns the integers as they are written, joined by commas; valid until the next `match` */
  get digits(): Buffer {
    return this.#digits.subarray(0, this.#length);
  }

  /** @returns how many bytes `digits` has */
  get length(): number {
    return this.#length;
  }

  /** @returns `sketchOf` the integers */
  get sketch(): number {
    return sketchOf(this.#digits, this.#length);
  }

  /** @returns whether a line that may be such an entry's first begins at an offset */
  begins(bytes: Uint8Array, at: number): boolean {
    let end = at;
    if (CLASS[bytes[end] ?? 0] !== LETTER) return false;
    while ((CLASS[bytes[end] ?? 0] ?? 0) >= IN_NAME) end++;
    this.nameEnd = end;
    if (bytes[end] !== COLON || bytes[end + 1] !== SPACE || bytes[end + 2] !== OPEN) return false;
    return end - at <= LONGEST_NAME;
  }

  /** @returns whether such an entry begins at an offset, which is that of a line */
  match(bytes: Uint8Array, at: number): boolean {
    if (!this.begins(bytes, at)) return false;
    if (this.#digits.length < bytes.length - at) this.#digits = Buffer.allocUnsafe(2 * (bytes.length - at));
    const digits = this.#digits;
    let length = 0;
    this.count = 0;
    this.lines = 1;
    let place = this.nameEnd + 2;
    let byte: number;
    do {
      if (place > this.nameEnd + 2) digits[length++] = COMMA;
      place = this.#afterBlanks(bytes, place + 1);
      const from = place;
      byte = bytes[place] ?? 0;
      const isZero = byte === ZERO;
      while (byte >= ZERO && byte <= NINE) {
        digits[length++] = byte;
        byte = bytes[++place] ?? 0;
      }
      const width = place - from;
      if (width === 0 || width > LONGEST || (isZero && width > 1)) return false;
      this.count++;
      place = this.#afterBlanks(bytes, place);
      byte = bytes[place] ?? 0;
    } while (byte === COMMA);
    const next = bytes[place + 1];
    if (byte !== CLOSE || (next !== LINE_FEED && next !== undefined)) return false;
    this.end = Math.min(place + 2, bytes.length);
    this.#length = length;
    return true;
  }

  /** Where something stands behind spaces and line breaks; past the end when the entry ends inside them. */
  #afterBlanks(bytes: Uint8Array, from: number): number {
    let place = from;
    for (;;) {
      const byte = bytes[place];
      if (byte === LINE_FEED) {
        this.lines++;
        const next = bytes[place + 1];
        if (next !== SPACE && next !== CLOSE && next !== LINE_FEED) return bytes.length;
      } else if (byte !== SPACE) return place;
      place++;
    }
  }
}

/** @returns whether bytes are UTF-8 without a byte order mark */
export function isPlainUtf8(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
}

const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const ZERO = 0x30;
const NINE = 0x39;

/** What a byte may be in a key: its first character, a further one, or neither. */
const IN_NAME = 1;
const LETTER = 2;
const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) return LETTER;
  return /[0-9.-]/.test(character) ? IN_NAME : 0;
});
