/** Checks plain values against a schema the user has, with ajv. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ConfigError } from '../errors.js';

/** A place of a value that a schema refuses. */
export interface Violation {
  /** Keys and indices from the root down. */
  readonly path: readonly string[];
  /** What is wrong, in words. */
  readonly message: string;
  /** Where in the schema it says so, as a JSON pointer. */
  readonly rule: string;
}

/** @returns the violations of a value; none when it is valid */
export type Check = (value: unknown) => readonly Violation[];

const DRAFTS = [
  { pattern: /draft-07/, make: () => new Ajv(OPTIONS) },
  { pattern: /2019-09/, make: () => new Ajv2019(OPTIONS) },
  { pattern: /2020-12/, make: () => new Ajv2020(OPTIONS) },
];

// Keywords of editors and other tools are no mistake in a schema.
const OPTIONS = { allErrors: true, strict: false, logger: false } as const;

/**
 * @param schema - the schema as plain data
 * @param file - its path, for messages
 * @returns a check; without `$schema` it reads as draft-07, as editors read it
 * @throws ConfigError `invalid-schema` when it is no schema of a draft that is known, or refers to what it does not hold
 */
export function compileSchema(schema: unknown, file: string): Check {
  const validate = compile(schema, file);
  return (value) => {
    if (validate(plain(value)) === true) return [];
    return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(violationOf);
  };
}

function compile(schema: unknown, file: string): ValidateFunction {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema)))
    throw new ConfigError('invalid-schema', `${file} is not a JSON Schema: its root must be a mapping.`);
  const draft = typeof schema === 'object' && '$schema' in schema ? schema.$schema : 'draft-07';
  const known = DRAFTS.find(({ pattern }) => typeof draft === 'string' && pattern.test(draft));
  if (known === undefined) {
    const message = `${file}: $schema ${JSON.stringify(draft)} is not known. Use draft-07, 2019-09 or 2020-12.`;
    throw new ConfigError('invalid-schema', message);
  }
  try {
    const ajv = known.make();
    formats.default(ajv);
    return ajv.compile(schema);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      'invalid-schema',
      `${file} is not a valid JSON Schema: ${why}. Other files that it refers to are not read.`,
      [],
      { cause: error },
    );
  }
}

/** Integers that a number cannot hold are numbers to a schema. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function violationOf({ instancePath, message, params, schemaPath }: ErrorObject): Violation {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra = (params as Readonly<Record<string, unknown>>).additionalProperty;
  const unevaluated = (params as Readonly<Record<string, unknown>>).unevaluatedProperty;
  const key = extra ?? unevaluated;
  if (typeof key === 'string')
    return { path: [...path, key], message: `must not be there: ${message ?? ''}`, rule: schemaPath };
  const allowed = (params as Readonly<Record<string, unknown>>).allowedValues;
  const shown = Array.isArray(allowed) ? `: ${allowed.map((one) => JSON.stringify(one)).join(', ')}` : '';
  return { path, message: `${message ?? 'is not valid'}${shown}`, rule: schemaPath };
}
