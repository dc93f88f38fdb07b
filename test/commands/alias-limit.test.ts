/** A file whose aliases stand for more than can be written out is refused before it is migrated, not after. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cli } from './terminal.js';

const TMP = mkdtempSync(path.join(tmpdir(), 'config-inherit-aliases-'));

afterAll(() => {
  rmSync(TMP, { recursive: true });
});

/** @returns lines of which each stands for twice what the one above does */
function bomb(name: string, levels: number): string {
  const one = (n: number) => `${name}${n}: &${name}${n} [*${name}${n - 1}, *${name}${n - 1}]\n`;
  return `${name}0: &${name}0 [x, y]\n${Array.from({ length: levels }, (_, n) => one(n + 1)).join('')}`;
}

function lay(name: string, files: Readonly<Record<string, string>>): string {
  const folder = path.join(TMP, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const migrate = (folder: string, ...more: readonly string[]) =>
  cli('migrate', folder, '--out', `${folder}-out`, '--name', 'p', '--preset', 'plain', ...more);

test('migrate refuses it, with the place', async () => {
  const folder = lay('bomb', { 'a.yaml': `${bomb('a', 40)}b: 1\n`, 'b.yaml': `${bomb('a', 40)}b: 2\n` });
  const { exit, out } = await migrate(folder);
  expect(exit).toBe(2);
  expect(out).toMatch(/a\.yaml:18:1: error: Aliases stand for \d+ values .*\[too-many-aliases\]/);
  expect(existsSync(`${folder}-out`)).toBe(false);
});

test('migrate --skip-invalid leaves it out, and the rest can be verified', async () => {
  const folder = lay('skipped', { 'a.yaml': bomb('a', 40), 'b.yaml': 'b: 1\n', 'c.yaml': 'b: 2\n' });
  expect((await migrate(folder, '--skip-invalid')).exit).toBe(0);
  const parent = path.join(`${folder}-out`, 'p.yaml');
  expect((await cli('show', parent, '--preset', 'plain')).exit).toBe(0);
});

test('audit says the same of it, a key twice or not', async () => {
  const folder = lay('audit', { 'a.yaml': bomb('a', 40), 'b.yaml': `${bomb('a', 40)}b: 1\nb: 2\n` });
  const { exit, out, err } = await cli('audit', folder);
  expect(exit).toBe(2);
  expect(out + err).toContain('too-many-aliases');
});
