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
    rule: 'the anchor moves; an alias that stays is written out when it means a word or two',
    files: [
      "a: &x [0.80, 'b']\nb:\n  m: *x # here\n  l: 1\n",
      "a: &x [0.80, 'b']\nb:\n  m: *x # here\n  l: 2\n",
    ],
    options: { pin: ['b'] },
    parent: "a: &x [0.80, 'b']\n",
    sessions: ["b:\n  m: [0.80, 'b'] # here\n  l: 1\n", "b:\n  m: [0.80, 'b'] # here\n  l: 2\n"],
  },
  {
    rule: 'when it means more, the anchor stays with it, and all else of its entry moves',
    files: [
      'a:\n  k: 1\n  l: &x\n    p: 1\n    q: 2\nb: *x\nc: {m: *x, n: 1}\n',
      'a:\n  k: 1\n  l: &x\n    p: 1\n    q: 2\nb: 0\nc: {m: *x, n: 2}\n',
    ],
    parent: 'a:\n  k: 1\nc: {m: {p: 1, q: 2}}\n',
    sessions: [
      'a:\n  l: &x\n    p: 1\n    q: 2\nb: *x\nc: {n: 1}\n',
      'a:\n  l: &x\n    p: 1\n    q: 2\nb: 0\nc: {n: 2}\n',
    ],
  },
  {
    rule: 'the alias moves, its anchor stays: the alias is written out in the parent',
    files: [
      'a: {x: &x {k: 1}, y: 1}\nb: *x\nc: &c\n  - 0.80 # gain\nd:\n  e: *c # here\n',
      'a: {x: &x {k: 1}, y: 2}\nb: *x\nc: &c\n  - 0.80 # gain\nd:\n  e: *c # here\n',
    ],
    options: { pin: ['a', 'c'] },
    parent: 'b: {k: 1}\nd:\n  e: # here\n    - 0.80\n',
    sessions: [
      'a: {x: &x {k: 1}, y: 1}\nc: &c\n  - 0.80 # gain\n',
      'a: {x: &x {k: 1}, y: 2}\nc: &c\n  - 0.80 # gain\n',
    ],
  },
  {
    rule: 'a mapping behind an anchor is split; an alias to all of it that moves is written out',
    files: ['d: &d\n  a: 1\n  b: 1\nu: *d\n', 'd: &d\n  a: 1\n  b: 2\nu: {a: 1, b: 1}\n'],
    parent: 'd: &d\n  a: 1\nu:\n  a: 1\n  b: 1\n',
    sessions: ['d: &d\n  b: 1\n', 'd: &d\n  b: 2\n'],
  },
  {
    rule: 'a merge key keeps its place; what it merges stays with it',
    files: [
      'd: &d\n  a: 1\n  b: 2\ne: 1\nj:\n  <<: *d\n  b: 3\n',
      'd: &d\n  a: 1\n  b: 2\ne: 1\nj:\n  <<: *d\n  b: 4\n',
    ],
    parent: 'e: 1\n',
    sessions: [
      'd: &d\n  a: 1\n  b: 2\nj:\n  <<: *d\n  b: 3\n',
      'd: &d\n  a: 1\n  b: 2\nj:\n  <<: *d\n  b: 4\n',
    ],
  },
  {
    rule: 'or is written out when it is short',
    files: [
      'e: &e {b: 2}\nj:\n  <<: [*e, {d: 1}]\n  c: 3\n',
      'e: &e {b: 2}\nj:\n  <<: [*e, {d: 1}]\n  c: 4\n',
    ],
    parent: 'e: &e {b: 2}\n',
    sessions: ['j:\n  <<: [{b: 2}, {d: 1}]\n  c: 3\n', 'j:\n  <<: [{b: 2}, {d: 1}]\n  c: 4\n'],
  },
  {
    rule: 'an alias means the last anchor of its name above it',
    files: ['a: &x 1\nb: &x 2\nc: *x\nd: 1\n', 'a: &y 1\nb: &z 3\nc: *z\nd: 1\n'],
    parent: 'a: &y 1\nd: 1\n',
    sessions: ['b: &x 2\nc: *x\n', 'b: &z 3\nc: *z\n'],
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
