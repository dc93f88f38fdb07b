/** The baseline as a file: what is written is read, in one order, and nothing else is taken for it or overwritten. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { readBaseline, writeBaseline } from '../../src/files/baseline.js';
import { contents, folder, tree, write } from './sandbox.js';

const ENTRIES = [
  { rule: 'case-drift', path: 'lab', fingerprint: 'bb' },
  { rule: 'near-miss-key', path: 'a.b[]."c d"', fingerprint: 'ff' },
  { rule: 'duplicate-config', path: '', fingerprint: 'aa' },
  { rule: 'case-drift', path: 'lab', fingerprint: 'aa0' },
];

const file = (): string => join(folder, 'audit.json');

function refusal(action: () => unknown): ConfigError {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('nothing was refused');
}

describe('writing', () => {
  it('puts one entry on a line, in an order that the input has no part in', () => {
    expect(writeBaseline(file(), ENTRIES)).toEqual({ added: 4, removed: 0 });
    const text = readFileSync(file(), 'utf8');
    expect(text).toBe(`{
  "version": 1,
  "findings": [
    { "rule": "duplicate-config", "path": "", "fingerprint": "aa" },
    { "rule": "near-miss-key", "path": "a.b[].\\"c d\\"", "fingerprint": "ff" },
    { "rule": "case-drift", "path": "lab", "fingerprint": "aa0" },
    { "rule": "case-drift", "path": "lab", "fingerprint": "bb" }
  ]
}
`);
    expect(JSON.parse(text)).toMatchObject({ version: 1 });
    writeBaseline(file(), [...ENTRIES].reverse());
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('leaves a file alone that is right already, and nothing beside it', () => {
    writeBaseline(file(), ENTRIES);
    const before = tree();
    expect(writeBaseline(file(), ENTRIES)).toEqual({ added: 0, removed: 0 });
    expect(tree()).toEqual(before);
  });

  it('keeps the reasons of entries that stay, and says what came and went', () => {
    writeBaseline(file(), ENTRIES);
    const text = readFileSync(file(), 'utf8');
    write('audit.json', text.replace('"ff" }', '"ff", "reason": "two rigs" }'));
    expect(
      writeBaseline(file(), [...ENTRIES.slice(1), { rule: 'dialect', path: 'x', fingerprint: '1' }]),
    ).toEqual({
      added: 1,
      removed: 1,
    });
    expect(readBaseline(file()).find(({ fingerprint }) => fingerprint === 'ff')?.reason).toBe('two rigs');
  });

  it('writes an empty one when nothing is found', () => {
    writeBaseline(file(), []);
    expect(readBaseline(file())).toEqual([]);
  });

  test.each(['important: notes\n', '{"name": "x"}', '[1]', 'not: [yaml'])(
    'never over another file: %j',
    (text) => {
      write('audit.json', text);
      expect(refusal(() => writeBaseline(file(), ENTRIES))).toMatchObject({ code: 'would-overwrite' });
      expect(contents()).toEqual({ 'audit.json': text });
    },
  );

  it('says why it cannot be written', () => {
    expect(refusal(() => writeBaseline(join(folder, 'no/such/audit.json'), []))).toMatchObject({
      code: 'write-failed',
    });
    expect(contents()).toEqual({});
  });
});

describe('reading', () => {
  it('gives what was written', () => {
    writeBaseline(file(), ENTRIES);
    expect(
      new Set(readBaseline(file()).map(({ rule, path, fingerprint }) => ({ rule, path, fingerprint }))),
    ).toEqual(new Set(ENTRIES));
  });

  test.each([
    ['', '1:1', "'version' and 'findings'"],
    ['{"version": 2, "findings": []}', '1:13', 'Version 2 is not known'],
    ['{"version": "1", "findings": []}', '1:1', "'version' and 'findings'"],
    ['{"version": 1}', '1:1', "'findings' must be a list"],
    ['{"version": 1, "findings": {}}', '1:28', "'findings' must be a list"],
    [
      '{"version": 1,\n"findings": [\n{"rule": "x"}]}',
      '3:1',
      "An entry has 'rule', 'path' and 'fingerprint'",
    ],
    ['{"version": 1,\n"findings": [\n{"rule": 1, "path": "a", "fingerprint": "b"}]}', '3:1', 'An entry has'],
    ['{"version": 1,\n<<<<<<< ours\n"findings": []}', '2:1', 'A merge conflict stands here'],
  ])('refuses %j at %s', (text, place, message) => {
    write('audit.json', text);
    const error = refusal(() => readBaseline(file()));
    expect(error.code).toBe('invalid-baseline');
    const [problem] = error.problems;
    expect(`${problem?.line}:${problem?.column}`).toContain(place);
    expect(problem?.message).toContain(message);
  });

  it('says how to make one that is not there', () => {
    expect(refusal(() => readBaseline(file()))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Make it with --write-baseline'),
    });
    expect(refusal(() => readBaseline(folder))).toMatchObject({ code: 'unreadable' });
  });
});
