/** `audit` with a settings file: what the command line adds and replaces, and where the file may lie. */
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, lay, write } from '../files/sandbox.js';
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

describe('settings', () => {
  it('stand in a file; the command line goes before it, and adds to its lists', async () => {
    write(
      'config-inherit.yaml',
      'audit:\n  fail-on: error\n  rule: {case-drift: off}\n  ignore: [datafilters]\n  exclude: []\n',
    );
    expect(await json('old')).toMatchObject({ exit: 0, failOn: 'error' });
    expect(rules(await json('old')).filter((text) => /case-drift|datafilters/.test(text))).toEqual([]);
    const given = await json('old', '--rule', 'case-drift=error', '--ignore', 'seed');
    expect(given.exit).toBe(1);
    expect(rules(given)[0]).toBe('case-drift lab');
    expect(rules(given).filter((text) => text.includes('datafilters'))).toEqual([]);
    expect((await cli('audit', 'old', '--no-config')).exit).toBe(1);
  });

  it('may lie among the configs under any name', async () => {
    write('old/config-inherit.yaml', 'audit: {fail-on: never}\n');
    write('old/my-settings.yaml', 'audit: {fail-on: never}\n');
    const { exit, totals } = await json('old', '--config', 'old/my-settings.yaml');
    expect([exit, totals.configs]).toEqual([0, 12]);
  });

  it('are refused with their lines', async () => {
    write('config-inherit.yaml', 'audit:\n  fail-on: warn\n');
    const { exit, out, err } = await cli('audit', 'old');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(
      /^config-inherit\.yaml:2:12: error: 'fail-on' must be one of .*\[invalid-setting\]\n/,
    );
  });
});
