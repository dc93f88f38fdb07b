/**
 * What PyYAML's safe_load refuses although YAML 1.2 reads it: plain scalars that look like a date or a number and are
 * none (2022-02-30, 0b_), `=` and `<<` as values, merge keys that merge no mapping, keys that are collections.
 * Source: PyYAML 6.0.3, yaml/constructor.py.
 */
import type { Pair, ScalarValue, Value } from '../core/value.js';
import { readScalar } from './scalar.js';

const MERGE_TAG = 'tag:yaml.org,2002:merge';

const memo = new WeakMap<Value, boolean>();

/** @returns whether PyYAML can load a value; what it makes of tags is for the user's loader to say */
export function isLoadable(value: Value): boolean {
  if (value.kind === 'scalar') return !isRefusedScalar(value, false);
  if (value.kind === 'tagged') return true;
  const known = memo.get(value);
  if (known !== undefined) return known;
  const loadable =
    value.kind === 'sequence'
      ? value.items.every(isLoadable)
      : value.pairs.every((pair) => !isRefusedPair(pair) && isLoadable(pair.value));
  memo.set(value, loadable);
  return loadable;
}

/** @returns whether PyYAML takes a scalar for something it cannot make a value of */
export function isRefusedScalar({ text, plain }: ScalarValue, asKey: boolean): boolean {
  if (!plain) return false;
  // As keys, `<<` and `=` mean something.
  if (text === '<<' || text === '=') return !asKey;
  return readScalar(text, true, 'pyyaml').type === 'invalid';
}

/** @returns whether PyYAML refuses a pair for its key */
export function isRefusedPair({ key, value }: Pair): boolean {
  if (isMergeKey(key)) return !isMergeSource(value);
  if (key.kind === 'scalar') return isRefusedScalar(key, true);
  return key.kind !== 'tagged';
}

/** @returns whether a key is the merge key `<<`, which some loaders expand */
export function isMergeKey(key: Value): boolean {
  if (key.kind === 'tagged') return key.tag === MERGE_TAG;
  return key.kind === 'scalar' && key.plain && key.text === '<<';
}

/** YAML 1.1 merges a mapping or a list of mappings; `<<: !include x` is neither before the tag is resolved. */
function isMergeSource(value: Value): boolean {
  if (value.kind === 'sequence') return value.items.every((item) => item.kind === 'mapping');
  return value.kind === 'mapping';
}
