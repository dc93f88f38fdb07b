/** docs/api.md is what typedoc makes of the docstrings now; `npm run docs:api` writes it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Application } from 'typedoc';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

test('docs/api.md is up to date', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-inherit-api-'));
  try {
    const options = { options: path.join(ROOT, 'typedoc.json'), logLevel: 'Error' } as const;
    const outputs = [{ name: 'markdown', path: folder }];
    const app = await Application.bootstrapWithPlugins({ ...options, outputs });
    const project = await app.convert();
    if (project === undefined) throw new Error('typedoc could not read src/index.ts');
    await app.generateOutputs(project);
    const now = readFileSync(path.join(folder, 'api.md'), 'utf8');
    expect(readFileSync(path.join(ROOT, 'docs/api.md'), 'utf8')).toBe(now);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
