/** What killed runs leave beside the places of planned files, and what later runs do about it. */
import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beside } from '../../src/files/beside.js';
import type { Stage } from '../../src/files/stage.js';
import { commitStage, discardStage, stageFiles } from '../../src/files/stage.js';
import { abandon, contents, LAYOUT, plan, write } from './sandbox.js';

/** A number that no process has. */
function deadPid(): number {
  return spawnSync('true').pid;
}

function temporaries(stage: Stage): string[] {
  return stage.files.flatMap(({ temporary }) => temporary ?? []);
}

describe('beside', () => {
  it.each(['s1.yaml', `${'x'.repeat(250)}.yaml`, `${'ü'.repeat(125)}.yaml`])(
    'is no config for any loader: %s',
    (name) => {
      const path = beside(`out/sessions/${name}`, 'new');
      expect(dirname(path)).toBe('out/sessions');
      expect(basename(path)).toMatch(/^\..*\.config-inherit-new-\d+-[0-9a-f]{6}$/);
      expect(Buffer.byteLength(basename(path))).toBeLessThan(256);
      expect(beside(`out/sessions/${name}`, 'new')).not.toBe(path);
    },
  );
});

describe('after a killed run', () => {
  it('what it staged is removed, also of files that are planned no more', () => {
    stageFiles(plan({ ...LAYOUT, 'sessions/dropped\n.yaml': '' }), { force: false });
    abandon(deadPid());
    expect(Object.keys(contents())).toHaveLength(4);
    commitStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(contents()).toEqual(LAYOUT);
  });

  it('what a living process staged stays, be it another or this one', () => {
    stageFiles(plan(LAYOUT), { force: false });
    abandon(process.ppid);
    const own = stageFiles(plan(LAYOUT), { force: false });
    discardStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(Object.keys(contents())).toHaveLength(6);
    commitStage(own);
    expect(Object.keys(contents())).toHaveLength(6);
  });

  it('what an earlier process with the same number staged is removed', () => {
    const stage = stageFiles(plan(LAYOUT), { force: false });
    const longAgo = new Date('2022-02-16T00:00:00Z');
    for (const path of temporaries(stage)) utimesSync(path, longAgo, longAgo);
    commitStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(contents()).toEqual(LAYOUT);
  });

  it('earlier contents stay until their files are written again', () => {
    const of = (name: string) => `sessions/.${name}.config-inherit-old-${String(deadPid())}-0123ab`;
    const [mine, other] = [of('s1.yaml'), of('dropped.yaml')];
    write(mine, 'b: 9\n');
    write(other, 'b: 8\n');
    write('sessions/s2.yaml', 'b: 7\n');
    const before = contents();
    expect(() => stageFiles(plan(LAYOUT), { force: false })).toThrow('other content');
    discardStage(stageFiles(plan(LAYOUT), { force: true }));
    expect(contents()).toEqual(before);
    commitStage(stageFiles(plan(LAYOUT), { force: true }));
    expect(contents()).toEqual({ ...LAYOUT, [other]: 'b: 8\n' });
  });

  it('names that only look alike stay', () => {
    write('sessions/.s1.yaml.config-inherit-new-x-0123ab', '');
    write('sessions/s1.config-inherit-new.yaml', '');
    commitStage(stageFiles(plan(LAYOUT), { force: false }));
    expect(Object.keys(contents())).toHaveLength(5);
  });
});
