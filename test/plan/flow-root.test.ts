/** Configs whose root is a flow mapping: pairs go as lines would. */
import { test } from 'vitest';
import { checkRow, type Row } from './rows.js';

const ROWS: readonly Row[] = [
  {
    rule: 'pairs move out of it',
    files: ['{a: 1, b: 2}\n', 'a: 1\nb: 3\n'],
    parent: 'a: 1\n',
    sessions: ['{b: 2}\n', 'b: 3\n'],
  },
  {
    rule: 'a folder of nothing else shares as well, in lines',
    files: ['{"a": 0.80, m: {x: 1, y: 1}, b: 2}\n', '{"a": 0.8, m: {x: 1, y: 2}, b: 2}\n'],
    parent: '"a": 0.80\nm: {x: 1}\nb: 2\n',
    sessions: ['{m: {y: 1}}\n', '{m: {y: 2}}\n'],
  },
  {
    rule: 'over lines, as JSON is written',
    files: [
      '{\n  "cids": [1, 2],\n  "lab": "yates",\n  "eye": {\n    "left": 1,\n    "right": 2\n  }\n}\n',
      '{\n  "cids": [3],\n  "lab": "yates",\n  "eye": {\n    "left": 1,\n    "right": 3\n  }\n}\n',
    ],
    options: { pin: ['cids'] },
    parent: '"lab": "yates"\n"eye": {\n    "left": 1\n  }\n',
    sessions: [
      '{\n  "cids": [1, 2],\n  "eye": {\n    "right": 2\n  }\n}\n',
      '{\n  "cids": [3],\n  "eye": {\n    "right": 3\n  }\n}\n',
    ],
  },
  {
    rule: 'with comments and markers around it, and CRLF',
    files: ['# head\r\n--- {a: 1, b: 2} # beside\r\n# foot\r\n', '{a: 1, b: 3}'],
    parent: 'a: 1\r\n',
    sessions: ['# head\r\n--- {b: 2} # beside\r\n# foot\r\n', '{b: 3}'],
  },
  {
    rule: 'of which nothing is left, it is empty',
    files: ['{a: 1}\n', '{a: 1, b: 3}\n'],
    parent: 'a: 1\n',
    sessions: ['{}\n', '{b: 3}\n'],
  },
  {
    rule: 'with comments, anchors or keys that are no strings inside, it is kept as it is',
    files: ['{a: 1, # why\n b: 2}\n', '{a: &a 1, b: *a}\n', '{a: 1, 2: 2}\n', 'a: 1\nb: 2\n'],
    parent: 'a: 1\n',
    sessions: ['{a: 1, # why\n b: 2}\n', '{a: &a 1, b: *a}\n', '{a: 1, 2: 2}\n', 'b: 2\n'],
  },
  {
    rule: 'the majority may come from one',
    files: ['{a: 1, b: 1}\n', '{a: 1, b: 2}\n', 'a: 2\nb: 3\n'],
    options: { strategy: 'majority', pin: ['b'] },
    parent: 'a: 1\n',
    sessions: ['{b: 1}\n', '{b: 2}\n', 'a: 2\nb: 3\n'],
  },
];

test.each(ROWS.map((row) => [row.rule, row] as const))('%s', (_, row) => {
  checkRow(row);
});
