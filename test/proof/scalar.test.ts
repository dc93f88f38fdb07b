/**
 * The proof's own reading of scalars: as the real PyYAML reads generated ones, and apart or alike exactly where the
 * other resolver of this project (src/yaml) tells them apart or not.
 */
import { describe, expect, test } from 'vitest';
import { dialectsOf } from '../../src/core/value.js';
import { canonicalPlain } from '../../src/proof/scalar.js';
import { readScalar } from '../../src/yaml/scalar.js';
import { noPyyaml } from '../support/python.js';
import { generateScalars, pyyamlScalars } from '../support/scalars.js';

const WORDS = `~ null Null yes No ON off true False TRUE .inf -.INF +.Inf .nan .NaN 012 0o12 08 0x1F -0x1f 0b101 0b_
  1_000 1e3 1e-3 1.0e+3 1.5e-3 -0 -0.0 +.5 .5 1. 1:30 190:20:30 190:20:30.15 0:0. 1:60 2022-02-16 2022-02-30 2001-12-14T21:59:43.10-05:00
  2001-12-14t21:59:43Z 12:30:45 = << 9007199254740993 12345678901234567890 1.0e+400 1e400 6.02e23 word Allen_2022-02-16`;

const CORPUS = [
  ...generateScalars(WORDS.split(/\s+/), 25_000),
  // Too large for a float in Python.
  ...['1', '0', '-12'].map((first) => `${first}${':00'.repeat(200)}.`),
  // The powers of 60 that no longer fit a float exactly, on which the order of rounding shows.
  ...[11, 12, 20, 90, 170].map((parts) => `7${':13'.repeat(parts)}.5`),
];

const PYTHON = noPyyaml();

describe('canonicalPlain', () => {
  test.each([
    ['', 'null', 'null'],
    ['~', 'null', 'null'],
    ['yes', 'bool true', 'str yes'],
    ['TRUE', 'bool true', 'bool true'],
    ['012', 'int 10', 'int 12'],
    ['08', 'str 08', 'int 8'],
    ['-0', 'int 0', 'int -0'],
    ['1.0', 'float 1', 'float 1'],
    ['-0.0', 'float -0', 'float -0'],
    ['1e-3', 'str 1e-3', 'float 0.001'],
    ['1e400', 'str 1e400', 'float inf'],
    ['1:30', 'int 90', 'str 1:30'],
    ['.nan', 'float nan', 'float nan'],
    ['-.inf', 'float -inf', 'float -inf'],
    ['12345678901234567890', 'int 12345678901234567890', 'int 12345678901234567890'],
    ['2022-02-16', 'timestamp 2022-02-16', 'str 2022-02-16'],
    ['2022-02-30', 'invalid 2022-02-30', 'str 2022-02-30'],
    ['2001-12-14 21:59:43.1 -5', 'timestamp 2001 12 14 21 59 43 100000 -300', 'str 2001-12-14 21:59:43.1 -5'],
    [`1${':00'.repeat(200)}.`, `invalid 1${':00'.repeat(200)}.`, `str 1${':00'.repeat(200)}.`],
    ['=', 'invalid =', 'str ='],
    ['<<', 'invalid <<', 'str <<'],
    ['__proto__', 'str __proto__', 'str __proto__'],
  ])('reads %j as %j under PyYAML and as %j under 1.2', (text, pyyaml, core) => {
    expect(canonicalPlain(text, 'pyyaml')).toBe(pyyaml);
    expect(canonicalPlain(text, '1.2')).toBe(core);
  });

  test(`reads ${CORPUS.length} generated scalars as PyYAML does`, ({ skip }) => {
    if (PYTHON !== null) skip(PYTHON);
    const told = pyyamlScalars(CORPUS).map(asCanonical);
    const wrong = CORPUS.flatMap((text, at) => {
      const ours = canonicalPlain(text, 'pyyaml');
      return ours === told[at] ? [] : [`${text}: ${ours}, not ${String(told[at])}`];
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  test.each(dialectsOf('both'))(
    'tells apart what the resolver of src/yaml tells apart, under %s',
    (dialect) => {
      const pairs = CORPUS.map((text) => {
        const { type, canonical } = readScalar(text, true, dialect);
        return [canonicalPlain(text, dialect), `${type} ${canonical}`, text] as const;
      });
      // Equal on one side only: two texts of one class here that are in two classes there.
      const wrong = [...split(pairs), ...split(pairs.map(([ours, theirs, text]) => [theirs, ours, text]))];
      expect(wrong.slice(0, 20)).toEqual([]);
    },
  );
});

/** @returns the texts whose first class is not always paired with the same second class */
function split(pairs: readonly (readonly [string, string, string])[]): readonly string[] {
  const seen = new Map<string, string>();
  return pairs.flatMap(([one, other, text]) => {
    const before = seen.get(one) ?? other;
    seen.set(one, before);
    return before === other ? [] : [`${text}: ${one} is both ${before} and ${other}`];
  });
}

/** PyYAML's answer in the words of canonicalPlain. */
function asCanonical(told: string): string {
  const [type = '', ...rest] = told.split(' ');
  const value = rest.join(' ');
  if (type === 'null') return 'null';
  if (type === 'float') return `float ${value.replace('Infinity', 'inf').replace('NaN', 'nan')}`;
  const stamp = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)(?:([-+])(\d+):(\d+))?$/.exec(value);
  if (type !== 'timestamp' || stamp === null) return told;
  const [sign, hours, minutes] = stamp.slice(8);
  const offset = Number(hours) * 60 + Number(minutes);
  const zone = sign === undefined ? 'no zone' : String(sign === '-' ? 0 - offset : offset);
  return ['timestamp', ...stamp.slice(1, 8).map(Number), zone].join(' ');
}
