/** Notes on scalars that loaders read differently: the first of each key path, with its place in the file. */
import { expect, test } from 'vitest';
import { remarksOn } from '../../src/yaml/remarks.js';
import { identitiesOf, readTexts } from '../support/plan.js';

function notes(text: string): readonly string[] {
  const { legacies } = readTexts([{ name: 'f', text }], identitiesOf());
  const [legacy] = legacies;
  if (legacy === undefined) throw new Error('not a config');
  return remarksOn(legacy.config).map((note) => `${note.line}:${note.column} ${note.path}: ${note.text}`);
}

test.each([
  ['a number', 'lr: 1e-3\n', ['1:5 lr: 1e-3 is the string "1e-3" to PyYAML and float 0.001 to YAML 1.2']],
  [
    'a word',
    'a: 1\n\nm:\n  b: yes # c\n',
    ['4:6 m.b: yes is bool true to PyYAML and the string "yes" to YAML 1.2'],
  ],
  [
    'the first of a list',
    'l:\n  - 1\n  - 012\n  - 013\n',
    ['3:5 l[]: 012 is int 10 to PyYAML and int 12 to YAML 1.2'],
  ],
  [
    'what PyYAML cannot read',
    'd: 2022-02-30\n',
    ['1:4 d: PyYAML cannot load 2022-02-30; put it in quotes if it is meant as a string'],
  ],
  [
    'keys PyYAML refuses',
    'a: 1\n? [x]\n: {2022-02-30: 1, <<: !include x}\n',
    [
      '2:1 (sequence): PyYAML refuses a sequence as a key',
      '3:4 (sequence).2022-02-30: PyYAML refuses 2022-02-30 as a key',
      '3:19 (sequence).<<: PyYAML refuses a merge key whose value is neither a mapping nor a list of mappings',
    ],
  ],
  ['an anchor twice', 'a: &x 1\nb: &x 2\n', ['2:4 &x: PyYAML refuses an anchor name that is given twice']],
  [
    'in a file that is kept whole',
    '{a: 1,\n lr: 1e-3}\n',
    ['2:6 lr: 1e-3 is the string "1e-3" to PyYAML and float 0.001 to YAML 1.2'],
  ],
  [
    'behind an anchor',
    'a: &x {b: on}\nc: *x\n',
    [
      '1:11 a.b: on is bool true to PyYAML and the string "on" to YAML 1.2',
      '1:11 c.b: on is bool true to PyYAML and the string "on" to YAML 1.2',
    ],
  ],
  ['nothing else', 'a: 1\nb: "yes"\nc: 0.5\nd: word\n', []],
])('%s', (_, text, expected) => {
  expect(notes(text)).toEqual(expected);
});

test('aliases of aliases are looked at once', () => {
  const levels = Array.from(
    { length: 40 },
    (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`,
  );
  expect(notes(`a0: &a0 [x, 1e3]\n${levels.join('')}`).length).toBeGreaterThan(0);
});
