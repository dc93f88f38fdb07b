/** Files that were read are looked at again before anything is put in place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUnchanged, hashBytes, listPaths } from '../../src/files/hash.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-inherit-hash-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): { path: string; hash: string } {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, hash: hashBytes(Buffer.from(text)) };
}

describe('hashBytes', () => {
  it('is SHA-256 in hexadecimal', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'; // FIPS 180-2, B.1
    expect(hashBytes(Buffer.from('abc'))).toBe(abc);
  });
});

describe('checkUnchanged', () => {
  it('accepts files that hold what was read', () => {
    checkUnchanged([]);
    checkUnchanged([write('a.yaml', 'a: 1\n'), write('b.yaml', '')]);
  });

  it('names files that hold something else, are gone or are no files any more', () => {
    const [same, other, gone] = [
      write('a.yaml', 'a: 1\n'),
      write('b.yaml', 'a: 1\n'),
      write('c.yaml', 'a: 1\n'),
    ];
    write('b.yaml', 'a: 1 \n');
    rmSync(gone.path);
    expect(() => checkUnchanged([same, other, gone, { path: folder, hash: '' }])).toThrow(
      expect.objectContaining({
        code: 'legacy-changed',
        message: `Changed since they were read:\n  ${other.path}\n  ${gone.path}\n  ${folder}\nNothing was written. Run again when nothing else writes there.`,
      }),
    );
  });
});

describe('listPaths', () => {
  it('names ten and counts the others', () => {
    const paths = Array.from({ length: 12 }, (_, index) => `f${String(index)}`);
    expect(listPaths(paths.slice(0, 10)).split('\n')).toHaveLength(10);
    expect(listPaths(paths).split('\n').slice(9)).toEqual(['  f9', '  and 2 more']);
  });
});
