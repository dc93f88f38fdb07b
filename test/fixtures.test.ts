/**
 * Every fixture pair: migrating fixtures/old/<case> gives fixtures/new/<case> byte for byte, twice; PyYAML reads both
 * sides as the same; and the new side proves against the old one.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../src/cli.js';
import { noPyyaml, runPython } from './support/python.js';

const ROOT = fileURLToPath(new URL('../fixtures', import.meta.url));
const OPTIONS = JSON.parse(readFileSync(path.join(ROOT, 'options.json'), 'utf8')) as Record<string, string[]>;
const CASES = readdirSync(path.join(ROOT, 'old')).sort();
const OUT = mkdtempSync(path.join(tmpdir(), 'config-inherit-fixtures-'));
const PYTHON = noPyyaml();

afterAll(() => {
  rmSync(OUT, { recursive: true });
});

async function migrate(
  name: string,
  ...more: string[]
): Promise<{ readonly exit: number; readonly text: string }> {
  let text = '';
  const add = (part: string) => void (text += part);
  const args = [
    'migrate',
    path.join(ROOT, 'old', name),
    '--out',
    path.join(OUT, name),
    ...(OPTIONS[name] ?? []),
    ...more,
  ];
  const exit = await run(args, { out: add, err: add, color: false });
  return { exit, text };
}

/** Every file below a folder with its content, as latin1 so that bytes show. */
function tree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const rows = files.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), readFileSync(file, 'latin1')] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each(CASES)('%s', (name) => {
  test('migrates to what is expected, and once more changes nothing', async () => {
    expect(await migrate(name, '--quiet')).toEqual({ exit: 0, text: '' });
    expect(tree(path.join(OUT, name))).toEqual(tree(path.join(ROOT, 'new', name)));
    const again = await migrate(name);
    expect(again.exit).toBe(0);
    expect(again.text).toContain('Everything is already in place');
    expect((await migrate(name, '--check')).exit).toBe(0);
  });

  test('says in the README why it exists', () => {
    expect(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain(`- \`${name}\`: `);
  });
});

test.skipIf(PYTHON !== null)(
  `PyYAML reads every pair alike${PYTHON === null ? '' : `: skipped, ${PYTHON}`}`,
  () => {
    // What is equal to YAML 1.2 alone is not equal to PyYAML: that is what the case is about.
    const cases = CASES.filter((name) => !OPTIONS[name]?.includes('1.2')).map((name) => {
      const options = OPTIONS[name] ?? [];
      const old = path.join(ROOT, 'old', name);
      const legacy = readdirSync(old).filter((file) => /\.ya?ml$/.test(file) && !file.includes('base'));
      const names = legacy.sort(byCodePoint).map((file) => [file.replace(/\.ya?ml$/, ''), file]);
      const order = options[options.indexOf('--key-order') + 1];
      return {
        old,
        parent: path.join(ROOT, 'new', name, `${name}.yaml`),
        names: Object.fromEntries(names) as unknown,
        order: options.includes('--key-order') ? order : 'nested',
      };
    });
    expect(runPython(fileURLToPath(new URL('support/roundtrip.py', import.meta.url)), cases)).toBe('');
  },
);

function byCodePoint(a: string, b: string): number {
  const [one, other] = [Array.from(a), Array.from(b)];
  const at = one.findIndex((character, index) => character !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1);
}
