/** Aliases replaced by the text they mean. */
import { expect, test } from 'vitest';
import { writeOut } from '../../src/yaml/write-out.js';

/** All aliases of a text written out. */
function written(text: string, anchors: 'keep' | 'drop' = 'keep'): string | null {
  const offsets = [...text.matchAll(/\*\w/g)].map(({ index }) => index);
  return writeOut(text, new Set(offsets), anchors);
}

test.each([
  ['a scalar', 'a: &x 0.80 # c\nb: *x # d\n', 'a: &x 0.80 # c\nb: 0.80 # d\n'],
  ['nothing', 'a: &x\nb: *x\nc: [*x]\n', 'a: &x\nb: \nc: [null]\n'],
  ['quotes', 'a: &x "q # r"\nb: [*x, *x]\n', 'a: &x "q # r"\nb: ["q # r", "q # r"]\n'],
  ['a plain scalar with a comma, between brackets', 'a: &x a, b\nb: [*x]\n', 'a: &x a, b\nb: ["a, b"]\n'],
  [
    'a block sequence',
    "a: &x\n  - 0.80 # gain\n  # above\n  - 'b'\nb:\n  m: *x # here\n  l: 1\n",
    "a: &x\n  - 0.80 # gain\n  # above\n  - 'b'\nb:\n  m: # here\n    - 0.80\n    - 'b'\n  l: 1\n",
  ],
  [
    'a block mapping behind a dash',
    'a: &x\n    p: 1\n    q: {r: 2}\nb:\n- *x\n- 1\n',
    'a: &x\n    p: 1\n    q: {r: 2}\nb:\n- p: 1\n  q: {r: 2}\n- 1\n',
  ],
  [
    'a block mapping between brackets',
    'a: &x\n  p: 1\nb: [*x, {c: *x}]\n',
    'a: &x\n  p: 1\nb: [{p: 1}, {c: {p: 1}}]\n',
  ],
  ['a merge key', 'a: &x\n  p: 1\nb:\n  <<: *x\n  q: 1\n', 'a: &x\n  p: 1\nb:\n  <<:\n    p: 1\n  q: 1\n'],
  [
    'a block scalar',
    't: &t |\n  one\n    two\nl:\n  - *t\nm:\n    k: *t # c\n    n: 1\n',
    't: &t |\n  one\n    two\nl:\n  - |\n    one\n      two\nm:\n    k: | # c\n      one\n        two\n    n: 1\n',
  ],
  ['a flow sequence over lines', 'a: &x [1,\n  2]\nm:\n  k: *x\n', 'a: &x [1,\n  2]\nm:\n  k: [1,\n    2]\n'],
  ['a tag', 'a: !!set &x {p}\nb: *x\n', 'a: !!set &x {p}\nb: !!set {p: null}\n'],
  [
    'aliases inside, and the anchors there',
    'a: &a 1\nb: &b [*a, &c 2, *c]\nc: *b\n',
    'a: &a 1\nb: &b [1, &c 2, 2]\nc: [1, 2, 2]\n',
  ],
  ['line endings of the file', 'a: &a\r\n  - 1\r\nb: *a\r\n', 'a: &a\r\n  - 1\r\nb:\r\n  - 1\r\n'],
  ['a key', 'a: &a k\nb: {*a : 1}\n', 'a: &a k\nb: {k : 1}\n'],
])('%s', (_, text, expected) => {
  expect(written(text)).toBe(expected);
});

test('anchors go when asked', () => {
  expect(written('a: &x 1\nb: &y\n  - &z {q: &w }\nc: *x\n', 'drop')).toBe('a: 1\nb:\n  - {q: }\nc: 1\n');
});

test('what is not chosen stays', () => {
  expect(writeOut('a: &x 1\nb: *x\nc: *x\n', new Set([17]), 'keep')).toBe('a: &x 1\nb: *x\nc: 1\n');
});

test('what would become too long is not written', () => {
  const levels = Array.from(
    { length: 9 },
    (_, at) => `a${at + 1}: &${'bcdefghij'[at]} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]\n`,
  );
  expect(written(`a0: &a [${Array(9).fill('x').join(', ')}]\n${levels.join('')}`)).toBe(null);
});
