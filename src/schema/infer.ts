/**
 * JSON Schemas from what is there, for editors to complete and check with: draft-07, which every version of
 * yaml-language-server reads in full (of 2020-12 it knows parts).
 *
 * - Types are what the values have, under PyYAML's reading and YAML 1.2's, so that a file is valid to either.
 * - A string of which few values are met often is an enum. Numbers are not: the next seed is a new number.
 * - A key is required where every mapping at that place has it and there is more than one. In a session nothing is
 *   required that its parent says, whatever the sessions do.
 * - Other keys are allowed: what is new is not wrong.
 */
import type { Contract } from '../contract.js';
import type { MappingValue, ScalarReader } from '../core/value.js';
import { Shape, type JsonType } from './shape.js';

export type JsonSchema = { readonly [key: string]: unknown };

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** Values of which a schema is made, as they stand in their files. */
export interface SchemaInput {
  readonly parent: MappingValue;
  readonly sessions: readonly MappingValue[];
}

/** @returns a schema for the session files of a parent */
export function sessionSchema(
  { parent, sessions }: SchemaInput,
  contract: Contract,
  readScalar: ScalarReader,
): JsonSchema {
  const given = withoutReserved(parent, contract);
  const all = new Shape(readScalar);
  for (const value of [given, ...sessions]) all.see(value);
  const base = new Shape(readScalar);
  base.see(given);
  const own = new Shape(readScalar);
  for (const value of sessions) own.see(value);
  const filled = [contract.nameKey, ...Object.keys(contract.defaults)];
  const everywhere = requiredOf(own).filter((key) => !base.keys.has(key) && !filled.includes(key));
  const required = [...new Set([...contract.required, ...everywhere])];
  return { ...headOf('A session'), ...describe(all, required, base, own) };
}

/** @returns a schema for a parent */
export function parentSchema(
  { parent }: Pick<SchemaInput, 'parent'>,
  contract: Contract,
  readScalar: ScalarReader,
): JsonSchema {
  const shape = new Shape(readScalar);
  shape.see(withoutReserved(parent, contract));
  const { properties, ...rest } = describe(shape, [], shape);
  const layout = {
    session_dir: { type: 'string', description: 'Folder of the session files, from this file' },
    sessions: {
      type: 'array',
      minItems: 1,
      items: { type: ['string', 'integer'] },
      description: 'Names of the sessions, in the order of the loader',
    },
  };
  return {
    ...headOf('A parent'),
    ...rest,
    properties: { ...layout, ...(properties as JsonSchema | undefined) },
    required: [...contract.reserved],
  };
}

/** @returns a schema for complete configs */
export function configSchema(
  configs: readonly MappingValue[],
  contract: Contract,
  readScalar: ScalarReader,
): JsonSchema {
  const shape = new Shape(readScalar);
  for (const value of configs) shape.see(value);
  const filled = [contract.nameKey, ...Object.keys(contract.defaults)];
  const everywhere = requiredOf(shape).filter((key) => !filled.includes(key));
  return {
    ...headOf('A complete config'),
    ...describe(shape, [...new Set([...contract.required, ...everywhere])]),
  };
}

function headOf(title: string): JsonSchema {
  return { $schema: DRAFT, title };
}

function withoutReserved(parent: MappingValue, { reserved }: Contract): MappingValue {
  const names: readonly (string | null)[] = reserved;
  return { ...parent, pairs: parent.pairs.filter(({ name }) => !names.includes(name)) };
}

function requiredOf({ keys, mappings }: Shape): readonly string[] {
  return mappings < 2 ? [] : [...keys].flatMap(([key, { count }]) => (count === mappings ? [key] : []));
}

/**
 * @param shape - what is described
 * @param required - keys to require of it
 * @param base - the parent's shape there, under which nothing is required; undefined where there is none
 * @param own - the sessions' shape, which says what is required where the parent says nothing; default: `shape`
 */
function describe(
  shape: Shape,
  required: readonly string[],
  base?: Shape,
  own: Shape | undefined = shape,
): JsonSchema {
  if (shape.open) return {};
  const types = typesOf(shape);
  const words = types.length === 1 && types[0] === 'string' ? enumOf(shape) : null;
  return {
    ...(types.length === 0 ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(words === null ? {} : { enum: words }),
    ...(shape.items === null ? {} : { items: describe(shape.items, requiredOf(shape.items)) }),
    ...(shape.keys.size === 0 ? {} : { properties: propertiesOf(shape, base, own) }),
    ...(required.length === 0 ? {} : { required }),
  };
}

function propertiesOf(shape: Shape, base: Shape | undefined, own: Shape | undefined): JsonSchema {
  return Object.fromEntries(
    [...shape.keys].map(([key, inner]) => {
      const below = base?.keys.get(key);
      const mine = own?.keys.get(key);
      const required = below === undefined && mine !== undefined ? requiredOf(mine) : [];
      return [key, describe(inner, required, below, mine)];
    }),
  );
}

function typesOf({ types }: Shape): readonly JsonType[] {
  return types.has('number') ? [...types].filter((type) => type !== 'integer') : [...types];
}

const MOST_WORDS = 8;

/** @returns the words, when each is met often enough to be one of a few; null for free text */
function enumOf({ words, count }: Shape): readonly string[] | null {
  const met = [...words.values()].reduce((sum, times) => sum + times, 0);
  const few = words.size <= MOST_WORDS && met === count && met >= 3 && met >= 2 * words.size;
  return few ? [...words.keys()].sort() : null;
}
