/** Ordinary configs as an audit holds them: without their texts. */
import { readFileSync } from 'node:fs';
import type { AuditConfig, PlaceInFile, Step } from '../audit/input.js';
import { listKey, type IntegerOwner } from '../core/identities.js';
import type { MappingValue } from '../core/value.js';
import { readBytes } from '../files/bytes.js';
import type { ConfigReader } from '../yaml/config-reader.js';
import type { Config } from '../yaml/config.js';
import { integersAt } from '../yaml/outline.js';
import { placeOf } from '../yaml/places.js';

/**
 * A file of which only the values are held. The few places and integers that are asked for are looked up in the file
 * again; one that is gone or was changed by then has no places.
 */
class OrdinaryFile implements AuditConfig, IntegerOwner {
  readonly file: string;
  readonly stem: string;
  readonly #reader: ConfigReader;
  #values: MappingValue | null;
  #config: Config | null = null;
  /** Its content, while it is read. */
  #bytes: Buffer | null = null;

  constructor(file: string, stem: string, reader: ConfigReader) {
    this.file = file;
    this.stem = stem;
    this.#reader = reader;
    this.#values = null;
  }

  /** @returns whether the file is ordinary */
  read(bytes: Buffer): boolean {
    this.#bytes = bytes;
    this.#values = this.#reader.readValues(bytes, this);
    this.#bytes = null;
    return this.#values !== null;
  }

  get root(): MappingValue {
    if (this.#values === null) throw new Error(`${this.file} was not read`);
    return this.#values;
  }

  locate(steps: readonly Step[], what: 'key' | 'value'): PlaceInFile {
    const config = this.#again();
    return config === null ? { line: 0, column: 0 } : placeOf(config, steps, what);
  }

  integersOf(at: number): readonly string[] {
    return integersAt(contentOf(this.file), at)?.split(',') ?? [];
  }

  keyOf(at: number): string {
    const integers = integersAt(this.#bytes ?? contentOf(this.file), at);
    // What is not there any more is equal to nothing.
    return integers === null ? `${this.file} ${at}` : listKey(integers);
  }

  #again(): Config | null {
    if (this.#config !== null) return this.#config;
    const bytes = readBytes(this.file);
    return (this.#config = 'code' in bytes ? null : this.#reader.readAgain(this.file, bytes));
  }
}

/** Not into the memory that the file being read is in. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * @param file - path of a config
 * @param stem - its name
 * @param bytes - its content
 * @param reader - of the run
 * @returns the config; null when it has to be decoded and read as any other text
 */
export function ordinaryFile(
  file: string,
  stem: string,
  bytes: Buffer,
  reader: ConfigReader,
): AuditConfig | null {
  const ordinary = new OrdinaryFile(file, stem, reader);
  return ordinary.read(bytes) ? ordinary : null;
}
