/** Real folders that stand beside the project: what is known to drift there is found, and the rest stays short. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, type AuditOutcome } from '../../src/audit/audit.js';
import { gatherAuditInput } from '../../src/commands/audit-input.js';
import { contractOf } from '../../src/contract.js';

const CORPORA = path.resolve(import.meta.dirname, '../../../shared/corpora');

async function auditFolders(paths: readonly string[], recursive: boolean): Promise<AuditOutcome> {
  const contract = contractOf('plain');
  const { input } = await gatherAuditInput({ paths, exclude: ['base'], recursive, contract, yaml: 'both' });
  return audit(input, { contract, yaml: 'both', knownKeys: null });
}

const warned = ({ findings }: AuditOutcome) => findings.filter(({ severity }) => severity !== 'info');

describe.skipIf(!existsSync(CORPORA))('real folders', () => {
  test('vc-legacy: theshold and threshold, over folders', async () => {
    const root = path.join(CORPORA, 'vc-legacy');
    const folders = readdirSync(root).map((name) => path.join(root, name));
    const found = warned(await auditFolders(folders, false));
    expect(found.length).toBeLessThan(6);
    expect(found[0]).toMatchObject({
      rule: 'near-miss-key',
      path: 'datafilters.dfs.ops[].missing_pct.threshold',
      values: [
        { value: 'theshold: 45', count: 150 },
        { value: 'threshold: 45', count: 4 },
      ],
    });
  });

  test('vc-models: init_sigma 1 and 1.0', async () => {
    const found = warned(await auditFolders([path.join(CORPORA, 'vc-models')], false));
    expect(found.length).toBeLessThan(10);
    expect(found.map((finding) => [finding.rule, finding.path])).toContainEqual([
      'type-drift',
      'adapter.params.init_sigma',
    ]);
  });

  test('paddleclas: 1e-3 beside 0.001, and "false"', { timeout: 120_000 }, async () => {
    const found = warned(await auditFolders([path.join(CORPORA, 'paddleclas')], true));
    expect(found.length).toBeLessThan(60);
    const named = found.map((finding) => [finding.rule, finding.path]);
    expect(named).toContainEqual(['dialect', 'Optimizer.lr.learning_rate']);
    expect(named).toContainEqual(['type-drift', 'Arch.infer_add_softmax']);
  });

  test('tuya-devices: a page', { timeout: 240_000 }, async () => {
    const outcome = await auditFolders([path.join(CORPORA, 'tuya-devices')], false);
    expect(outcome.configs).toBeGreaterThan(1700);
    expect(warned(outcome).length).toBeLessThan(25);
    expect(outcome.findings.length).toBeLessThan(60);
  });
});
