/** Reading legacy files: every kind of problem, with the place it is said to be at. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { describe, expect, it, test } from 'vitest';
import { contractOf, type Contract } from '../../src/contract.js';
import { configReader } from '../../src/files/load.js';
import { readConfigs, type ReadResult } from '../../src/files/read.js';
import { scanDirectory } from '../../src/files/scan.js';
import { folder } from './sandbox.js';

type Files = Readonly<Record<string, string | Buffer>>;

async function read(files: Files, contract: Contract = contractOf('dataset')): Promise<ReadResult> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const { found } = await scanDirectory(folder, { recursive: true });
  return readConfigs(found, configReader(), contract);
}

/** `file:line:column severity code` of every problem; what only tells of two meanings is left out. */
function places({ problems }: ReadResult): readonly string[] {
  return problems
    .filter(({ code }) => code !== 'two-meanings')
    .map(({ file, line, column, severity, code }) =>
      [`${relative(folder, file)}:${line}:${column}`, severity, code].join(' '),
    );
}

interface Row {
  readonly what: string;
  readonly text: string;
  /** `line:column code`. */
  readonly at: string;
  /** Parts of the message. */
  readonly says?: readonly string[];
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const C = 'cids: [1]\n';

const SYNTAX: readonly Row[] = [
  { what: 'a bracket that is not closed', text: `${C}a: [1, 2\nb: 1\n`, at: '3:1 syntax' },
  { what: 'a quote that is not closed', text: `${C}a: "x\n`, at: '3:1 syntax', says: ['quote'] },
  { what: 'a bracket too many', text: `${C}a: [1]]\n`, at: '2:7 syntax' },
  { what: 'a mapping within a plain value', text: `${C}a: b: c\n`, at: '2:4 syntax' },
  { what: 'indentation that goes back too far', text: `${C}a:\n    b: 1\n  c: 2\n`, at: '4:1 syntax' },
  { what: 'a line without a colon', text: `${C}a: 1\njust text\nb: 2\n`, at: '3:1 syntax' },
  { what: 'a tab as indentation', text: `${C}a:\n\tb: 1\n`, at: '3:1 syntax', says: ['Tabs'] },
  {
    what: 'a tab behind spaces as indentation',
    text: `${C}a:\n  b: 1\n \tc: 1\n`,
    at: '4:1 syntax',
  },
  { what: 'a value that begins with @', text: `${C}a: @x\n`, at: '2:4 syntax' },
  { what: 'an escape that does not exist', text: `${C}a: "\\q"\n`, at: '2:5 syntax' },
  { what: 'an anchor without a name', text: `${C}a: & 1\n`, at: '2:4 syntax' },
  { what: 'a merge conflict', text: `${C}<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n`, at: '2:1 syntax' },
  { what: 'an error behind CRLF line breaks', text: 'cids: [1]\r\na: 1\r\nb: ]\r\n', at: '3:4 syntax' },
  { what: 'an error behind a byte order mark', text: '\uFEFFcids: ]\n', at: '1:7 syntax' },
  { what: 'an error behind characters of two units', text: `${C}a: "\u{1f600}" ]\n`, at: '2:9 syntax' },
];

const KEYS: readonly Row[] = [
  {
    what: 'at the top level',
    text: `${C}a: 1\nb: 2\na: 3\n`,
    at: '4:1 duplicate-key',
    says: ['Key "a" stands twice', 'first in line 2'],
  },
  {
    what: 'nested',
    text: `${C}m:\n  a: 1\n  b: 2\n  a: 1\n`,
    at: '5:3 duplicate-key',
    says: ['first in line 3'],
  },
  { what: 'in a flow mapping', text: `${C}m: {a: 1, b: 2, a: 3}\n`, at: '2:17 duplicate-key' },
  { what: 'in a mapping in a list', text: `${C}m:\n  - a: 1\n    a: 2\n`, at: '4:5 duplicate-key' },
  { what: 'quoted and plain', text: `${C}a: 1\n"a": 2\n`, at: '3:1 duplicate-key', says: ['Key "a"'] },
  { what: 'in both kinds of quotes', text: `${C}m: {'a': 1, "\\x61": 2}\n`, at: '2:13 duplicate-key' },
  { what: '1 and 1.0', text: `${C}m: {1: a, 1.0: b}\n`, at: '2:11 duplicate-key' },
  { what: '1 and true', text: `${C}m:\n  1: a\n  true: b\n`, at: '4:3 duplicate-key' },
  { what: '1.0 and yes', text: `${C}m: {1.0: a, yes: b}\n`, at: '2:13 duplicate-key' },
  { what: '0 and -0.0', text: `${C}m: {0: a, -0.0: b}\n`, at: '2:11 duplicate-key' },
  { what: '10 and 012, equal to PyYAML', text: `${C}m: {10: a, 012: b}\n`, at: '2:12 duplicate-key' },
  { what: '12 and 012, equal to YAML 1.2', text: `${C}m: {12: a, 012: b}\n`, at: '2:12 duplicate-key' },
  { what: '~ and null', text: `${C}m: {~: a, null: b}\n`, at: '2:11 duplicate-key' },
  { what: 'two merge keys', text: `${C}m: &m {a: 1}\nn:\n  <<: *m\n  <<: *m\n`, at: '5:3 duplicate-key' },
  { what: 'cids', text: `${C}a: 1\ncids: [2]\n`, at: '3:1 duplicate-key' },
  { what: '__proto__', text: `${C}m: {__proto__: 1, __proto__: 2}\n`, at: '2:19 duplicate-key' },
];

const DOCUMENTS: readonly Row[] = [
  {
    what: 'a second document',
    text: `${C}---\na: 1\n`,
    at: '2:1 several-documents',
    says: ['Keep one document'],
  },
  {
    what: 'a second document behind an end marker',
    text: `${C}...\n---\na: 1\n`,
    at: '3:1 several-documents',
  },
  { what: 'a second document that is empty', text: `---\n${C}---\n`, at: '3:1 several-documents' },
  {
    what: 'a list for a root',
    text: '# head\n\n- a\n- b\n',
    at: '3:1 root-not-mapping',
    says: ['must be a mapping'],
  },
  { what: 'a text for a root', text: 'just text\n', at: '1:1 root-not-mapping' },
  { what: 'a number for a root', text: '---\n5\n', at: '2:1 root-not-mapping' },
  {
    what: 'an alias for a key of nothing',
    text: `${C}a: *x\n`,
    at: '2:4 unknown-alias',
    says: ['Alias *x names no anchor above it'],
  },
  { what: 'an alias above its anchor', text: `${C}a: *x\nb: &x 1\n`, at: '2:4 unknown-alias' },
  { what: 'an alias in a list', text: `${C}a: [1, *nope]\n`, at: '2:8 unknown-alias' },
  {
    what: 'an anchor around its own alias',
    text: `${C}a: &x\n  b: *x\n`,
    at: '3:6 recursive-anchor',
    says: ['*x stands inside the node it names'],
  },
  { what: 'a list that holds itself', text: `${C}a: &x [1, *x]\n`, at: '2:11 recursive-anchor' },
  { what: 'nothing at all', text: '', at: '1:1 empty', says: ['holds no value'] },
  { what: 'blank lines', text: '\n\n', at: '1:1 empty' },
  { what: 'comments', text: '# one\n# two\n', at: '1:1 empty' },
  { what: 'a byte order mark', text: '\uFEFF', at: '1:1 empty' },
  {
    what: 'collections 300 deep',
    text: `${C}a: ${'['.repeat(300)}${']'.repeat(300)}\n`,
    at: '2:204 too-deep',
  },
];

describe.each([
  ['syntax', SYNTAX],
  ['duplicate keys', KEYS],
  ['documents', DOCUMENTS],
])('%s', (_, rows) => {
  test.each(rows)('$what: $at', async ({ text, at, says = [] }) => {
    const result = await read({ 'a.yaml': 'cids: [1]\n', 'bad.yaml': text, 'z.yaml': 'cids: [2]\n' });
    const [line, column, code] = at.split(/[: ]/);
    expect(places(result)).toEqual([`bad.yaml:${line}:${column} error ${code}`]);
    for (const part of says) expect(result.problems[0]?.message).toContain(part);
    expect(result.configs.map(({ name }) => name)).toEqual(['a', 'z']);
  });
});

test.each([
  ['a tab before a comment', `${C}a: 1\t# x\n`],
  ['a tab in a block text', `${C}a: |\n  x\n  \ty\n`],
  ['a form of every key', `${C}? a\n: 1\n"b": 2\n'c': 3\n? - d\n: 4\n5: e\n`],
  ['equal text under other types', `${C}m: {2: a, "2": b, ~: c, "~": d}\n`],
  ['an anchor that is named twice', `${C}a: &x 1\nb: &x 2\nc: *x\n`],
  ['a tag nobody knows', `${C}a: !include x.yaml\n`],
  ['markers', `%YAML 1.2\n---\n${C}...\n`],
  ['characters of every plane', `${C}a: "µ→\u{1f600}\u00a0"\n`],
  ['escapes of what may not stand there', `${C}a: "\\0\\u2028\\N"\n`],
  ['no last line break', 'cids: [1]'],
  ['a root in braces', '{cids: [1], a: 1}\n'],
])('%s is no problem', async (_, text) => {
  const result = await read({ 'a.yaml': text });
  expect(places(result)).toEqual([]);
  expect(result.configs).toHaveLength(1);
});

describe('the contract', () => {
  it('asks for cids under the preset dataset, and names the other preset', async () => {
    const result = await read({ 'a.yaml': 'x: 1\n' });
    expect(places(result)).toEqual(['a.yaml:1:1 error missing-key']);
    expect(result.problems[0]?.message).toContain("Key 'cids' is missing");
    expect(result.problems[0]?.message).toContain('--preset plain');
    expect(result.configs).toEqual([]);
  });

  test.each([
    ['nested cids do not count', 'x: {cids: [1]}\n'],
    ['nor does another case', 'Cids: [1]\n'],
    ['nor a comment', '# cids: [1]\nx: 1\n'],
  ])('%s', async (_, text) => {
    expect(places(await read({ 'a.yaml': text }))).toEqual(['a.yaml:1:1 error missing-key']);
  });

  test.each([
    ['in quotes', '"cids": [1]\n'],
    ['in braces', '{x: 1, cids: []}\n'],
    ['null, as the loader sees to that', 'cids:\n'],
  ])('cids count %s', async (_, text) => {
    expect(places(await read({ 'a.yaml': text }))).toEqual([]);
  });

  it('asks for nothing under the preset plain', async () => {
    const result = await read({ 'a.yaml': 'x: 1\n', 'b.yaml': '{}\n' }, contractOf('plain'));
    expect(places(result)).toEqual([]);
    expect(result.configs).toHaveLength(2);
  });

  it('asks for what --require names, under either preset', async () => {
    const result = await read({ 'a.yaml': 'x: 1\n' }, contractOf('plain', { require: ['probe'] }));
    expect(places(result)).toEqual(['a.yaml:1:1 error missing-key']);
    expect(result.problems[0]?.message).not.toContain('--preset plain');
  });

  test.each([
    ['session_dir', 'cids: [1]\n# about it\nsession_dir: x\n', '3:1'],
    ['sessions', 'cids: [1]\nsessions: []\n', '2:1'],
    ['sessions in quotes', 'cids: [1]\n\n"sessions": []\n', '3:1'],
    ['session_dir further in', '  cids: [1]\n  session_dir: x\n', '2:3'],
    ['sessions behind a marker', '# head\n---\nsessions: []\ncids: [1]\n', '3:1'],
    ['session_dir behind CRLF line breaks', 'cids: [1]\r\nsession_dir: x\r\n', '2:1'],
  ])('refuses the reserved key %s', async (_, text, at) => {
    const result = await read({ 'a.yaml': text });
    expect(places(result)).toEqual([`a.yaml:${at} error reserved-key`]);
    expect(result.problems[0]?.message).toContain('is reserved for parents');
    expect(result.configs).toEqual([]);
  });

  it('lets reserved names be used below the top level', async () => {
    expect(places(await read({ 'a.yaml': 'cids: [1]\nx: {sessions: 1, session_dir: 2}\n' }))).toEqual([]);
  });

  it('warns of keys the loader overwrites, and goes on', async () => {
    const text = 'cids: [1]\n_weight: 2\n_config_path: x\nx: 1\n_parent_config_path: y\n';
    const result = await read({ 'a.yaml': text });
    expect(places(result)).toEqual([
      'a.yaml:2:1 warning overwritten-key',
      'a.yaml:3:1 warning overwritten-key',
      'a.yaml:5:1 warning overwritten-key',
    ]);
    expect(result.configs).toHaveLength(1);
  });

  it('says everything that is wrong with one file', async () => {
    const result = await read({ 'a.yaml': '_weight: 1\nsessions: []\nsession_dir: x\n' });
    expect(places(result)).toEqual([
      'a.yaml:1:1 error missing-key',
      'a.yaml:3:1 error reserved-key',
      'a.yaml:2:1 error reserved-key',
      'a.yaml:1:1 warning overwritten-key',
    ]);
  });
});

describe('names', () => {
  it('refuses two files with one session name', async () => {
    const result = await read({ 'a.yml': C, 'a.yaml': C, 'b.yml': C });
    expect(places(result)).toEqual(['a.yaml:0:0 error name-clash', 'a.yml:0:0 error name-clash']);
    expect(result.problems[0]?.message).toContain(`that of ${join(folder, 'a.yml')}`);
    expect(result.problems[1]?.message).toContain(`that of ${join(folder, 'a.yaml')}`);
    expect(result.configs.map(({ name }) => name)).toEqual(['b']);
  });

  it('tells names in other folders apart', async () => {
    const result = await read({ 'a.yaml': C, 'x/a.yaml': C, 'x/a.yml': C });
    expect(places(result)).toEqual(['x/a.yaml:0:0 error name-clash', 'x/a.yml:0:0 error name-clash']);
  });
});

describe('all files', () => {
  it('are read, whatever is wrong with some: problems come together, in the order of the files', async () => {
    const result = await read({
      'a.yaml': 'cids: [1]\na: ]\n',
      'b.yaml': C,
      'c.yaml': '',
      'd.yml': 'x: 1\n',
      'e.yaml': latin1('\xff'),
      'e.yml': C,
    });
    expect(places(result)).toEqual([
      'a.yaml:2:4 error syntax',
      'c.yaml:1:1 error empty',
      'd.yml:1:1 error missing-key',
      'e.yaml:1:1 error encoding',
      'e.yaml:0:0 error name-clash',
      'e.yml:0:0 error name-clash',
    ]);
    expect(result.configs.map(({ name }) => name)).toEqual(['b']);
  });

  it('are remembered by the bytes they had', async () => {
    const result = await read({ 'a.yaml': C, 'b.yaml': C, 'c.yaml': `\uFEFF${C}` });
    const [a, b, c] = result.configs.map(({ hash }) => hash);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('that cannot be read are problems', async () => {
    const found = { path: join(folder, 'gone.yaml'), relative: 'gone.yaml', name: 'gone' };
    const result = readConfigs([found], configReader(), contractOf('dataset'));
    expect(places(result)).toEqual(['gone.yaml:0:0 error unreadable']);
    expect(result.problems[0]?.message).toContain('ENOENT');
  });

  it('that may not be read too', async () => {
    writeFileSync(join(folder, 'a.yaml'), C);
    chmodSync(join(folder, 'a.yaml'), 0o000);
    const root = process.geteuid?.() === 0; // root may read everything
    chmodSync(folder, 0o755);
    if (root) process.seteuid?.(65534);
    try {
      const found = { path: join(folder, 'a.yaml'), relative: 'a.yaml', name: 'a' };
      const result = readConfigs([found], configReader(), contractOf('dataset'));
      expect(places(result)).toEqual(['a.yaml:0:0 error unreadable']);
      expect(result.problems[0]?.message).toContain('EACCES');
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});
