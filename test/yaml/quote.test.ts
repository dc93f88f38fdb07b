/** The only text we write ourselves: words and lists that every loader reads alike. */
import fc from 'fast-check';
import jsyaml from 'js-yaml';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { quoteWord, wrappedList } from '../../src/yaml/quote.js';
import { folder, write } from '../files/sandbox.js';
import { noPyyaml, runPython } from '../support/python.js';

describe('quoteWord', () => {
  test.each([
    ['Allen_2022-02-16', 'Allen_2022-02-16'],
    ['./sessions', './sessions'],
    ['sub/x.1', 'sub/x.1'],
    ['../shared', '../shared'],
    ['y', 'y'],
    ['yes', "'yes'"],
    ['Off', "'Off'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['012', "'012'"],
    ['12', "'12'"],
    ['1.50', "'1.50'"],
    ['1e3', "'1e3'"],
    ['0x10', "'0x10'"],
    ['1_000', "'1_000'"],
    ['1:30', "'1:30'"],
    ['2022-02-16', "'2022-02-16'"],
    ['.', '.'],
    ['.inf', "'.inf'"],
    ['', "''"],
    ['-', "'-'"],
    ['-x', "'-x'"],
    ['two words', "'two words'"],
    ["it's", "'it''s'"],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['a,b', "'a,b'"],
    ['[a]', "'[a]'"],
    ['&a', "'&a'"],
    ['"', "'\"'"],
    ['a\\b', "'a\\b'"],
    ['ü', '"\\u00FC"'],
    ['a\nb', '"a\\nb"'],
    ['\t', '"\\t"'],
    ['\u{1f600}', '"\\U0001F600"'],
    ['\u2028', '"\\u2028"'],
    ['\x07', '"\\u0007"'],
    ['---', "'---'"],
    ['...', '...'],
  ])('writes %j as %s', (word, text) => {
    expect(quoteWord(word)).toBe(text);
  });
});

describe('wrappedList', () => {
  test.each([
    [['a'], 'sessions: [a]\n'],
    [['a', 'b'], 'sessions: [a, b]\n'],
    [['yes', 'a b'], "sessions: ['yes', 'a b']\n"],
    [
      ['Allen_2022-02-16', 'Allen_2022-02-18', 'Allen_2022-03-04', 'Logan_2020-02-29'],
      'sessions: [Allen_2022-02-16, Allen_2022-02-18, Allen_2022-03-04,\n  Logan_2020-02-29]\n',
    ],
    [['x'.repeat(90), 'y'], `sessions: [${'x'.repeat(90)},\n  y]\n`],
  ])('%#', (words, text) => {
    expect(wrappedList('sessions', words, '\n')).toBe(text);
    expect(wrappedList('sessions', words, '\r\n')).toBe(text.replaceAll('\n', '\r\n'));
  });

  const words = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'-.?:#\'"[]{},&*!|>%@`~ 0189eEyYnN_') }),
    ),
    { minLength: 1 },
  );

  test('is read as the words by js-yaml and yaml, and is ASCII of at most 80 columns where words allow', () => {
    fc.assert(
      fc.property(words, (list) => {
        const text = wrappedList('sessions', list, '\n');
        expect(jsyaml.load(text)).toEqual({ sessions: list });
        expect(parse(text)).toEqual({ sessions: list });
        expect(text).toMatch(/^[ -~\n]*$/);
        for (const line of text.split('\n'))
          if (/, /.test(line.trim())) expect(line.length).toBeLessThanOrEqual(80);
      }),
    );
  });

  const skipped = noPyyaml();

  test.skipIf(skipped !== null)(
    `is read as the words by PyYAML${skipped === null ? '' : `: skipped, ${skipped}`}`,
    () => {
      const lists = fc.sample(words, 300);
      const script =
        'import json, sys, yaml\njson.dump([yaml.safe_load(text)["sessions"] for text in json.load(sys.stdin)], sys.stdout)\n';
      write('read.py', script);
      const told = runPython(
        join(folder, 'read.py'),
        lists.map((list) => wrappedList('sessions', list, '\n')),
      );
      expect(JSON.parse(told)).toEqual(lists);
    },
  );
});
