/** The rules of lossless text, each as a row. */
import { expect, test } from 'vitest';
import { planTexts } from '../support/plan.js';
import { checkRow, type Row } from './rows.js';

const TEXT: readonly Row[] = [
  {
    rule: 'a comment above or beside an entry goes with it',
    files: ['x: 0\n# about a\na: 1  # beside\nb: 2\n', 'x: 0\n# about a\na: 1  # beside\nb: 3\n'],
    parent: 'x: 0\n# about a\na: 1  # beside\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'of different comments the most common goes, the others stay and name their path',
    files: ['a: 1 # one\nb: 1\n', 'a: 1 # two\nb: 2\n', 'a: 1 # two\nb: 3\n', 'a: 1\nb: 4\n'],
    parent: 'a: 1 # two\n',
    sessions: ['# a: # one\nb: 1\n', 'b: 2\n', 'b: 3\n', 'b: 4\n'],
  },
  {
    rule: 'or are dropped when asked',
    files: ['a: 1 # one\nb: 1\n', 'a: 1 # two\nb: 2\n', 'a: 1 # two\nb: 3\n'],
    parent: 'a: 1 # two\n',
    sessions: ['b: 1\n', 'b: 2\n', 'b: 3\n'],
    options: { comments: 'drop' },
  },
  {
    rule: 'the head comment stays with its file',
    files: ['# session one\n\na: 1\nb: 2\n', '# session two\n\na: 1\nb: 3\n'],
    parent: 'a: 1\n',
    sessions: ['# session one\n\nb: 2\n', '# session two\n\nb: 3\n'],
  },
  {
    rule: 'between two entries that stay, the larger gap stays',
    files: ['a: 1\n\n\nb: 2\nc: 3\n', 'a: 4\n\n\nb: 2\nc: 5\n'],
    parent: 'b: 2\n',
    sessions: ['a: 1\n\n\nc: 3\n', 'a: 4\n\n\nc: 5\n'],
  },
  {
    rule: 'no blank lines are left at the end',
    files: ['a: 1\n\nb: 2\n\n\n', 'a: 3\n\nb: 2\n'],
    parent: 'b: 2\n',
    sessions: ['a: 1\n', 'a: 3\n'],
  },
  {
    rule: 'a comment that touches an entry from below, apart from the next, goes with it',
    files: ['a: 1\n# a: 2\n\nb: 2\n', 'a: 1\n# a: 2\n\nb: 3\n'],
    parent: 'a: 1\n# a: 2\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'a commented-out child goes with its mapping',
    files: ['m:\n  a: 1\n  # b: 2\n\nc: 2\n', 'm:\n  a: 1\n  # b: 2\n\nc: 3\n'],
    parent: 'm:\n  a: 1\n  # b: 2\n',
    sessions: ['c: 2\n', 'c: 3\n'],
  },
  {
    rule: 'no blank line is left behind a scalar that would keep it',
    files: ['a: |+\n  x\nb: 2\n\nc: 1\n', 'a: |+\n  y\nb: 2\n\nc: 3\n'],
    parent: 'b: 2\n',
    sessions: ['a: |+\n  x\nc: 1\n', 'a: |+\n  y\nc: 3\n'],
  },
  {
    rule: 'every file keeps its line ending; the parent has the one most have',
    files: ['a: 1\r\nb: 2\r\n', 'a: 1\nb: 3\n', 'a: 1\r\nb: 4\r\n'],
    parent: 'a: 1\r\n',
    sessions: ['b: 2\r\n', 'b: 3\n', 'b: 4\r\n'],
  },
  {
    rule: 'a byte order mark stays in its session and comes into no parent',
    files: ['\uFEFFa: 1\nb: 2\n', '\uFEFFa: 1\nb: 3\n'],
    parent: 'a: 1\n',
    sessions: ['\uFEFFb: 2\n', '\uFEFFb: 3\n'],
  },
  {
    rule: 'a missing last line break is added only where text follows',
    files: ['b: 2\na: 1', 'b: 3\na: 1'],
    parent: 'a: 1\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'document markers stay with their file',
    files: ['---\na: 1\nb: 2\n...\n', '--- # x\na: 1\nb: 3\n'],
    parent: 'a: 1\n',
    sessions: ['---\nb: 2\n...\n', '--- # x\nb: 3\n'],
  },
  {
    rule: 'a document with markers and nothing of its own is still a mapping',
    files: ['---\na: 1\n...\n', 'a: 1\n'],
    parent: 'a: 1\n',
    sessions: ['---\n{}\n...\n', '{}\n'],
  },
  {
    rule: 'a wrapped flow sequence moves line by line',
    files: ['a: [1, 2,\n  3]\nb: 2\n', 'a: [1, 2,\n  3]\nb: 3\n'],
    parent: 'a: [1, 2,\n  3]\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'a flow mapping loses pairs and commas, nothing else',
    files: ['m: { a: 1 , b: 2,  c: 3 } # x\n', 'm: { a: 1 , b: 2,  c: 4 } # x\n'],
    parent: 'm: { a: 1 , b: 2 } # x\n',
    sessions: ['m: { c: 3 } # x\n', 'm: { c: 4 } # x\n'],
  },
  {
    rule: 'a block sequence at the column of its key belongs to it',
    files: ['a:\n- 1\n- 2\nb: 2\n', 'a:\n- 1\n- 2\nb: 3\n'],
    parent: 'a:\n- 1\n- 2\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'entries of an indented root start at column 0 in the parent',
    files: ['  a: 1\n  m:\n    x: 1\n  b: 2\n', '  a: 1\n  m:\n    x: 1\n  b: 3\n'],
    parent: 'a: 1\nm:\n  x: 1\n',
    sessions: ['  b: 2\n', '  b: 3\n'],
  },
  {
    rule: 'a file that ends inside a block scalar keeps that entry',
    files: ['b: 2\na: |\n  x', 'b: 2\na: |\n  x'],
    parent: 'b: 2\n',
    sessions: ['a: |\n  x', 'a: |\n  x'],
  },
];

test.each(TEXT)('$rule', checkRow);

test('session names that are not words are quoted', () => {
  const odd = [
    '012',
    'yes',
    '1.50',
    'null',
    '2022-02-16',
    'a b',
    "it's",
    'Allen_2022-02-16',
    'µ',
    '\u{1F600}',
    'a: b',
    '#x',
    '-',
  ];
  const { parent, proof } = planTexts(odd.map((name) => ({ name, text: 'a: 1\n' })));
  expect(parent.slice(0, parent.indexOf('\n\n'))).toMatchInlineSnapshot(`
    "session_dir: ./sessions
    sessions: ['012', 'yes', '1.50', 'null', '2022-02-16', 'a b', 'it''s',
      Allen_2022-02-16, "\\u00B5", "\\U0001F600", 'a: b', '#x', '-']"
  `);
  expect(proof.ok).toBe(true);
});
