/** The report of a migration as people read it. */
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { migrate, type MigrateOptions, type MigrateResult } from '../../src/commands/migrate.js';
import { contractOf } from '../../src/contract.js';
import { report } from '../../src/report/report.js';
import { BROKEN, LEGACY } from '../commands/sample.js';
import { cli } from '../commands/terminal.js';
import { folder, lay, write } from '../files/sandbox.js';

const at = process.cwd();

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

async function text(...flags: readonly string[]): Promise<string> {
  return (await cli('migrate', 'old', '--out', 'new', ...flags)).out;
}

describe('after a migration', () => {
  test('the report says what was done, and what to do next', async () => {
    expect(await text()).toMatchInlineSnapshot(`
      "Skipped: 1 file
        old/baseline.yaml  name contains 'base' (inside 'baseline': use --exclude or --no-exclude if it is a config)

      Parent: new/old.yaml  (2 sessions)
        Shared, 3 key paths:
          lab                   text from Allen_2022-02-16
          sampling.source_rate  text from Allen_2022-02-16
          seed                  text from Allen_2022-02-16
        Stays in the sessions, 3 key paths:
          session               pinned: stays in the session
          cids                  pinned: stays in the session
          sampling.target_rate  differs: 2 values

      Sessions: 2
        new/sessions/Allen_2022-02-16.yaml  114 -> 68 bytes  session, cids, sampling.target_rate
        new/sessions/Logan_2020-02-29.yaml  110 -> 64 bytes  session, cids, sampling.target_rate

      Lines 14 -> 15, bytes 224 -> 260 (16 % more)
      Comments: 2 moved to the parent, 0 kept in their session, 0 dropped

      Proved: 13 values equal, read by js-yaml by PyYAML's rules and js-yaml by YAML 1.2's rules

      Written: 3 files.

      Next steps
        1. Point training to the parent instead of the folder:
             --dataset_configs_path new/old.yaml
        2. Commit the new files:
             git add new/old.yaml new/sessions
        3. The legacy files in old are as they were. Prove again at any time, then remove them:
             config-inherit verify old new/old.yaml
        To undo, if new/sessions holds nothing else:
             rm -r new/sessions new/old.yaml
      "
    `);
  });

  test('and the second time that nothing was', async () => {
    await text();
    expect((await text()).split('\n').at(-2)).toBe('Everything is already in place: nothing was written.');
  });
});

test('a dry run shows the plan, the proof and the diffs', async () => {
  expect(await text('--dry-run', '--exclude', 'base')).toMatchInlineSnapshot(`
    "Skipped: 1 file
      old/baseline.yaml  name contains 'base' (inside 'baseline': use --exclude or --no-exclude if it is a config)

    Parent: new/old.yaml  (2 sessions)
      Shared, 3 key paths:
        lab                   text from Allen_2022-02-16
        sampling.source_rate  text from Allen_2022-02-16
        seed                  text from Allen_2022-02-16
      Stays in the sessions, 3 key paths:
        session               pinned: stays in the session
        cids                  pinned: stays in the session
        sampling.target_rate  differs: 2 values

    Sessions: 2
      new/sessions/Allen_2022-02-16.yaml  114 -> 68 bytes  session, cids, sampling.target_rate
      new/sessions/Logan_2020-02-29.yaml  110 -> 64 bytes  session, cids, sampling.target_rate

    Lines 14 -> 15, bytes 224 -> 260 (16 % more)
    Comments: 2 moved to the parent, 0 kept in their session, 0 dropped

    Proved: 13 values equal, read by js-yaml by PyYAML's rules and js-yaml by YAML 1.2's rules

    --- /dev/null
    +++ new/old.yaml
    @@ -0,0 +1,7 @@
    +session_dir: ./sessions
    +sessions: [Allen_2022-02-16, Logan_2020-02-29]
    +
    +lab: yates
    +sampling:
    +  source_rate: 240 # Hz
    +seed: 1002

    --- old/Allen_2022-02-16.yaml
    +++ new/sessions/Allen_2022-02-16.yaml
    @@ -1,7 +1,4 @@
     session: Allen_2022-02-16
     cids: [1, 4]
    -lab: yates
     sampling:
    -  source_rate: 240 # Hz
       target_rate: 120
    -seed: 1002

    --- old/Logan_2020-02-29.yaml
    +++ new/sessions/Logan_2020-02-29.yaml
    @@ -1,7 +1,4 @@
     session: Logan_2020-02-29
     cids: [2]
    -lab: yates
     sampling:
    -  source_rate: 240 # Hz
       target_rate: 60
    -seed: 1002

    Dry run: nothing was written. It would write 3 new files.
    "
  `);
});

test('problems come first, each with its place', async () => {
  write('old/broken.yaml', BROKEN['old/broken.yaml']);
  write('old/twice.yaml', 'cids: [1]\nlab: a\nlab: b\n');
  expect(await text()).toMatchInlineSnapshot(`
    "old/broken.yaml:2:6: error: Unexpected flow-seq-end token in YAML stream: "]". Check indentation and punctuation here and in the line above. [syntax]
    old/twice.yaml:3:1: error: Key "lab" stands twice in one mapping (first in line 2); PyYAML would keep the last, others refuse. Remove one. [duplicate-key]
    Skipped: 1 file
      old/baseline.yaml  name contains 'base' (inside 'baseline': use --exclude or --no-exclude if it is a config)

    2 files cannot be migrated as they are: nothing was written. Mend them, or leave them out with --skip-invalid.
    "
  `);
});

describe('made by hand', () => {
  async function dryRun(): Promise<MigrateResult> {
    const options: MigrateOptions = {
      legacy: 'old',
      out: 'new',
      name: 'old',
      sessionDir: 'sessions',
      exclude: ['base'],
      recursive: false,
      contract: contractOf('dataset'),
      strategy: 'shared',
      yaml: 'both',
      keyOrder: 'nested',
      comments: 'keep',
      skipInvalid: false,
      force: false,
      mode: 'write',
      inPlace: false,
      withPython: undefined,
    };
    return migrate({ ...options, mode: 'dry-run' });
  }

  it('a failed proof names every difference, and that nothing was written', async () => {
    const result = await dryRun();
    if (result.proof === null) throw new Error('no proof');
    const row = { session: 'a', path: 'x.y', kind: 'value', before: 'int 1', after: 'float 1' } as const;
    const differences = [
      { ...row, loader: 'pyyaml' },
      { ...row, loader: '1.2' },
      { ...row, session: 'b', path: '', loader: '1.2' },
      { ...row, session: 'c', path: 'k', kind: 'missing', loader: 'pyyaml' },
    ] as const;
    const proof = { ...result.proof, ok: false, differences };
    const failed = { ...result, ok: false, exit: 1, proof, plan: null, diffs: [], skipped: [] } as const;
    expect(await report(failed, 'text', false)).toMatchInlineSnapshot(`
      "
      Not proved: 3 differences, read by js-yaml by PyYAML's rules and js-yaml by YAML 1.2's rules
        a  x.y     value    int 1 -> float 1
        b  (root)  value    int 1 -> float 1 (by YAML 1.2's rules)
        c  k       missing  int 1 -> float 1

      Nothing was written: the proof failed.
      "
    `);
  });

  it('long tables are cut short, with the number of rows that are left', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ path: `old/${index}.yaml`, reason: 'why' }));
    const text = await report({ ...(await dryRun()), skipped: rows }, 'text', false);
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['Skipped: 50 files', '  old/0.yaml   why']);
    expect(lines.slice(40, 43)).toEqual(['  old/39.yaml  why', '  ... and 10 more', '']);
  });
});

describe('next steps', () => {
  const steps = async (...argv: readonly string[]): Promise<string> =>
    (await cli('migrate', ...argv)).out.split('Next steps\n')[1] ?? '';

  test('can be pasted into a shell, whatever the names', async () => {
    lay({ "my old/a b's.yaml": 'cids: [1]\n', 'my old/b.yaml': 'cids: [2]\n' });
    const text = await steps('my old', '--out', 'a new', '--name', 'x y');
    expect(text).toContain("--dataset_configs_path 'a new/x y.yaml'\n");
    expect(text).toContain("git add 'a new/x y.yaml' 'a new/sessions'\n");
    expect(text).toContain("config-inherit verify 'my old' 'a new/x y.yaml'\n");
    expect(text).toContain("rm -r 'a new/sessions' 'a new/x y.yaml'\n");
  });

  test.each([
    [['--preset', 'plain'], ' --preset plain'],
    [['--no-exclude', '--skip-invalid'], ' --no-exclude --skip-invalid'],
    [['--exclude', 'base', '--exclude', 'x y'], " --exclude base --exclude 'x y'"],
    [
      ['--recursive', '--yaml', '1.1', '--key-order', 'ignore'],
      ' --recursive --yaml pyyaml --key-order ignore',
    ],
  ])('prove again under the flags of the migration: %j', async (flags, expected) => {
    const text = await steps('old', '--out', 'new', ...flags);
    const command = /config-inherit (verify .*)\n/.exec(text)?.[1] ?? '';
    expect(command).toBe(`verify old new/old.yaml${expected}`);
    const argv = command
      .replaceAll("'x y'", 'x_y')
      .split(' ')
      .map((part) => part.replace('x_y', 'x y'));
    expect((await cli(...argv)).exit).toBe(0);
  });

  test('say nothing of training for configs that are no datasets', async () => {
    const text = await steps('old', '--out', 'new', '--preset', 'plain');
    expect(text).toContain('1. Let what read the folder load the parent instead: new/old.yaml');
    expect(text).not.toContain('--dataset_configs_path');
  });

  test('undo never removes a folder that is not of this run alone', async () => {
    write('new/mine.txt', 'mine');
    const files = 'new/Allen_2022-02-16.yaml new/Logan_2020-02-29.yaml new/old.yaml';
    expect(await steps('old', '--out', 'new', '--session-dir', '.')).toContain(
      `To undo:\n       rm ${files}\n`,
    );
  });

  test('undo names what cannot come back', async () => {
    write('new/old.yaml', 'mine: 1\n');
    const text = await steps('old', '--out', 'new', '--force');
    expect(text).toContain(
      'To undo:\n       rm new/sessions/Allen_2022-02-16.yaml new/sessions/Logan_2020-02-29.yaml\n' +
        '  What stood in 1 overwritten file is gone; git may have it.\n',
    );
  });
});

test.each([
  ['grow', 'x: 1\n', /\(\d+ % more\)/],
  ['shrink', `x: ${'long '.repeat(200)}\n`, /\(4\d % less\)/],
])('files may %s', async (_, shared, expected) => {
  lay({ 'old/a.yaml': `cids: [1]\n${shared}`, 'old/b.yaml': `cids: [2]\n${shared}` });
  expect(await text()).toMatch(expected);
});
