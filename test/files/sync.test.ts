/** Many files synced in one round where that can be trusted, else each for itself; and what a failing disk gives. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import type * as promises from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { commitStage, stageFiles, syncStage } from '../../src/files/stage.js';
import { saysWhatFailed, SYNC_ROUND, syncFiles, type SyncRound } from '../../src/files/sync.js';
import { contents, folder, LAYOUT, plan, tree, write } from './sandbox.js';

/** The files that were synced for themselves; the one named `fails` cannot be. */
const disk = vi.hoisted(() => ({ synced: [] as string[], fails: '', code: 'EIO' }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const actual = await importOriginal<typeof promises>();
  const open = async (path: string, flags: string) => {
    const handle = await actual.open(path, flags);
    const sync = handle.sync.bind(handle);
    handle.sync = async () => {
      if (disk.fails !== '' && path.includes(disk.fails)) {
        throw Object.assign(new Error(`${disk.code}: failed, fsync`), { code: disk.code, syscall: 'fsync' });
      }
      await sync();
      disk.synced.push(path);
    };
    return handle;
  };
  return { ...actual, open };
});

beforeEach(() => {
  Object.assign(disk, { synced: [], fails: '', code: 'EIO' });
});

function written(count: number, where = folder) {
  return Array.from({ length: count }, (_, index) => {
    const temporary = join(where, `.${String(index)}.new`);
    fs.writeFileSync(temporary, 'b: 1\n');
    return { path: join(where, `${String(index)}.yaml`), temporary };
  });
}

function roundOf(...command: [string, ...string[]]): SyncRound {
  return { command, least: 3, milliseconds: 10_000, trusted: () => true };
}

/** Writes down each folder it is asked for. */
function noting(): SyncRound {
  return roundOf('sh', '-c', `printf '%s\\n' "$1" >> '${join(folder, 'asked')}'`, 'sh');
}

function asked(): string[] {
  const file = join(folder, 'asked');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

const NO_ROUND =
  spawnSync('sync', ['-f', '/tmp']).status !== 0 || !SYNC_ROUND.trusted('/tmp')
    ? 'no `sync -f`, or not to be trusted here'
    : null;

describe('one round', () => {
  it.skipIf(NO_ROUND !== null)('of the real program is enough where it is to be trusted', async () => {
    await syncFiles(written(3), { ...SYNC_ROUND, least: 3 });
    expect(disk.synced).toEqual([]);
  });

  it('is asked for once for all folders of a file system', async () => {
    fs.mkdirSync(join(folder, '-f'));
    await syncFiles([...written(3), ...written(3, join(folder, '-f'))], noting());
    expect(asked()).toHaveLength(1);
    expect(disk.synced).toEqual([]);
  });

  const elsewhere = '/dev/shm';
  const other =
    fs.existsSync(elsewhere) && fs.statSync(elsewhere).dev !== fs.statSync(fs.realpathSync('/tmp')).dev;

  describe.skipIf(!other)('on two file systems', () => {
    let second = '';
    beforeEach(() => {
      second = fs.mkdtempSync(join(elsewhere, 'config-inherit-'));
    });
    afterEach(() => {
      fs.rmSync(second, { recursive: true });
    });

    it('is asked for on each', async () => {
      await syncFiles([...written(3), ...written(3, second)], noting());
      expect(asked().sort()).toEqual([folder, second].sort());
      expect(disk.synced).toEqual([]);
    });

    it('is not used when one of them is not to be trusted', async () => {
      const round = { ...noting(), trusted: (where: string) => where !== second };
      await syncFiles([...written(3), ...written(3, second)], round);
      expect(asked()).toEqual([]);
      expect(disk.synced).toHaveLength(6);
    });
  });

  it('is not used for a few files', async () => {
    await syncFiles(written(2), noting());
    expect(asked()).toEqual([]);
    expect(disk.synced).toHaveLength(2);
  });

  it.each<[string, SyncRound]>([
    ['is missing', roundOf('config-inherit-no-such-program')],
    ['fails', roundOf('false')],
    ['ignores what it is asked', roundOf('sh', '-c', 'echo "sync: ignoring all arguments" >&2')],
    ['is killed', roundOf('sh', '-c', 'kill -9 $$')],
    ['takes too long', { ...roundOf('sh', '-c', 'exec sleep 20'), milliseconds: 50 }],
  ])('that %s is made up for file by file', async (_, round) => {
    const files = written(40);
    const start = Date.now();
    await syncFiles(files, round);
    expect(disk.synced.sort()).toEqual(files.map(({ temporary }) => temporary).sort());
    expect(Date.now() - start).toBeLessThan(10_000);
  });

  it.each([
    ['linux', '6.1.0-18-amd64', 0xef53, true],
    ['linux', '5.8.0', 0x58465342, true],
    ['linux', '5.10.16.3-microsoft-standard-WSL2', 0x9123683e, true],
    ['linux', '5.7.19', 0xef53, false],
    ['linux', '4.18.0-553.el8', 0xef53, false],
    ['linux', 'unknown', 0xef53, false],
    ['linux', '6.1.0', 0x794c7630, false], // overlayfs: errors of the layer below are not its own
    ['linux', '6.1.0', 0x6969, false], // NFS
    ['linux', '6.1.0', 0x65735546, false], // FUSE
    ['darwin', '23.6.0', 0xef53, false],
  ])('on %s %s, file system %i: trusted %s', (system, kernel, type, trusted) => {
    expect(saysWhatFailed(system, kernel, type)).toBe(trusted);
  });
});

describe('a stage that is synced', () => {
  it('is put in place without waiting for its contents again', async () => {
    const stage = await syncStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(disk.synced.map((path) => basename(path).slice(0, 4)).sort()).toEqual(['.exp', '.s1.', '.s2.']);
    expect(commitStage(stage)).toHaveLength(3);
    expect(contents()).toEqual(LAYOUT);
  });

  it.each([1, 1000])(
    'names the file the disk fails for, and leaves nothing (rounds of %i)',
    async (least) => {
      write('sessions/s2.yaml', 'b: 9\n');
      const before = tree();
      const stage = stageFiles(plan(LAYOUT), { force: true });
      disk.fails = '.s1.yaml.config-inherit-new-';
      const failed: unknown = await syncStage(stage, { ...roundOf('false'), least }).catch(
        (error: unknown) => error,
      );
      expect(failed).toBeInstanceOf(ConfigError);
      expect(failed).toMatchObject({ code: 'write-failed' });
      expect((failed as ConfigError).message).toMatch(
        /sessions\/s1\.yaml cannot be written: EIO: failed, fsync\. Check the disk .* Nothing was changed\.$/,
      );
      expect(tree()).toEqual(before);
    },
  );

  it('stops at the first failure', async () => {
    disk.fails = '.new';
    await expect(syncFiles(written(60), { ...roundOf('false'), least: 1000 })).rejects.toThrow('EIO');
    disk.fails = '.0.new';
    await expect(syncFiles(written(600), { ...roundOf('false'), least: 1000 })).rejects.toThrow('0.yaml');
    expect(disk.synced.length).toBeLessThan(300);
  });

  it('may stand where the file system cannot sync', async () => {
    Object.assign(disk, { fails: '.new', code: 'EINVAL' });
    await expect(syncFiles(written(3), roundOf('false'))).resolves.toBeUndefined();
  });
});
