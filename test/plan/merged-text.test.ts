/** The merged text of a parent and a session, as rows: two files in, one file out, and the lines' places. */
import { describe, expect, it, test } from 'vitest';
import { layoutIdentities } from '../../src/files/load.js';
import { givenComments, mergedText, type MergedText } from '../../src/plan/merged-text.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { type Config } from '../../src/yaml/config.js';
import { decode } from '../../src/yaml/decode.js';

const TOP = 'session_dir: ./sessions\nsessions: [a]\n';

function merge(parent: string, session: string, others: readonly string[] = []): MergedText {
  const identities = layoutIdentities();
  const reader = new ConfigReader(identities);
  const read = (path: string, text: string): Config => {
    const source = decode(path, Buffer.from(text));
    const config = 'code' in source ? [source] : reader.read(source);
    if (!('head' in config)) throw new Error(config[0]?.message ?? path);
    return config;
  };
  const own = read('a.yaml', session);
  const given = givenComments([own, ...others.map((text, index) => read(`${index}.yaml`, text))]);
  const reserved = ['session_dir', 'sessions'];
  return mergedText(read('p.yaml', parent), own, { reserved, identities, reader, given, dialect: 'pyyaml' });
}

const textOf = ({ lines }: MergedText) => lines.map(({ text }) => text).join('');

describe('the text is kept', () => {
  test.each([
    ['own text first', 'x: 1 # one\n', 'cids: [1]\n', 'cids: [1]\nx: 1 # one\n'],
    [
      'the gap below sessions parts the two',
      '\nx: 1\n\n# y\ny: 2\n',
      'cids: [1]\n',
      'cids: [1]\n\nx: 1\n\n# y\ny: 2\n',
    ],
    [
      'an override takes the place the session has',
      'x: 1\ny: 2\n',
      'y: 3 # mine\ncids: [1]\n',
      'y: 3 # mine\ncids: [1]\nx: 1\n',
    ],
    ['a list replaces whole', 'x: [1,\n  2]\n', 'x: [ 3 ]\n', 'x: [ 3 ]\n'],
    ['a mapping replaces a scalar', 'x: 1\n', 'x:\n  y: 1\n', 'x:\n  y: 1\n'],
    ['a scalar replaces a mapping', 'x:\n  y: 1\n', 'x: ~\n', 'x: ~\n'],
    [
      "the parent's keys first in a mapping of both",
      's:\n  a: 1\n  b: 2\n',
      's:\n  c: 3\n  b: 4\n',
      's:\n  a: 1\n  b: 4\n  c: 3\n',
    ],
    [
      'three levels',
      's:\n  t:\n    a: 1\n  u: 1\n',
      's:\n  t:\n    b: 2\n',
      's:\n  t:\n    a: 1\n    b: 2\n  u: 1\n',
    ],
    [
      'a mapping of both keeps its place in both',
      'x: 1\ns:\n  a: 1\ny: 2\n',
      'k: 1\ns:\n  b: 2\nm: 1\n',
      'k: 1\nx: 1\ns:\n  a: 1\n  b: 2\nm: 1\ny: 2\n',
    ],
    [
      'other order in the session',
      's:\n  a: 1\nt:\n  a: 1\n',
      't:\n  b: 1\ns:\n  b: 1\n',
      't:\n  a: 1\n  b: 1\ns:\n  a: 1\n  b: 1\n',
    ],
    ['an empty mapping takes all', 's:\n  a: 1\n', 's: {}\n', 's:\n  a: 1\n'],
    ['an empty mapping gives nothing', 's: {}\n', 's:\n  a: 1\n', 's:\n  a: 1\n'],
    [
      'indentation of the session',
      's:\n    a: 1\n    b: |\n      x\n       y\n',
      's:\n  c: 1\n',
      's:\n  a: 1\n  b: |\n    x\n     y\n  c: 1\n',
    ],
    [
      'a root that is indented',
      'x: 1\ns:\n  a: 1\n',
      '  cids: [1]\n  s:\n    b: 1\n',
      '  cids: [1]\n  x: 1\n  s:\n    a: 1\n    b: 1\n',
    ],
    [
      'flow mappings',
      's: {a: 1, b: {c: 2}} # c\n',
      's: {b: {d: 3}, e: 4}\n',
      's: {a: 1, b: {c: 2, d: 3}, e: 4} # c\n',
    ],
    ['a session with nothing of its own', '\n# x\nx: 1\n', '# mine\n{}\n', '# mine\n\n# x\nx: 1\n'],
    ['a parent with nothing', '', 'x: 1\n', 'x: 1\n'],
    ['nothing at all', '', '{}\n', '{}\n'],
    ['a text that keeps blank lines', '\n\nx: 1\n', 't: |+\n  a\n', 't: |+\n  a\nx: 1\n'],
    ['no line break at the end', 'x: 1\n', 'y: 2', 'y: 2\nx: 1\n'],
    ['a block text that breaks off stays last', 'x: 1\n', 'y: |\n  a', 'x: 1\ny: |\n  a'],
    [
      'head and foot stay where they are',
      'x: 1\n',
      '---\n# head\n\ny: 1\n# foot\n...\n',
      '---\n# head\n\ny: 1\nx: 1\n# foot\n...\n',
    ],
    ['CRLF', 's:\n  a: 1\nt: "x\n  y"\n', 's:\r\n  b: 1\r\n', 's:\r\n  a: 1\r\n  b: 1\r\nt: "x\r\n  y"\r\n'],
    [
      'anchors of one name that do not meet',
      'x: &k 1\ny: *k\n',
      'a: &k 2\nb: *k\n',
      'a: &k 2\nb: *k\nx: &k 1\ny: *k\n',
    ],
    [
      'merge keys below a key of one file',
      'b: &b {u: 1}\nm:\n  <<: *b\n',
      'x: 1\n',
      'x: 1\nb: &b {u: 1}\nm:\n  <<: *b\n',
    ],
    ['tags', 'x: !include a.yaml\n', 'y: !x {a: 1}\n', 'y: !x {a: 1}\nx: !include a.yaml\n'],
    [
      'a key __proto__',
      '__proto__: 1\ns:\n  __proto__: 2\n',
      's:\n  a: 1\n',
      '__proto__: 1\ns:\n  __proto__: 2\n  a: 1\n',
    ],
  ])('%s', (_, parent, session, expected) => {
    const merged = merge(TOP + parent, session);
    expect(textOf(merged)).toBe(expected);
    expect([merged.anew, merged.whole]).toEqual([[], null]);
  });
});

describe('comments of a key that both hold in part', () => {
  const parent = `${TOP}# theirs\ns: # beside\n  a: 1 # a\n  # foot\n`;

  test.each([
    [
      "the session has none: it gets the parent's",
      's:\n  b: 2\n',
      [],
      '# theirs\ns: # beside\n  a: 1 # a\n  b: 2\n  # foot\n',
    ],
    [
      'the session has its own',
      '# mine\ns: # here\n  b: 2\n',
      [],
      '# mine\ns: # here\n  a: 1 # a\n  b: 2\n  # foot\n',
    ],
    [
      'they came from another session',
      's:\n  b: 2\n',
      ['x: 1\n# theirs\ns: # beside\n  b: 3\n  # foot\n'],
      's:\n  a: 1 # a\n  b: 2\n',
    ],
    ['nothing is left of the parent', 's:\n  a: 2\n', [], '# theirs\ns:\n  a: 2\n'],
  ])('%s', (_, session, others, expected) => {
    // The comment on top of a file is the file's own.
    expect(textOf(merge(parent, `k: 1\n${session}`, others))).toBe(`k: 1\n${expected}`);
  });
});

describe('written anew, in the same spelling', () => {
  test.each([
    [
      'a flow mapping meets a block',
      's: {a: 0x10, b: "q"}\n',
      's:\n  c: 1e3\n',
      's:\n  a: 0x10\n  b: "q"\n  c: 1e3\n',
      ['s'],
    ],
    ['the anchor went', 'x: &k [1.50]\ny: *k\n', 'x: 2\n', 'x: 2\ny: [1.50]\n', ['y']],
    [
      'an alias would catch another anchor',
      'x: &k 1\ny: *k\ns:\n  a: 1\n',
      's:\n  b: &k 5\nx: 3\n',
      'y: 1\n',
      ['y'],
    ],
    ['the parent is a flow mapping', null, 'y: 1\n', 'y: 1\nx: 0x1\n', ['x']],
    [
      'the session is a flow mapping',
      'x: 0x1 # c\n',
      '# head\n{y: 1}\n',
      '# head\nx: 0x1 # c\ny: 1\n',
      ['x', 'y'],
    ],
  ])('%s', (_, parent, session, expected, anew) => {
    const file = parent === null ? '{session_dir: ./sessions, sessions: [a], x: 0x1}\n' : TOP + parent;
    const merged = merge(file, session);
    expect(textOf(merged)).toContain(expected);
    expect(merged.anew).toEqual(anew);
  });
});

it('knows the place of each line', () => {
  const { lines } = merge(`${TOP}x: 1\ns:\n  a: 1\n`, '# mine\n\nk: 1\ns:\n  b: 2\n');
  expect(lines.map(({ text, side, line }) => [text, side, line])).toEqual([
    ['# mine\n', 'session', 1],
    ['\n', 'session', 2],
    ['k: 1\n', 'session', 3],
    ['x: 1\n', 'parent', 3],
    ['s:\n', 'session', 4],
    ['  a: 1\n', 'parent', 5],
    ['  b: 2\n', 'session', 5],
  ]);
});
