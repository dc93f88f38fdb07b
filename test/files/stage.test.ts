/** Staging and committing in a real folder: what is refused, what is put in place, and that failures leave no trace. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { commitStage, discardStage, findChanges, stageFiles } from '../../src/files/stage.js';
import { abandon, contents, folder, lay, LAYOUT, plan, tree, write } from './sandbox.js';

/** Calls that change the disk are written down, and those fail, with `code`, that `fails` is true for. */
const disk = vi.hoisted(() => ({
  calls: [] as string[],
  code: 'EIO',
  fails: (() => false) as (call: string, index: number) => boolean, // or it could take no arguments
}));

vi.mock('node:fs', async (importOriginal) => {
  const actual = await importOriginal<typeof fs>();
  const names = [
    'chmodSync',
    'fsyncSync',
    'linkSync',
    'mkdirSync',
    'renameSync',
    'rmdirSync',
    'rmSync',
    'writeFileSync',
  ] as const;
  const watched = names.map((name) => {
    const original = actual[name] as (...args: unknown[]) => unknown; // called with whatever it is given
    const watch = (...args: unknown[]): unknown => {
      const call = [name, ...args.slice(0, 2)].join(' ');
      if (disk.fails(call, disk.calls.push(call) - 1)) {
        throw Object.assign(new Error(`${disk.code}: failed, ${name}`), { code: disk.code, syscall: name });
      }
      return original(...args);
    };
    return [name, watch];
  });
  return { ...actual, ...(Object.fromEntries(watched) as object) };
});

afterEach(() => {
  disk.fails = () => false;
});

function failure(run: () => unknown): ConfigError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  return undefined;
}

describe('staging and committing', () => {
  it('shows nothing before the commit and only the planned files after it', () => {
    const stage = stageFiles(plan(LAYOUT), { force: false });
    expect(Object.keys(contents()).filter((name) => name.endsWith('.yaml'))).toEqual([]);
    expect(stage.files.map((file) => dirname(file.temporary ?? ''))).toEqual(
      stage.files.map((file) => dirname(file.path)),
    );
    expect(Buffer.from(stage.read(join(folder, 'sessions/../sessions/s2.yaml'))).toString()).toBe('b: 2\n');
    expect(() => stage.read(join(folder, 'other.yaml'))).toThrow('is not staged');
    const written = commitStage(stage).map((path) => relative(folder, path));
    expect(written).toEqual(['sessions/s1.yaml', 'sessions/s2.yaml', 'experiment.yaml']);
    expect(contents()).toEqual(LAYOUT);
    discardStage(stage);
    expect(contents()).toEqual(LAYOUT);
  });

  it('syncs all content first, renames sessions, syncs their folders, renames parents', () => {
    const files = plan({ ...LAYOUT, 'second.yaml': 'a: 2\n' });
    const stage = stageFiles(files, { force: false });
    disk.calls = [];
    commitStage(stage);
    const steps = disk.calls.map((call) =>
      call.replace(/^(\w+).*? (\S+)?$/, '$1 $2').replace(`${folder}/`, ''),
    );
    const names = steps.map((step) => step.replace(/^fsyncSync.*/, 'sync').replace('renameSync ', ''));
    expect(names).toEqual([
      ...['sync', 'sync', 'sync', 'sync'],
      ...['sessions/s1.yaml', 'sessions/s2.yaml', 'sync', 'sync'],
      ...['experiment.yaml', 'second.yaml', 'sync'],
    ]);
  });

  it('leaves equal files alone', () => {
    write('sessions/s1.yaml', LAYOUT['sessions/s1.yaml']);
    const before = tree()['sessions/s1.yaml'];
    const stage = stageFiles(plan(LAYOUT), { force: false });
    expect(stage.files[1]?.temporary).toBeNull();
    expect(Buffer.from(stage.read(join(folder, 'sessions/s1.yaml'))).toString()).toBe('b: 1\n');
    expect(commitStage(stage)).not.toContain(join(folder, 'sessions/s1.yaml'));
    expect(tree()['sessions/s1.yaml']).toBe(before);
    expect(commitStage(stageFiles(plan(LAYOUT), { force: false }))).toEqual([]);
    expect(contents()).toEqual(LAYOUT);
  });

  it('discards what it made and nothing else', () => {
    write('kept.txt', '');
    const before = tree();
    discardStage(stageFiles(plan({ ...LAYOUT, 'sessions/deep/er/s3.yaml': '' }), { force: false }));
    expect(tree()).toEqual(before);
    const stage = stageFiles(plan(LAYOUT), { force: false });
    write('sessions/mine.txt', '');
    discardStage(stage);
    expect(contents()).toEqual({ 'kept.txt': '', 'sessions/mine.txt': '' });
  });

  it('takes names as long as the file system does', () => {
    const name = `sessions/${'ü'.repeat(125)}.yaml`;
    write(name, 'old');
    commitStage(stageFiles(plan({ [name]: 'new' }), { force: true }));
    expect(contents()).toEqual({ [name]: 'new' });
  });

  it('writes through folders that are links', () => {
    write('elsewhere/x.txt', '');
    fs.symlinkSync('elsewhere', join(folder, 'sessions'));
    commitStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(fs.readFileSync(join(folder, 'elsewhere/s1.yaml'), 'utf8')).toBe('b: 1\n');
  });
});

describe('what stands in the way', () => {
  it('is refused when it holds other content, and nothing changes', () => {
    write('experiment.yaml', 'a: 1\n');
    write('sessions/s1.yaml', 'b: 9\n');
    const before = tree();
    expect(findChanges(plan(LAYOUT))).toEqual([
      { path: join(folder, 'sessions/s1.yaml'), kind: 'changed' },
      { path: join(folder, 'sessions/s2.yaml'), kind: 'new' },
    ]);
    const error = failure(() => stageFiles(plan(LAYOUT), { force: false }));
    expect(error?.code).toBe('would-overwrite');
    expect(error?.message).toBe(
      `There already, with other content (1):\n  ${folder}/sessions/s1.yaml\n` +
        'Give --force to replace them, or another --out. Nothing was changed.',
    );
    expect(tree()).toEqual(before);
  });

  it('is listed up to ten', () => {
    const names = Array.from({ length: 14 }, (_, index) => `sessions/${String(index)}.yaml`);
    for (const name of names) write(name, 'old');
    const files = plan(Object.fromEntries(names.map((name) => [name, 'new'])));
    const message = failure(() => stageFiles(files, { force: false }))?.message;
    expect(message).toContain('(14)');
    expect(message).toContain('and 4 more');
    expect(message).not.toContain('sessions/10.yaml');
  });

  it('is replaced with force, permissions kept', () => {
    write('sessions/s1.yaml', 'b: 9\n');
    fs.chmodSync(join(folder, 'sessions/s1.yaml'), 0o640);
    const stage = stageFiles(plan(LAYOUT), { force: true });
    expect(contents()['sessions/s1.yaml']).toBe('b: 9\n');
    commitStage(stage);
    expect(contents()).toEqual(LAYOUT);
    expect(fs.statSync(join(folder, 'sessions/s1.yaml')).mode & 0o777).toBe(0o640);
  });

  it.each(['folder', 'link', 'dangling link', 'link to a folder'])(
    'is refused with force when it is a %s',
    (kind) => {
      write('target.yaml', 'b: 9\n');
      const place = join(folder, 'sessions/s1.yaml');
      fs.mkdirSync(dirname(place));
      if (kind === 'folder') fs.mkdirSync(place);
      if (kind === 'link') fs.symlinkSync('../target.yaml', place);
      if (kind === 'dangling link') fs.symlinkSync('nowhere', place);
      if (kind === 'link to a folder') fs.symlinkSync('.', place);
      const before = tree();
      expect(findChanges(plan(LAYOUT))).toContainEqual({ path: place, kind: 'changed' });
      const error = failure(() => stageFiles(plan(LAYOUT), { force: true }));
      expect(error?.message).toBe(
        `Not plain files (1):\n  ${place}\nRemove them, or give another --out. Nothing was changed.`,
      );
      expect(tree()).toEqual(before);
    },
  );

  it('stays when it is a link to the right content', () => {
    write('target.yaml', LAYOUT['sessions/s1.yaml']);
    fs.mkdirSync(join(folder, 'sessions'));
    fs.symlinkSync('../target.yaml', join(folder, 'sessions/s1.yaml'));
    commitStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(tree()['sessions/s1.yaml']).toBe('-> ../target.yaml');
    expect(contents()).toEqual({ ...LAYOUT, 'target.yaml': 'b: 1\n' });
  });

  it('may be another planned file', () => {
    const files = [...plan(LAYOUT), ...plan({ 'sessions/./s1.yaml': 'c: 1\n' })];
    expect(failure(() => stageFiles(files, { force: true }))?.message).toContain('Planned twice (1)');
    expect(tree()).toEqual({});
  });

  it.each(['sessions', 'sessions/s1.yaml', 'experiment.yaml'])('may appear while %s is staged', (name) => {
    if (name === 'sessions') fs.mkdirSync(join(folder, 'sessions'));
    const stage = stageFiles(plan(LAYOUT), { force: true });
    if (name === 'sessions') {
      fs.rmSync(join(folder, 'sessions'), { recursive: true });
      write('sessions', 'a file');
    } else {
      write(name, 'theirs');
    }
    const error = failure(() => commitStage(stage));
    expect(error?.code).toBe(name === 'sessions' ? 'write-failed' : 'would-overwrite');
    expect(error?.message).toMatch(/Nothing was changed\.$/);
    expect(contents()).toEqual({ [name]: name === 'sessions' ? 'a file' : 'theirs' });
  });
});

describe('failures', () => {
  it.each([
    ['sessions', 'sessions/s1.yaml'],
    ['sessions', 'sessions/deep/s1.yaml'],
  ])('a file at %s stands in the way of %s', (name, planned) => {
    write(name, 'a file');
    const before = tree();
    const files = plan({ 'new/x.yaml': '', [planned]: 'b: 1\n', 'experiment.yaml': 'a: 1\n' });
    const advice: unknown = expect.stringContaining('A part of the path is a file');
    expect(failure(() => stageFiles(files, { force: true }))).toMatchObject({
      code: 'write-failed',
      message: advice,
    });
    expect(tree()).toEqual(before);
  });

  it('of the plan itself are passed on, and leave nothing', () => {
    const broken = new RangeError('broken');
    const files = plan(LAYOUT).concat({
      path: join(folder, 'sessions/deep/s3.yaml'),
      kind: 'session',
      bytes: () => {
        throw broken;
      },
    });
    expect(() => stageFiles(files, { force: false })).toThrow(broken);
    expect(tree()).toEqual({});
  });

  it.each([
    ['EACCES', 'Get permission to write there'],
    ['ENOSPC', 'make room'],
    ['EIO', 'Check the disk'],
  ])('with %s say what to do', (code, advice) => {
    disk.code = code;
    disk.fails = (call) => call.includes('.s1.yaml.config-inherit-new-');
    const error = failure(() => stageFiles(plan(LAYOUT), { force: false }));
    expect(error).toMatchObject({ code: 'write-failed', message: expect.stringContaining(advice) });
    expect(error?.message).toContain(join(folder, 'sessions/s1.yaml'));
  });

  const old = { 'sessions/s1.yaml': 'b: 9\n', 'second.yaml': 'a: 8\n', 'sessions/equal.yaml': 'b: 1\n' };
  const wanted = {
    ...LAYOUT,
    'second.yaml': 'a: 2\n',
    'sessions/equal.yaml': 'b: 1\n',
    'sessions/x/y/z.yaml': '',
  };
  const migrate = () => failure(() => commitStage(stageFiles(plan(wanted), { force: true })));

  it('of any one call leave the folder as it was', () => {
    let failed: string | undefined;
    for (let at = 0; at === 0 || failed !== undefined; at++) {
      disk.fails = () => false;
      lay(old);
      fs.chmodSync(join(folder, 'second.yaml'), 0o600);
      const before = tree();
      disk.calls = [];
      disk.fails = (_, index) => index === at;
      const error = migrate();
      failed = disk.calls[at];
      // Where no second link can be made, the earlier file is renamed; where an earlier file cannot be removed, it stays.
      const survives = failed === undefined || /^(?:linkSync|rmSync)/.test(failed);
      expect(error?.code, failed).toBe(survives ? undefined : 'write-failed');
      if (survives) expect(contents(), failed).toMatchObject(wanted);
      else expect(tree(), failed).toEqual(before);
    }
    expect(disk.calls.length).toBeGreaterThan(20);
  });

  it('of the whole process show no parent before its sessions, and the next run mends them', () => {
    const gone = spawnSync('true').pid;
    let died: string | undefined;
    for (let at = 0; at === 0 || died !== undefined; at++) {
      disk.fails = () => false;
      lay(old);
      disk.calls = [];
      disk.fails = (_, index) => index >= at;
      migrate();
      died = disk.calls[at];
      disk.fails = () => false;
      const left = contents();
      if ('experiment.yaml' in left)
        expect(left, died).toMatchObject({ ...wanted, 'second.yaml': left['second.yaml'] });
      abandon(gone);
      migrate();
      expect(contents(), died).toEqual(wanted);
    }
  });

  it('are undone parents first', () => {
    lay(old);
    disk.calls = [];
    disk.fails = (call) => call.startsWith('fsync') && fs.existsSync(join(folder, 'experiment.yaml'));
    expect(migrate()?.code).toBe('write-failed');
    const undone = disk.calls.filter((call) => /^renameSync.*-old-/.test(call)).map((call) => basename(call));
    expect(undone).toEqual(['second.yaml', 's1.yaml']);
  });

  it('say what could not be undone', () => {
    write('sessions/s1.yaml', 'b: 9\n');
    disk.fails = (call) => {
      if (!call.endsWith('/experiment.yaml')) return false;
      const earlier = fs.readdirSync(join(folder, 'sessions')).filter((name) => name.includes('-old-'));
      for (const name of earlier) fs.rmSync(join(folder, 'sessions', name));
      return earlier.length === 1;
    };
    const error = failure(() => commitStage(stageFiles(plan(LAYOUT), { force: true })));
    expect(error?.message).toMatch(
      /^\S*experiment.yaml cannot be written: EIO.* Not undone:\n {2}ENOENT.*-old-.*s1\.yaml/,
    );
  });
});
