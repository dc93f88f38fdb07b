/** The report of `schema`: the schema itself, or what was written and the line that tells editors about it. */
import type { SchemaResult } from '../commands/schema.js';

const FOR = {
  session: 'Put on top of each session',
  parent: 'Put on top of the parent',
  config: 'Put on top of each config',
} as const;

/** @returns the report's lines */
export function schemaText({ shown, written }: SchemaResult): readonly string[] {
  if (written.length === 0) return JSON.stringify(shown.schema, null, 2).split('\n');
  return written.flatMap(({ kind, path, line }) => [`${path} was written. ${FOR[kind]}:`, `  ${line}`]);
}
