/**
 * Reads legacy files one after another: bytes, text, entries, values. Every problem of every file is collected, so
 * that the user sees them together; a file with an error is left out of the result.
 */
import type { Contract } from '../contract.js';
import type { Dialect } from '../core/value.js';
import type { Problem } from '../errors.js';
import { aliasProblem } from '../yaml/alias-limit.js';
import { type ConfigReader } from '../yaml/config-reader.js';
import { coreText, type Config } from '../yaml/config.js';
import { decode, type Source } from '../yaml/decode.js';
import { bytesOfSource } from '../yaml/held.js';
import { remarksOn } from '../yaml/remarks.js';
import { readBytes } from './bytes.js';
import { hashBytes } from './hash.js';
import type { Found } from './scan.js';

/** One legacy config, read. */
export interface ReadConfig {
  readonly name: string;
  readonly path: string;
  readonly config: Config;
  /** Of the bytes that were read; checked again before anything is written. */
  readonly hash: string;
}

export interface ReadResult {
  readonly configs: readonly ReadConfig[];
  readonly problems: readonly Problem[];
}

/**
 * @param found - the files, in the order their sessions will have
 * @param reader - parses them; shared by the run, so that equal text is parsed once
 * @param contract - which keys must and must not be there
 * @returns the configs without an error, and all problems in the order of the files
 */
export function readConfigs(found: readonly Found[], reader: ConfigReader, contract: Contract): ReadResult {
  const configs: ReadConfig[] = [];
  const problems: Problem[] = [];
  const clashes = nameClashes(found);
  for (const file of found) {
    const result = readOne(file, reader);
    const own = 'config' in result ? contractProblems(result.config, contract) : result;
    const all = [...own, ...(clashes.get(file.path) ?? [])];
    for (const problem of all) problems.push(problem);
    if ('config' in result && all.every(({ severity }) => severity !== 'error')) configs.push(result);
  }
  return { configs, problems };
}

/** @returns how many characters the configs have together */
export function sizeOf(configs: readonly ReadConfig[]): number {
  return configs.reduce((sum, { config }) => sum + bytesOfSource(config.source), 0);
}

/**
 * @param configs - configs that were read
 * @param dialects - the readings that count: what only others see is not worth a note
 * @returns a note for each key path at which a scalar means two things, and a warning for each at which PyYAML refuses
 *   to load something; with the first place, and in how many files
 */
export function remarks(configs: readonly ReadConfig[], dialects: readonly Dialect[]): readonly Problem[] {
  const notes = new Map<string, { readonly first: Problem; files: number }>();
  const wanted = { 'two-meanings': dialects.length > 1, 'not-loadable': dialects.includes('pyyaml') };
  for (const { config } of configs) {
    for (const { kind: code, path, line, column, text } of remarksOn(config)) {
      const known = notes.get(`${code} ${path}`);
      if (known !== undefined) known.files++;
      else if (wanted[code]) {
        const severity = code === 'two-meanings' ? 'info' : 'warning';
        const message = `${path}: ${text}. It moves or stays as it is written`;
        const first = { code, severity, file: config.source.path, line, column, message } as const;
        notes.set(`${code} ${path}`, { first, files: 1 });
      }
    }
  }
  return [...notes.values()].map(({ first, files }) => ({
    ...first,
    message: `${first.message}${files > 1 ? ` (in ${files} files)` : ''}.`,
  }));
}

/** @returns a note for each file that is kept as it is, although its keys may be in the parent too */
export function keptWhole(configs: readonly ReadConfig[]): readonly Problem[] {
  return configs.flatMap(({ path, config }) => {
    if (config.whole === null || config.whole.flow !== null) return [];
    const message = `The file is kept as it is, and may repeat what the parent holds: ${config.whole.why}.`;
    return [{ code: 'kept-whole', severity: 'info', file: path, line: 1, column: 1, message }];
  });
}

function readOne({ name, path }: Found, reader: ConfigReader): ReadConfig | readonly Problem[] {
  const bytes = readBytes(path);
  if ('code' in bytes) return [bytes];
  const config = reader.readBytes(path, bytes) ?? readDecoded(path, bytes, reader);
  if (!('head' in config)) return config;
  const problem = aliasProblem(config);
  return problem === null ? { name, path, config, hash: hashBytes(bytes) } : [problem];
}

function readDecoded(path: string, bytes: Buffer, reader: ConfigReader): Config | readonly Problem[] {
  const source = decode(path, bytes);
  return 'code' in source ? [source] : reader.read(source);
}

/** @returns a file's text, or why it cannot be read */
export function readSource(path: string): Source | Problem {
  const bytes = readBytes(path);
  return 'code' in bytes ? bytes : decode(path, bytes);
}

function nameClashes(found: readonly Found[]): ReadonlyMap<string, readonly Problem[]> {
  const byName = new Map<string, Found[]>();
  for (const file of found) byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  const problems = new Map<string, readonly Problem[]>();
  for (const [name, files] of byName) {
    if (files.length < 2) continue;
    for (const { path } of files) {
      const others = files.filter((file) => file.path !== path).map((file) => file.path);
      const message = `Session name '${name}' is also that of ${others.join(', ')}. Rename one, or leave one out with --exclude.`;
      problems.set(path, [
        { code: 'name-clash', severity: 'error', file: path, line: 0, column: 0, message },
      ]);
    }
  }
  return problems;
}

/** @returns what a complete config lacks or has too much of, by the contract */
export function contractProblems(config: Config, contract: Contract): readonly Problem[] {
  const problems: Problem[] = [];
  const file = config.source.path;
  for (const key of contract.required) {
    if (config.names.has(key)) continue;
    const hint =
      contract.preset === 'dataset'
        ? ' Add it, or use --preset plain for configs that are not datasets.'
        : ' Add it.';
    const message = `Key '${key}' is missing: the loader requires it in every session.${hint}`;
    problems.push({ code: 'missing-key', severity: 'error', file, line: 1, column: 1, message });
  }
  for (const key of contract.reserved) {
    if (!config.names.has(key)) continue;
    const message = `Key '${key}' is reserved for parents; the loader would drop it. Is this file a parent? Rename the key, or leave the file out with --exclude.`;
    problems.push({ code: 'reserved-key', severity: 'error', file, ...placeOfKey(config, key), message });
  }
  for (const key of contract.metadata) {
    if (!config.names.has(key)) continue;
    const message = `Key '${key}' stays in its session, but the loader overwrites it in every merged config.`;
    problems.push({
      code: 'overwritten-key',
      severity: 'warning',
      file,
      ...placeOfKey(config, key),
      message,
    });
  }
  return problems;
}

/** @returns where a top-level key stands in its file, from 1; the first line when the file is not cut into entries */
export function placeOfKey(config: Config, key: string): { readonly line: number; readonly column: number } {
  let text = config.head;
  for (const block of config.blocks) {
    text += block.lead;
    if (block.name === key) return { line: text.split('\n').length, column: block.core.entry.indent + 1 };
    text += coreText(block.core) + block.tail;
  }
  return { line: 1, column: 1 };
}
