/**
 * Summaries of folders, for an audit of more files than one machine should read: each of many processes summarises its
 * share, and one audits what they wrote. A summary holds every distinct run of text once, and of each file which runs
 * it consists of; of a long list of integers its digest, its length and how it begins. So it grows with what differs.
 *
 * Summaries of files form a commutative monoid: merging is associative, its order does not matter, merging with the
 * empty summary changes nothing, and the summary of two sets of files is the merge of theirs. All that is asked of the
 * files is asked of the merged summary.
 */
import { listKey } from '../core/identities.js';
import { ConfigError } from '../errors.js';
import type { Problem } from '../errors.js';
import { decode, type Source } from '../yaml/decode.js';
import type { ConfigReader } from '../yaml/config-reader.js';
import { integersAt, type Part } from '../yaml/outline.js';
import { readBytes } from './bytes.js';
import { byCodePoint, type Found, type Skipped } from './scan.js';

/** What a set of files holds. Files in the order of their paths; runs in the order in which the files need them. */
export interface Summary {
  readonly runs: readonly string[];
  readonly files: readonly SummarisedFile[];
  readonly skipped: readonly Skipped[];
}

/** An ordinary config by its parts, another one by its text, or why there is neither. */
export type SummarisedFile = Found &
  (
    | { readonly parts: readonly SummarisedPart[] }
    | { readonly source: Source }
    | { readonly problem: Problem }
  );

/** Index of a run, or a list of integers. */
export type SummarisedPart = number | SummarisedList;

/** See `IntegerPart`; `length`: characters of its text; `start`: the first integers, joined by commas. */
export interface SummarisedList {
  readonly name: string;
  readonly key: string;
  readonly count: number;
  readonly lines: number;
  readonly length: number;
  readonly start: string;
}

/** Summary of no files. */
export const NOTHING: Summary = { runs: [], files: [], skipped: [] };

/**
 * @param found - the files
 * @param skipped - what was left out beside them
 * @param reader - finds out which are ordinary
 * @returns their summary; files that cannot be read are in it with the problem
 */
export function summarise(
  found: readonly Found[],
  skipped: readonly Skipped[],
  reader: ConfigReader,
): Summary {
  const files = found.map((file): OpenFile => {
    const bytes = readBytes(file.path);
    if ('code' in bytes) return { ...file, problem: bytes };
    const parts = reader.partsOf(bytes);
    if (parts !== null) {
      const text = bytes.toString();
      return { ...file, parts: parts.map((part) => openPart(part, text, bytes)) };
    }
    const source = decode(file.path, bytes);
    return 'code' in source ? { ...file, problem: source } : { ...file, source };
  });
  return canonical(files, skipped);
}

/**
 * @param a - summary of some files
 * @param b - of others; a file that is in both must be the same in both
 * @returns the summary of all of them
 * @throws ConfigError `invalid-summary` when a file has another content in each
 */
export function mergeSummaries(a: Summary, b: Summary): Summary {
  return canonical([...opened(a), ...opened(b)], [...a.skipped, ...b.skipped]);
}

/** A file whose runs are texts. */
type OpenFile =
  | Exclude<SummarisedFile, { readonly parts: unknown }>
  | (Found & { readonly parts: readonly (string | SummarisedList)[] });

function opened({ runs, files }: Summary): readonly OpenFile[] {
  return files.map((file) => {
    if (!('parts' in file)) return file;
    return {
      ...file,
      parts: file.parts.map((part) => (typeof part === 'number' ? (runs[part] ?? '') : part)),
    };
  });
}

function openPart(part: Part, text: string, bytes: Buffer): string | SummarisedList {
  if (part.kind === 'run') return part.text;
  const { name, count, lines, at, from, to } = part;
  const key = part.key ?? listKey(integersAt(bytes, at) ?? '');
  const start = key.startsWith('[') ? '' : firstIntegers(text.slice(from + name.length, to));
  return { name, key, count, lines, length: to - from, start };
}

const SHOWN = 24;
const LONGEST = 17;

function firstIntegers(text: string): string {
  const all = text.slice(0, SHOWN * LONGEST).match(/[0-9]+(?=[^0-9])/g) ?? [];
  return all.slice(0, SHOWN).join(',');
}

/** Equal sets of files have equal summaries, however they came together. */
function canonical(files: readonly OpenFile[], skipped: readonly Skipped[]): Summary {
  const numbers = new Map<string, number>();
  const numbered = inOrder(files).map((file): SummarisedFile => {
    if (!('parts' in file)) return file;
    const parts = file.parts.map((part) => {
      if (typeof part !== 'string') return part;
      const number = numbers.get(part) ?? numbers.size;
      numbers.set(part, number);
      return number;
    });
    return { ...file, parts };
  });
  const reasons = new Map(skipped.map((one) => [`${one.path}\0${one.reason}`, one]));
  return {
    runs: [...numbers.keys()],
    files: numbered,
    skipped: [...reasons.values()].sort(
      (a, b) => byCodePoint(a.path, b.path) || byCodePoint(a.reason, b.reason),
    ),
  };
}

function inOrder(files: readonly OpenFile[]): readonly OpenFile[] {
  const byPath = new Map<string, OpenFile>();
  for (const file of files) {
    const other = byPath.get(file.path);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(file)) {
      const message = `${file.path} is in two summaries with different contents. Summarise it again.`;
      throw new ConfigError('invalid-summary', message);
    }
    byPath.set(file.path, file);
  }
  return [...byPath.values()].sort(
    (a, b) => byCodePoint(a.relative, b.relative) || byCodePoint(a.path, b.path),
  );
}
