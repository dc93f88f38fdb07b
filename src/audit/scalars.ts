/** What scalars are and what they mean the same as, for rules that compare types and spellings. */
import { lengthOf } from '../core/identities.js';
import { dialectsOf, type DialectChoice, type ScalarValue, type Value } from '../core/value.js';
import { isAmbiguous, readScalar } from '../yaml/scalar.js';

/** @returns the type's name: a scalar's as PyYAML reads it (or YAML 1.2, when only that is asked), list, mapping or tag */
export function typeName(value: Value, yaml: DialectChoice): string {
  if (value.kind === 'sequence') return 'list';
  if (value.kind === 'mapping') return 'mapping';
  if (value.kind === 'tagged') return value.tag;
  return readScalar(value.text, value.plain, dialectsOf(yaml)[0] ?? 'pyyaml').type;
}

/** @returns whether loaders read a scalar differently, when several are asked */
export function readDifferently(value: Value, yaml: DialectChoice): value is ScalarValue {
  return yaml === 'both' && value.kind === 'scalar' && isAmbiguous(value.text, value.plain);
}

/** @returns both readings of an ambiguous scalar, in words */
export function readings({ text }: ScalarValue): string {
  const [python, core] = [readScalar(text, true, 'pyyaml'), readScalar(text, true, '1.2')];
  return `${reading(python)} to PyYAML and ${reading(core)} to YAML 1.2`;
}

function reading({ type, canonical }: { readonly type: string; readonly canonical: string }): string {
  if (type === 'str') return 'a string';
  return type === 'invalid' ? 'an error' : `${type} ${canonical}`;
}

/** Lists of ids differ in every file; nobody writes one twice with other types. */
const LONG_LIST = 64;

/**
 * What a person would call the same value whatever its type: `1`, `1.0`, `"1"` and `1e0`; `true`, `yes` and
 * `"True"`; lists item by item.
 *
 * @returns a text that is equal for such values; null for mappings, tagged nodes and long lists
 */
export function meaningOf(value: Value): string | null {
  if (value.kind === 'sequence') {
    if (lengthOf(value) > LONG_LIST) return null;
    const items = value.items.map(meaningOf);
    return items.some((item) => item === null) ? null : `[${items.join('\u0000')}]`;
  }
  if (value.kind !== 'scalar') return null;
  const text = value.text.trim();
  if (/^[-+]?(?:(?:0|[1-9][\d_]*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) {
    return `n${Number(text.replaceAll('_', ''))}`;
  }
  if (/^(?:true|yes|on)$/i.test(text)) return 'b1';
  if (/^(?:false|no|off)$/i.test(text)) return 'b0';
  if (/^(?:null|none|~)?$/i.test(text)) return value.plain || text !== '' ? 'null' : 's';
  return `s${text}`;
}

/** @returns whether a value is a word or an integer that no other word or integer means the same as */
export function meansItself(value: Value): boolean {
  return value.kind === 'scalar' && value.plain && OWN_MEANING.test(value.text);
}

/** Words but those for true, false and null; integers. */
const OWN_MEANING = /^(?:(?!(?:true|yes|on|false|no|off|null|none)$)[a-z][\w.-]*|0|[1-9][0-9]{0,14})$/i;

/** @returns the number a scalar is, read as a person would; null for anything else */
export function numberOf(value: Value): number | null {
  if (value.kind !== 'scalar') return null;
  const meaning = meaningOf(value);
  return meaning?.startsWith('n') === true ? Number(meaning.slice(1)) : null;
}

/** @returns the text of a string; null for anything else */
export function stringOf(value: Value): string | null {
  if (value.kind !== 'scalar') return null;
  return readScalar(value.text, value.plain, 'pyyaml').type === 'str' ? value.text : null;
}
