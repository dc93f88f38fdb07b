/** Diffs as a plain comparison of whole texts gives them, with and without what was remembered of other files. */
import { formatPatch, structuredPatch } from 'diff';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { knownHunks, unifiedDiff } from '../../src/commands/unified-diff.js';

/** The same without any of our shortcuts. */
function plainDiff(before: string, beforeText: string, after: string, afterText: string): string {
  const patch = structuredPatch(before, after, beforeText, afterText, '', '', { context: 3 });
  return formatPatch(patch).replace(/^=+\n/, '');
}

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Every legacy fixture with its session, and with the next legacy fixture, which differs in more ways. */
function fixturePairs(): readonly (readonly [string, string])[] {
  const old = path.join(FIXTURES, 'old');
  const cases = readdirSync(old, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  const sessions = new Map(
    readdirSync(path.join(FIXTURES, 'new'), { recursive: true, encoding: 'utf8' }).map((name) => [
      name.replace(`${path.sep}sessions${path.sep}`, path.sep),
      path.join(FIXTURES, 'new', name),
    ]),
  );
  const text = (file: string) => readFileSync(file, 'utf8');
  return cases.sort().flatMap((name, index) => {
    const session = sessions.get(name.replace(/\.yml$/, '.yaml'));
    const next = text(path.join(old, cases[index + 1] ?? name));
    const legacy = text(path.join(old, name));
    return [[legacy, next] as const, ...(session === undefined ? [] : [[legacy, text(session)] as const])];
  });
}

it('of fixtures are the same with a memory, without one and without shortcuts', () => {
  const known = knownHunks();
  const pairs = fixturePairs();
  expect(pairs.length).toBeGreaterThan(300);
  for (const [before, after] of [...pairs, ...pairs]) {
    const plain = plainDiff('old/a', before, 'new/a', after);
    expect(unifiedDiff('old/a', before, 'new/a', after)).toBe(plain);
    expect(unifiedDiff('old/a', before, 'new/a', after, known)).toBe(plain);
  }
});

it('of any texts are the same with a memory, without one and without shortcuts', () => {
  const line = fc.constantFrom('a', 'b', ' c', '', '\r', '\u2028', '-- a', '++ b');
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
    .map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''));
  const known = knownHunks();
  fc.assert(
    fc.property(text, text, text, (start, before, after) => {
      const [old, now] = [start + before, start + after];
      const plain = plainDiff('old', old, 'new', now);
      expect(unifiedDiff('old', old, 'new', now)).toBe(plain);
      expect(unifiedDiff('old', old, 'new', now, known)).toBe(plain);
    }),
    { numRuns: 2000 },
  );
});

it('differ only in paths, context and line numbers where the rest is known', () => {
  const known = knownHunks();
  const rest = 'same: 1\nlab: yates\n';
  expect(unifiedDiff('a', `cids: [1]\n${rest}`, 'a2', 'cids: [1]\n', known)).toBe(
    '--- a\n+++ a2\n@@ -1,3 +1,1 @@\n cids: [1]\n-same: 1\n-lab: yates\n',
  );
  expect(unifiedDiff('b', `x: 1\ny: 1\nz: 1\nw: 1\n${rest}`, 'b2', 'x: 1\ny: 1\nz: 1\nw: 1\n', known)).toBe(
    '--- b\n+++ b2\n@@ -2,5 +2,3 @@\n y: 1\n z: 1\n w: 1\n-same: 1\n-lab: yates\n',
  );
});

it('is no hunk for equal texts, and says where no line break ends a file', () => {
  expect(unifiedDiff('a', 'x', 'b', 'x')).toBe('--- a\n+++ b\n');
  expect(unifiedDiff('/dev/null', '', 'b', 'x')).toBe(
    '--- /dev/null\n+++ b\n@@ -0,0 +1,1 @@\n+x\n\\ No newline at end of file\n',
  );
});
