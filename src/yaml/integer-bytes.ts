/**
 * Finds entries like `cids: [1, 4, 5]`, wrapped or not, in the bytes of a file. In dataset configs they are four in five
 * bytes and differ in every file, so each byte is looked at once, and nothing is made of it but the digits in a row.
 * What is not exactly such an entry is left to others: a sign, a leading zero, sixteen digits, a comment, a comma too
 * many, a line that begins with a digit.
 */
import { isUtf8 } from 'node:buffer';

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
    let count = 0;
    let lines = 1;
    // Digits of the integer that is being read; 0 before it, -1 behind it.
    let state = 0;
    for (let place = this.nameEnd + 3; ; place++) {
      const byte = bytes[place] ?? 0;
      if (byte >= ZERO && byte <= NINE) {
        if (state === LONGEST || state < 0 || (state === 1 && digits[length - 1] === ZERO)) return false;
        digits[length++] = byte;
        state++;
      } else if (byte === COMMA) {
        if (state === 0) return false;
        digits[length++] = COMMA;
        state = 0;
        count++;
      } else if (byte === SPACE) {
        if (state > 0) state = -1;
      } else if (byte === LINE_FEED) {
        if (state > 0) state = -1;
        lines++;
        const next = bytes[place + 1];
        if (next !== SPACE && next !== CLOSE && next !== LINE_FEED) return false;
      } else if (byte === CLOSE && state !== 0) {
        const next = bytes[place + 1];
        if (next !== LINE_FEED && next !== undefined) return false;
        this.end = Math.min(place + 2, bytes.length);
        this.count = count + 1;
        this.lines = lines;
        this.#length = length;
        return true;
      } else return false;
    }
  }
}

/** @returns whether bytes are UTF-8 without a byte order mark */
export function isPlainUtf8(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
}

const SPACE = 0x20;
const LINE_FEED = 0x0a;
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
