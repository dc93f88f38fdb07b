/** Reads the files of one audit; equal entries of different files are one value. */
import type { AuditConfig, AuditFolder, DuplicateKey } from '../audit/input.js';
import { showPath } from '../core/path.js';
import { dialectsOf, Identities, type DialectChoice } from '../core/value.js';
import type { Problem } from '../errors.js';
import { readSource } from '../files/read.js';
import type { Found } from '../files/scan.js';
import { aliasProblem } from '../yaml/alias-limit.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { rootValue } from '../yaml/config.js';
import type { Source } from '../yaml/decode.js';
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

  readFolder(directory: string, found: readonly Found[], skipped: AuditFolder['skipped']): AuditFolder {
    const first = this.duplicateKeys.length;
    const configs = found.flatMap(({ path, name }) => this.read(path, name) ?? []);
    return { directory, configs, duplicateKeys: this.duplicateKeys.slice(first), skipped };
  }

  /** @returns the config, or null when a problem was noted */
  read(path: string, stem: string): AuditConfig | null {
    const source = readSource(path);
    if ('code' in source) {
      this.problems.push(source);
      return null;
    }
    const result = this.#reader.read(source);
    if (!('head' in result)) return this.#readRepeated(source, stem, result);
    const problem = aliasProblem(result);
    if (problem !== null) {
      this.problems.push(problem);
      return null;
    }
    const root = rootValue(result);
    return { file: path, stem, root, locate: (steps, what) => placeOf(result, steps, what) };
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
