/** The list of sessions is edited as text: the name is in its place, every other character is as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CannotEdit, withName, withoutName } from '../../src/yaml/name-list.js';

const namesOf = (text: string) => (parse(text) as { sessions: string[] }).sessions;

describe('withName and withoutName undo each other', () => {
  test.each([
    ['one line, in the middle', 'sessions: [a, c]\n', 'b', 1, 'sessions: [a, b, c]\n'],
    ['one line, first', 'sessions: [b, c]\n', 'a', 0, 'sessions: [a, b, c]\n'],
    ['one line, last', 'sessions: [a]\nx: 1\n', 'b', 1, 'sessions: [a, b]\nx: 1\n'],
    ['a trailing comma', 'sessions: [a, b,]\n', 'c', 2, 'sessions: [a, b, c,]\n'],
    ['no space', 'sessions: [a,b]\n', 'c', 2, 'sessions: [a,b, c]\n'],
    ['a name that needs quotes', 'sessions: [a]\n', '012', 0, "sessions: ['012', a]\n"],
    ['a comma in a name', 'sessions: ["a,b", c]\n', 'b', 1, 'sessions: ["a,b", b, c]\n'],
    [
      'before a name that begins a line',
      'sessions: [a, b,\n  d]\n',
      'c',
      2,
      'sessions: [a, b,\n  c,\n  d]\n',
    ],
    [
      'between commented-out names',
      'sessions: [\n  a, # first\n  # b_old,\n  d,\n]\n',
      'b',
      1,
      'sessions: [\n  a, # first\n  b,\n  # b_old,\n  d,\n]\n',
    ],
    [
      'a line each, no comma',
      'sessions: [\n  a, # x\n  b # y\n]\n',
      'c',
      2,
      'sessions: [\n  a, # x\n  b, # y\n  c\n]\n',
    ],
    [
      'a line each, bracket behind',
      'sessions: [a,\n  b,\n  c]\n',
      'd',
      3,
      'sessions: [a,\n  b,\n  c,\n  d]\n',
    ],
    [
      'a wrapped list whose last line is full',
      `sessions: [a, b,\n  ${'c'.repeat(40)}, ${'d'.repeat(33)}]\n`,
      'e',
      4,
      `sessions: [a, b,\n  ${'c'.repeat(40)}, ${'d'.repeat(33)},\n  e]\n`,
    ],
    [
      'block',
      'sessions:\n  - a # x\n  # - b\n  - c\nx: 1\n',
      'b',
      1,
      'sessions:\n  - a # x\n  - b\n  # - b\n  - c\nx: 1\n',
    ],
    ['block, first', 'sessions:\n# all\n-  b\n', 'a', 0, 'sessions:\n# all\n-  a\n-  b\n'],
    ['block, no final newline', 'x: 1\nsessions:\n- a', 'b', 1, 'x: 1\nsessions:\n- a\n- b'],
    ['CRLF', 'sessions: [\r\n  a,\r\n  c\r\n]\r\n', 'd', 2, 'sessions: [\r\n  a,\r\n  c,\r\n  d\r\n]\r\n'],
    ['CRLF block', 'sessions:\r\n- a\r\n- c\r\n', 'b', 1, 'sessions:\r\n- a\r\n- b\r\n- c\r\n'],
    ['a comment beside the last', 'sessions: [a, b # y\n  ]\n', 'c', 2, 'sessions: [a, b, # y\n  c\n  ]\n'],
  ])('%s', (_, text, name, index, expected) => {
    expect(withName(text, name, index)).toBe(expected);
    expect(withoutName(expected, index)).toBe(text);
  });
});

test.each([
  ['a name within a wrapped line', 'sessions: [a, b,\n  c, d]\n', 1, 'sessions: [a,\n  c, d]\n'],
  ['the first of a wrapped list', 'sessions: [a,\n  c, d]\n', 0, 'sessions: [\n  c, d]\n'],
  [
    'the last on a line of its own, after comments',
    'sessions: [a, # x\n  # y\n  b]\n',
    1,
    'sessions: [a # x\n  # y\n  ]\n',
  ],
  [
    'a name with a comment beside it',
    'sessions: [\n  a, # x\n  # y\n  b,\n]\n',
    0,
    'sessions: [\n  # y\n  b,\n]\n',
  ],
  ['comma first', 'sessions: [ a\n  , b\n  , c\n  ]\n', 2, 'sessions: [ a\n  , b\n  \n  ]\n'],
])('withoutName: %s', (_, text, index, expected) => {
  const names = namesOf(text);
  expect(withoutName(text, index)).toBe(expected);
  expect(namesOf(expected)).toEqual(names.toSpliced(index, 1));
});

test.each([
  ['sessions: &s [a, b]\n', 'anchor'],
  ['sessions: !x [a, b]\n', 'tag'],
  ['sessions: [&a a, b]\n', 'anchor'],
  ['x: &x a\nsessions: [*x, b]\n', 'no plain or quoted word'],
  ['x: &x [a, b]\nsessions: *x\n', 'not written as a list'],
  ['sessions: ["a\n  b", c]\n', 'more than one line'],
  ['sessions:\n  -\n    a\n  - b\n', 'behind a dash'],
])('%j is refused', (text, why) => {
  expect(() => withName(text, 'z', 1)).toThrow(CannotEdit);
  expect(() => withoutName(text, 0)).toThrow(why);
});

const NAME = fc.constantFrom(
  'a',
  'Allen_2022-02-16',
  '012',
  'yes',
  '1.50',
  'c d',
  'é',
  "it's",
  'x'.repeat(30),
  'b,c',
  '#h',
  'm-1',
);
const GAP = fc.constantFrom(
  '',
  ' ',
  '  ',
  '\n  ',
  ' # note\n  ',
  '\n  # off,\n  ',
  '\n\n    ',
  ' # a, b\n  # c]\n  ',
);
const quoted = (name: string, style: number) =>
  style === 0 && /^[\w-]+$/.test(name) && !/^(?:012|yes|1\.50)$/.test(name)
    ? name
    : style === 1
      ? JSON.stringify(name)
      : `'${name.replaceAll("'", "''")}'`;

const flowList = fc
  .tuple(
    fc.uniqueArray(NAME, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(GAP, GAP, fc.nat(2)), { minLength: 6, maxLength: 6 }),
    GAP,
    fc.boolean(),
  )
  .map(([names, gaps, end, trailing]) => {
    const parts = names.map((name, at) => {
      const [before, after, style] = gaps[at] ?? ['', '', 0];
      const comma = at < names.length - 1 || trailing ? `${after.trim() === '' ? '' : after},` : '';
      return before + quoted(name, style) + comma;
    });
    return `x: 1\nsessions: [${parts.join('')}${end}]\n# end\n`;
  });

const blockList = fc
  .tuple(
    fc.uniqueArray(NAME, { minLength: 1, maxLength: 6 }),
    fc.array(
      fc.tuple(
        fc.constantFrom('', ' # note', ' '),
        fc.constantFrom('', '  # - off\n', '\n', '# out\n'),
        fc.nat(2),
      ),
      {
        minLength: 6,
        maxLength: 6,
      },
    ),
    fc.constantFrom('', '  '),
    fc.boolean(),
  )
  .map(([names, gaps, indent, last]) => {
    const lines = names.map((name, at) => {
      const [beside, above, style] = gaps[at] ?? ['', '', 0];
      return `${above}${indent}- ${quoted(name, style)}${beside}\n`;
    });
    const text = `y: 2\nsessions:\n${lines.join('')}`;
    return last ? text.slice(0, -1) : `${text}z: 3\n`;
  });

describe('any list', () => {
  const anyList = fc
    .tuple(fc.oneof(flowList, blockList), fc.boolean())
    .map(([text, crlf]) => (crlf ? text.replaceAll('\n', '\r\n') : text));

  test('takes a name and gives it back, byte for byte', () => {
    fc.assert(
      fc.property(anyList, fc.constantFrom('new', '0x1f', 'n'), fc.nat(6), (text, name, place) => {
        const before = namesOf(text);
        const index = Math.min(place, before.length);
        const added = withName(text, name, index);
        expect(namesOf(added)).toEqual(before.toSpliced(index, 0, name));
        expect(withoutName(added, index)).toBe(text);
        expect(parse(added)).toEqual({
          ...(parse(text) as object),
          sessions: before.toSpliced(index, 0, name),
        });
        expect(remainsOf(text, added)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('loses any name, and nothing else', () => {
    fc.assert(
      fc.property(anyList, fc.nat(5), (text, place) => {
        const before = namesOf(text);
        if (before.length < 2) return;
        const index = Math.min(place, before.length - 1);
        const left = withoutName(text, index);
        expect(namesOf(left)).toEqual(before.toSpliced(index, 1));
        expect(remainsOf(left, text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

/** Whether every character of one text stands in another, in its order. */
function remainsOf(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short[at]) at++;
  return at === short.length;
}
