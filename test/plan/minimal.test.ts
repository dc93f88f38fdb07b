/**
 * What is written is minimal: any own entry taken out breaks the proof, no own path could be in the parent, and the
 * parent has no key that a session lacked. Over the fixtures and generated folders, with both strategies.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attempt } from '../support/attempt.js';
import { featureFolder } from '../support/generate-features.js';
import { folder } from '../support/generate.js';
import { excess } from '../support/minimal.js';
import type { PlanTestOptions, TextFile } from '../support/plan.js';

const ROOT = fileURLToPath(new URL('../../fixtures/old', import.meta.url));
const STRATEGIES = ['shared', 'majority'] as const;

function fixture(name: string): readonly TextFile[] {
  const files = readdirSync(path.join(ROOT, name)).filter(
    (file) => /\.ya?ml$/.test(file) && !file.includes('base'),
  );
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return files.map((file, index) => ({
    name: `s${index}`,
    text: decoder.decode(readFileSync(path.join(ROOT, name, file))),
  }));
}

async function tooMuch(files: readonly TextFile[], options: PlanTestOptions): Promise<readonly string[]> {
  const outcome = await attempt(files, options);
  if (outcome.kind === 'wrong') throw new Error(outcome.messages.join('\n'));
  return outcome.kind === 'equal' ? excess(files, outcome.migrated, options) : [];
}

describe.each(STRATEGIES)('with the strategy %s', (strategy) => {
  test.each(readdirSync(ROOT))('%s is minimal', async (name) => {
    const files = fixture(name);
    const preset = files.every(({ text }) => /^\s*cids:/m.test(text)) ? 'dataset' : 'plain';
    expect(await tooMuch(files, { strategy, preset })).toEqual([]);
    expect(await tooMuch(files, { strategy, preset, keyOrder: 'ignore' })).toEqual([]);
  });

  test.each([
    ['ordinary', folder],
    ['odd', featureFolder],
  ])('%s folders are minimal', async (_, folders) => {
    await fc.assert(
      fc.asyncProperty(
        folders,
        fc.constantFrom('nested' as const, 'strict' as const, 'ignore' as const),
        async (given, keyOrder) => {
          expect(await tooMuch(given.files, { strategy, keyOrder })).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the check itself', async () => {
  const files = [
    { name: 's0', text: 'a: 1\nm:\n  x: 1\n  y: 1\n' },
    { name: 's1', text: 'a: 1\nm:\n  x: 1\n  y: 2\n' },
  ];
  const outcome = await attempt(files);
  if (outcome.kind !== 'equal') throw new Error(outcome.kind);
  const { migrated } = outcome;
  const both = (s0: string, s1: string) => new Map(Object.entries({ s0, s1 }));

  test('finds what a session repeats', () => {
    const sessions = both('m:\n  y: 1\n', 'm:\n  x: 1\n  y: 2\n');
    expect(excess(files, { ...migrated, sessions }, {})).toEqual(['s1 repeats m.x']);
  });

  test('finds what could have moved', () => {
    const sessions = both('m:\n  x: 1\n  y: 1\n', 'm:\n  x: 1\n  y: 2\n');
    const parent = migrated.parent.replace(/m:\n {2}x: 1\n/, '');
    expect(excess(files, { ...migrated, parent, sessions }, {})).toEqual(['m.x could be in the parent']);
  });

  test('finds what a session had not', () => {
    const parent = `${migrated.parent}z: 1\n`;
    expect(excess(files, { ...migrated, parent }, {})).toContain('session 0 had no z');
  });
});
