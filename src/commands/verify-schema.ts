/** Checks merged configs against a schema the user has, and says where each value that it refuses is written. */
import { readFileSync } from 'node:fs';
import type { Contract } from '../contract.js';
import { showPath } from '../core/path.js';
import type { Dialect } from '../core/value.js';
import { ConfigError } from '../errors.js';
import type { Layout, LayoutSession } from '../files/layout.js';
import { configReader, mergeLayout } from '../files/load.js';
import { compileSchema, type Violation } from '../schema/check.js';
import { parsableText, rootValue, type Config } from '../yaml/config.js';
import { decode } from '../yaml/decode.js';
import { locate, type Location } from '../yaml/locate.js';
import { plainMap } from '../yaml/plain.js';

/** A value that the schema refuses, in all the sessions that have it from the same place. */
export interface SchemaViolation {
  readonly sessions: readonly string[];
  /** Key path in the merged config; empty for the whole config. */
  readonly path: string;
  readonly message: string;
  /** The parent's or the session's file, and where in it the value is written, or what should hold it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where the schema says so, as a JSON pointer. */
  readonly rule: string;
}

export interface SchemaCheck {
  readonly ok: boolean;
  readonly schema: string;
  /** How many merged configs were checked. */
  readonly configs: number;
  readonly violations: readonly SchemaViolation[];
}

/**
 * @param schemaPath - a JSON Schema, as JSON or YAML
 * @param layouts - the layouts whose merged configs are checked, without the loader's metadata
 * @param options - contract, and whose reading of plain scalars the merged configs have
 * @returns what the schema refuses
 * @throws ConfigError `not-found`, `unreadable` or `invalid-schema` for the schema
 */
export function checkSchema(
  schemaPath: string,
  layouts: readonly Layout[],
  { contract, dialect }: { readonly contract: Contract; readonly dialect: Dialect },
): SchemaCheck {
  const check = compileSchema(readSchema(schemaPath), schemaPath);
  const rows = new Map<string, SchemaViolation>();
  let configs = 0;
  for (const layout of layouts) {
    for (const [index, merged] of mergeLayout(layout, dialect, contract).entries()) {
      const session = layout.sessions[index];
      if (session === undefined) continue;
      configs++;
      const value = Object.entries(merged).filter(([key]) => !contract.metadata.includes(key));
      for (const violation of check(Object.fromEntries(value))) {
        addRow(rows, violation, layout, session);
      }
    }
  }
  const violations = [...rows.values()];
  return { ok: violations.length === 0, schema: schemaPath, configs, violations };
}

function addRow(
  rows: Map<string, SchemaViolation>,
  { path, message, rule }: Violation,
  layout: Layout,
  session: LayoutSession,
): void {
  const place = originOf(path, layout, session);
  const key = JSON.stringify([place, path, message]);
  const sessions = [...(rows.get(key)?.sessions ?? []), session.name];
  rows.set(key, { sessions, path: showPath(path), message, ...place, rule });
}

/** The session's file where it says the value, else the parent's; where neither does, who says more of its path. */
function originOf(path: readonly string[], { parent }: Layout, session: LayoutSession) {
  const own = placeIn(session.config, path);
  const given = placeIn(parent, path);
  const inherited = given.found > own.found;
  const { line, column } = inherited ? given : own;
  return { file: inherited ? parent.source.path : session.path, line, column };
}

function placeIn(config: Config, path: readonly string[]): Location {
  return locate(parsableText(config), path, config.source.text);
}

function readSchema(file: string): unknown {
  const source = decode(file, readBytes(file));
  if ('code' in source)
    throw new ConfigError('invalid-schema', `${file} cannot be read as a schema.`, [source]);
  const read = parseJson(source.text) ?? configReader().read(source);
  if ('json' in read) return read.json;
  if ('head' in read) return plainMap(rootValue(read), '1.2', new WeakSet());
  throw new ConfigError('invalid-schema', `${file} cannot be read as a schema.`, read);
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new ConfigError('not-found', `Schema ${file} does not exist. Check --schema.`);
    throw new ConfigError('unreadable', `Schema ${file} cannot be read (${code ?? String(error)}).`);
  }
}

/** A schema is JSON as a rule; what is not may still be YAML, whose reader says what is wrong and where. */
function parseJson(text: string): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
