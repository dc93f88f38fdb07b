/** Legacy files that change while a migration runs: nothing is written, and the files are named. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plannedFiles } from '../../src/commands/migrate-files.js';
import { planAndProve, stageAndCommit } from '../../src/commands/migrate-prove.js';
import { Stopwatch } from '../../src/commands/timings.js';
import { contractOf } from '../../src/contract.js';
import { configReader } from '../../src/files/load.js';
import { readConfigs } from '../../src/files/read.js';
import { SharedProver } from '../../src/proof/shared.js';
import { contents, folder, lay, write } from '../files/sandbox.js';
import { identitiesOf } from '../support/plan.js';

const LEGACY = {
  'old/a.yaml': 'x: 1\nown: a\n',
  'old/b.yaml': 'x: 1\nown: b\n',
  'old/c.yaml': 'x: 1\nown: c\n',
};

async function migrateWhile(change: () => void): Promise<unknown> {
  lay(LEGACY);
  const found = ['a', 'b', 'c'].map((name) => ({
    ...{ name, relative: `${name}.yaml` },
    path: join(folder, `old/${name}.yaml`),
  }));
  const contract = contractOf('plain', {});
  const options = { dialects: ['pyyaml', '1.2'], keyOrder: 'nested', contract } as const;
  const prover = new SharedProver(options, null);
  const { configs } = readConfigs(found, configReader(), contract);
  const { plan } = await planAndProve(configs, {
    ...options,
    ...{ out: join(folder, 'new'), name: 'p', sessionDir: 's', strategy: 'shared', comments: 'keep' },
    ...{ identities: identitiesOf('both', 'nested'), skipInvalid: false, prover },
  });
  if (plan === null) throw new Error('not planned');
  change();
  const watch = new Stopwatch();
  return stageAndCommit(plan, plannedFiles(plan), configs, { prover, watch, force: false });
}

test('nothing changes: it is written', async () => {
  expect(await migrateWhile(() => undefined)).toMatchObject({ ok: true, compared: 6, differences: [] });
  expect(contents()).toMatchObject({ 'new/s/a.yaml': 'own: a\n' });
});

test.each<readonly [what: string, name: string, change: () => void]>([
  ['a value changes', 'b', () => write('old/b.yaml', 'x: 2\nown: b\n')],
  ['a comment appears, which is no difference', 'b', () => write('old/b.yaml', 'x: 1\nown: b # c\n')],
  ['it is no YAML any more', 'b', () => write('old/b.yaml', 'x: [1\n')],
  ['it is gone', 'a', () => rmSync(join(folder, 'old/a.yaml'))],
])('%s: nothing is written', async (_what, name, change) => {
  await expect(migrateWhile(change)).rejects.toMatchObject({
    code: 'legacy-changed',
    message: expect.stringContaining(
      `:\n  ${join(folder, `old/${name}.yaml`)}\nNothing was written.`,
    ) as string,
  });
  expect(Object.keys(contents()).filter((file) => !file.startsWith('old/'))).toEqual([]);
});
