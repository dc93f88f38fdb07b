/** What is read without js-yaml must be what js-yaml reads: lists of plain numbers, and plain words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberList } from '../../src/proof/number-list.js';
import { canonicalPlain } from '../../src/proof/scalar.js';
import { isMap, readingsOf, type View } from '../../src/proof/view.js';
import { plainWord } from '../../src/proof/word.js';

const DIALECTS = ['pyyaml', '1.2'] as const;

/** What js-yaml makes of the one entry, by dialect; what stands behind it must not matter. */
function valuesOf(entry: string, key: string): readonly (View | undefined)[] {
  return ['', 'next: 0\n'].flatMap((behind) => {
    const readings = readingsOf(entry + behind, DIALECTS);
    return DIALECTS.map((dialect) => {
      const { view, refused } = readings.get(dialect) ?? { view: '', refused: 'nothing read' };
      expect(refused).toBe(null);
      expect(isMap(view) && view.entries.size).toBe(behind === '' ? 1 : 2);
      return isMap(view) ? view.entries.get(`str ${key}`) : undefined;
    });
  });
}

const twice = <T>(values: readonly T[]): readonly T[] => [...values, ...values];

function checkWord(word: string, eol: string): void {
  const entry = `key: ${word}${eol}`;
  expect(plainWord(entry)).toBe(word);
  const expected = DIALECTS.map((dialect) => canonicalPlain(word, dialect));
  expect([word, valuesOf(entry, 'key')]).toEqual([word, twice(expected)]);
}

describe('a plain word', () => {
  const special = [
    'yes',
    'no',
    'on',
    'off',
    'true',
    'false',
    'null',
    'inf',
    'nan',
    'y',
    'n',
    'e3',
    'o17',
    'x1F',
  ];
  const cases = special.flatMap((word) => [
    word,
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
  ]);
  test.each([...cases, 'Allen_000001', 'key', 'b0', 'T10', 'Z', 'a__', '\u0041_1'])('%s', (word) => {
    checkWord(word, '\n');
    checkWord(word, '\r\n');
  });

  test('is what js-yaml reads, for generated words', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,12}$/);
    fc.assert(
      fc.property(word, fc.constantFrom('\n', '\r\n'), (text, eol) => {
        checkWord(text, eol);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    '1e3',
    '2022-02-16',
    '_a',
    'a b',
    'a-b',
    'a.b',
    'a:',
    "'a'",
    '"a"',
    'a # c',
    '~',
    '',
    '!x a',
    '-',
    'é',
    'aé',
  ])('is not %j', (text) => {
    expect(plainWord(`key: ${text}\n`)).toBe(null);
  });

  test.each([
    'key: a',
    'key: a\n\n',
    'key: a\n  b\n',
    'key: a\n# c\n',
    '# c\nkey: a\n',
    'key:  a\n',
    'key: a \n',
  ])('is not what stands in %j', (entry) => {
    expect(plainWord(entry)).toBe(null);
  });
});

/** A list by its numbers and what stands between them; every part may be odd. */
const list = fc
  .record({
    items: fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 20, arbitrary: fc.integer().map(String) },
          { weight: 3, arbitrary: fc.stringMatching(/^-?[0-9]{1,3}(\.[0-9]{1,3})?$/) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              '-',
              '',
              '.5',
              '5.',
              '+1',
              '1e3',
              '1-2',
              '1 2',
              '1.2.3',
              '0x1',
              '1:30',
            ),
          },
        ),
        fc.constantFrom(
          ...Array.from({ length: 30 }, () => ', '),
          ',',
          ' , ',
          ',\n  ',
          ',\r\n  ',
          ', \n ',
          '\n  ,',
          ',\n\n  ',
          ',\n',
          ',\r  ',
          ',\t',
        ),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    end: fc.constantFrom(
      ...Array.from({ length: 20 }, () => ']\n'),
      ']\r\n',
      ' ]\n',
      '\n]\n',
      ',]\n',
      ']',
      ']]\n',
      '] \n',
      '\n  ]\n',
    ),
  })
  .map(
    ({ items, end }) =>
      `key: [${items.map(([item, gap], at) => item + (at + 1 < items.length ? gap : '')).join('')}${end}`,
  );

describe('a list of plain numbers', () => {
  test('is JSON, and holds what js-yaml reads', () => {
    let taken = 0;
    fc.assert(
      fc.property(list, (entry) => {
        const found = numberList(entry);
        if (found === null) return;
        taken++;
        const json = JSON.parse(entry.slice('key: '.length)) as readonly unknown[];
        expect([entry, found.count]).toEqual([entry, json.length]);
        const items = DIALECTS.map((dialect) => found.view(dialect).items);
        const read = valuesOf(entry, 'key').map((view) =>
          typeof view === 'object' && view.kind === 'list' ? view.items : null,
        );
        expect([entry, read]).toEqual([entry, twice(items)]);
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(1000);
  });

  test.each(['key: [1, 2,\n  3]\n', 'a.b-c: [-1.5]\r\n', 'k: [0, -0, 0.0, 10 , 2,\r\n 3 ]\n'])(
    'is %j',
    (entry) => {
      expect(numberList(entry)).not.toBe(null);
    },
  );

  test.each([
    ...[
      'key: []\n',
      'key: [01]\n',
      'key: [1,]\n',
      'key: [1,\n2]\n',
      'key: [1,\r2]\n',
      'key: [1\n]\n',
      'key: [1,\n\n 2]\n',
    ],
    ...[
      'key: [1]',
      'key: [1] # c\n',
      '# c\nkey: [1]\n',
      'key: [1]\n\n',
      'key: [1',
      'key: [1.]\n',
      'key: [-]\n',
      'key: [1 2]\n',
    ],
  ])('is not %j', (entry) => {
    expect(numberList(entry)).toBe(null);
  });

  test('may be of any length', () => {
    const entry = (count: number) => `key: [${Array.from({ length: count }, () => '1').join(',')}]\n`;
    expect(numberList(entry(300_000))?.count).toBe(300_000);
    expect([null, 4_000_000]).toContain(numberList(entry(4_000_000))?.count ?? null);
  });
});
