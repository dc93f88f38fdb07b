/** The settings file of `audit`: what it may say, and where it says that something is wrong. */
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { levelsOf, readAuditSettings } from '../../src/commands/audit-settings.js';
import { ConfigError } from '../../src/errors.js';
import { scanDirectory } from '../../src/files/scan.js';
import { folder, write } from '../files/sandbox.js';

const at = process.cwd();

beforeEach(() => {
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

function refusal(action: () => unknown): ConfigError {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('nothing was refused');
}

const places = (error: ConfigError): readonly string[] =>
  error.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);

describe('a settings file', () => {
  it('may say everything that the options say', () => {
    write(
      'config-inherit.yaml',
      `audit:
  fail-on: never
  rule: {order-drift: off, dialect: warning}
  ignore: ['transforms.*.ops', "**.seed"]
  baseline: ci/audit.json
  known-keys: keys.txt
  code: ['src/**/*.py', /abs/*.py]
  no-values: true
  recursive: true
  skip-invalid: false
  exclude: []
  preset: plain
  require: [name]
  yaml: 1.2
`,
    );
    expect(readAuditSettings(undefined)).toEqual({
      file: 'config-inherit.yaml',
      settings: {
        'fail-on': 'never',
        rule: { 'order-drift': 'off', dialect: 'warning' },
        ignore: ['transforms.*.ops', '**.seed'],
        baseline: 'ci/audit.json',
        'known-keys': 'keys.txt',
        code: ['src/**/*.py', '/abs/*.py'],
        'no-values': true,
        recursive: true,
        'skip-invalid': false,
        exclude: [],
        preset: 'plain',
        require: ['name'],
        yaml: '1.2',
      },
    });
  });

  it('is read from where it is named; its paths count from its folder', () => {
    write('ci/audit.yaml', 'audit: {baseline: audit.json, code: [../src/*.py]}');
    expect(readAuditSettings('ci/audit.yaml')).toEqual({
      file: 'ci/audit.yaml',
      settings: { baseline: 'ci/audit.json', code: ['src/*.py'] },
    });
  });

  it.each(['', 'audit:\n', '# nothing yet\n', 'audit: {}\n'])('may say nothing: %j', (text) => {
    write('.config-inherit.yaml', text);
    expect(readAuditSettings(undefined)).toEqual({ file: '.config-inherit.yaml', settings: {} });
  });

  it('need not be there, and is not read with --no-config', () => {
    expect(readAuditSettings(undefined)).toEqual({ file: null, settings: {} });
    write('config-inherit.yaml', 'audit: ]');
    expect(readAuditSettings(false)).toEqual({ file: null, settings: {} });
  });

  it('is no config to a scan', async () => {
    for (const name of ['a.yaml', 'config-inherit.yaml', '.config-inherit.yaml']) write(name, 'a: 1\n');
    const { found, skipped } = await scanDirectory('.');
    expect(found.map(({ name }) => name)).toEqual(['a']);
    expect(skipped).toEqual(
      ['.config-inherit.yaml', 'config-inherit.yaml'].map((path) => ({
        path,
        reason: 'holds the settings of config-inherit',
      })),
    );
  });
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['- a', '1:1: The settings must be a mapping'],
    ['audit: [a]', "1:1: 'audit' must be a mapping of settings."],
    ['audits:\n  ignore: []', "1:1: Unknown section 'audits'. The settings of audit stand below 'audit:'."],
    ['ignore: [a]', "1:1: Unknown section 'ignore'."],
    ['audit:\n  fail_on: error', "2:3: Unknown setting 'fail_on'. Did you mean 'fail-on'?"],
    ['audit:\n  rules: {}', "2:3: Unknown setting 'rules'. Did you mean 'rule'?"],
    ['audit:\n  colour: red', "2:3: Unknown setting 'colour'. Known: fail-on, rule, ignore,"],
    ['audit:\n  fail-on: warn', "2:12: 'fail-on' must be one of error, warning, info, never, not 'warn'."],
    ['audit:\n  fail-on: [error]', "2:12: 'fail-on' must be one of error, warning, info, never, not a list."],
    ['audit:\n  ignore: lab', "2:11: 'ignore' must be a list, not 'lab'."],
    ['audit:\n  ignore:\n    - lab\n    - 5', "4:7: 'ignore' must be a text, not 5."],
    ['audit:\n  ignore: [""]', "2:12: 'ignore' must be a text, not ''."],
    ['audit:\n  baseline: {a: b}', "2:13: 'baseline' must be a text, not a mapping."],
    ['audit:\n  baseline:', "2:12: 'baseline' must be a text, not null."],
    ['audit:\n  no-values: "yes"', "2:14: 'no-values' must be true or false, not 'yes'."],
    ['audit:\n  rule: [a]', "2:9: 'rule' must be a mapping of rules to severities, not a list."],
    [
      'audit:\n  rule:\n    near-mis-key: off',
      "3:5: 'rule' names no rule: 'near-mis-key'. Known: near-miss-key, ",
    ],
    [
      'audit:\n  rule:\n    Near_Miss_Key: off',
      "3:5: 'rule' names no rule: 'Near_Miss_Key'. Did you mean 'near-miss-key'?",
    ],
    ['audit:\n  rule:\n    dialect: of', "3:14: 'rule' must be one of error, warning, info, off, not 'of'."],
    ['audit: {a: ]', '1:12: '],
    ['audit:\n  fail-on: error\n  fail-on: info', '3:3: Map keys must be unique'],
    ['a: \u0007', '1:4: Character U+0007 is not allowed'],
  ])('%j', (text, message) => {
    write('config-inherit.yaml', text);
    const error = refusal(() => readAuditSettings(undefined));
    expect(error.code).toBe('invalid-settings');
    expect(places(error)[0]).toContain(`config-inherit.yaml:${message}`);
  });

  it('all of it together', () => {
    write('config-inherit.yaml', 'audit:\n  fail-on: x\n  y: z\n  ignore: 1\n');
    expect(places(refusal(() => readAuditSettings(undefined)))).toHaveLength(3);
  });

  it('a file that is not there, a folder, and two files at once', () => {
    expect(refusal(() => readAuditSettings('nope.yaml'))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nope.yaml'),
    });
    expect(refusal(() => readAuditSettings('.'))).toMatchObject({ code: 'unreadable' });
    write('config-inherit.yaml', '');
    write('.config-inherit.yaml', '');
    expect(refusal(() => readAuditSettings(undefined))).toMatchObject({ code: 'usage' });
  });
});

describe('--rule', () => {
  it('takes a rule and what it counts as; the last wins', () => {
    expect(levelsOf(['dialect=off', 'extra-key=error', 'dialect=info'])).toEqual({
      dialect: 'info',
      'extra-key': 'error',
    });
  });

  test.each([
    ['dialects=off', "no rule 'dialects'. Did you mean 'dialect'?"],
    ['x=off', "no rule 'x'. Known: near-miss-key"],
    ['dialect', 'write dialect=SEVERITY, one of error, warning, info, off.'],
    ['dialect=never', 'write dialect=SEVERITY'],
    ['dialect=off=off', ''],
  ])('%s', (word, message) => {
    if (message === '') expect(levelsOf([word])).toEqual({ dialect: 'off' });
    else
      expect(refusal(() => levelsOf([word]))).toMatchObject({
        code: 'usage',
        message: expect.stringContaining(message),
      });
  });
});
