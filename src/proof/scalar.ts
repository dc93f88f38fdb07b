/**
 * What a plain scalar is to each loader: written apart from the resolver the factoring uses, from the same public
 * rules (PyYAML's resolver and constructors; YAML 1.2.2, 10.3.2), so that a mistake in one is not repeated here.
 * Both are compared with the real PyYAML and with each other by tests.
 */
import type { Dialect } from '../core/value.js';

const memo = { pyyaml: new Map<string, string>(), '1.2': new Map<string, string>() };
const MEMO_SIZE = 50_000;

/**
 * @param text - the scalar's text
 * @param dialect - whose rules
 * @returns type and value as one string, `int 12`; equal strings are equal values
 */
export function canonicalPlain(text: string, dialect: Dialect): string {
  const cache = memo[dialect];
  const known = cache.get(text);
  if (known !== undefined) return known;
  const value = dialect === 'pyyaml' ? byPyyaml(text) : byCore(text);
  if (cache.size >= MEMO_SIZE) cache.clear();
  cache.set(text, value);
  return value;
}

function byCore(text: string): string {
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return 'null';
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return `bool ${text.toLowerCase()}`;
  if (/^[-+]?[0-9]+$/.test(text)) return coreInt(text);
  if (/^0o[0-7]+$|^0x[0-9a-fA-F]+$/.test(text)) return `int ${BigInt(text)}`;
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return float(Number(text));
  return special(text) ?? `str ${text}`;
}

/** JavaScript loaders read -0 as a negative zero, so it is not 0. */
function coreInt(text: string): string {
  const value = BigInt(text.replace(/^[-+]/, ''));
  return text.startsWith('-') ? `int -${value}` : `int ${value}`;
}

function special(text: string): string | null {
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? 'float -inf' : 'float inf';
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? 'float nan' : null;
}

function float(value: number): string {
  if (Object.is(value, -0)) return 'float -0';
  return `float ${value}`.replace('Infinity', 'inf');
}

function byPyyaml(text: string): string {
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return 'null';
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return 'bool true';
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return 'bool false';
  if (/^[=!&*]$/.test(text) || text === '<<') return `invalid ${text}`;
  return special(text) ?? pyFloat(text) ?? pyInt(text) ?? pyTime(text) ?? `str ${text}`;
}

function pyFloat(text: string): string | null {
  const decimal = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/.test(text);
  const sixty = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/.test(text);
  if (!decimal && !sixty) return null;
  const bare = text.replaceAll('_', '');
  if (decimal) return float(Number(bare));
  const sign = bare.startsWith('-') ? -1 : 1;
  const digits = bare.replace(/^[-+]/, '').split(':').reverse();
  // In Python's order of operations: a sum from the right, the sign last; its integers overflow a float.
  let sum = 0;
  for (const [power, digit] of digits.entries()) {
    const factor = Number(60n ** BigInt(power));
    if (factor === Infinity) return `invalid ${text}`;
    sum += Number(digit) * factor;
  }
  return float(sign * sum);
}

function pyInt(text: string): string | null {
  if (!/^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/.test(text))
    return null;
  const sign = text.startsWith('-') ? -1n : 1n;
  const bare = text.replaceAll('_', '').replace(/^[-+]/, '');
  const value = unsigned(bare);
  return value === null ? `invalid ${text}` : `int ${sign * value}`;
}

/** @returns null for what Python's int() refuses */
function unsigned(bare: string): bigint | null {
  if (bare === '0') return 0n;
  if (/^0[bx]$/.test(bare) || bare === '') return null;
  if (/^0[bx]/.test(bare)) return BigInt(bare);
  if (bare.startsWith('0')) return bare.length > 1 ? BigInt(`0o${bare.slice(1)}`) : null;
  return bare.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const TIME =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?$/;

function pyTime(text: string): string | null {
  const date = DATE.exec(text);
  if (date) return isDate(date) ? `timestamp ${text}` : `invalid ${text}`;
  const time = TIME.exec(text);
  if (!time) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone, sign, zoneHour, zoneMinute = '0'] =
    time;
  const offset = Number(zoneHour ?? 0) * 60 + Number(zoneMinute);
  const inRange = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && offset < 24 * 60;
  if (!isDate(time) || !inRange) return `invalid ${text}`;
  const numbers = [year, month, day, hour, minute, second].map(Number).join(' ');
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  const shown = zone === undefined ? 'no zone' : String(sign === '-' ? 0 - offset : offset);
  return `timestamp ${numbers} ${micros} ${shown}`;
}

function isDate([, year, month, day]: RegExpExecArray): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1) return false;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  return d <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] ?? 0);
}
