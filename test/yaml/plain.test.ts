/** Values as plain data, through the loader: both dialects, tags, merge keys, keys of every name. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDatasetConfigs, type LoadOptions } from '../../src/files/load.js';
import { folder, lay } from '../files/sandbox.js';

/** Loads a parent with one session `s1`; `shared` and `own` are added to what both need. */
function loadOne(shared: string, own: string, options: LoadOptions = {}): Record<string, unknown> {
  lay({
    'experiment.yaml': `session_dir: sessions\nsessions: [s1]\n${shared}`,
    'sessions/s1.yaml': `cids: [1]\n${own}`,
  });
  const [config] = loadDatasetConfigs(join(folder, 'experiment.yaml'), options);
  const filledIn = ['cids', 'session', 'lab', '_weight', '_config_path', '_parent_config_path'];
  return Object.fromEntries(Object.entries(config ?? {}).filter(([key]) => !filledIn.includes(key)));
}

const READINGS: readonly (readonly [string, unknown, unknown])[] = [
  ['yes', true, 'yes'],
  ['off', false, 'off'],
  ['y', 'y', 'y'],
  ['012', 10, 12],
  ['08', '08', 8],
  ['1e-3', '1e-3', 0.001],
  ['1.0e-7', 1e-7, 1e-7],
  ['1_000', 1000, '1_000'],
  ['1:30', 90, '1:30'],
  ['0o17', '0o17', 15],
  ['2022-02-16', '2022-02-16', '2022-02-16'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['9007199254740991', 9007199254740991, 9007199254740991],
  ['9007199254740993', 9007199254740993n, 9007199254740993n],
  ['-123456789012345678901234567890', -123456789012345678901234567890n, -123456789012345678901234567890n],
  ['.nan', NaN, NaN],
  ['-.inf', -Infinity, -Infinity],
  ['-0.0', -0, -0],
  ['~', null, null],
  ['', null, null],
  ['null', null, null],
  ["'yes'", 'yes', 'yes'],
  ['"012"', '012', '012'],
  ['"\\u00b5\\n"', 'µ\n', 'µ\n'],
  ['|+\n  a\n', 'a\n\n', 'a\n\n'],
  ['>-\n  a\n  b', 'a b', 'a b'],
  ['!!str 012', '012', '012'],
  ['!!int "12"', 12, 12],
  ['!!float 1', 1, 1],
  ['!!float 1e3', 1000, 1000],
  ['!!bool "yes"', true, 'yes'],
  ['!!null x', null, null],
  ['! 12', 12, '12'],
  ['! [1]', [1], [1]],
  ['!!seq [1]', [1], [1]],
  ['!!map {a: 1}', { a: 1 }, { a: 1 }],
  ['!!set {a, b}', { a: null, b: null }, { a: null, b: null }],
  ['!include other.yaml', { '!include': 'other.yaml' }, { '!include': 'other.yaml' }],
  [
    '!!python/tuple [1, 2]',
    { 'tag:yaml.org,2002:python/tuple': [1, 2] },
    { 'tag:yaml.org,2002:python/tuple': [1, 2] },
  ],
  ['{1: a, x: b}', { 1: 'a', x: 'b' }, { 1: 'a', x: 'b' }],
];

describe('values', () => {
  test.each(READINGS)(
    '%s is read as PyYAML reads it, the default, and as YAML 1.2 does',
    (text, pyyaml, core) => {
      expect(loadOne(`k: ${text}\n`, '').k).toEqual(pyyaml);
      expect(loadOne('', `k: ${text}\n`).k).toEqual(pyyaml);
      expect(loadOne('', `k: ${text}\n`, { yaml: '1.2' }).k).toEqual(core);
    },
  );

  const MERGED = 'base: &b {x: 1, y: 1}\nother: &o {y: 2, z: 2}\n';

  test.each([
    ['one source', 'k: {<<: *b, y: 9}', '{"x":1,"y":9}'],
    ['behind other keys, merged pairs first', 'k:\n  w: 9\n  <<: *b', '{"x":1,"y":1,"w":9}'],
    ['several sources, the earlier wins', 'k: {<<: [*b, *o]}', '{"y":1,"z":2,"x":1}'],
    ['sources that merge themselves', 'c: &c {<<: *b, y: 5}\nk: {<<: *c}', '{"x":1,"y":5}'],
    ['a quoted key is no merge key', 'k: {"<<": *b}', '{"<<":{"x":1,"y":1}}'],
  ])('merge keys are expanded under PyYAML: %s', (_, text, expected) => {
    expect(JSON.stringify(loadOne(`${MERGED}${text}\n`, '').k)).toBe(expected);
  });

  test('and are ordinary keys under YAML 1.2', () => {
    const rest = loadOne(`${MERGED}k: {<<: *b, y: 9}\n`, '', { yaml: '1.2' });
    expect(rest.k).toEqual({ '<<': { x: 1, y: 1 }, y: 9 });
  });

  test('a merge key is expanded in its own file, then the session is merged', () => {
    const rest = loadOne('b: &b {x: 1, y: 1}\nk: {<<: *b, x: 2}\n', 'b: &b {x: 8}\nk: {<<: *b, z: 3}\n');
    expect(rest.k).toEqual({ x: 8, y: 1, z: 3 });
  });

  test('a merge key that merges nothing is not lost', () => {
    expect(loadOne('k: {<<: !include x, y: 1}\n', '').k).toEqual({ '<<': { '!include': 'x' }, y: 1 });
  });

  test.each([
    ['another tag', 'k: !include a', 'k: !secret b', { '!secret': 'b' }],
    ['the same tag', 'k: !point {x: 1}', 'k: !point {y: 2}', { '!point': { y: 2 } }],
    ['a mapping', 'k: !include a', 'k: {x: 1}', { x: 1 }],
    ['a tag over a mapping', 'k: {x: 1}', 'k: !include a', { '!include': 'a' }],
    ['a set', 'k: !!set {a}', 'k: !!set {b}', { b: null }],
    ['below', 'k: {t: !include a, u: 1}', 'k: {t: {x: 1}}', { t: { x: 1 }, u: 1 }],
  ])('a tagged node is opaque: it is replaced, never merged into (%s)', (_, shared, own, expected) => {
    expect(loadOne(`${shared}\n`, `${own}\n`).k).toEqual(expected);
  });

  test('keys named like parts of an object are keys', () => {
    const rest = loadOne(
      '__proto__: {a: 1}\nconstructor: {prototype: {polluted: 1}}\n',
      '__proto__: {b: 2}\n',
    );
    expect(JSON.stringify(rest)).toBe(
      '{"__proto__":{"a":1,"b":2},"constructor":{"prototype":{"polluted":1}}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
