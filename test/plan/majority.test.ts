/** What the strategy `majority` must not do, each as a row: the value most sessions have may be no good to the others. */
import { test } from 'vitest';
import { checkRow, type Row } from './rows.js';

const STAYS: readonly (readonly [why: string, files: readonly string[]])[] = [
  ['a tag is nothing to read for those that have another value', ['a: !include x.yaml\n', 'a: 1\n']],
  ['a tag inside a list is none either', ['a: [1, !secret wifi]\n', 'a: [1, 2]\n']],
  ['a tag inside a mapping is none either', ['a:\n  b: !ref x\n  c: 1\n', 'a: 1\n']],
  ['a tag that does not fit would stop PyYAML', ['a: !!int x\n', 'a: 1\n']],
  ['a date that is none would stop PyYAML', ['a: 2022-02-30\n', 'a: 2022-02-28\n']],
  ['nor does it go deep inside', ['a: [{b: [2022-02-30]}]\n', 'a: 1\n']],
];

test.each(STAYS)('%s', (rule, [most = '', other = '']) => {
  checkRow({
    rule,
    files: [most, most, most, other],
    parent: '',
    sessions: [most, most, most, other],
    options: { strategy: 'majority' },
  });
});

const MOVES: readonly Row[] = [
  {
    rule: 'the value that most have goes, and the last overrides it',
    files: ['a: 10\n', 'a: 10\n', 'a: 12\n'],
    parent: 'a: 10\n',
    sessions: ['{}\n', '{}\n', 'a: 12\n'],
  },
  {
    rule: 'where the value most have must not go, the next may',
    files: ['a: !ref x\n', 'a: !ref x\n', 'a: !ref x\n', 'a: 12\n', 'a: 12\n'],
    parent: 'a: 12\n',
    sessions: ['a: !ref x\n', 'a: !ref x\n', 'a: !ref x\n', '{}\n', '{}\n'],
  },
  {
    rule: 'a tag that all have goes',
    files: ['a: !ref x\nb: 10\n', 'a: !ref x\nb: 10\n', 'a: !ref x\nb: 12\n'],
    parent: 'a: !ref x\nb: 10\n',
    sessions: ['{}\n', '{}\n', 'b: 12\n'],
  },
];

test('a file that is kept as it is gives no text', () => {
  checkRow({
    rule: 'the first key could only be taken from the file that is not cut, for the sake of the one behind it',
    files: ['{a: [], # why\n c: 10}\n', 'a: !t []\nc: 10\n'],
    parent: '',
    sessions: ['{a: [], # why\n c: 10}\n', 'a: !t []\nc: 10\n'],
    options: { strategy: 'majority', keyOrder: 'strict' },
  });
});

test.each(MOVES)('$rule', (row) => {
  checkRow({ ...row, options: { strategy: 'majority' } });
});
