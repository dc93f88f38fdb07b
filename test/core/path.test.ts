/** Key paths as text: what `showPath` writes, `parsePath` reads. */
import { expect, test } from 'vitest';
import { parsePath, showPath } from '../../src/core/path.js';

test.each([
  [['a']],
  [['transforms', 'stim', 'ops']],
  [['net', 'a.b', 'c']],
  [['a "quoted" key', 'x y', '', '\\']],
  [['"']],
])('%j', (path) => {
  expect(parsePath(showPath(path))).toEqual(path);
});

test.each(['', '.', 'a.', '.a', 'a..b', '"a', 'a"b', '"a"b'])('%j is no path', (text) => {
  expect(parsePath(text)).toBeNull();
});
