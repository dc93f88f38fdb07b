/**
 * The baseline: findings that a group has looked at and lives with, as a file that is committed. One line an entry, in
 * a fixed order, so that two people who add entries seldom meet on one line, and nothing of a config's contents.
 */
import { readFileSync } from 'node:fs';
import { ConfigError, type Problem } from '../errors.js';
import { decode, problemAt, type Source } from '../yaml/decode.js';
import { readLocated, type Located, type LocatedMapping } from '../yaml/located.js';
import { replaceFile } from './replace.js';
import { byCodePoint } from './scan.js';

/** A finding, known again by its fingerprint; rule and path are there for the people who read the file. */
export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
  /** Why the group lives with it, in its own words. */
  readonly reason?: string | undefined;
}

const VERSION = 1;
const FIELDS = ['rule', 'path', 'fingerprint'] as const;

/**
 * @param file - path of a baseline
 * @returns its entries
 * @throws ConfigError `not-found`, `unreadable`; `invalid-baseline` when it is not a baseline of this version
 */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const source = decode(file, bytesOf(file));
  if ('code' in source) throw invalid(file, source);
  // YAML reads these markers as text, and would complain about what comes after.
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(source.text);
  if (conflict !== null) {
    throw invalid(file, problemAt(file, source.text, conflict.index, 'syntax', CONFLICT));
  }
  const root = readLocated(source);
  if ('code' in root) throw invalid(file, root);
  return entriesOf(root, source);
}

const CONFLICT =
  'A merge conflict stands here. Solve it: keep the entries of both sides, or write the file anew with --write-baseline.';

/**
 * Writes a baseline, unless it stands there already. Reasons of entries that stay are kept.
 *
 * @param file - where to write
 * @param entries - in any order; an entry that is there twice is written once
 * @returns how many entries are new, and how many of the former ones are gone
 * @throws ConfigError `would-overwrite` when another file stands there, `write-failed`
 */
export function writeBaseline(
  file: string,
  entries: readonly BaselineEntry[],
): { readonly added: number; readonly removed: number } {
  const before = new Map(formerEntries(file).map((entry) => [entry.fingerprint, entry]));
  const after = new Map(
    entries.map((entry) => [entry.fingerprint, { ...entry, reason: before.get(entry.fingerprint)?.reason }]),
  );
  replaceFile(file, Buffer.from(baselineText([...after.values()])), 'The baseline');
  return {
    added: [...after.keys()].filter((fingerprint) => !before.has(fingerprint)).length,
    removed: [...before.keys()].filter((fingerprint) => !after.has(fingerprint)).length,
  };
}

function baselineText(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort(
    (a, b) =>
      byCodePoint(a.path, b.path) || byCodePoint(a.rule, b.rule) || byCodePoint(a.fingerprint, b.fingerprint),
  );
  const lines = sorted.map(({ rule, path, fingerprint, reason }) => {
    const fields = { rule, path, fingerprint, reason };
    const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
    return `    { ${pairs.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(', ')} }`;
  });
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}

/** A baseline is replaced; any other file that stands there is not ours to overwrite. */
function formerEntries(file: string): readonly BaselineEntry[] {
  try {
    return readBaseline(file);
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code === 'unreadable') throw error;
    if (error.code === 'not-found') return [];
    const message = `${file} is not a baseline and is not overwritten. Give another path, or remove it first.`;
    throw new ConfigError('would-overwrite', message, error.problems, { cause: error });
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    const message = missing
      ? `Baseline ${file} does not exist. Make it with --write-baseline ${file}.`
      : `Baseline ${file} cannot be read (${code ?? String(error)}).`;
    throw new ConfigError(missing ? 'not-found' : 'unreadable', message, [], { cause: error });
  }
}

function entriesOf(root: Located, source: Source): readonly BaselineEntry[] {
  const fail = (offset: number, message: string): never => {
    throw invalid(source.path, problemAt(source.path, source.text, offset, 'invalid-setting', message));
  };
  const version = root.kind === 'mapping' ? valueAt(root, 'version') : undefined;
  if (root.kind !== 'mapping' || version?.kind !== 'scalar' || typeof version.value !== 'number') {
    return fail(root.offset, "A baseline is a mapping with 'version' and 'findings'.");
  }
  if (version.value !== VERSION) {
    return fail(
      version.offset,
      `Version ${version.value} is not known; this program reads version ${VERSION}.`,
    );
  }
  const findings = valueAt(root, 'findings');
  if (findings?.kind !== 'list') return fail(findings?.offset ?? root.offset, "'findings' must be a list.");
  return findings.items.map((item) => entryOf(item) ?? fail(item.offset, NO_ENTRY));
}

const NO_ENTRY =
  "An entry has 'rule', 'path' and 'fingerprint', each a text. Write the file anew with --write-baseline.";

function entryOf(item: Located): BaselineEntry | null {
  if (item.kind !== 'mapping') return null;
  const texts = FIELDS.map((name) => textAt(item, name));
  const [rule, path, fingerprint] = texts;
  if (rule === undefined || path === undefined || fingerprint === undefined) return null;
  return { rule, path, fingerprint, reason: textAt(item, 'reason') };
}

function valueAt(mapping: LocatedMapping, key: string): Located | undefined {
  return mapping.entries.find((entry) => entry.key === key)?.value;
}

function textAt(mapping: LocatedMapping, key: string): string | undefined {
  const value = valueAt(mapping, key);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

function invalid(file: string, problem: Problem): ConfigError {
  return new ConfigError('invalid-baseline', `${file} cannot be read as a baseline.`, [problem]);
}
