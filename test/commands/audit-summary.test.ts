/** `audit --summary-out` and `audit --summaries`: what shards say together is what the folder says. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli.js';

const OLD = path.resolve('fixtures/old');
const folders = readdirSync(OLD, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'config-inherit-shards-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function call(...args: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const exit = await run(args, { out: (text) => (out += text), err: (text) => (err += text), color: false });
  return { exit, out, err };
}

const JSON_REPORT = ['--format', 'json', '--fail-on', 'never', '--no-config'] as const;

async function shards(folder: string, count: number): Promise<readonly string[]> {
  const files = Array.from({ length: count }, (_, index) =>
    path.join(home, `${index + 1}.json${index === 0 ? '.gz' : ''}`),
  );
  for (const [index, file] of files.entries()) {
    const { exit } = await call(
      'audit',
      folder,
      '--no-config',
      '--shard',
      `${index + 1}/${count}`,
      '--summary-out',
      file,
    );
    expect(exit).toBe(0);
  }
  return files.toReversed();
}

describe('audit of summaries', () => {
  test.each(folders)('of %s says what the audit of the folder says', async (name) => {
    const folder = path.join(OLD, name);
    const direct = await call('audit', folder, ...JSON_REPORT);
    const merged = await call('audit', '--summaries', ...(await shards(folder, 3)), ...JSON_REPORT);
    expect(merged).toEqual(direct);
  });

  test('needs the files no more, but for the items of long lists', async () => {
    const folder = path.join(home, 'configs');
    cpSync(path.join(OLD, folders[0] ?? ''), folder, { recursive: true });
    const direct = JSON.parse((await call('audit', folder, ...JSON_REPORT)).out) as {
      keys: unknown;
      findings: { rule: string; line: number }[];
    };
    const files = await shards(folder, 2);
    renameSync(folder, path.join(home, 'gone'));
    const merged = JSON.parse(
      (await call('audit', '--summaries', ...files, ...JSON_REPORT)).out,
    ) as typeof direct;
    expect(merged.keys).toEqual(direct.keys);
    const named = (all: typeof direct) => all.findings.map(({ rule, line }) => [rule, line]);
    expect(named(merged)).toEqual(named(direct));
  });

  test('a shard that is none, a parent, and a file that is no summary are refused', async () => {
    const folder = path.join(OLD, folders[0] ?? '');
    const file = path.join(home, 's.json');
    for (const shard of ['0/2', '3/2', 'x', '1']) {
      const { exit, err } = await call(
        'audit',
        folder,
        '--no-config',
        '--summary-out',
        file,
        '--shard',
        shard,
      );
      expect([exit, err]).toEqual([2, expect.stringContaining('[usage]')]);
    }
    writeFileSync(file, 'mine: 1\n');
    const { exit, err } = await call('audit', folder, '--no-config', '--summary-out', file);
    expect([exit, err]).toEqual([2, expect.stringContaining('[would-overwrite]')]);
    expect(readFileSync(file, 'utf8')).toBe('mine: 1\n');
    const parent = await call('audit', file, '--no-config', '--summary-out', path.join(home, 't.json'));
    expect([parent.exit, parent.err]).toEqual([2, expect.stringContaining('[usage]')]);
    expect(existsSync(path.join(home, 't.json'))).toBe(false);
    expect((await call('audit', '--summaries', file)).exit).toBe(2);
    expect((await call('audit', folder, '--shard', '1/2')).exit).toBe(2);
  });

  test('a summary says what it holds, as text and as JSON', async () => {
    const folder = path.join(OLD, folders[0] ?? '');
    const file = path.join(home, 's.json');
    const text = await call('audit', folder, '--no-config', '--summary-out', file);
    expect(text.out).toMatch(
      /s\.json: \d+ configs, \d+ distinct texts, [\d,]+ bytes; \d+ skipped\.\nTo audit it/,
    );
    const json = await call('audit', folder, '--no-config', '--summary-out', file, '--format', 'json');
    expect(JSON.parse(json.out)).toMatchObject({ command: 'audit-summary', ok: true, file, problems: [] });
  });
});
