/** Scanning real folders: which files count, in which order, and what is said about the others. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScanOptions } from '../../src/files/scan.js';
import { byCodePoint, scanDirectory } from '../../src/files/scan.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-inherit-scan-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'cids: [1]\n');
  }
}

async function foundIn(options?: ScanOptions): Promise<string[]> {
  return (await scanDirectory(folder, options)).found.map((file) => file.relative);
}

async function skippedIn(options?: ScanOptions): Promise<Record<string, string>> {
  const { skipped } = await scanDirectory(folder, options);
  return Object.fromEntries(skipped.map(({ path, reason }) => [relative(folder, path), reason]));
}

describe('byCodePoint', () => {
  it.each([
    ['a', 'b', -1],
    ['a', 'a', 0],
    ['a', 'aa', -1],
    ['B', 'a', -1],
    ['s10', 's9', -1],
    ['a.yaml', 'a_1.yaml', -1],
    ['\uff5e', '\u{1f600}', -1],
    ['x\u{1f600}', 'x\u{1f601}', -1],
    ['\ue000', '\u{10000}', -1],
  ])('orders %j and %j', (a, b, sign) => {
    expect(Math.sign(byCodePoint(a, b))).toBe(sign);
    expect(Math.sign(byCodePoint(b, a))).toBe(sign === 0 ? 0 : -sign);
  });

  it("is the order of code points, as Python's sorted()", () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\ud83d', '\ude00', '\u{1f600}', '\uff5e', '\u{10ffff}'),
    });
    const points = (string: string) => Array.from(string, (char) => char.codePointAt(0) ?? 0);
    const compare = (a: readonly number[], b: readonly number[]): number => {
      const at = a.findIndex((point, index) => point !== b[index]);
      return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
    };
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(Math.sign(compare(points(a), points(b))));
      }),
    );
  });
});

describe('scanDirectory', () => {
  it('finds both endings directly in the folder, ordered by file name with its ending', async () => {
    write(
      'b.yaml',
      'a_2.yaml',
      'a.yml',
      'a.yaml',
      'B.yaml',
      '.hidden.yaml',
      'x.y.yaml',
      'sub/c.yaml',
      'notes.txt',
      'yaml',
    );
    expect(await scanDirectory(folder)).toEqual({
      directory: folder,
      found: ['.hidden.yaml', 'B.yaml', 'a.yaml', 'a.yml', 'a_2.yaml', 'b.yaml', 'x.y.yaml'].map((name) => ({
        path: join(folder, name),
        relative: name,
        name: name.slice(0, name.lastIndexOf('.')),
      })),
      skipped: [],
    });
  });

  it('orders as the old consumer did', async () => {
    write(
      '\u{1f600}.yaml',
      '\uff5e.yaml',
      'é.yaml',
      'Z.yaml',
      'a-1.yaml',
      'a.yaml',
      'a_1.yaml',
      'a1.yaml',
      's10.yaml',
      's9.yaml',
    );
    const old = 'import os, sys, json; json.dump(sorted(os.listdir(sys.argv[1])), sys.stdout)';
    try {
      const names: unknown = JSON.parse(execFileSync('python3', ['-c', old, folder], { encoding: 'utf8' }));
      expect(await foundIn()).toEqual(names);
    } catch (error) {
      if (process.env['CI'] || !(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
        throw error;
    }
    expect(await foundIn()).toEqual(
      ['Z', 'a-1', 'a', 'a1', 'a_1', 's10', 's9', 'é', '\uff5e', '\u{1f600}'].map((name) => `${name}.yaml`),
    );
  });

  it('gives paths as the user wrote the folder', async () => {
    write('a.yaml');
    const given = relative(process.cwd(), folder);
    expect((await scanDirectory(`${given}/`)).found[0]?.path).toBe(join(given, 'a.yaml'));
  });

  it('looks below with recursive, where the base name alone decides about exclusion', async () => {
    write(
      'a.yaml',
      'a/b.yaml',
      'a/base.yaml',
      'database/c.yml',
      'a.b/d.yaml',
      'deep/er/e.yaml',
      '.dot/f.yaml',
    );
    write('.git/g.yaml', '.git/objects/aa/g.yaml', 'deep/node_modules/p/g.yaml', 'deep/node_modules/g.yaml');
    expect(await foundIn({ recursive: true })).toEqual([
      '.dot/f.yaml',
      'a.b/d.yaml',
      'a.yaml',
      'a/b.yaml',
      'database/c.yml',
      'deep/er/e.yaml',
    ]);
    expect((await scanDirectory(folder, { recursive: true })).found.map((file) => file.name)).toContain(
      'a/b',
    );
    expect(await skippedIn({ recursive: true })).toEqual({
      '.git': 'is never searched',
      'a/base.yaml': "name contains 'base'",
      'deep/node_modules': 'is never searched',
    });
  });

  it('does not follow links to folders, and says so', async () => {
    write('a.yaml', 'sub/b.yaml');
    symlinkSync('.', join(folder, 'sub/loop'));
    symlinkSync('sub', join(folder, 'linked.yaml'));
    symlinkSync('a.yaml', join(folder, 'README'));
    expect(await foundIn({ recursive: true })).toEqual(['a.yaml', 'sub/b.yaml']);
    expect(await skippedIn({ recursive: true })).toEqual({
      'linked.yaml': 'is a link to a folder, and those are not searched',
      'sub/loop': 'is a link to a folder, and those are not searched',
    });
    expect(await skippedIn()).toEqual({ 'linked.yaml': 'is a link to a folder, and those are not searched' });
  });

  it('follows links to files and skips what is not a file', async () => {
    write('real.yaml', 'other/target.txt');
    symlinkSync('other/target.txt', join(folder, 'link.yaml'));
    symlinkSync('nowhere', join(folder, 'dangling.yaml'));
    symlinkSync('circle.yaml', join(folder, 'circle.yaml'));
    mkdirSync(join(folder, 'folder.yaml'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    symlinkSync('pipe.yaml', join(folder, 'to-pipe.yml'));
    symlinkSync('/dev/null', join(folder, 'device.yaml'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket.yaml'), resolve));
    expect(await foundIn()).toEqual(['link.yaml', 'real.yaml']);
    expect(await skippedIn()).toEqual({
      'circle.yaml': 'is a dangling link',
      'dangling.yaml': 'is a dangling link',
      'device.yaml': 'is a device',
      'folder.yaml': 'is a folder',
      'pipe.yaml': 'is a FIFO',
      'socket.yaml': 'is a socket',
      'to-pipe.yml': 'is a FIFO',
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it('skips endings in other case and names that are only an ending', async () => {
    write('a.YAML', 'b.Yml', '.yaml', 'c.yaml', 'd.yaml.bak', 'BASE.YAML');
    expect(await foundIn()).toEqual(['c.yaml']);
    expect(await skippedIn()).toEqual({
      '.yaml': 'has no name before the ending',
      'BASE.YAML': "ending is '.YAML', and only '.yaml' and '.yml' count",
      'a.YAML': "ending is '.YAML', and only '.yaml' and '.yml' count",
      'b.Yml': "ending is '.Yml', and only '.yaml' and '.yml' count",
    });
  });

  it('takes names that would be patterns, and names of any characters', async () => {
    const outer = folder;
    folder = join(outer, '[x]{a,b}*(!)?', '**');
    const names = [
      '\n.yaml',
      ' .yaml',
      '!a.yaml',
      '(a).yaml',
      '*.yaml',
      '[a].yaml',
      'a\\b.yaml',
      '{a,b}.yaml',
      'ü\u0308.yaml',
    ];
    write(...names, '[sub]/{x}.yaml');
    expect(await foundIn()).toEqual(names);
    expect(await foundIn({ recursive: true })).toEqual([...names, '[sub]/{x}.yaml'].sort(byCodePoint));
    folder = outer;
  });

  it('reports names that are not UTF-8', async () => {
    write('a.yaml');
    const bad = (name: string) =>
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from(name)]);
    writeFileSync(bad('.yaml'), '');
    writeFileSync(bad('.txt'), '');
    mkdirSync(bad(''));
    expect(await foundIn({ recursive: true })).toEqual(['a.yaml']);
    expect(await skippedIn({ recursive: true })).toEqual({
      '\ufffd': 'name is not valid UTF-8',
      '\ufffd.yaml': 'name is not valid UTF-8',
    });
  });
});

describe('exclude', () => {
  const hint = (longer: string) =>
    `name contains 'base' (inside '${longer}': use --exclude or --no-exclude if it is a config)`;

  it.each([
    ['base.yaml', "name contains 'base'"],
    ['.base.yaml', "name contains 'base'"],
    ['my_base_2.yaml', "name contains 'base'"],
    ['base2.yaml', "name contains 'base'"],
    ['x.base.yml', "name contains 'base'"],
    ['database-base.yaml', "name contains 'base'"],
    ['baseline.yaml', hint('baseline')],
    ['2022_database_x.yaml', hint('database')],
    ['rebase.yaml', hint('rebase')],
    ['Umbasé-ébase.yaml', hint('ébase')],
  ])('skips %s: %s', async (name, reason) => {
    write(name);
    expect(await skippedIn()).toEqual({ [name]: reason });
    expect(await foundIn({ exclude: [] })).toEqual([name]);
  });

  it('counts case', async () => {
    write('BASE.yaml', 'Base.yaml');
    expect(await foundIn()).toEqual(['BASE.yaml', 'Base.yaml']);
  });

  it('takes several words in place of the default, the ending included', async () => {
    write('a.yaml', 'a.yml', 'base.yml', 'x+(1).yml');
    expect(await foundIn({ exclude: ['.yaml', '+(1)'] })).toEqual(['a.yml', 'base.yml']);
    expect(await skippedIn({ exclude: ['yam', '+(1)'] })).toEqual({
      'a.yaml': "name contains 'yam' (inside 'yaml': use --exclude or --no-exclude if it is a config)",
      'x+(1).yml': "name contains '+(1)'",
    });
  });

  it('refuses the empty word, which every name contains', async () => {
    await expect(scanDirectory(folder, { exclude: ['base', ''] })).rejects.toMatchObject({ code: 'usage' });
  });
});

/** Root may read everything, and tests in containers run as root. */
async function asOrdinaryUser(run: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await run();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('what cannot be scanned', () => {
  it('is a path that does not exist', async () => {
    const missing = join(folder, 'missing');
    await expect(scanDirectory(missing)).rejects.toMatchObject({
      code: 'not-found',
      message: `${missing} does not exist. Check the path.`,
    });
    write('a.yaml');
    await expect(scanDirectory(join(folder, 'a.yaml/b'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is a file', async () => {
    write('a.yaml');
    await expect(scanDirectory(join(folder, 'a.yaml'))).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('Give the folder that holds the configs, not a file.'),
    });
  });

  it('is a folder that may not be read', async () => {
    write('locked/a.yaml', 'open/b.yaml');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'locked'), 0o000);
    await asOrdinaryUser(async () => {
      const unreadable = {
        code: 'unreadable',
        message: expect.stringMatching(/cannot be listed: EACCES.*locked/),
      };
      await expect(scanDirectory(join(folder, 'locked'))).rejects.toMatchObject(unreadable);
      await expect(scanDirectory(folder, { recursive: true })).rejects.toMatchObject(unreadable);
      expect(await foundIn()).toEqual([]);
    });
  });

  it('is nothing else: an empty folder holds nothing', async () => {
    expect(await scanDirectory(folder)).toEqual({ directory: folder, found: [], skipped: [] });
    expect(readdirSync(folder)).toEqual([]);
  });
});
