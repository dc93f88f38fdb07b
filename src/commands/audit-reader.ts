/** Reads the files of one audit; equal entries of different files are one value. */
import type { AuditConfig, AuditFolder, DuplicateKey } from '../audit/input.js';
import { showPath } from '../core/path.js';
import { Identities } from '../core/identities.js';
import { dialectsOf, type DialectChoice } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { readBytes } from '../files/bytes.js';
import { readSource } from '../files/read.js';
import type { Found } from '../files/scan.js';
import type { SummarisedFile, SummarisedPart, Summary } from '../files/summary.js';
import { ordinaryFile } from './audit-file.js';
import { aliasProblem } from '../yaml/alias-limit.js';
import { ConfigReader, type Ways } from '../yaml/config-reader.js';
import { rootValue, type Config } from '../yaml/config.js';
import { decode, type Source } from '../yaml/decode.js';
import type { IntegerPart } from '../yaml/outline.js';
import { readRepeated } from '../yaml/duplicates.js';
import { placeInText, placeOf } from '../yaml/places.js';
import { scalarId } from '../yaml/scalar.js';

export class AuditReader {
  readonly problems: Problem[] = [];
  readonly duplicateKeys: DuplicateKey[] = [];
  readonly #identities: Identities;
  readonly #reader: ConfigReader;

  constructor(yaml: DialectChoice) {
    const dialects = dialectsOf(yaml);
    this.#identities = new Identities((text, plain) => scalarId(text, plain, dialects), 'nested');
    this.#reader = new ConfigReader(this.#identities);
  }

  /** How files were read so far. */
  get ways(): Ways {
    return this.#reader.ways;
  }

  readFolder(directory: string, found: readonly Found[], skipped: AuditFolder['skipped']): AuditFolder {
    const first = this.duplicateKeys.length;
    const configs = found.flatMap(({ path, name }) => this.read(path, name) ?? []);
    return { directory, configs, duplicateKeys: this.duplicateKeys.slice(first), skipped };
  }

  /** @returns the folder of a summary; texts of lists are read where the files are still there */
  readSummary(directory: string, { runs, files, skipped }: Summary): AuditFolder {
    const first = this.duplicateKeys.length;
    const configs = files.flatMap((file) => this.#readSummarised(file, runs) ?? []);
    return { directory, configs, duplicateKeys: this.duplicateKeys.slice(first), skipped };
  }

  #readSummarised(file: SummarisedFile, runs: readonly string[]): AuditConfig | null {
    if ('problem' in file) return this.#refuse(file.problem);
    if ('source' in file) return this.#readText(file.source, file.name);
    const config = this.#reader.readParts(laterSource(file.path), partsOf(file.parts, runs));
    if (config !== null) return auditConfig(config, file.name);
    const message = `The summary of ${file.path} does not fit together. Summarise its folder again.`;
    throw new ConfigError('invalid-summary', message);
  }

  /** @returns the config, or null when a problem was noted */
  read(path: string, stem: string): AuditConfig | null {
    const bytes = readBytes(path);
    if ('code' in bytes) return this.#refuse(bytes);
    const ordinary = ordinaryFile(path, stem, bytes, this.#reader);
    if (ordinary !== null) return ordinary;
    const source = decode(path, bytes);
    return 'code' in source ? this.#refuse(source) : this.#readText(source, stem);
  }

  #readText(source: Source, stem: string): AuditConfig | null {
    const result = this.#reader.read(source);
    if (!('head' in result)) return this.#readRepeated(source, stem, result);
    const problem = aliasProblem(result);
    return problem === null ? auditConfig(result, stem) : this.#refuse(problem);
  }

  #refuse(problem: Problem): null {
    this.problems.push(problem);
    return null;
  }

  #readRepeated(source: Source, stem: string, problems: readonly Problem[]): AuditConfig | null {
    const onlyDuplicates = problems.every(({ code }) => code === 'duplicate-key');
    const result = onlyDuplicates ? readRepeated(source, this.#identities) : null;
    if (result === null) {
      for (const problem of problems) this.problems.push(problem);
      return null;
    }
    for (const { steps, values, places } of result.repeated) {
      this.duplicateKeys.push({ file: source.path, path: showPath(steps.map(String)), values, places });
    }
    const { path, text } = source;
    return { file: path, stem, root: result.root, locate: (steps, what) => placeInText(text, steps, what) };
  }
}

function laterSource(path: string): Source {
  return {
    path,
    bom: false,
    encoding: 'utf-8',
    eol: '\n',
    get text() {
      return textNow(path);
    },
  };
}

function partsOf(
  parts: readonly SummarisedPart[],
  runs: readonly string[],
): readonly (string | IntegerPart)[] {
  let at = 0;
  return parts.map((part) => {
    const from = at;
    const run = typeof part === 'number' ? (runs[part] ?? '') : part;
    at += run.length;
    return typeof run === 'string' ? run : { kind: 'integers', ...run, sketch: null, at: 0, from, to: at };
  });
}

function auditConfig(config: Config, stem: string): AuditConfig {
  const { path } = config.source;
  return { file: path, stem, root: rootValue(config), locate: (steps, what) => placeOf(config, steps, what) };
}

/** Texts are not held: the few that are asked for are read again. A file that is gone by then has no places. */
function textNow(path: string): string {
  const source = readSource(path);
  return 'text' in source ? source.text : '';
}
