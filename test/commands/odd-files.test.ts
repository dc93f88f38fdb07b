/** Layouts with files as migrations may leave them: text that PyYAML alone reads, and UTF-16. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explain } from '../../src/commands/explain.js';
import { contractOf } from '../../src/contract.js';
import { folder, lay, write } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();
const PARENT = 'session_dir: s\nsessions: [a]\nseed: 1 # as in v1\nnet: {x: 1, y: 2}\n';

beforeEach(() => process.chdir(folder));
afterEach(() => process.chdir(at));

describe('a session that goes on at the left margin', () => {
  beforeEach(() => {
    lay({ 'p.yaml': PARENT, 's/a.yaml': 'cids: [1,\n2]\nnet: {x: 5,\nz: 3}\nnote: "left\neye"\n' });
  });

  it('is shown, with the places its file has', async () => {
    const { sessions } = explain({ parent: 'p.yaml', contract: contractOf('plain'), dialect: 'pyyaml' });
    const own = sessions[0]?.origins.filter(({ place }) => place?.file === 's/a.yaml');
    expect(own?.map(({ path, place }) => [path, place?.line, place?.column, place?.text])).toEqual([
      ['net.x', 3, 7, '5'],
      ['net.z', 4, 1, '3'],
      ['cids', 1, 1, '[1,\n2]'],
      ['note', 5, 1, '"left\neye"'],
    ]);
    expect((await cli('show', 'p.yaml', 'a')).out).toContain('note: "left eye"\n');
    expect((await cli('show', 'p.yaml', '--path', 'net.z')).out).toContain('own s/a.yaml:4');
  });

  it('is expanded, with the same values', async () => {
    expect((await cli('expand', 'p.yaml', '--out', 'x')).exit).toBe(0);
    expect((await cli('diff', 'x', 'p.yaml')).exit).toBe(0);
  });

  it('is checked against a schema, with the places its file has', async () => {
    write('schema.yaml', 'properties: {net: {properties: {z: {maximum: 2}}}}\n');
    const { exit, out } = await cli('verify', 'p.yaml', '--schema', 'schema.yaml');
    expect([exit, out]).toEqual([1, expect.stringContaining('s/a.yaml:4:4: net.z')]);
  });
});

describe('a layout in UTF-16', () => {
  const bytes = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const text = (file: string) => readFileSync(file).toString('utf16le');

  it('stays so when it is trimmed, expanded, and its list edited', async () => {
    const session = 'cids: [1]\nname: Müller\nseed: 1\nk: 3\n';
    lay({ 'p.yaml': '', 's/a.yaml': '' });
    writeFileSync('p.yaml', bytes(PARENT));
    writeFileSync('s/a.yaml', bytes(session));
    expect((await cli('show', 'p.yaml', 'a', '--origin')).out).toMatch(/s\/a\.yaml:2 +\| name: Müller\n/);
    for (const command of [
      ['expand', 'p.yaml', '--out', 'x'],
      ['trim', 'p.yaml'],
      ['add', 'p.yaml', 'b', '--set', 'cids=[2]'],
      ['remove', 'p.yaml', 'a'],
    ])
      expect((await cli(...command)).exit, command[0]).toBe(0);
    expect(text('x/a.yaml')).toBe(`\uFEFF${session}net: {x: 1, y: 2}\n`);
    expect(text('s/a.yaml')).toBe('\uFEFFcids: [1]\n');
    expect(text('p.yaml')).toBe(`\uFEFF${PARENT.replace('[a]', '[b]')}name: Müller\nk: 3\n`);
  });
});
