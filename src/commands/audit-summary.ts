/**
 * `audit --summary-out`: what an audit needs to know of folders, or of one shard of their files, as a file. The shards
 * of a folder can be summarised anywhere and at the same time; `audit --summaries` audits them together.
 */
import { existsSync, statSync } from 'node:fs';
import { Identities } from '../core/identities.js';
import { dialectsOf, type DialectChoice } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { replaceFile } from '../files/replace.js';
import { scanDirectory, type Found, type ScanOptions, type Skipped } from '../files/scan.js';
import { encodeSummaries, readSummaries } from '../files/summary-file.js';
import { summarise, type Summary } from '../files/summary.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { scalarId } from '../yaml/scalar.js';
import { distinctPaths } from './audit-gather.js';

export interface SummaryOptions extends ScanOptions {
  /** Folders of standalone configs. */
  readonly paths: readonly string[];
  readonly yaml: DialectChoice;
  /** Where to write. */
  readonly summaryOut: string;
  /** Which share of the files, as `2/8`; undefined: all. */
  readonly shard: string | undefined;
}

export interface SummaryResult {
  readonly command: 'audit-summary';
  readonly ok: true;
  readonly exit: 0;
  /** What was written, and its size in bytes. */
  readonly file: string;
  readonly bytes: number;
  /** Number of files in it, and of distinct runs of text. */
  readonly configs: number;
  readonly runs: number;
  /** Files that cannot be read; they are in the summary, and problems of the audit that reads it. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
}

/**
 * @param options - see `SummaryOptions`
 * @returns what was written
 * @throws ConfigError `usage` when a path is no folder or a shard is none; `nothing-to-audit`; `would-overwrite` when
 *   another file than a summary stands there; `write-failed`
 */
export async function writeSummary(options: SummaryOptions): Promise<SummaryResult> {
  const { summaryOut: file } = options;
  const inShard = shardOf(options.shard);
  refuseOther(file);
  const identities = new Identities(
    (text, plain) => scalarId(text, plain, dialectsOf(options.yaml)),
    'nested',
  );
  const reader = new ConfigReader(identities);
  const summaries = new Map<string, Summary>();
  for (const directory of distinctPaths(options.paths)) {
    if (statSync(directory, { throwIfNoEntry: false })?.isFile() === true) {
      throw new ConfigError(
        'usage',
        `${directory} is a file. Folders are summarised; audit a parent directly.`,
      );
    }
    const { found, skipped } = await scanDirectory(directory, options);
    // What was left out is said once.
    const skippedHere = inShard([{ relative: '' }]).length > 0 ? skipped : [];
    summaries.set(directory, summarise(inShard(found), skippedHere, reader));
  }
  const all = [...summaries.values()];
  const files = all.flatMap((summary) => summary.files);
  const bytes = encodeSummaries(summaries, file);
  replaceFile(file, bytes, 'The summary');
  return {
    command: 'audit-summary',
    ok: true,
    exit: 0,
    file,
    bytes: bytes.length,
    configs: files.length,
    runs: all.reduce((sum, { runs }) => sum + runs.length, 0),
    problems: files.flatMap((one) => ('problem' in one ? [one.problem] : [])),
    skipped: all.flatMap((summary) => summary.skipped),
  };
}

/** Every n-th file, so that shards are of a size; the first has what there is only one of. */
function shardOf(
  shard: string | undefined,
): <T extends Pick<Found, 'relative'>>(files: readonly T[]) => readonly T[] {
  if (shard === undefined) return (files) => files;
  const [, first = '', second = ''] = /^([1-9][0-9]{0,5})\/([1-9][0-9]{0,5})$/.exec(shard) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (index === 0 || index > count) {
    throw new ConfigError('usage', `--shard ${shard}: give it as I/N, such as 2/8, with I from 1 to N.`);
  }
  return (files) => files.filter((_, at) => at % count === index - 1);
}

function refuseOther(file: string): void {
  if (!existsSync(file)) return;
  try {
    readSummaries([file]);
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== 'invalid-summary') throw error;
    const message = `${file} is not a summary and is not overwritten. Give another path, or remove it first.`;
    throw new ConfigError('would-overwrite', message, [], { cause: error });
  }
}
