/** Patterns over key paths. */
import { expect, test } from 'vitest';
import { pathMatcher } from '../../src/core/path-glob.js';

test.each([
  ['lab', 'lab', true],
  ['lab', 'labs', false],
  ['lab', 'a.lab', false],
  ['transforms', 'transforms.stim.ops', true],
  ['transforms.stim', 'transforms', false],
  ['transforms.*.ops', 'transforms.stim.ops', true],
  ['transforms.*.ops', 'transforms.stim.ops[].pixelnorm', true],
  ['transforms.*.ops', 'transforms.stim.source', false],
  ['transforms.*.ops', 'transforms.ops', false],
  ['**.seed', 'seed', true],
  ['**.seed', 'a.b.seed', true],
  ['**.seed', 'a.b.seeds', false],
  ['a.**.z', 'a.z', true],
  ['a.**.z', 'a.b.c.z', true],
  ['**', '', true],
  ['*', '', false],
  ['qc*', 'qcmissing', true],
  ['*_id', 'rig_id', true],
  ['a.b[].c', 'a.b[].c', true],
  ['a.b[].c', 'a.b.c', false],
  ['a.b.c', 'a.b[][].c', true],
  ['net."a.b"', 'net."a.b"', true],
  ['net."a.b"', 'net.a.b', false],
  ['net.*', 'net."a.b"', true],
  ['a+(b)', 'a+(b)', true],
  ['a.?', 'a.b', false],
  ['"with \\"quote\\"".x', '"with \\"quote\\"".x', true],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(pathMatcher(pattern)(path)).toBe(expected);
});
