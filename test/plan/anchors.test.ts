/** Anchors and aliases that are parted: what is written out, and that nothing else is. */
import { test } from 'vitest';
import { checkRow, type Row } from './rows.js';

const ROWS: readonly Row[] = [
  {
    rule: 'an alias moves with its anchor',
    files: ['a: &x [1]\nb: *x\nc: 1\n', 'a: &x [1]\nb: *x\nc: 2\n'],
    parent: 'a: &x [1]\nb: *x\n',
    sessions: ['c: 1\n', 'c: 2\n'],
  },
  {
    rule: 'inside one mapping as well',
    files: ['n: {a: &x 1, b: *x, c: 1}\n', 'n: {a: &x 1, b: *x, c: 2}\n'],
    parent: 'n: {a: &x 1, b: *x}\n',
    sessions: ['n: {c: 1}\n', 'n: {c: 2}\n'],
  },
  {
    rule: 'an anchor stays with its alias',
    files: ['a: &x [1]\nb: *x\nc: 1\n', 'a: &x [2]\nb: *x\nc: 1\n'],
    parent: 'c: 1\n',
    sessions: ['a: &x [1]\nb: *x\n', 'a: &x [2]\nb: *x\n'],
  },
  {
    rule: 'the anchor moves, the alias that stays is written out as the text it meant',
    files: [
      "a: &x\n  - 0.80 # gain\n  - 'b'\nb:\n  m: *x # here\n  l: 1\n",
      "a: &x\n  - 0.80 # gain\n  - 'b'\nb:\n  m: *x # here\n  l: 2\n",
    ],
    options: { pin: ['b'] },
    parent: "a: &x\n  - 0.80 # gain\n  - 'b'\n",
    sessions: [
      "b:\n  m: # here\n    - 0.80\n    - 'b'\n  l: 1\n",
      "b:\n  m: # here\n    - 0.80\n    - 'b'\n  l: 2\n",
    ],
  },
  {
    rule: 'the alias moves, its anchor stays: the alias is written out in the parent',
    files: ['a: {x: &x {k: 1}, y: 1}\nb: *x\n', 'a: {x: &x {k: 1}, y: 2}\nb: *x\n'],
    options: { pin: ['a'] },
    parent: 'b: {k: 1}\n',
    sessions: ['a: {x: &x {k: 1}, y: 1}\n', 'a: {x: &x {k: 1}, y: 2}\n'],
  },
  {
    rule: 'a mapping behind an anchor is split; an alias to all of it is written out',
    files: ['d: &d\n  a: 1\n  b: 1\nu: *d\n', 'd: &d\n  a: 1\n  b: 2\nu: {a: 1, b: 1}\n'],
    parent: 'd: &d\n  a: 1\nu:\n  a: 1\n  b: 1\n',
    sessions: ['d: &d\n  b: 1\n', 'd: &d\n  b: 2\n'],
  },
  {
    rule: 'a merge key keeps its place; what it merges is written out',
    files: ['d: &d\n  a: 1\n  b: 2\nj:\n  <<: *d\n  b: 3\n', 'd: &d\n  a: 1\n  b: 2\nj:\n  <<: *d\n  b: 4\n'],
    parent: 'd: &d\n  a: 1\n  b: 2\n',
    sessions: ['j:\n  <<:\n    a: 1\n    b: 2\n  b: 3\n', 'j:\n  <<:\n    a: 1\n    b: 2\n  b: 4\n'],
  },
  {
    rule: 'lists of merge keys too, between brackets on one line',
    files: [
      'd: &d\n  a: 1\ne: &e {b: 2}\nj:\n  <<: [*d, *e]\n  c: 3\n',
      'd: &d\n  a: 1\ne: &e {b: 2}\nj:\n  <<: [*d, *e]\n  c: 4\n',
    ],
    parent: 'd: &d\n  a: 1\ne: &e {b: 2}\n',
    sessions: ['j:\n  <<: [{a: 1}, {b: 2}]\n  c: 3\n', 'j:\n  <<: [{a: 1}, {b: 2}]\n  c: 4\n'],
  },
  {
    rule: 'an alias means the last anchor of its name above it',
    files: ['a: &x 1\nb: &x 2\nc: *x\nd: 1\n', 'a: &y 1\nb: &z 3\nc: *z\nd: 1\n'],
    parent: 'a: &y 1\nd: 1\n',
    sessions: ['b: &x 2\nc: *x\n', 'b: &z 3\nc: *z\n'],
  },
  {
    rule: 'an anchor inside what is written out is left out, and the alias to it is written out as well',
    files: [
      'a: &a 1\nb: &b [*a, &c 2, *c]\nc: *b\nd: *c\n',
      'a: &a 1\nb: &b [*a, &c 2, *c]\nc: [1, 2, 2]\nd: 3\n',
    ],
    options: { pin: ['c'] },
    parent: 'a: &a 1\nb: &b [*a, &c 2, *c]\n',
    sessions: ['c: [1, 2, 2]\nd: 2\n', 'c: [1, 2, 2]\nd: 3\n'],
  },
  {
    rule: 'block scalars and lines behind a dash keep their lines',
    files: [
      't: &t |\n  one\n    two\nl:\n  - *t\n  - 1\nm:\n    k: *t\n    n: 1\n',
      't: &t |\n  one\n    two\nl: []\nm: {}\n',
    ],
    parent: 't: &t |\n  one\n    two\n',
    sessions: [
      'l:\n  - |\n    one\n      two\n  - 1\nm:\n    k: |\n      one\n        two\n    n: 1\n',
      'l: []\nm: {}\n',
    ],
  },
  {
    rule: 'line endings stay those of the file',
    files: ['a: &a\r\n  - 1\r\nb: *a\r\n', 'a: &a\r\n  - 1\r\nb: 1\r\n'],
    parent: 'a: &a\r\n  - 1\r\n',
    sessions: ['b:\r\n  - 1\r\n', 'b: 1\r\n'],
  },
  {
    rule: 'an alias that is a key is written out like any other',
    files: ['a: &a k\nb: {*a : 1}\n', 'a: &a k\nb: {*a : 2}\n'],
    parent: 'a: &a k\n',
    sessions: ['b: {k : 1}\n', 'b: {k : 2}\n'],
  },
  {
    rule: 'the parent never has one anchor twice, which PyYAML refuses',
    files: ['a: &x 1\nb: &x 2\nc: 1\n', 'a: 1\nb: 2\nc: 2\n'],
    parent: 'a: 1\nb: 2\n',
    sessions: ['c: 1\n', 'c: 2\n'],
  },
  {
    rule: 'the majority’s value comes without anchors of another file',
    files: ['a: 1\nl: x\n', 'q: &q 7\na: &a [*q, 8]\nl: *a\n', 'q: &q 7\na: &a [*q, 8]\nl: *a\n'],
    options: { strategy: 'majority' },
    parent: 'a: [7, 8]\nl: [7, 8]\n',
    sessions: ['a: 1\nl: x\n', 'q: &q 7\n', 'q: &q 7\n'],
  },
  {
    rule: 'an anchor stays whose alias is a key at the top, which stays',
    files: ['a: &x k\n*x : 1\nb: 1\n', 'a: &x k\n*x : 1\nb: 1\n'],
    parent: 'b: 1\n',
    sessions: ['a: &x k\n*x : 1\n', 'a: &x k\n*x : 1\n'],
  },
];

test.each(ROWS.map((row) => [row.rule, row] as const))('%s', (_, row) => {
  checkRow(row);
});
