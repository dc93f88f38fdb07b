/** The command line as a table: arguments to exit code, output and what is on the disk afterwards. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { run } from '../src/cli.js';
import { BROKEN, LEGACY, PARENT } from './commands/sample.js';
import { cli } from './commands/terminal.js';
import { contents, folder, lay, tree, write } from './files/sandbox.js';

const at = process.cwd();

beforeEach(() => {
  lay(LEGACY);
  process.chdir(folder); // paths in reports are as they were given
});

afterEach(() => {
  process.chdir(at);
});

describe('help', () => {
  it('names every command, and how to exit', async () => {
    const { exit, out, err } = await cli('--help');
    expect([exit, err]).toEqual([0, '']);
    for (const command of [
      'migrate <legacy..>',
      'verify <legacy> [parent..]',
      'trim <parent>',
      'add <parent> <name>',
      'remove <parent> <name>',
      'schema <from>',
      'show <parent> [session]',
      'audit <path..>',
      'diff <a> <b>',
      'expand <parent>',
      'completion',
    ])
      expect(out).toContain(`config-inherit ${command}`);
    expect(out).toContain('Exit codes: 0 fine, 1 the answer is no');
  });

  test.each([
    [
      'migrate',
      ['--out', '--dry-run', '--check', '--in-place', '--force', '--skip-invalid', '--pin', '--key-order'],
    ],
    ['verify', ['--recursive', '--exclude', '--yaml', '--format']],
    [
      'audit',
      ['--fail-on', '--rule', '--ignore', '--baseline', '--write-baseline', '--values', '--config', '--code'],
    ],
    ['show', ['--format', '--preset', '--yaml', '--origin', '--path']],
    ['diff', ['--format', '--preset', '--yaml', '--key-order', '--exclude']],
    ['expand', ['--out', '--session', '--dry-run', '--force', '--yaml', '--key-order']],
  ])('of %s describes every flag and has an example', async (command, flags) => {
    const { exit, out, err } = await cli(command, '--help');
    expect([exit, err]).toEqual([0, '']);
    for (const flag of [...flags, '--report', '--quiet', '--color']) expect(out).toContain(flag);
    expect(out).toMatch(new RegExp(`Examples:\\n +config-inherit ${command} `));
    // A flag without a description would show its type at once.
    const [options = ''] = out.split('Examples:');
    for (const line of options.split('\n').filter((text) => /^ {2}--/.test(text)))
      expect(line).toMatch(/^ +--[a-z-]+ +[A-Za-z]/);
  });

  it('shows the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as { version: string };
    expect(await cli('--version')).toEqual({ exit: 0, out: `${version}\n`, err: '' });
  });

  it('prints a completion script', async () => {
    const { exit, out } = await cli('completion');
    expect(exit).toBe(0);
    expect(out).toContain('config-inherit completion');
    expect(out).toContain('--get-yargs-completions');
  });
});

describe('a wrong command line', () => {
  test.each([
    [[], 'Give a command.'],
    [['migrat', 'old'], 'Did you mean migrate?'],
    [['frobnicate'], 'Unknown argument: frobnicate'],
    [['migrate'], 'Not enough non-option arguments'],
    [['verify', 'old'], 'Give the legacy folder and one parent or more'],
    [['add', 'new/old.yaml'], 'Not enough non-option arguments'],
    [['remove', 'new/old.yaml'], 'Not enough non-option arguments'],
    [['trim', 'new/old.yaml', '--no-hoists'], 'hoists'],
    [['schema', 'new/old.yaml', '--kind', 'x'], 'Invalid values'],
    [['show'], 'Not enough non-option arguments'],
    [['show', 'a', 'b', 'c'], 'Unknown argument: c'],
    [['migrate', 'old', '--out', 'new', '--frob'], 'Unknown argument: frob'],
    [['migrate', 'old', '--out'], 'Not enough arguments following: out'],
    [['migrate', 'old', '--out', 'a', '--out', 'b'], '--out is given twice'],
    [['migrate', 'old', '--out', 'new', '--exclude'], 'Not enough arguments following: exclude'],
    [['migrate', 'old', '--out', 'new', '--preset', 'x'], 'Choices: "dataset", "plain"'],
    [['migrate', 'old', '--out', 'new', '--yaml', '1.3'], 'Argument: yaml, Given: "1.3"'],
    [['migrate', 'old', '--out', 'new', '--format', 'xml'], 'Argument: format'],
    [['migrate', 'old'], 'Say where to write: --out DIR.'],
    [['migrate', 'old', 'old', '--out', 'new'], 'Give one legacy folder at a time.'],
    [['migrate', 'old', '--out', 'new', '--dry-run', '--check'], 'Give --dry-run or --check, not both'],
    [['migrate', 'old', '--out', 'new', '--session-dir', '/s'], '--session-dir is a path from --out'],
    [['migrate', 'old', '--out', 'new', '--name', 'a/b'], '--name is a file name, without a folder.'],
    [['migrate', 'nope', '--out', 'new'], 'nope does not exist. Check the path. [not-found]'],
    [['migrate', 'old/baseline.yaml', '--out', 'new'], 'Give the folder that holds the configs, not a file.'],
    [['verify', 'old', 'nope.yaml'], 'Parent nope.yaml does not exist. [not-found]'],
    [['show', 'old'], 'is a folder, not a parent config'],
    [['show', 'old', '--origin'], 'is a folder, not a parent config'],
    [['show', 'old', '--path'], 'Not enough arguments following: path'],
    [['diff', 'old'], 'Not enough non-option arguments'],
    [['diff', 'old', 'nope.yaml'], 'nope.yaml does not exist. Give a parent, a legacy folder'],
    [['diff', 'old', 'HEAD:old'], 'no git repository is here'],
    [['expand', 'p.yaml'], 'Missing required argument: out'],
    [['expand', 'p.yaml', '--out', 'a', '--out', 'b'], '--out is given twice'],
    [['expand', 'nope.yaml', '--out', 'new'], 'Parent nope.yaml does not exist. [not-found]'],
    [['show', 'old/Logan_2020-02-29.yaml'], "no 'session_dir'"],
    [['audit'], 'Not enough non-option arguments'],
    [['audit', 'nope'], 'nope does not exist. Check the path. [not-found]'],
    [['audit', 'old/Logan_2020-02-29.yaml'], "no 'session_dir'"],
    [
      ['audit', 'old', '--exclude', 'a'],
      'no configs there. 3 skipped, such as old/Allen_2022-02-16.yaml: name',
    ],
    [['audit', 'old', '--fail-on', 'warn'], 'Choices: "error", "warning", "info", "never"'],
    [['audit', 'old', '--format', 'html'], 'Argument: format'],
    [['audit', 'old', '--rule', 'frob=off'], "--rule: no rule 'frob'. Known: near-miss-key, "],
    [['audit', 'old', '--rule', 'dialect=loud'], 'write dialect=SEVERITY, one of error, warning, info, off.'],
    [['audit', 'old', '--baseline', 'a.json'], 'Make it with --write-baseline a.json. [not-found]'],
    [['audit', 'old', '--baseline', 'a', '--baseline', 'b'], '--baseline is given twice'],
    [['audit', 'old', '--baseline', 'old/baseline.yaml'], 'cannot be read as a baseline. [invalid-baseline]'],
    [['audit', 'old', '--write-baseline'], 'Say where to write the baseline: --write-baseline FILE.'],
    [['audit', 'old', '--write-baseline', 'old/baseline.yaml'], 'is not a baseline and is not overwritten'],
    [
      ['audit', 'old', '--config', 'nope.yaml'],
      'Settings nope.yaml do not exist. Check the path. [not-found]',
    ],
    [['audit', 'old', '--config', 'old/baseline.yaml'], 'cannot be read. [invalid-settings]'],
    [['audit', 'old', '--known-keys', 'nope.txt'], 'nope.txt'],
    [['audit', 'old', '--code', 'src/**/*.py'], 'src/**/*.py'],
  ])('%j says %s', async (argv, message) => {
    const before = tree();
    const { exit, out, err } = await cli(...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(`config-inherit: `);
    expect(err).toContain(message);
    expect(tree()).toEqual(before);
  });

  it('is answered in English in every country', async () => {
    const { LC_ALL } = process.env;
    process.env.LC_ALL = 'de_DE.UTF-8';
    try {
      expect((await cli('migrat')).err).toContain('Did you mean migrate?');
    } finally {
      if (LC_ALL === undefined) delete process.env.LC_ALL;
      else process.env.LC_ALL = LC_ALL;
    }
  });

  it('takes a flag that may be repeated anywhere, also before the folder', async () => {
    const { exit } = await cli(
      'migrate',
      '--exclude',
      'base',
      '--pin',
      'seed',
      'old',
      '--out',
      'new',
      '--pin',
      'lab',
    );
    expect(exit).toBe(0);
    expect(contents()['new/old.yaml']).toBe(PARENT.replace('lab: yates\n', '').replace('seed: 1002\n', ''));
  });
});

describe('output', () => {
  it('--quiet prints nothing when all is well, and nothing but problems when not', async () => {
    expect(await cli('migrate', 'old', '--out', 'new', '--quiet')).toEqual({ exit: 0, out: '', err: '' });
    expect(await cli('verify', 'old', 'new/old.yaml', '--quiet')).toEqual({ exit: 0, out: '', err: '' });
    write('old/broken.yaml', BROKEN['old/broken.yaml']);
    const { exit, out, err } = await cli('migrate', 'old', '--out', 'new', '--quiet');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(/^old\/broken\.yaml:2:6: error: .* \[syntax\]\n$/);
  });

  test.each([
    ['report.json', /^\{\n {2}"command": "migrate",/],
    ['deep/er/report.txt', /^Skipped: 1 file\n/],
  ])('--report %s', async (file, expected) => {
    const { exit, out } = await cli('migrate', 'old', '--out', 'new', '--dry-run', '--report', file);
    expect(exit).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(expected);
    if (file.endsWith('.txt')) expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('--report is written with --quiet too, and of a no', async () => {
    expect(
      (await cli('migrate', 'old', '--out', 'new', '--check', '--quiet', '--report', 'r.json')).exit,
    ).toBe(1);
    expect(JSON.parse(readFileSync('r.json', 'utf8'))).toMatchObject({ ok: false, check: true });
  });

  it('--report that cannot be written exits 2 and leaves the result on stdout whole', async () => {
    writeFileSync('file', '');
    const { exit, out, err } = await cli(
      'migrate',
      'old',
      '--out',
      'new',
      '--format',
      'json',
      '--report',
      'file/r.json',
    );
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ command: 'migrate', ok: true });
    expect(err).toContain('The report cannot be written to file/r.json');
  });

  it('has colours on a terminal that shows them, unless they are turned off', async () => {
    const printed = async (color: boolean, ...flags: readonly string[]): Promise<string> => {
      let text = '';
      const add = (part: string) => void (text += part);
      await run(['migrate', 'old', '--out', 'new', '--dry-run', ...flags], { out: add, err: add, color });
      return text;
    };
    const plain = await printed(false);
    const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(plain).not.toMatch(escape);
    expect(await printed(true, '--no-color')).toBe(plain);
    expect(await printed(true)).toMatch(escape);
    expect((await printed(true)).replace(escape, '')).toBe(plain);
    expect(await printed(true, '--format', 'json')).not.toMatch(escape);
  });

  test.each([
    [['migrate', 'nope', '--out', 'new'], 'not-found'],
    [['migrate', 'old', '--out', 'new', '--dry-run', '--check'], 'usage'],
    [['verify', 'old', 'nope.yaml'], 'not-found'],
    [['show', 'old'], 'is-directory'],
  ])('errors are JSON with --format json: %j', async (argv, code) => {
    const { exit, out, err } = await cli(...argv, '--format', 'json');
    expect([exit, err]).toEqual([2, '']);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code }, problems: [] });
  });

  it('a defect of our own exits 2 and shows its stack', async () => {
    let err = '';
    const out = (): void => {
      throw new TypeError('a broken terminal');
    };
    const exit = await run(['migrate', 'old', '--out', 'new'], {
      out,
      err: (text) => void (err += text),
      color: false,
    });
    expect(exit).toBe(2);
    expect(err).toMatch(
      /stopped by a defect of its own; please report this:\nTypeError: a broken terminal\n +at /,
    );
  });
});
