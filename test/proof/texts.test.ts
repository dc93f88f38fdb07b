/**
 * Pairs of whole texts that differ to everyone, to one loader or to none, asked both ways and under each dialect.
 * What is said of a difference is in differences.test.ts.
 */
import { describe, expect, test } from 'vitest';
import type { DialectChoice } from '../../src/core/value.js';
import { proveSame, proveTexts, told } from './layout.js';

const CHOICES: readonly DialectChoice[] = ['both', 'pyyaml', '1.2'];

/** Two texts that are different to everyone. */
const DIFFERENT: readonly (readonly [what: string, legacy: string, session: string])[] = [
  ['a value', 'a: 1', 'a: 2'],
  ['a value in a list of lists', 'a: [[1], [2]]', 'a: [[1], [3]]'],
  ['another order in a list', 'a: [1, 2]', 'a: [2, 1]'],
  ['another length of a list', 'a: [1, 1]', 'a: [1]'],
  ['a value in a tagged list', 'a: !t [1]', 'a: !t [2]'],
  ['a value in a mapping in a tagged list', 'a: !t [{x: {y: 1}}]', 'a: !t [{x: {y: 2}}]'],
  ['the content of a tagged scalar', 'a: !t x', 'a: !t y'],
  ['a tag', 'a: !t x', 'a: !u x'],
  ['no tag', 'a: !t {x: 1}', 'a: {x: 1}'],
  ['a tagged scalar in quotes', 'a: !t 1', 'a: !t "1"'],
  ['an empty tagged node', 'a: !t', "a: !t ''"],
  ['a tagged null', 'a: !t', 'a: !t null'],
  ['no tag on nothing', 'a: !t', 'a:'],
  ['a tag on a whole config', '!t\na: 1', 'a: 1'],
  ['a tag of our own', 'a: !plain 1', 'a: 1'],
  ['a tag of our own, quoted', 'a: !plain "1"', 'a: 1'],
  ['a standard tag', 'a: !!str 1', 'a: 1'],
  ['the tag of an item', '- !t "x"', '- "x"'],
  ['a key', 'a: 1', 'b: 1'],
  ['a key too few', 'a: 1\nb: 2', 'a: 1'],
  ['a key too many', 'a: 1', 'a: 1\nb: 2'],
  ['a nested key too many', 'a: {b: 1}', 'a: {b: 1, c: 2}'],
  ['int and block string', 'a: 1', 'a: |-\n  1\n'],
  ['null and string', 'a: null', "a: 'null'"],
  ['empty and empty string', 'a:', "a: ''"],
  ['integers over 2^64', 'a: 123456789012345678901234567890', 'a: 123456789012345678901234567891'],
  ['a big int and its float', 'a: 9007199254740992', 'a: 9007199254740992.0'],
  ['infinities', 'a: .inf', 'a: -.inf'],
  ['not a number and its name', 'a: .nan', 'a: ".nan"'],
  ['null and nothing', 'a: 1\nb: null', 'a: 1'],
  ['an empty list and null', 'a: []', 'a: null'],
  ['an empty list and an empty mapping', 'a: []', 'a: {}'],
  ['a list of nothing and an empty list', 'a: [null]', 'a: []'],
  ['a list and its text', 'a: [1, 2]', 'a: "[1, 2]"'],
  ['a mapping and a list of pairs', 'a: {b: 1}', 'a: [{b: 1}]'],
  ['a key with dots and two keys', 'a.b: 1', 'a: {b: 1}'],
  ['1 and "1" as keys', 'a: {1: x}', 'a: {"1": x}'],
  ['both 1 and "1" as keys', 'a: {1: x, "1": y}', 'a: {1: y, "1": x}'],
  ['keys of two types', 'a: {1: x}', 'a: {1.0: x}'],
  ['null and its name as keys', 'a: {~: x}', 'a: {"~": x}'],
  ['bool and int as keys', 'a: {true: x}', 'a: {1: x}'],
  ['__proto__', '__proto__: {a: 1}', '__proto__: {a: 2}'],
  ['no __proto__', 'x: {__proto__: {a: 1}}', 'x: {}'],
  ['constructor', 'a: {constructor: 1}', 'a: {constructor: 2}'],
  ['no toString', 'a: {b: 1, toString: 1}', 'a: {b: 1, c: 1}'],
  ['letter case', 'a: x', 'a: X'],
  ['composed letters', 'a: "\u00e9"', 'a: "e\u0301"'],
  ['spaces in quotes', 'a: "x"', 'a: "x "'],
  ['a line break at the end', 'a: |\n  x\nb: 1', 'a: |-\n  x\nb: 1'],
  ['blank lines at the end', 'a: |+\n  x\n\nb: 1', 'a: |+\n  x\nb: 1'],
  ['folded and literal', 'a: >\n  x\n  y\nb: 1', 'a: |\n  x\n  y\nb: 1'],
  ['indentation in a block', 'a: |\n  x\n   y\nb: 1', 'a: |\n  x\n  y\nb: 1'],
  ['a scalar and an item', 'a: -1', 'a:\n- 1'],
  ['an item for the list and for the list in it', 'a:\n- - x\n- y', 'a:\n- - x\n  - y'],
];

/** Two texts that are different to one loader. */
const DIFFERENT_TO: readonly (readonly [to: 'pyyaml' | '1.2', legacy: string, session: string])[] = [
  ['1.2', 'a: yes', 'a: true'],
  ['pyyaml', 'a: yes', "a: 'yes'"],
  ['pyyaml', 'a: 012', 'a: 12'],
  ['1.2', 'a: 012', 'a: 10'],
  ['pyyaml', 'a: 1e-3', 'a: 0.001'],
  ['1.2', 'a: 1e-3', "a: '1e-3'"],
  ['1.2', 'a: 1:30', 'a: 90'],
  ['pyyaml', 'a: 1:30', "a: '1:30'"],
  ['1.2', 'a: 1_000', 'a: 1000'],
  ['pyyaml', 'a: 0o17', 'a: 15'],
  ['1.2', 'a: 0', 'a: -0'],
  ['pyyaml', 'a: 2022-02-16', "a: '2022-02-16'"],
  ['1.2', 'a: 2022-02-16 1:00:00', 'a: 2022-02-16 01:00:00'],
  ['1.2', 'a: {yes: x}', 'a: {true: x}'],
  ['pyyaml', 'a: {on: x}', 'a: {"on": x}'],
  ['pyyaml', 'a: =', 'a: "="'],
];

/** Two texts that are the same to everyone. */
const SAME: readonly (readonly [what: string, legacy: string, session: string])[] = [
  ['comments', '# one\na: 1 # two\n', 'a: 1\n# three\n'],
  ['blank lines', 'a: 1\n\n\nb: 2', 'a: 1\nb: 2\n\n'],
  ['digits', 'a: 0.8', 'a: 0.80'],
  ['a plus', 'a: +1', 'a: 1'],
  ['hexadecimals', 'a: 0x1F', 'a: 31'],
  ['infinity', 'a: .inf', 'a: +.INF'],
  ['bools', 'a: true', 'a: TRUE'],
  ['quotes of another kind', 'a: "it\'s"', "a: 'it''s'"],
  ['quotes on keys', '"a": 1', 'a: 1'],
  ['escapes', 'a: "\\x41\\u0042\\t"', 'a: "AB\t"'],
  ['flow and block', 'a: {x: [1, {y: 2}]}', 'a:\n  x:\n  - 1\n  - y: 2\n'],
  ['indentation', 'a:\n    b: 1\n', 'a:\n b: 1\n'],
  ['the tag every mapping has, on the root', '--- !!map\na: 1\nb: 2\n', 'a: 1\nb: 2\n'],
  ['the same, on a flow root', '!!map {a: 1}\n', 'a: 1\n'],
  ['indented root', '  a: 1\n  b: 2\n', 'a: 1\nb: 2\n'],
  ['block and quoted text', 'a: |\n  x\n  y\nb: 1', 'a: "x\\ny\\n"\nb: 1'],
  ['folded text', 'a: >-\n  x\n  y\n', 'a: x y'],
  ['plain text over lines', 'a: x\n  y\n\n  z', 'a: "x y\\nz"'],
  ['document markers', '--- # one\na: 1\n...\n', 'a: 1'],
  ['? keys', '? a\n: 1\n? b\n', 'a: 1\nb:\n'],
  ['an alias and its value', 'a: &x [1, 2]\nb: *x', 'a: [1, 2]\nb: [1, 2]'],
  ['an alias of a plain scalar', 'a: &x 012\nb: *x', 'a: 012\nb: 012'],
  ['an alias of a quoted scalar', 'a: &x "012"\nb: *x', 'a: "012"\nb: "012"'],
  ['an alias of a block scalar', 'a: &x |\n  x\nb: *x\nc: 1', 'a: "x\\n"\nb: "x\\n"\nc: 1'],
  ['an alias of a mapping', 'a: &x {p: {q: 1}}\nb: *x', 'a: {p: {q: 1}}\nb: {p: {q: 1}}'],
  ['an alias of nothing', 'a: &x\nb: *x', 'a:\nb:'],
  ['an alias of a tagged node', 'a: &x !t {y: 1}\nb: *x', 'a: !t {y: 1}\nb: !t {y: 1}'],
  ['an alias of an item', 'a:\n- &x "1"\n- *x', 'a: ["1", "1"]'],
  ['an alias of a key', '&x a: 1\nb: *x', 'a: 1\nb: a'],
  ['an alias as a key', 'a: &x foo\n*x : 1', 'a: foo\nfoo: 1'],
  ['an alias of a quoted scalar as a key', 'a: &x "1"\nb:\n  *x : 2', 'a: "1"\nb: {"1": 2}'],
  ['another name of an anchor', 'a: &x 1\nb: *x', 'a: &y 1\nb: *y'],
  ['the long form of a tag', 'a: !!str 1', 'a: !<tag:yaml.org,2002:str> 1'],
  ['a TAG directive', '%TAG ! tag:x,1:\n---\na: !y 1', 'a: !<tag:x,1:y> 1'],
  ['integer-like keys', 'a: {10: x, 2: y, "1": z}', 'a:\n  10: x\n  2: y\n  "1": z'],
  [
    'keys of JavaScript',
    '__proto__: 1\nconstructor: {__proto__: 2}',
    '"__proto__": 1\n"constructor": {"__proto__": 2}',
  ],
  ['spaces in a document without line break', 'a: x', 'a: x  '],
];

describe('a difference', () => {
  test.each(DIFFERENT)('is %s', (_, legacy, session) => {
    for (const yaml of CHOICES) {
      expect(told(proveSame(legacy, session, { yaml })), yaml).not.toEqual([]);
      expect(told(proveSame(session, legacy, { yaml })), `${yaml}, the other way`).not.toEqual([]);
    }
  });

  test.each(DIFFERENT_TO)('to %s alone is %j for %j', (to, legacy, session) => {
    expect(proveSame(legacy, session).ok).toBe(false);
    expect(proveSame(legacy, session, { yaml: to }).ok).toBe(false);
    expect(told(proveSame(legacy, session, { yaml: to === '1.2' ? 'pyyaml' : '1.2' }))).toEqual([]);
  });

  test.each(SAME)('is not %s', (_, legacy, session) => {
    for (const yaml of CHOICES) {
      expect(told(proveSame(legacy, session, { yaml })), yaml).toEqual([]);
      expect(told(proveSame(session, legacy, { yaml })), `${yaml}, the other way`).toEqual([]);
    }
  });

  test.each(DIFFERENT)('deep inside, shared with the parent, is %s', (_, legacy, session) => {
    const deep = (text: string) => `k:\n  same: 1\n  l:\n  - m:\n${text.replace(/^(?=.)/gm, '      ')}\n`;
    // A tag on a line of its own cannot be moved there as text.
    if (legacy.startsWith('!') || legacy.startsWith('-')) return;
    const proof = proveTexts({ legacy: deep(legacy), parent: 'k: {same: 1}\n', session: deep(session) });
    expect(proof.ok).toBe(false);
    expect(proveTexts({ legacy: deep(legacy), parent: 'k: {same: 1}\n', session: deep(legacy) }).ok).toBe(
      true,
    );
  });
});
