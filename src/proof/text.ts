/**
 * The texts of a proof as plain data: where the bytes are, not what they say, so that any thread can be told to read
 * them. Decoded here and nowhere else for the proof, from the bytes that are in the file or will be.
 */
import { isAscii } from 'node:buffer';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type TextSource =
  | {
      /** Path to read it from. */
      readonly file: string;
      /** SHA-256 that the file's bytes had, in hexadecimal, when it is to be said whether they still have it. */
      readonly hash?: string | undefined;
    }
  | { readonly bytes: Uint8Array }
  | { readonly text: string };

/** A text, read only when it is needed, so that one file at a time is held. */
export interface ProofText {
  /** The path to name. */
  readonly path: string;
  readonly text: () => string;
}

/** A text that another thread can read. */
export interface SharedText extends ProofText {
  readonly source: () => TextSource;
}

export function sharedText(path: string, source: () => TextSource): SharedText {
  return { path, source, text: () => textOf(source()) };
}

export function textOf(source: TextSource): string {
  return 'text' in source ? source.text : textOfBytes(bytesOf(source));
}

function bytesOf(source: TextSource): Uint8Array {
  if ('text' in source) return Buffer.from(source.text);
  return 'bytes' in source ? source.bytes : readFileSync(source.file);
}

/** A text that was read, before it is decoded. */
export interface HashedText {
  readonly bytes: Uint8Array;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

export function hashedText(source: TextSource): HashedText {
  const bytes = bytesOf(source);
  return { bytes, hash: hash('sha256', bytes, 'hex') };
}

/** @returns the text; null when the file does not hold any more what it held, or is gone */
export function unchangedText(source: TextSource): HashedText | null {
  if (!('file' in source) || source.hash === undefined) return hashedText(source);
  try {
    const found = hashedText(source);
    return found.hash === source.hash ? found : null;
  } catch {
    return null; // gone or not readable any more: changed either way
  }
}

const MARK_LITTLE = 0xfffe;
const MARK_BIG = 0xfeff;

/** @returns UTF-8 or UTF-16 bytes as text, a byte order mark included */
export function textOfBytes(bytes: Uint8Array): string {
  if (isAscii(bytes)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const encoding = mark === MARK_LITTLE ? 'utf-16le' : mark === MARK_BIG ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}
