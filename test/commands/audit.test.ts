/** `audit` on the command line: what it finds in a folder, what is left out and how, what it writes, how it exits. */
import { mkdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { run } from '../../src/cli.js';
import { audit } from '../../src/commands/audit.js';
import { contractOf } from '../../src/contract.js';
import { contents, folder, lay, tree, write } from '../files/sandbox.js';
import { configs, json, rules } from './audit-sample.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay(configs());
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

describe('a folder', () => {
  it('shows what stands out, with its lines', async () => {
    const { exit, out, err } = await cli('audit', 'old');
    expect([exit, err]).toEqual([1, '']);
    expect(out).toMatchInlineSnapshot(`
      "Keys that drift: 3
        datafilters.dfs.ops[].missing_pct.threshold  2/12   ███·················  45 ×2, absent ×10
        lab                                          12/12  ██████████████████▓▓  rowley ×11, Rowley ×1
        datafilters.dfs.ops[].missing_pct.theshold   10/12  █████████████████···  45 ×10, absent ×2

      Warnings: 2
        near-miss-key
          datafilters.dfs.ops[].missing_pct.threshold: theshold (in 10 configs) and threshold (in 2) are nearly the same word (one letter differs) at the same place, and never stand together.
            old/Allen_2022-02-10.yaml:8, old/Allen_2022-02-11.yaml:8
            See which one the code reads; the other has no effect. Rename it, or say why there are two.
        case-drift
          lab: One word is spelt in different ways: rowley in 11 configs, Rowley in 1 config.
            old/Allen_2022-02-17.yaml:3
            Spell it in one way; code that compares it will take the spellings for different things.

      2 warnings in 12 configs. Exit 1: --fail-on warning.
      "
    `);
  });

  it('is a table of key paths, too', async () => {
    const { keys, findings, totals } = await json('old');
    expect(keys.find(({ path }) => path === 'lab')).toMatchObject({
      present: 12,
      configs: 12,
      distinct: 2,
      share: 11 / 12,
    });
    expect(findings.find(({ path }) => path === 'lab')).toMatchObject({
      severity: 'warning',
      files: ['old/Allen_2022-02-17.yaml'],
      line: 3,
      expected: 'rowley',
      actual: 'Rowley',
    });
    expect(totals.configs).toBe(12);
  });

  it('is not changed, and nothing is written', async () => {
    const before = tree();
    for (const format of ['text', 'json', 'markdown', 'sarif', 'github'])
      await cli('audit', 'old', '--format', format);
    expect(tree()).toEqual(before);
  });

  it('named twice is looked at once', async () => {
    expect((await json('old', './old/')).findings).toEqual((await json('old')).findings);
  });

  it('with nothing to find says so and exits 0', async () => {
    for (const [name, text] of Object.entries(configs()))
      write(name, text.replace('Rowley', 'rowley').replace('theshold', 'threshold'));
    const { exit, out } = await cli('audit', 'old', '--rule', 'repeated-list=off');
    expect([exit, out]).toEqual([0, 'Nothing found in 12 configs.\n']);
  });
});

describe('what is left out', () => {
  it('--rule and --ignore take findings out, and say how many', async () => {
    const all = await json('old');
    const some = await json('old', '--rule', 'case-drift=off', '--ignore', 'datafilters');
    expect(some.findings.length).toBeLessThan(all.findings.length);
    expect(some.findings.length + (some.totals.hidden ?? 0)).toBe(all.findings.length);
    expect(rules(some).filter((text) => /case-drift|datafilters/.test(text))).toEqual([]);
    expect(some.keys.map(({ path }) => path)).toEqual(
      ['session', 'cids', 'cids[]', 'lab', 'seed'].filter((path) =>
        all.keys.some((row) => row.path === path),
      ),
    );
  });

  test.each([
    [['--fail-on', 'error'], 0],
    [['--fail-on', 'warning'], 1],
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'error', '--rule', 'case-drift=error'], 1],
    [['--rule', 'case-drift=info', '--ignore', '**.ops'], 0],
  ])('%j exits %i', async (flags, exit) => {
    expect((await cli('audit', 'old', ...flags)).exit).toBe(exit);
  });

  it('a baseline takes out what it lists; what is new is shown, what is gone is stale', async () => {
    const first = await cli('audit', 'old', '--write-baseline', 'audit.json');
    expect(first.exit).toBe(0);
    expect(first.out).toMatch(/all \d+ written to audit\.json \(\d+ new, 0 gone\)\.\n$/);
    const known = await json('old', '--baseline', 'audit.json');
    expect(known).toMatchObject({ exit: 0, ok: true, findings: [], baseline: { stale: [] } });

    // Lines move and nothing else: still known.
    for (const [name, text] of Object.entries(configs())) write(name, `# moved\n\n${text}`);
    expect((await json('old', '--baseline', 'audit.json')).findings).toEqual([]);

    // One finding is mended, another one comes up.
    write(
      'old/Allen_2022-02-17.yaml',
      (configs()['old/Allen_2022-02-17.yaml'] ?? '').replace('Rowley', 'rowley'),
    );
    write(
      'old/Allen_2022-02-20.yaml',
      (configs()['old/Allen_2022-02-20.yaml'] ?? '').replace('seed: 1002', 'seed: "1002"'),
    );
    const changed = await json('old', '--baseline', 'audit.json');
    expect(changed.exit).toBe(1);
    expect([...new Set(rules(changed))]).toEqual(['type-drift seed']);
    expect(changed.baseline?.stale).toEqual([expect.objectContaining({ rule: 'case-drift', path: 'lab' })]);
  });

  it('the baseline is the same whatever the order of the arguments, and is updated in place', async () => {
    lay({
      ...configs(),
      ...Object.fromEntries(
        Object.entries(configs()).map(([name, text]) => [name.replace('old', 'b'), text]),
      ),
    });
    await cli('audit', 'old', 'b', '--write-baseline', 'one.json');
    await cli('audit', 'b', 'old', '--write-baseline', 'two.json');
    expect(readFileSync('one.json', 'utf8')).toBe(readFileSync('two.json', 'utf8'));
    const { exit, out } = await cli('audit', 'old', 'b', '--baseline', 'one.json', '--write-baseline');
    expect([exit, out]).toEqual([0, expect.stringContaining('(0 new, 0 gone)')]);
  });
});

describe('files that cannot be read', () => {
  beforeEach(() => {
    write('old/broken.yaml', 'cids: [1]\nlab: ]\n');
  });

  it('are problems; the others are audited', async () => {
    const { exit, out } = await cli('audit', 'old');
    expect(exit).toBe(2);
    expect(out).toMatch(/^old\/broken\.yaml:2:\d+: error: .*\[syntax\]\n/);
    expect(out).toContain('case-drift');
    expect(out).toMatch(/in 12 configs\. Some files could not be read: mend them, .* --skip-invalid\.\n$/);
  });

  it('may be left out', async () => {
    const { exit, out } = await cli('audit', 'old', '--skip-invalid', '--fail-on', 'error');
    expect(exit).toBe(0);
    expect(out).toMatch(/old\/broken\.yaml: has a problem: syntax\n/);
  });

  it('keep a baseline from being written', async () => {
    expect((await cli('audit', 'old', '--write-baseline', 'audit.json')).exit).toBe(2);
    expect(contents()).not.toHaveProperty('audit.json');
  });

  it('are told with --quiet, too', async () => {
    const { exit, out, err } = await cli('audit', 'old', '--quiet');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(/^old\/broken\.yaml:2:\d+: error: .*\[syntax\]\n$/);
  });
});

describe('reports', () => {
  it('GitHub Actions gets annotations, unless a form is asked for', async () => {
    const printed = async (...flags: readonly string[]): Promise<string> => {
      let text = '';
      const add = (part: string) => void (text += part);
      await run(['audit', 'old', ...flags], { out: add, err: add, color: false, github: true });
      return text;
    };
    expect(await printed()).toMatch(/^::warning file=old\/Allen_2022-02-1\d\.yaml,line=\d,col=\d+,title=/);
    expect(await printed('--format', 'text')).toBe((await cli('audit', 'old')).out);
  });

  test.each([
    ['r.sarif', /"version": "2\.1\.0"/],
    ['r.md', /^## Config audit\n/],
    ['r.json', /^\{\n {2}"command": "audit"/],
    ['r.txt', /^Keys that drift/],
  ])('--report %s has the form that its name says', async (file, expected) => {
    await cli('audit', 'old', '--quiet', '--report', file);
    expect(readFileSync(file, 'utf8')).toMatch(expected);
  });
});

describe('a layout', () => {
  beforeEach(async () => {
    await cli('migrate', 'old', '--out', 'new', '--name', 'p', '--quiet');
  });

  it('is audited by its parent, alone and beside a folder', async () => {
    const { exit, totals } = await json('new/p.yaml');
    expect([exit, totals.configs]).toEqual([1, 12]);
    expect((await json('new/p.yaml', 'old')).totals.configs).toBe(24);
  });

  it('is audited by the folder of its parent as well, searched or not, and never twice', async () => {
    const byParent = await json('new/p.yaml');
    for (const argv of [['new'], ['new', '--recursive'], ['new', 'new/p.yaml'], ['./new/p.yaml', 'new/']]) {
      const { exit, findings, totals } = await json(...argv);
      expect([exit, findings.length, totals.configs]).toEqual([1, byParent.findings.length, 12]);
    }
    write('new/sessions/Allen_2022-02-12.yaml', 'cids: [\n');
    const { problems, totals } = await json('new', '--recursive');
    expect([problems.length, totals.configs]).toEqual([1, 11]);
  });

  it('shows where a session has drifted', async () => {
    write('new/sessions/stray.yaml', 'cids: [1]\n');
    const found = await json('new/p.yaml');
    expect(rules(found)).toContain('case-drift lab');
    expect(found.findings.find(({ rule }) => rule === 'unlisted-session')?.files).toEqual([
      'new/sessions/stray.yaml',
    ]);
  });
});

test('as a function it prints nothing and returns findings', async () => {
  mkdirSync('empty');
  const options = {
    paths: ['old'],
    exclude: ['base'],
    recursive: false,
    contract: contractOf('dataset'),
    yaml: 'both',
    skipInvalid: false,
    rules: {},
    ignore: [],
    failOn: 'never',
    values: true,
    code: [],
  } as const;
  const result = await audit(options);
  expect(result).toMatchObject({ command: 'audit', ok: true, exit: 0, configs: 12 });
  expect(result.findings.map(({ rule }) => rule)).toContain('near-miss-key');
  await expect(audit({ ...options, paths: ['empty'] })).rejects.toMatchObject({ code: 'nothing-to-audit' });
});
