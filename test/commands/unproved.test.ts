/** Files that are YAML, but that the proof's own parser cannot read: nothing can be proved about them, and that is said. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, lay } from '../files/sandbox.js';
import { cli, type Ran } from './terminal.js';

// The colon on a line of its own.
const ODD = 'names: {"one"\n  : 1}\n';

function migrate(...more: readonly string[]): Promise<Ran> {
  return cli('migrate', join(folder, 'old'), '--out', join(folder, 'new'), ...more);
}

test('is a problem of the file when it would stay', async () => {
  lay({ 'old/a.yaml': `cids: [1]\n${ODD}seed: 1\n`, 'old/b.yaml': 'cids: [2]\nseed: 1\n' });
  const { exit, out } = await migrate();
  expect(exit).toBe(2);
  expect(out).toContain('old/a.yaml:3:3: error: The proof');
  expect(out).toContain('[unproved]');
});

test('is a problem of each file when it would move to the parent', async () => {
  lay({
    'old/a.yaml': `cids: [1]\n${ODD}seed: 1\n`,
    'old/b.yaml': `cids: [2]\n${ODD}seed: 1\n`,
    'old/c.yaml': 'cids: [3]\nseed: 1\n',
    'old/d.yaml': 'cids: [4]\nseed: 1\n',
  });
  const { exit, out } = await migrate('--strategy', 'majority');
  expect(exit).toBe(2);
  expect(out).toContain('old/a.yaml:3:3: error: The proof');
  lay({ 'old/a.yaml': `cids: [1]\n${ODD}seed: 1\n`, 'old/b.yaml': `cids: [2]\n${ODD}seed: 1\n` });
  const both = await migrate();
  expect(both.exit).toBe(2);
  expect(both.out).toContain('old/a.yaml:3:3: error: The proof');
  expect(both.out).toContain('old/b.yaml:3:3: error: The proof');
});

test('is left out with --skip-invalid', async () => {
  lay({
    'old/a.yaml': `cids: [1]\n${ODD}seed: 1\n`,
    'old/b.yaml': `cids: [2]\n${ODD}seed: 1\n`,
    'old/c.yaml': 'cids: [3]\nseed: 1\n',
    'old/d.yaml': 'cids: [4]\nseed: 1\n',
  });
  for (const strategy of ['shared', 'majority']) {
    const { exit, out } = await migrate('--strategy', strategy, '--skip-invalid', '--dry-run');
    expect(exit).toBe(0);
    expect(out).toContain('has a problem: unproved');
    expect(out).toContain('sessions: [c, d]');
  }
});
