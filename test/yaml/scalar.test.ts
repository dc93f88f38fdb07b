/**
 * Scalars are read as the real loaders read them: a table of the inputs known to differ, then PyYAML itself and the
 * `yaml` package (core schema) over generated scalars.
 */
import { describe, expect, it } from 'vitest';
import { isScalar, isSeq, parseDocument } from 'yaml';
import { dialectsOf } from '../../src/core/value.js';
import { isAmbiguous, isStringInBoth, readScalar, scalarId, toPlain } from '../../src/yaml/scalar.js';
import { noPyyaml } from '../support/python.js';
import { generateScalars, pyyamlScalars } from '../support/scalars.js';

const BOTH = dialectsOf('both');

type Row = readonly [text: string, pyyaml: string, core: string];

/** Rows of texts, told apart by blanks, with one reading, `type canonical`; `str` stands for the text itself. */
function rows(pyyaml: string, core: string, texts: string): Row[] {
  return texts.split(' ').map((text) => row(pyyaml, core, text));
}

function row(pyyaml: string, core: string, text: string): Row {
  const fill = (reading: string) => (/^(?:str|invalid)$/.test(reading) ? `${reading} ${text}` : reading);
  return [text, fill(pyyaml), fill(core)];
}

const LONG_SEXAGESIMAL = `1${':00'.repeat(200)}.`;

const ROWS: readonly Row[] = [
  // bool
  ...rows('bool true', 'str', 'yes Yes YES on On ON'),
  ...rows('bool false', 'str', 'no No NO off Off OFF'),
  ...rows('bool true', 'bool true', 'true True TRUE'),
  ...rows('bool false', 'bool false', 'false False FALSE'),
  ...rows('str', 'str', 'y Y n N yEs tRUE oN yess falsee'),
  // null
  ...rows('null null', 'null null', '~ null Null NULL'),
  row('null null', 'null null', ''),
  ...rows('str', 'str', 'none None nULL nil ~~'),
  // int
  ...rows('int 0', 'int 0', '0 00 +0'),
  ...rows('int 0', 'int -0', '-0 -00'),
  ...rows('int 1', 'int 1', '1 +1 0x1 01'),
  ...rows('int -1', 'int -1', '-1 -01'),
  ...rows('int 10', 'int 12', '012 +012'),
  ...rows('int -10', 'int -12', '-012'),
  ...rows('int 7', 'int 7', '07'),
  ...rows('str', 'int 8', '08'),
  ...rows('str', 'int 9', '09'),
  ...rows('str', 'int 10', '0o12'),
  ...rows('int 31', 'int 31', '0x1F'),
  ...rows('int -31', 'str', '-0x1F'),
  ...rows('int 5', 'str', '0b101 +0b1_01'),
  ...rows('int -5', 'str', '-0b101'),
  ...rows('int 1000', 'str', '1_000'),
  ...rows('int 15', 'str', '0x_F'),
  ...rows('int 10', 'str', '1__0'),
  ...rows('int 0', 'str', '0_ -0_'),
  ...rows('int 7', 'str', '0_7'),
  ...rows('invalid', 'str', '0b_ -0x__'),
  ...rows('str', 'str', '0_8 _1 -0o12 0O12 0X1F 0B1 --1 + - 1+'),
  ...['9007199254740993', '-9007199254740993', '12345678901234567890', '1000000000000000000000000'].map(
    (text) => row(`int ${text}`, `int ${text}`, text),
  ),
  // float
  ...rows('float 1', 'float 1', '1.0 1. +1.00'),
  ...rows('float 1.5', 'float 1.5', '1.5 1.50 01.5'),
  ...rows('float 0.5', 'float 0.5', '.5 0.5'),
  ...rows('str', 'float -0.5', '-.5'),
  ...rows('str', 'float 0.5', '+.5'),
  ...rows('float -0', 'float -0', '-0.0 -0.'),
  ...rows('float 0', 'float 0', '0.0 +0.0'),
  ...rows('str', 'float 1000', '1e3 1E3 1e+3 1.0e3 1.e3'),
  ...rows('float 1000', 'float 1000', '1.0e+3 1000.0'),
  ...rows('str', 'float 0.001', '1e-3'),
  ...rows('float 0.001', 'float 0.001', '1.0e-3 1.e-3 0.001'),
  ...rows('str', 'float 0.0001', '1e-4'),
  ...rows('float 0.0005', 'float 0.0005', '.5e-3'),
  ...rows('str', 'float 500', '.5e3'),
  ...rows('str', 'float 6.02e+23', '6.02e23'),
  ...rows('float 10.5', 'str', '1_0.5'),
  ...rows('float 1.5', 'str', '1._5'),
  ...rows('float 1e-7', 'float 1e-7', '0.0000001'),
  ...rows('float 0.1', 'float 0.1', '0.1 0.1000000000000000055511151231257827'),
  ...rows('str', 'float Infinity', '1e400 123e4567'),
  ...rows('float Infinity', 'float Infinity', '1.0e+400 .inf +.INF'),
  ...rows('float -Infinity', 'float -Infinity', '-.Inf'),
  ...rows('float NaN', 'float NaN', '.nan .NaN .NAN'),
  ...rows('str', 'str', '.Nan -.nan .iNF inf nan . ._ -. +. ... .e5 1.5.1'),
  // looks like a float
  ...rows('str', 'str', 'e5 E1 e10 -e5 1_e5'),
  ...rows('str', 'float 12000', '12e03'),
  ...rows('str', 'float 12300000', '00123e5'),
  ...rows('str', 'float 2', '2e0'),
  // sexagesimal
  ...rows('int 685230', 'str', '190:20:30'),
  ...rows('int 90', 'str', '1:30'),
  ...rows('int -90', 'str', '-1:30'),
  ...rows('int 45045', 'str', '12:30:45'),
  ...rows('int 3661', 'str', '1:1:1'),
  ...rows('int 4832542', 'str', '22:22:22:22'),
  ...rows('int 630', 'str', '1_0:30'),
  ...rows('float 90.5', 'str', '1:30.5'),
  ...rows('float 685230.15', 'str', '190:20:30.15'),
  ...rows('float 30.5', 'str', '0:30.5'),
  ...rows('float -0', 'str', '-0:0.'),
  ...rows('invalid', 'str', LONG_SEXAGESIMAL),
  ...rows('str', 'str', '01:30 08:30 0:30 1:60 1:5:'),
  // timestamps
  ...rows('timestamp 2022-02-16', 'str', '2022-02-16'),
  ...rows('timestamp 2024-02-29', 'str', '2024-02-29'),
  ...rows('timestamp 2000-02-29', 'str', '2000-02-29'),
  ...rows('timestamp 0001-01-01', 'str', '0001-01-01'),
  ...rows('invalid', 'str', '2022-02-30 1900-02-29 2022-04-31 2022-13-01 2022-00-01 2022-01-00 0000-01-01'),
  ...rows('invalid', 'str', '2001-12-14T24:00:00 2001-12-14T23:59:60 2001-12-14T23:59:59+24'),
  row('timestamp 2022-02-06T01:00:00.000000', 'str', '2022-2-6 1:00:00'),
  row('timestamp 2001-12-14T21:59:43.100000-05:00', 'str', '2001-12-14t21:59:43.10-05:00'),
  row('timestamp 2001-12-14T21:59:43.100000-05:00', 'str', '2001-12-14 21:59:43.10 -5'),
  row('timestamp 2001-12-14T21:59:43.000000+05:30', 'str', '2001-12-14\t21:59:43 \t+5:30'),
  row('timestamp 2001-12-15T02:59:43.100000', 'str', '2001-12-15 2:59:43.10'),
  ...rows('timestamp 2001-12-14T21:59:43.000000+00:00', 'str', '2001-12-14T21:59:43Z 2001-12-14T21:59:43-00'),
  row('timestamp 2001-12-14T21:59:43.000000', 'str', '2001-12-14 21:59:43'),
  row('timestamp 2001-12-14T21:59:43.000000', 'str', '2001-12-14 21:59:43.'),
  row('timestamp 2001-12-14T21:59:43.123456+00:00', 'str', '2001-12-14T21:59:43.123456789Z'),
  row('timestamp 2001-12-14T23:59:59.000000-23:39', 'str', '2001-12-14T23:59:59-22:99'),
  ...rows('str', 'str', '2022-2-6 2001-12-14T21:59:43z 2001-12-14T21:59 22-02-16'),
  // special
  ...rows('invalid', 'str', '= ! & *'),
  ...rows('merge <<', 'str', '<<'),
  ...rows('str', 'str', '< == <<< a=b x constructor __proto__ ünï １２ ٣'),
  ...['null ', ' 1', '1 2', 'no\nno', '1\u00a0', '\ufeff1'].map((text) => row('str', 'str', text)),
];

function show(text: string, dialect: 'pyyaml' | '1.2'): string {
  const { type, canonical } = readScalar(text, true, dialect);
  return `${type} ${canonical}`;
}

describe('readScalar', () => {
  it.each(ROWS)('reads %j as %j under PyYAML and %j under 1.2', (text, pyyaml, core) => {
    expect(show(text, 'pyyaml')).toBe(pyyaml);
    expect(show(text, '1.2')).toBe(core);
  });

  it.each(['12', 'yes', '', '~', '2022-02-30', '<<', '1e-3'])(
    'reads %j as a string when it is quoted',
    (text) => {
      for (const dialect of BOTH) {
        expect(readScalar(text, false, dialect)).toEqual({ type: 'str', canonical: text });
        expect(toPlain(text, false, dialect)).toBe(text);
      }
    },
  );
});

describe('scalarId', () => {
  it.each([
    ['0.8', '0.80'],
    ['1', '+1'],
    ['0', '00'],
    ['null', '~'],
    ['True', 'true'],
    ['1.', '1.0'],
    ['.nan', '.NaN'],
    ['07', '7'],
    ['0x10', '16'],
  ])('is equal for %j and %j', (a, b) => {
    expect(scalarId(a, true, BOTH)).toBe(scalarId(b, true, BOTH));
  });

  it.each([
    ['1', '1.0'],
    ['012', '12'],
    ['1e-3', '0.001'],
    ['yes', 'true'],
    ['1:30', '90'],
    ['0', '-0'],
    ['0.0', '-0.0'],
    ['9007199254740993', '9007199254740992'],
    ['2022-02-16', '2022-02-16 00:00:00'],
    ['2001-12-14T21:59:43', '2001-12-14T21:59:43Z'],
    ['2001-12-14T21:59:43Z', '2001-12-14T22:59:43+1'],
  ])('differs for %j and %j', (a, b) => {
    expect(scalarId(a, true, BOTH)).not.toBe(scalarId(b, true, BOTH));
  });

  it('depends on the dialects that must agree', () => {
    expect(scalarId('1:30', true, ['pyyaml'])).toBe(scalarId('90', true, ['pyyaml']));
    expect(scalarId('1e-3', true, ['1.2'])).toBe(scalarId('0.001', true, ['1.2']));
    expect(scalarId('2022-02-30', true, ['pyyaml'])).not.toBe(scalarId('2022-02-30', false, ['pyyaml']));
  });

  it('is never met by a string, whatever the string holds', () => {
    const ids = new Set(ROWS.map(([text]) => scalarId(text, true, BOTH)).filter((id) => !id.startsWith('s')));
    expect(ids.size).toBeGreaterThan(50);
    for (const id of ids) expect(ids.has(scalarId(id, false, BOTH))).toBe(false);
  });

  it('is short for ordinary words and small integers', () => {
    expect(scalarId('gaborium', true, BOTH)).toBe('sgaborium');
    expect(scalarId('false_alarm', true, BOTH)).toBe('sfalse_alarm');
    expect(scalarId('240', true, BOTH)).toBe('i240');
  });
});

describe('isAmbiguous, isStringInBoth', () => {
  it.each(ROWS)('follow from the readings of %j', (text) => {
    const readings = BOTH.map((dialect) => show(text, dialect));
    expect(isAmbiguous(text, true)).toBe(readings[0] !== readings[1]);
    expect(isAmbiguous(text, false)).toBe(false);
    expect(isStringInBoth(text)).toBe(readings.every((reading) => reading === `str ${text}`));
  });
});

describe('toPlain', () => {
  it.each([
    ['~', null, null],
    ['yes', true, 'yes'],
    ['FALSE', false, false],
    ['012', 10, 12],
    ['-0', 0, -0],
    ['-0.0', -0, -0],
    ['.nan', NaN, NaN],
    ['-.inf', -Infinity, -Infinity],
    ['1e-3', '1e-3', 0.001],
    ['9007199254740991', 9007199254740991, 9007199254740991],
    ['9007199254740993', 9007199254740993n, 9007199254740993n],
    ['-9007199254740993', -9007199254740993n, -9007199254740993n],
    ['2022-02-16', '2022-02-16', '2022-02-16'],
    ['2022-02-30', '2022-02-30', '2022-02-30'],
    ['<<', '<<', '<<'],
  ])('gives the value of %j', (text, pyyaml, core) => {
    expect(toPlain(text, true, 'pyyaml')).toBe(pyyaml);
    expect(toPlain(text, true, '1.2')).toBe(core);
  });
});

const CORPUS = generateScalars(
  ROWS.map(([text]) => text),
  25_000,
);
const PYTHON = noPyyaml();

describe('the real loaders', () => {
  it('read the generated scalars as PyYAML does', ({ skip }) => {
    if (PYTHON !== null) skip(PYTHON);
    expect(differences(pyyamlScalars(CORPUS), 'pyyaml')).toEqual([]);
  });

  it('read the generated scalars as yaml does with the core schema', () => {
    expect(differences(CORPUS.map(tellYaml), '1.2')).toEqual([]);
  });
});

function differences(told: readonly string[], dialect: 'pyyaml' | '1.2'): string[] {
  return CORPUS.flatMap((text, index) => {
    const ours = show(text, dialect).replace(/^merge /, 'invalid ');
    return ours === told[index] ? [] : [`${text}: ${String(told[index])}, not ${ours}`];
  }).slice(0, 20);
}

function tellYaml(text: string): string {
  const { contents } = parseDocument(`- ${text}`, { schema: 'core', intAsBigInt: true });
  const item = isSeq(contents) ? contents.items[0] : undefined;
  const value: unknown = isScalar(item) ? item.value : item;
  // As a bigint `-0` has no sign; yaml's own default, a number, has one.
  if (typeof value === 'bigint')
    return value === 0n && text.startsWith('-') ? 'int -0' : `int ${String(value)}`;
  if (typeof value === 'number') return `float ${Object.is(value, -0) ? '-0' : String(value)}`;
  if (typeof value === 'boolean') return `bool ${String(value)}`;
  return value === null ? 'null null' : `str ${String(value)}`;
}
