/** What aliases would expand to is counted, not expanded; a layout that is too large for plain data is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { expandedSize, sizeByAliases } from '../../src/core/size.js';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { rootValue } from '../../src/yaml/config.js';
import { identitiesOf, readTexts } from '../support/plan.js';

function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`,
  );
  return `a0: &a0 [x, y]\n${lines.join('')}`;
}

function sizeOf(text: string, size: typeof sizeByAliases = expandedSize): number {
  const [legacy] = readTexts([{ name: 'f', text }], identitiesOf()).legacies;
  if (legacy === undefined) throw new Error('not a config');
  return size(rootValue(legacy.config));
}

test('scalars and collections are counted, aliases as often as they are read', () => {
  expect(sizeOf('a: 1\n')).toBe(3);
  expect(sizeOf('a: &x [1, 2]\nb: *x\n')).toBe(9);
  expect(sizeOf(bomb(40))).toBeGreaterThan(2 ** 40);
});

test('of what aliases stand for only what is not written is counted', () => {
  const byAliases = (text: string) => sizeOf(text, sizeByAliases);
  expect(byAliases('a: [1, 2, 3]\nb: [1, 2, 3]\n')).toBe(0);
  expect(byAliases('a: &x [1, 2]\nb: 1\n')).toBe(0);
  expect(byAliases('a: &x [1, 2]\nb: *x\nc: [*x]\n')).toBe(6);
  expect(byAliases(bomb(40))).toBeGreaterThan(2 ** 40);
});

test('a layout that would expand beyond measure is refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-inherit-size-'));
  try {
    mkdirSync(path.join(folder, 'sessions'));
    writeFileSync(path.join(folder, 'p.yaml'), `session_dir: sessions\nsessions: [s]\n${bomb(40)}`);
    writeFileSync(path.join(folder, 'sessions', 's.yaml'), 'cids: [1]\n');
    expect(() => loadDatasetConfigs(path.join(folder, 'p.yaml'))).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'too-many-aliases' })] }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
