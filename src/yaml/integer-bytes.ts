/**
 * Finds entries like `cids: [1, 4, 5]`, wrapped or not, in the bytes of a file. In dataset configs they are four in five
 * bytes and differ in every file, so each byte is looked at once, and nothing is made of it but a sketch.
 * What is not exactly such an entry is left to others: a sign, a leading zero, sixteen digits, a comment, a comma too
 * many, a line that begins with a digit.
 */
import { isUtf8 } from 'node:buffer';
import { endOfSketch, nextSketch } from '../core/identities.js';
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
  /** Their `sketchOf`. */
  sketch: number | null = null;
  /** How long they are, joined by commas. */
  #length = 0;
  #digits = Buffer.allocUnsafe(1 << 12);

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
    let count = 0;
    let digits = 0;
    let sketch = 0;
    this.lines = 1;
    let place = this.nameEnd + 2;
    let byte: number;
    do {
      byte = bytes[++place] ?? 0;
      // Nearly always one space and a digit follow, or a digit.
      if (byte === SPACE) byte = bytes[++place] ?? 0;
      if (byte < ZERO || byte > NINE) byte = bytes[(place = this.#afterBlanks(bytes, place))] ?? 0;
      const from = place;
      const isZero = byte === ZERO;
      let last = 0;
      while (byte >= ZERO && byte <= NINE) {
        last = byte;
        byte = bytes[++place] ?? 0;
      }
      const width = place - from;
      if (width === 0 || width > LONGEST || (isZero && width > 1)) return false;
      count++;
      digits += width;
      sketch = nextSketch(sketch, last, width);
      if (byte !== COMMA) byte = bytes[(place = this.#afterBlanks(bytes, place))] ?? 0;
    } while (byte === COMMA);
    const next = bytes[place + 1];
    if (byte !== CLOSE || (next !== LINE_FEED && next !== undefined)) return false;
    this.end = Math.min(place + 2, bytes.length);
    this.count = count;
    this.#length = digits + count - 1;
    this.sketch = endOfSketch(sketch, this.#length);
    return true;
  }

  /** @returns the integers that `match` found last in these bytes, joined by commas; valid until the next call */
  integers(bytes: Uint8Array): Buffer {
    if (this.#digits.length < this.#length) this.#digits = Buffer.allocUnsafe(2 * this.#length);
    let length = 0;
    for (let place = this.nameEnd + 2; place < this.end; place++) {
      const byte = bytes[place] ?? 0;
      if ((byte >= ZERO && byte <= NINE) || byte === COMMA) this.#digits[length++] = byte;
    }
    return this.#digits.subarray(0, length);
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
