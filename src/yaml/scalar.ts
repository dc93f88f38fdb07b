/**
 * What an untagged scalar is: its type and value, from source text and style alone, as PyYAML 6's SafeLoader reads
 * it and as the core schema of YAML 1.2 does. No setting of a JavaScript parser reads what PyYAML reads (`1e-3`,
 * `012`, `1:30`, `yes`), and JavaScript numbers forget what was written (`1.0` and `1`, integers over 2^53), so the
 * rules stand here and work on text.
 *
 * Sources: PyYAML 6.0.3 yaml/resolver.py (which pattern wins) and yaml/constructor.py (the value, and what cannot
 * be one); YAML 1.2.2, section 10.3.2 (core schema).
 */
import type { Dialect } from '../core/value.js';

export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'str' | 'timestamp' | 'merge' | 'invalid';

/** A scalar as one dialect reads it. Two readings are the same value when type and canonical text are equal. */
export interface Reading {
  readonly type: ScalarType;
  /** Canonical text of the value within its type; of `str` and `invalid` the text itself. */
  readonly canonical: string;
}

const DIALECTS: readonly Dialect[] = ['pyyaml', '1.2'];

// The patterns are PyYAML's; infinities, .nan and the words are looked up before them.
const PYYAML_FLOAT =
  /^(?:(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const PYYAML_INT =
  /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const PYYAML_DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const PYYAML_DATETIME =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?(?:[ \t]*(?:(Z)|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?$/;
const CORE_INT = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const CORE_FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Everything that is not a string under some dialect begins like this. */
const SPECIAL = /^(?:[-+.0-9~<=!&*]|[yYnNtTfFoO].{1,4}$|$)/;
/** Decimal integers that every dialect reads alike and that are canonical as they stand. */
const PLAIN_INT = /^(?:0|[1-9][0-9]{0,14})$/;

const CORE_WORDS = new Map<string, Reading>([
  ...words('null', 'null', ['', '~', 'null', 'Null', 'NULL']),
  ...words('bool', 'true', ['true', 'True', 'TRUE']),
  ...words('bool', 'false', ['false', 'False', 'FALSE']),
  ...words('float', 'Infinity', ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']),
  ...words('float', '-Infinity', ['-.inf', '-.Inf', '-.INF']),
  ...words('float', 'NaN', ['.nan', '.NaN', '.NAN']),
]);

// No constructor of the SafeLoader takes the tags that `=`, `<<`, `!`, `&` and `*` resolve to: as values they raise.
const PYYAML_WORDS = new Map<string, Reading>([
  ...CORE_WORDS,
  ...words('bool', 'true', ['yes', 'Yes', 'YES', 'on', 'On', 'ON']),
  ...words('bool', 'false', ['no', 'No', 'NO', 'off', 'Off', 'OFF']),
  ...words('merge', '<<', ['<<']),
  ...['=', '!', '&', '*'].flatMap((word) => words('invalid', word, [word])),
]);

/**
 * Reads an untagged scalar as one dialect does.
 *
 * @param text - the scalar's content, unescaped and unfolded, without quotes
 * @param plain - whether it is written plain; quoted and block scalars are strings whatever they hold
 * @param dialect - whose rules
 * @returns type and canonical value; `invalid` for what PyYAML resolves to a type but cannot construct
 *   (`2022-02-30`, `0b_`, `=`); `merge` for `<<`, which is meant as a key and raises as a value
 */
export function readScalar(text: string, plain: boolean, dialect: Dialect): Reading {
  if (!plain || !SPECIAL.test(text)) return { type: 'str', canonical: text };
  return dialect === 'pyyaml' ? readPyyaml(text) : readCore(text);
}

/**
 * The identity of a scalar: two ids made with the same `dialects` are equal exactly when type and value are equal
 * under each of them.
 *
 * @param text - the scalar's content, as for `readScalar`
 * @param plain - whether it is written plain
 * @param dialects - who must agree
 * @returns one letter for the type and the canonical text; where the dialects differ, `|` and all their ids, each
 *   behind its length, so that no text can imitate another's id
 */
export function scalarId(text: string, plain: boolean, dialects: readonly Dialect[]): string {
  if (!plain || !SPECIAL.test(text)) return `s${text}`;
  if (PLAIN_INT.test(text)) return `i${text}`;
  const ids = dialects.map((dialect) => idOf(readScalar(text, plain, dialect)));
  const [first = ''] = ids;
  if (ids.every((id) => id === first)) return first;
  return `|${ids.map((id) => `${String(id.length)}:${id}`).join('')}`;
}

/**
 * @param text - the scalar's content, as for `readScalar`
 * @param plain - whether it is written plain
 * @returns whether PyYAML and YAML 1.2 core read different types or values
 */
export function isAmbiguous(text: string, plain: boolean): boolean {
  return scalarId(text, plain, DIALECTS).startsWith('|');
}

/**
 * @param text - what would be written as a plain scalar
 * @returns whether both dialects would read a string; says nothing about syntax (`a: b`, `- x`, `[`)
 */
export function isStringInBoth(text: string): boolean {
  return DIALECTS.every((dialect) => readScalar(text, true, dialect).type === 'str');
}

/**
 * The value for printing and comparing in JavaScript. Loses the type: identity is `scalarId`.
 *
 * @param text - the scalar's content, as for `readScalar`
 * @param plain - whether it is written plain
 * @param dialect - whose rules
 * @returns integers as number while that is exact, else as bigint; timestamps, `<<` and invalid ones as their text
 */
export function toPlain(
  text: string,
  plain: boolean,
  dialect: Dialect,
): null | boolean | number | bigint | string {
  const { type, canonical } = readScalar(text, plain, dialect);
  if (type === 'null') return null;
  if (type === 'bool') return canonical === 'true';
  if (type === 'float') return Number(canonical);
  if (type !== 'int') return text;
  const value = Number(canonical);
  return Number.isSafeInteger(value) ? value : BigInt(canonical);
}

function words(type: ScalarType, canonical: string, spellings: readonly string[]): [string, Reading][] {
  return spellings.map((spelling) => [spelling, { type, canonical }]);
}

/** The type's first letter marks it; `x` is for invalid, as `i` is for int. */
function idOf({ type, canonical }: Reading): string {
  return (type === 'invalid' ? 'x' : type.charAt(0)) + canonical;
}

/** In the order in which PyYAML tries its resolvers: words, float, int, timestamp. */
function readPyyaml(text: string): Reading {
  const word = PYYAML_WORDS.get(text);
  if (word !== undefined) return word;
  if (PYYAML_FLOAT.test(text)) return valueOr(text, 'float', pyyamlFloat(text));
  if (PYYAML_INT.test(text)) return valueOr(text, 'int', pyyamlInt(text));
  const date = PYYAML_DATE.exec(text) ?? PYYAML_DATETIME.exec(text);
  if (date !== null) return valueOr(text, 'timestamp', pyyamlTimestamp(date));
  return { type: 'str', canonical: text };
}

/** JavaScript loaders give -0 for the integer `-0`, so it is kept apart from `0`. */
function readCore(text: string): Reading {
  const word = CORE_WORDS.get(text);
  if (word !== undefined) return word;
  if (CORE_INT.test(text)) {
    const digits = BigInt(text).toString();
    return { type: 'int', canonical: digits === '0' && text.startsWith('-') ? '-0' : digits };
  }
  if (CORE_FLOAT.test(text)) return { type: 'float', canonical: floatText(Number(text)) };
  return { type: 'str', canonical: text };
}

function valueOr(text: string, type: ScalarType, canonical: string | null): Reading {
  return canonical === null ? { type: 'invalid', canonical: text } : { type, canonical };
}

function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** @returns null for `0b_` and `0x_`, where nothing is left to read */
function pyyamlInt(text: string): string | null {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  if (digits === '0b' || digits === '0x') return null;
  const parts = /^0[0-7]/.test(digits) ? [`0o${digits}`] : digits.split(':');
  const value = parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return String(text.startsWith('-') ? -value : value);
}

/** Adds from the last part on, as PyYAML does, to round alike. @returns null where Python's int overflows a float */
function pyyamlFloat(text: string): string | null {
  let value = 0;
  let base = 1n;
  for (const part of text.replaceAll('_', '').replace(/^[-+]/, '').split(':').reverse()) {
    const factor = Number(base);
    if (factor === Infinity) return null;
    value += Number(part) * factor;
    base *= 60n;
  }
  return floatText(text.startsWith('-') ? -value : value);
}

/** @returns the ISO form with microseconds and offset, as Python's isoformat; null where datetime refuses */
function pyyamlTimestamp(match: RegExpExecArray): string | null {
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] =
    match.slice(1);
  const date = [year, pad(month), pad(day)].join('-');
  const time = [hour, minute, second].map(pad).join(':'); // midnight for a date
  if (!exists(`${date}T${time}`)) return null;
  if (match.length === 4) return date;
  const zone = pyyamlZone(match[8], match[9], match[10], match[11]);
  return zone === null ? null : `${date}T${time}.${fraction.slice(0, 6).padEnd(6, '0')}${zone}`;
}

/** Python's years begin at 1; JavaScript rolls 30 February and 24:00 over into the next day. */
function exists(iso: string): boolean {
  const time = new Date(`${iso}Z`);
  return !iso.startsWith('0000') && !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(iso);
}

/** @returns '' without a time zone, which Python keeps apart from UTC; null where timezone() refuses: a day or more */
function pyyamlZone(utc?: string, sign?: string, hours = '0', minutes = '0'): string | null {
  if (utc !== undefined) return '+00:00';
  if (sign === undefined) return '';
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset >= 24 * 60) return null;
  return `${offset === 0 ? '+' : sign}${pad(Math.floor(offset / 60))}:${pad(offset % 60)}`;
}

function pad(digits: string | number): string {
  return String(digits).padStart(2, '0');
}
