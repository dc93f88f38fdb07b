/**
 * The outline of an ordinary config, made from its bytes: lists of integers, and the runs of text between them. Runs
 * are the same text in most files of a folder; each distinct long one is one object, so that all that is worked out for
 * it is worked out once. Nothing is judged here: whether a run can be split into entries is for runs.ts.
 */
import { listKey, type IntegerListParts } from '../core/identities.js';
import { LINE_FEED } from './characters.js';
import { countLines } from './held.js';
import { IntegerBytes, isPlainUtf8 } from './integer-bytes.js';

export type Part = Run | IntegerPart;

/** All text from a list, or the file's beginning, to the next list or the file's end. */
export interface Run {
  readonly kind: 'run';
  /** Counts the distinct runs; null for short ones, of which one text may be many runs. */
  readonly number: number | null;
  readonly text: string;
  readonly lines: number;
}

/** An entry that is a list of integers. */
export interface IntegerPart extends IntegerListParts {
  readonly kind: 'integers';
  readonly name: string;
  readonly lines: number;
  /** Where it stands in the text, in characters. */
  readonly from: number;
  readonly to: number;
  /** Its first integers, joined by commas, for where its text cannot be had. */
  readonly start?: string;
}

interface Known {
  readonly run: Run;
  readonly bytes: Buffer;
  /** Whether it ends with a line break, so that a list may follow. */
  readonly closed: boolean;
}

/** Makes the outlines of one run of the program. */
export class Outliner {
  readonly #runs = new Map<string, Run>();
  readonly #list = new IntegerBytes();
  /** Lists of one name have one string for it, however many files there are. */
  readonly #names = new Map<string, string>();
  /** By index among the parts of a file: the name that a list had there last. */
  readonly #lastNames: string[] = [];
  /** By index among the parts of a file: the runs that stood there, of which one is likely to stand there again. */
  readonly #known: Known[][] = [];
  #end = 0;
  readonly #needsKey: (sketch: number) => boolean;

  /** @param needsKey - whether the key of a long list will be asked for, by its sketch */
  constructor(needsKey: (sketch: number) => boolean) {
    this.#needsKey = needsKey;
  }

  /**
   * @param bytes - a file's content
   * @returns its parts in order, which cover it; null when it is empty or not plain UTF-8
   */
  outline(bytes: Buffer): readonly Part[] | null {
    if (bytes.length === 0 || !isPlainUtf8(bytes)) return null;
    const parts: Part[] = [];
    let characters = 0;
    let at = 0;
    let isList = this.#list.match(bytes, 0);
    while (at < bytes.length) {
      if (isList) {
        const { nameEnd, end, count, lines, sketch } = this.#list;
        const name = this.#nameAt(bytes, at, nameEnd, parts.length);
        const to = characters + end - at;
        const key = sketch !== null && !this.#needsKey(sketch) ? null : listKey(this.#list.integers(bytes));
        parts.push({ kind: 'integers', name, key, sketch, count, lines, at, from: characters, to });
        characters = to;
        at = end;
        isList = this.#list.match(bytes, at);
      } else {
        const run = this.#runAt(bytes, at, parts.length);
        parts.push(run);
        characters += run.text.length;
        at = this.#end;
        // Where the run ends a list begins: it was just looked at.
        isList = at < bytes.length;
      }
    }
    return parts;
  }

  #nameAt(bytes: Buffer, at: number, end: number, index: number): string {
    const last = this.#lastNames[index];
    if (last?.length === end - at && standsAt(bytes, at, last)) return last;
    const name = bytes.toString('latin1', at, end);
    const one = this.#names.get(name) ?? name;
    this.#names.set(one, one);
    return (this.#lastNames[index] = one);
  }

  /** The run that begins at an offset, up to `#end`; `#list` is left at the list behind it. */
  #runAt(bytes: Buffer, at: number, index: number): Run {
    const known = (this.#known[index] ??= []);
    for (const one of known) {
      const end = at + one.bytes.length;
      const same = end <= bytes.length && bytes.compare(one.bytes, 0, one.bytes.length, at, end) === 0;
      if (!same || !(end === bytes.length || (one.closed && this.#list.match(bytes, end)))) continue;
      this.#end = end;
      return one.run;
    }
    let lines = 0;
    let end = at;
    do {
      const feed = bytes.indexOf(LINE_FEED, end);
      end = feed < 0 ? bytes.length : feed + 1;
      lines++;
    } while (end < bytes.length && !this.#list.match(bytes, end));
    this.#end = end;
    const run = this.runOf(bytes.toString('utf8', at, end), lines);
    if (run.number !== null) {
      known.unshift({
        run,
        bytes: Buffer.from(bytes.subarray(at, end)),
        closed: bytes[end - 1] === LINE_FEED,
      });
      known.length = Math.min(known.length, REMEMBERED);
    }
    return run;
  }

  /** @returns the one run of a text; of a short one, a run that is as quickly made again */
  runOf(text: string, lines = countLines(text)): Run {
    if (text.length <= SHORT) return { kind: 'run', number: null, text, lines };
    const known = this.#runs.get(text);
    if (known !== undefined) return known;
    const run = { kind: 'run', number: this.#runs.size, text, lines } as const;
    this.#runs.set(text, run);
    return run;
  }
}

/** @returns the integers of the list that begins at an offset, in bytes, joined by commas; null when none does */
export function integersAt(bytes: Buffer, at: number): string | null {
  return AGAIN.match(bytes, at) ? AGAIN.integers(bytes).toString('latin1') : null;
}

const AGAIN = new IntegerBytes();

function standsAt(bytes: Uint8Array, at: number, ascii: string): boolean {
  for (let index = 0; index < ascii.length; index++) {
    if (bytes[at + index] !== ascii.charCodeAt(index)) return false;
  }
  return true;
}

/** Most runs that are no longer are the name of a session, which never comes again. */
const SHORT = 60;

/** As many runs of one place are compared before its lines are looked at. */
const REMEMBERED = 8;
