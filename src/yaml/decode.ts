/**
 * Bytes to text and back. UTF-8 is read, and UTF-16 that says so with a byte order mark, as PyYAML does; encoding and
 * mark are remembered. Line endings are counted, and characters that loaders refuse or read as different line breaks are
 * found here, before parsing.
 */
import type { Problem } from '../errors.js';

export interface Source {
  /** Path of the file, as the user would write it. */
  readonly path: string;
  /** The text without a byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  readonly encoding: Encoding;
  /** The file's line ending; null when it has both kinds or no line break at all. */
  readonly eol: '\n' | '\r\n' | null;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const BOM = '\uFEFF';

// Not in YAML's set of printable characters (YAML 1.2.2, production 1): every loader refuses them. A byte order
// mark inside the text is refused by libyaml and read as text by others.
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\uFEFF\uFFFE\uFFFF]/;

// Line breaks to PyYAML (YAML 1.1) and text to YAML 1.2, or, for a lone CR, unreadable to many parsers.
const OTHER_BREAKS = /[\x85\u2028\u2029]|\r(?!\n)/;

/**
 * @param path - path to name in problems
 * @param bytes - the file's content
 * @returns the text, or the problem that keeps it from being read
 */
export function decode(path: string, bytes: Uint8Array): Source | Problem {
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    if (encoding === 'utf-8') {
      return { ...placeOfBadByte(path, bytes), message: 'The file is not valid UTF-8. Save it as UTF-8.' };
    }
    const message = 'The file begins as UTF-16 and is not valid UTF-16. Save it as UTF-8.';
    return problemAt(path, '', 0, 'encoding', message);
  }
  const bom = text.startsWith(BOM);
  if (bom) text = text.slice(1);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    const message = `Character ${codePoint(forbidden[0])} is not allowed in YAML. Remove it, or write it as an escape in double quotes.`;
    return problemAt(path, text, forbidden.index, 'control-character', message);
  }
  const other = OTHER_BREAKS.exec(text);
  if (other !== null) {
    const message = `Character ${codePoint(other[0])} is a line break to some YAML loaders and text to others. Replace it with an ordinary line break, or write it as an escape in double quotes.`;
    return problemAt(path, text, other.index, 'line-break', message);
  }
  return { path, text, bom, encoding, eol: lineEnding(text) };
}

/** @returns whether a text holds nothing that `decode` refuses */
export function isPrintable(text: string): boolean {
  return !FORBIDDEN.test(text) && !OTHER_BREAKS.test(text);
}

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * @param text - text of a planned file
 * @param source - whose encoding and byte order mark it is to have
 * @returns its bytes
 */
export function encode(text: string, { bom, encoding }: Pick<Source, 'bom' | 'encoding'>): Uint8Array {
  const whole = bom ? BOM + text : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const bytes = Buffer.from(whole, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

/** @returns the number of bytes `encode` makes */
export function encodedLength(text: string, { bom, encoding }: Pick<Source, 'bom' | 'encoding'>): number {
  if (encoding !== 'utf-8') return 2 * (text.length + (bom ? 1 : 0));
  return Buffer.byteLength(text) + (bom ? 3 : 0);
}

function lineEnding(text: string): '\n' | '\r\n' | null {
  const crlf = text.includes('\r\n');
  const lf = /(^|[^\r])\n/.test(text);
  if (crlf === lf) return null;
  return crlf ? '\r\n' : '\n';
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex}`;
}

/** @returns a problem at an offset of the text, its line and column counted from 1 */
export function problemAt(
  path: string,
  text: string,
  offset: number,
  code: Problem['code'],
  message: string,
): Problem {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return { code, severity: 'error', file: path, line, column, message };
}

/** Decodes up to the first byte that is not UTF-8, to say where it is. */
function placeOfBadByte(path: string, bytes: Uint8Array): Problem {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isPrefixOfUtf8(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  // As a stream: of a character that breaks off, the first bytes are not text yet.
  const before = new TextDecoder().decode(bytes.subarray(0, low), { stream: true });
  return problemAt(path, before, before.length, 'encoding', '');
}

function isPrefixOfUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
