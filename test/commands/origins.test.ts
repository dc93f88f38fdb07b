/**
 * Every origin of every value is right, on the fixtures and on real folders: compared with a plain merge by another
 * parser, and with a search of the files for the key. And the text is the files' own lines.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { explain, type SessionOrigins } from '../../src/commands/explain.js';
import { textOfBytes } from '../../src/proof/text.js';
import { contractOf } from '../../src/contract.js';
import { expectedOrigins, load, pathOnLine } from '../support/search.js';
import { cli } from './terminal.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/new', import.meta.url));
const CORPORA = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));
const present = existsSync(CORPORA);
const OUT = mkdtempSync(path.join(tmpdir(), 'config-inherit-origins-'));

afterAll(() => {
  rmSync(OUT, { recursive: true });
});

const files = new Map<string, string>();

function textOf(file: string): string {
  const text = files.get(file) ?? textOfBytes(readFileSync(file)).replace(/^\uFEFF/, '');
  files.set(file, text);
  return text;
}

/** @returns how many places the search confirmed to the key path */
function checkSession(parent: string, session: SessionOrigins): number {
  const expected = expectedOrigins(load(textOf(parent)), load(textOf(session.path)));
  const found = session.origins.map(({ path: key, origin }) => ({ path: key, origin }));
  const sorted = (rows: readonly { readonly path: string }[]) =>
    [...rows].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  expect(sorted(found), session.path).toEqual(sorted(expected));

  let confirmed = 0;
  for (const { path: key, origin, place, replaces } of session.origins) {
    if (place === null) throw new Error('the contract here has no defaults');
    expect(place.file).toBe(origin === 'inherited' ? parent : session.path);
    expect(replaces?.file ?? null).toBe(origin === 'overrides' ? parent : null);
    for (const where of [place, ...(replaces === null ? [] : [replaces])]) {
      const lines = textOf(where.file).split(/\r?\n/);
      const line = lines[where.line - 1] ?? '';
      const [first = ''] = where.text.split(/\r?\n/);
      const after = [line.slice(where.column - 1), ...lines.slice(where.line)].join('\n');
      expect(after, `${where.file}:${where.line}`).toContain(first);
      if (!/^ *(?:\? +)?$/.test(line.slice(0, where.column - 1))) continue;
      const searched = pathOnLine(lines, where.line);
      // Below an alias or a merge key the text stands under another path, with the same last key.
      const linked = /(?:[:-]|^) *[&*][^ ]|<<:/m.test(textOf(where.file));
      if (linked || replaces === where) expect(key.startsWith(searched ?? ' ') || linked).toBe(true);
      else expect(searched, `${where.file}:${where.line}`).toBe(key);
      confirmed++;
    }
  }
  return confirmed;
}

/** Lines that name a place are that place's lines, but for indentation and line breaks. */
function checkLines({ lines, anew }: SessionOrigins): void {
  if (anew.length > 0) return;
  for (const { text, file, line } of lines) {
    if (file === null) continue;
    const stands = textOf(file).split(/\r?\n/)[line - 1] ?? '';
    if (!/\{.*,.*\}/.test(text)) expect(text.trim(), `${file}:${line}`).toBe(stands.trim());
  }
}

function checkLayout(parent: string): number {
  files.clear();
  const { sessions } = explain({ parent, contract: contractOf('plain'), dialect: 'pyyaml' });
  let confirmed = 0;
  for (const session of sessions) {
    confirmed += checkSession(parent, session);
    checkLines(session);
    const begun = new Set(session.lines.flatMap(({ values }) => values.map(({ path: key }) => key)));
    if (!/<<|[&*]\w/.test(textOf(session.path) + textOf(parent)))
      expect(session.origins.filter(({ path: key }) => !begun.has(key))).toEqual([]);
  }
  return confirmed;
}

/** js-yaml refuses or merges what the program reads otherwise: keys that are no strings, and top-level merge keys. */
const OTHER = ['prototype_keys', 'non_string_keys_nested', 'non_string_keys_top'];
const CASES = readdirSync(FIXTURES).filter((name) => !OTHER.includes(name));

describe('origins of the fixtures', () => {
  test.each(CASES)('%s', (name) => {
    const parent = readdirSync(path.join(FIXTURES, name)).find((file) => file.endsWith('.yaml')) ?? '';
    expect(checkLayout(path.join(FIXTURES, name, parent))).toBeGreaterThanOrEqual(0);
  });
});

const FOLDERS = present
  ? [
      ...readdirSync(path.join(CORPORA, 'vc-legacy')).map((name) => `vc-legacy/${name}`),
      'athom-esphome',
      'vc-models',
      'torchtune/llama3_1',
      'paddleclas/ImageNet/ResNet',
      'qlib-benchmarks/benchmarks/TRA/configs',
    ].filter((name) => existsSync(path.join(CORPORA, name)))
  : [];

describe.skipIf(!present)(`origins of real folders${present ? '' : ': skipped, they are not there'}`, () => {
  test.each(FOLDERS)('%s', async (name) => {
    const out = path.join(OUT, name.replaceAll('/', '-'));
    const args = ['migrate', path.join(CORPORA, name), '--out', out, '--name', 'p', '--preset', 'plain'];
    const strategy = name.startsWith('vc-legacy') ? ['--strategy', 'majority'] : [];
    expect((await cli(...args, ...strategy, '--skip-invalid', '--no-exclude', '--quiet')).exit).toBe(0);
    expect(checkLayout(path.join(out, 'p.yaml'))).toBeGreaterThan(0);
  });
});
