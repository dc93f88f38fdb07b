/** Summaries as files: JSON, compressed when the name ends in `.gz`. Folders are kept apart by their paths. */
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ConfigError } from '../errors.js';
import { systemCode } from './attempt.js';
import { mergeSummaries, NOTHING, type Summary } from './summary.js';

/** Summaries of folders by their paths, in the order of the paths. */
export type Summaries = ReadonlyMap<string, Summary>;

const FORMAT = 'config-inherit summary';
const VERSION = 1;

/** @returns the bytes of a file that `readSummaries` reads, for a file of that name */
export function encodeSummaries(summaries: Summaries, name: string): Buffer {
  const folders = [...summaries].map(([directory, summary]) => ({ directory, ...summary }));
  const text = `${JSON.stringify({ format: FORMAT, version: VERSION, folders })}\n`;
  return name.endsWith('.gz') ? gzipSync(text) : Buffer.from(text);
}

/**
 * @param files - paths of files that `audit --summary-out` wrote, in any order
 * @returns what they hold together, by folder
 * @throws ConfigError `not-found`, `unreadable`; `invalid-summary` when a file is no summary of this version, or two
 *   say different things about one file
 */
export function readSummaries(files: readonly string[]): Summaries {
  const merged = new Map<string, Summary>();
  for (const file of files) {
    for (const { directory, ...summary } of readOne(file)) {
      merged.set(directory, mergeSummaries(merged.get(directory) ?? NOTHING, summary));
    }
  }
  return new Map([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type FolderInFile = Summary & { readonly directory: string };

function readOne(file: string): readonly FolderInFile[] {
  const invalid = (why: string) =>
    new ConfigError(
      'invalid-summary',
      `${file} is not a summary: ${why}. Write it with audit --summary-out.`,
    );
  const text = readText(file, invalid);
  let content: { readonly format?: unknown; readonly version?: unknown; readonly folders?: unknown } | null;
  try {
    content = JSON.parse(text) as typeof content;
  } catch {
    throw invalid('it is not JSON, or it breaks off');
  }
  if (content?.format !== FORMAT) throw invalid('it says something else in `format`');
  if (content.version !== VERSION) {
    const message = `${file} was written by another version of config-inherit. Write it again with this one.`;
    throw new ConfigError('invalid-summary', message);
  }
  if (!Array.isArray(content.folders) || !content.folders.every(isFolder))
    throw invalid('folders are missing in it');
  return content.folders;
}

function isFolder(value: unknown): value is FolderInFile {
  const { directory, runs, files, skipped } = (value ?? {}) as Partial<Record<keyof FolderInFile, unknown>>;
  return typeof directory === 'string' && [runs, files, skipped].every(Array.isArray);
}

function readText(file: string, invalid: (why: string) => ConfigError): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') throw new ConfigError('not-found', `${file} does not exist. Check the path.`);
    throw new ConfigError('unreadable', `${file} cannot be read (${code ?? 'unknown'}).`, [], {
      cause: error,
    });
  }
  try {
    return file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
  } catch {
    throw invalid('it cannot be decompressed');
  }
}
