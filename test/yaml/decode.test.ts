/** Bytes to text and back: what is no text, where it stands, and what is remembered. */
import { describe, expect, it, test } from 'vitest';
import { decode, encode, encodedLength, problemAt, type Source } from '../../src/yaml/decode.js';

interface Row {
  readonly what: string;
  readonly text: string | Buffer;
  /** `line:column code`. */
  readonly at: string;
  /** Parts of the message. */
  readonly says?: readonly string[];
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const C = 'cids: [1]\n';

const BYTES: readonly Row[] = [
  {
    what: 'Latin-1',
    text: latin1('cids: [1]\nlab: caf\xe9 x\n'),
    at: '2:9 encoding',
    says: ['not valid UTF-8', 'Save it as UTF-8'],
  },
  { what: 'a lone continuation byte', text: latin1('cids: [1]\n# \x80\n'), at: '2:3 encoding' },
  {
    what: 'a character that breaks off at the end',
    text: latin1('cids: [1]\na: \xe2\x82'),
    at: '2:4 encoding',
  },
  {
    what: 'a bad byte behind two-byte characters',
    text: Buffer.concat([Buffer.from('a: µµ'), Buffer.from([0xff])]),
    at: '1:6 encoding',
  },
  {
    what: 'a bad byte behind a byte order mark',
    text: Buffer.concat([Buffer.from('\uFEFFa: '), Buffer.from([0xff])]),
    at: '1:4 encoding',
  },
  {
    what: 'UTF-16 that breaks off',
    text: utf16('\uFEFFcids: [1]\n').subarray(0, -1),
    at: '1:1 encoding',
    says: ['UTF-16'],
  },
  {
    what: 'UTF-16 without a mark',
    text: utf16('cids: [1]\n'),
    at: '1:2 control-character',
    says: ['U+0000'],
  },
  { what: 'a control character', text: `${C}a: x\x07y\n`, at: '2:5 control-character', says: ['U+0007'] },
  {
    what: 'a control character in a comment',
    text: `${C}# \x1b[31m\n`,
    at: '2:3 control-character',
    says: ['U+001B'],
  },
  { what: 'delete', text: `${C}a: \x7f\n`, at: '2:4 control-character', says: ['U+007F'] },
  {
    what: 'a byte order mark in the middle',
    text: `${C}\uFEFFa: 1\n`,
    at: '2:1 control-character',
    says: ['U+FEFF'],
  },
  { what: 'old Mac line breaks', text: 'cids: [1]\ra: 1\r', at: '1:10 line-break', says: ['U+000D'] },
  { what: 'one lone CR', text: `${C}a: 1\rb: 2\r\n`, at: '2:5 line-break' },
  { what: 'a next line (NEL)', text: `${C}a: x\u0085y\n`, at: '2:5 line-break', says: ['U+0085'] },
  { what: 'a line separator', text: `${C}a: "x\u2028y"\n`, at: '2:6 line-break', says: ['U+2028'] },
];

function source(bytes: string | Buffer): Source {
  const result = decode('f.yaml', Buffer.from(bytes));
  if ('code' in result) throw new Error(result.message);
  return result;
}

describe('decode', () => {
  test.each(BYTES)('refuses $what: $at', ({ text, at, says = [] }) => {
    const result = decode('f.yaml', Buffer.from(text));
    if (!('code' in result)) throw new Error('it was decoded');
    expect(`${result.line}:${result.column} ${result.code}`).toBe(at);
    expect([result.file, result.severity]).toEqual(['f.yaml', 'error']);
    for (const part of says) expect(result.message).toContain(part);
  });

  test.each([
    ['nothing', '', '', false, null],
    ['a word', 'a: 1', 'a: 1', false, null],
    ['LF', 'a: 1\nb: 2\n', 'a: 1\nb: 2\n', false, '\n'],
    ['CRLF', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n', false, '\r\n'],
    ['both', 'a: 1\r\nb: 2\n', 'a: 1\r\nb: 2\n', false, null],
    ['a lone LF at the start', '\na: 1\r\n', '\na: 1\r\n', false, null],
    ['a byte order mark', '\uFEFFa: 1\n', 'a: 1\n', true, '\n'],
    ['nothing but a mark', '\uFEFF', '', true, null],
    [
      'tabs and characters of every plane',
      'a: "\tµ→\u{1f600}\u{10ffff}\u00a0\u00ad"\n',
      'a: "\tµ→\u{1f600}\u{10ffff}\u00a0\u00ad"\n',
      false,
      '\n',
    ],
  ] as const)('takes %s', (_, bytes, text, bom, eol) => {
    expect(source(bytes)).toEqual({ path: 'f.yaml', text, bom, encoding: 'utf-8', eol });
  });

  it.each([
    ['little end first', utf16('\uFEFFa: µ\u{1f600}\r\n'), 'utf-16le'],
    ['big end first', utf16('\uFEFFa: µ\u{1f600}\r\n').swap16(), 'utf-16be'],
  ] as const)('takes UTF-16, %s', (_, bytes, encoding) => {
    expect(source(bytes)).toEqual({
      path: 'f.yaml',
      text: 'a: µ\u{1f600}\r\n',
      bom: true,
      encoding,
      eol: '\r\n',
    });
  });

  it('is undone by encode', () => {
    const texts = ['', 'a: µ\r\n', '\uFEFFa: \u{1f600}\n'].map((text) => Buffer.from(text));
    for (const bytes of [...texts, utf16('\uFEFFa: µ\n'), utf16('\uFEFFa: µ\n').swap16()]) {
      const read = source(bytes);
      expect(Buffer.from(encode(read.text, read))).toEqual(bytes);
      expect(encodedLength(read.text, read)).toBe(bytes.length);
    }
  });

  it('finds the bad byte in a long file', () => {
    const line = 'key: [1, 2, 3] # µ\n';
    const bytes = Buffer.concat([
      Buffer.from(line.repeat(20_000)),
      Buffer.from([0x61, 0xc0]),
      Buffer.from(line),
    ]);
    expect(decode('f.yaml', bytes)).toMatchObject({ code: 'encoding', line: 20_001, column: 2 });
  });
});

test.each([
  [0, 1, 1],
  [1, 1, 2],
  [3, 1, 4],
  [4, 2, 1],
  [5, 3, 1],
  [7, 3, 3],
])('problemAt counts lines and columns from 1: offset %i is %i:%i', (offset, line, column) => {
  expect(problemAt('f.yaml', 'abc\n\nde', offset, 'syntax', 'm')).toEqual({
    code: 'syntax',
    severity: 'error',
    file: 'f.yaml',
    line,
    column,
    message: 'm',
  });
});
