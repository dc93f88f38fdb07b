/** `audit --no-values`: nothing of a file's contents in any report, on the screen, in a file or in a baseline. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, lay, write } from '../files/sandbox.js';
import { configs } from './audit-sample.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay(configs());
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(at);
});

const MISSPELT = 'datafilters.dfs.ops[].missing_pct.threshold';

describe('--no-values', () => {
  it.each(['text', 'json', 'markdown', 'sarif', 'github'])(
    '%s shows no content of a file',
    async (format) => {
      const secrets = ['45', 'owley', '1002', 'hunter'];
      write(
        'old/Allen_2022-02-12.yaml',
        (configs()['old/Allen_2022-02-12.yaml'] ?? '').replace('seed: 1002', 'seed: hunter'),
      );
      write('old/broken.yaml', 'lab: @hunter\n');
      write('old/twice.yaml', 'cids: [1]\nlab: hunter1\nlab: hunter2\n');
      const shown = (await cli('audit', 'old', '--format', format)).out;
      expect(secrets.filter((secret) => shown.includes(secret))).not.toEqual([]);
      const { out } = await cli('audit', 'old', '--format', format, '--no-values', '--report', `r.${format}`);
      const report = out.replaceAll(/"(?:fingerprint|configInherit\/v1)": "[0-9a-f]+"/g, '');
      expect(secrets.filter((secret) => report.includes(secret))).toEqual([]);
      expect(out).toContain('case-drift');
      expect(out).toContain(MISSPELT);
      expect(out).toContain('old/Allen_2022-02-17.yaml');
      const saved = readFileSync(`r.${format}`, 'utf8').replaceAll(
        /"(?:fingerprint|configInherit\/v1)": "[0-9a-f]+"/g,
        '',
      );
      expect(secrets.filter((secret) => saved.includes(secret))).toEqual([]);
    },
  );
});

it('--no-values takes values out of key paths and baselines, too', async () => {
  const items = (gain: number) =>
    `ops:\n  - {name: hunter one, gain: ${gain}}\n  - {name: hunter.two, gain: 2}\n`;
  lay(
    Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`ops/${name}.yaml`, items(name === 'e' ? 7 : 1)]),
    ),
  );
  expect((await cli('audit', 'ops')).out).toContain('ops[name=hunter one].gain');
  await cli('audit', 'ops', '--no-values', '--write-baseline', 'audit.json');
  const known = ['ops', '--no-values', '--baseline', 'audit.json'];
  const out = [
    (await cli('audit', 'ops', '--no-values')).out,
    (await cli('audit', 'ops', '--no-values', '--format', 'json')).out,
    (await cli('audit', ...known, '--format', 'sarif')).out,
    readFileSync('audit.json', 'utf8'),
  ].join('\n');
  expect(out).toContain('ops[name].gain');
  expect(out).not.toContain('hunter');
});
