/**
 * Real folders from public projects, where they stand beside the checkout: each migrates and proves, or is refused
 * with reasons and then migrates without the refused files; and PyYAML agrees.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../src/cli.js';
import { noPyyaml, runPython } from './support/python.js';

const ROOT = fileURLToPath(new URL('../../shared/corpora', import.meta.url));
const OUT = mkdtempSync(path.join(tmpdir(), 'config-inherit-corpora-'));
const present = existsSync(ROOT);
const PYTHON = present ? noPyyaml() : null;

/** The folder of 1,709 device files takes as long as all others together, and shares nothing. */
const LARGE = /tuya-devices/;

const folders = present
  ? foldersBelow(ROOT).filter((folder) => configs(folder).length > 1 && !LARGE.test(folder))
  : [];

afterAll(() => {
  rmSync(OUT, { recursive: true });
});

function foldersBelow(folder: string): readonly string[] {
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inner.flatMap(({ name }) => foldersBelow(path.join(folder, name)))];
}

function configs(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !entry.name.includes('base'))
    .map(({ name }) => name)
    .sort();
}

interface Migrated {
  readonly ok: boolean;
  readonly problems: readonly { readonly line: number }[];
  readonly parents: readonly { readonly path: string; readonly sessions: readonly string[] }[];
}

async function migrate(
  folder: string,
  out: string,
  ...more: string[]
): Promise<{ readonly exit: number; readonly result: Migrated }> {
  let text = '';
  const preset = folder.includes('vc-legacy') ? [] : ['--preset', 'plain'];
  const args = ['migrate', folder, '--out', out, '--name', 'parent', '--format', 'json', ...preset, ...more];
  const exit = await run(args, { out: (part) => void (text += part), err: () => undefined, color: false });
  return { exit, result: JSON.parse(text) as Migrated };
}

describe.skipIf(!present)(
  `real folders${present ? '' : ': skipped, they do not stand beside the checkout'}`,
  () => {
    test.each(folders.map((folder, index) => [path.relative(ROOT, folder), index] as const))(
      '%s',
      async (name, index) => {
        const out = path.join(OUT, String(index));
        const folder = path.join(ROOT, name);
        const { exit, result } = await migrate(folder, out);
        if (exit === 2) {
          expect(existsSync(out)).toBe(false);
          expect(result.problems.every(({ line }) => line > 0)).toBe(true);
          expect((await migrate(folder, out, '--skip-invalid')).exit).toBe(0);
        } else expect(exit).toBe(0);
        expect((await migrate(folder, out, '--check', '--skip-invalid')).exit).toBe(0);
      },
    );

    test.skipIf(PYTHON !== null)(`PyYAML agrees${PYTHON === null ? '' : `: skipped, ${PYTHON}`}`, () => {
      const cases = folders.map((folder, index) => {
        const parent = path.join(OUT, String(index), 'parent.yaml');
        const listed = new Set(readdirSync(path.join(OUT, String(index), 'sessions')));
        const files = configs(folder).filter((file) => listed.has(file.replace(/\.ya?ml$/, '.yaml')));
        const names = Object.fromEntries(files.map((file) => [file.replace(/\.ya?ml$/, ''), file]));
        return { old: folder, parent, names, order: 'nested' };
      });
      expect(runPython(fileURLToPath(new URL('support/roundtrip.py', import.meta.url)), cases)).toBe('');
    });

    test('fewer than one line in 200 is neither an original one nor what a layout must have', () => {
      let written = 0;
      let fresh = 0;
      for (const [index, folder] of folders.entries()) {
        const original = new Set(configs(folder).flatMap((file) => linesOf(path.join(folder, file))));
        for (const entry of readdirSync(path.join(OUT, String(index)), {
          recursive: true,
          withFileTypes: true,
        })) {
          if (!entry.isFile()) continue;
          const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
          const own = text
            .replace(/^session_dir: .*\r?\nsessions: [^\]]*\]\r?\n(?:\r?\n)?/, '')
            .replace(/^\{\}\r?\n/m, '');
          const lines = own.replace(/\r?\n$/, '').split(/\r?\n/);
          written += lines.length;
          fresh += lines.filter((line) => !original.has(line) && line !== '').length;
        }
      }
      expect(fresh / written).toBeLessThan(0.005);
    });
  },
);

function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}
