/** Why an entry stays in the sessions. */
import { equalUnder, typeOf, type Dialect, type ScalarReader, type Value } from './value.js';

export type Reason =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'absent'; readonly sessions: number }
  | { readonly kind: 'differs'; readonly values: number }
  | { readonly kind: 'type'; readonly types: readonly string[] }
  | { readonly kind: 'dialects'; readonly agree: Dialect }
  | { readonly kind: 'order' }
  | { readonly kind: 'overrides' }
  | { readonly kind: 'stuck'; readonly why: string };

/**
 * @param values - the distinct values of one path, at least two
 * @param options - the dialects equality was asked under
 * @returns what tells them apart
 */
export function whyDifferent(
  values: readonly Value[],
  { dialects, readScalar }: { readonly dialects: readonly Dialect[]; readonly readScalar: ScalarReader },
): Reason {
  const [first, ...rest] = values;
  if (first !== undefined && dialects.length > 1) {
    const agree = dialects.find((dialect) =>
      rest.every((value) => equalUnder(first, value, dialect, readScalar)),
    );
    if (agree !== undefined) return { kind: 'dialects', agree };
  }
  const dialect = dialects[0] ?? 'pyyaml';
  const types = new Set(values.map((value) => typeOf(value, dialect, readScalar)));
  if (types.size > 1) return { kind: 'type', types: [...types] };
  return { kind: 'differs', values: values.length };
}
