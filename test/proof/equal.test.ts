/** What reads the same is the same: layout, quotes where they do not count, comments, encodings of lines. */
import { describe, expect, test } from 'vitest';
import { proveLayouts, proveSame, proveTexts } from './layout.js';

describe('equal values', () => {
  test.each([
    ['0.8', '0.80'],
    ['"a"', 'a'],
    ["'a'", '"\\x61"'],
    ['.nan', '.NaN'],
    ['1.0e+3', '1000.0'],
    ['~', 'null'],
    ['', 'null'],
    ['[1, 2]', '[ 1,2 ]'],
    ['[1, 2]', '\n- 1\n- 2'],
    ['{b: 1}', '\n  b: 1'],
    ['"x y"', '\n  x\n  y'],
    ['"x\\n"', '|\n  x'],
    ['!x [1]', '!x\n- 1'],
    ['12345678901234567890', '+12345678901234567890'],
  ])('%j and %j', (before, after) => {
    expect(proveSame(`a: ${before}\n`, `a: ${after}\n`).differences).toEqual([]);
  });

  test.each([
    ['pyyaml', 'yes', 'true'],
    ['pyyaml', '012', '10'],
    ['pyyaml', '1:30', '90'],
    ['pyyaml', '1_000', '1000'],
    ['pyyaml', '1e-3', "'1e-3'"],
    ['pyyaml', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.1 -5'],
    ['1.2', 'yes', "'yes'"],
    ['1.2', '012', '12'],
    ['1.2', '0o14', '12'],
    ['1.2', '1e-3', '0.001'],
    ['1.2', '2022-02-16', "'2022-02-16'"],
  ] as const)('to %s alone: %s and %s', (yaml, before, after) => {
    const texts = [`a: ${before}\n`, `a: ${after}\n`] as const;
    expect(proveSame(...texts, { yaml }).ok).toBe(true);
    expect(proveSame(...texts).ok).toBe(false);
  });
});

describe('keys that are no scalars', () => {
  test.each([
    ['? [a, 1]\n: x\n', '[a, 1]: x\n'],
    ['? {a: 1}\n: x\n', '{a: 1} : x\n'],
    ['m: {[a]: 1, {b: [c]}: 2}\n', 'm:\n  ? - a\n  : 1\n  ? b:\n      - c\n  : 2\n'],
    ['? !t x\n: 1\n', '!t x: 1\n'],
    ['? &k [a]\n: 1\nb: *k\n', '[a]: 1\nb: [a]\n'],
  ])('%j and %j', (before, after) => {
    expect(proveSame(before, after).differences).toEqual([]);
  });

  test.each([
    ['? [a, 1]\n: x\n', '? [a, "1"]\n: x\n'],
    ['? {a: 1}\n: x\n', '? {b: 1}\n: x\n'],
    ['? [a]\n: x\n', 'a: x\n'],
    ['? [a]\n: x\n', '? {a: null}\n: x\n'],
    ['? [[a], b]\n: x\n', '? [[a, b]]\n: x\n'],
    ['? !t x\n: 1\n', '? !u x\n: 1\n'],
    ['? !t x\n: 1\n', '? x\n: 1\n'],
    ['? [a]\n: 1\n? [b]\n: 2\n', '? [a]\n: 2\n? [b]\n: 1\n'],
  ])('%j is not %j', (before, after) => {
    expect(proveSame(before, after).ok).toBe(false);
    expect(proveSame(after, before).ok).toBe(false);
  });
});

describe('equal texts', () => {
  const TEXT = 'a: 1 # beside\n# above\nm:\n  b: |\n    x\n\n    y\n  c: [1,\n    2]\n';
  test.each([
    ['comments', 'a: 1\nm:\n  b: |\n    x\n\n    y\n  # other\n  c: [1, 2]\n# last\n'],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${TEXT}`],
    ['a document marker', `--- # head\n${TEXT}...\n`],
    ['more indentation', TEXT.replaceAll('\n  ', '\n      ')],
  ])('but for %s', (_, other) => {
    expect(proveSame(TEXT, other).differences).toEqual([]);
    expect(proveSame(other, TEXT).differences).toEqual([]);
  });

  test('with `]` in the column of the parent, as many files have it', () => {
    expect(proveSame('a: [1, 2]\n', 'a: [\n  1, 2\n]\n').differences).toEqual([]);
  });
});

describe('the proof itself', () => {
  test('names its readings and counts scalars once a session', () => {
    const proof = proveTexts({ legacy: 'a: 1\nm: {b: [x, y], c: null}\n', parent: '', session: 'a: 2\n' });
    expect(proof.loaders).toEqual(["js-yaml by PyYAML's rules", "js-yaml by YAML 1.2's rules"]);
    expect(proof.compared).toBe(4);
  });

  test('holds one session at a time', () => {
    const asked: string[] = [];
    const file = (path: string, text: string) => ({ path, text: () => (asked.push(path), text) });
    const session = (name: string) => ({
      name,
      legacy: file(`old ${name}`, 'a: 1\n'),
      session: file(`new ${name}`, 'a: 1\n'),
    });
    const parent = file('parent', 'session_dir: s\nsessions: [x, y]\n');
    const proof = proveLayouts([{ parent, sessions: [session('x'), session('y')] }]);
    expect(proof.ok).toBe(true);
    expect(asked).toEqual(['parent', 'old x', 'new x', 'old y', 'new y']);
  });
});
