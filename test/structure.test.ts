/** What the linter cannot see of the house rules: cycles of imports with types counted, and who imports the shells. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith('.ts'))
  .map((entry) => path.relative(SRC, path.join(entry.parentPath, entry.name)));

const imports = new Map(
  files.map((file) => {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    const targets = [...text.matchAll(/\bfrom '(\.[^']+)\.js'/g)].map((match) =>
      path.join(path.dirname(file), `${match[1] ?? ''}.ts`),
    );
    return [file, targets] as const;
  }),
);

test('every import leads to a file of src', () => {
  expect([...imports.values()].flat().filter((file) => !imports.has(file))).toEqual([]);
});

test('imports go one way, types included', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) cycles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
    if (above.includes(file) || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...above, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('nothing imports the command line or the index', () => {
  const importers = [...imports].filter(([, targets]) =>
    targets.some((target) => target === 'cli.ts' || target === 'index.ts'),
  );
  expect(importers).toEqual([]);
});

test('every file says in its head what it is', () => {
  expect(files.filter((file) => !readFileSync(path.join(SRC, file), 'utf8').startsWith('/**'))).toEqual([]);
});
