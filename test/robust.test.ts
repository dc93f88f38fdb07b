/**
 * Whatever stands in a legacy folder, the command line ends with 0, 1 or 2, says why, and neither hangs nor shows a
 * stack trace. Bytes of the fixtures are changed at random, with a seed; and there are inputs made to hurt.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { cli } from './commands/terminal.js';
import { seeded } from './support/scalars.js';

const ROOT = fileURLToPath(new URL('../fixtures/old', import.meta.url));
const TMP = mkdtempSync(path.join(tmpdir(), 'config-inherit-robust-'));
const SEED = Number(process.env['ROBUST_SEED'] ?? 20220216);
const RUNS = Number(process.env['ROBUST_RUNS'] ?? 150);
/** Milliseconds; the largest inputs are megabytes, and CI machines are slow. */
const LONG = 30_000;

afterAll(() => {
  rmSync(TMP, { recursive: true });
});

let made = 0;

/** @returns the folder that holds these files */
function lay(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = path.join(TMP, String(made++));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

/** Runs every command on a folder; each must end well. */
async function survives(folder: string, what: string): Promise<void> {
  const out = `${folder}-out`;
  const migrate = ['migrate', folder, '--out', out, '--name', 'parent', '--preset', 'plain'];
  const lines = [
    [...migrate, '--strategy', made % 2 === 0 ? 'shared' : 'majority'],
    [...migrate, '--skip-invalid', '--force', '--dry-run'],
    ['verify', folder, path.join(out, 'parent.yaml'), '--preset', 'plain'],
    ['show', path.join(out, 'parent.yaml'), '--preset', 'plain'],
    // As a layout of its own: a legacy file for a parent.
    ['show', path.join(folder, readdirSync(folder)[0] ?? ''), '--preset', 'plain'],
  ];
  for (const line of lines) {
    const start = performance.now();
    const { exit, out: shown, err } = await cli(...line);
    const told = `${what}: ${line.join(' ')}\n${shown.slice(0, 2000)}${err.slice(0, 2000)}`;
    expect([0, 1, 2], told).toContain(exit);
    expect(`${shown}${err}`, told).not.toMatch(/stopped by a defect|^\s+at .*\.[jt]s:\d+/m);
    if (exit === 2) expect(`${shown}${err}`, told).toMatch(/\[[a-z-]+\]|Try/);
    expect(performance.now() - start, told).toBeLessThan(LONG);
  }
}

const PIECES = [
  ...[
    '\t',
    '\r',
    '\n',
    '\n\n',
    '---\n',
    '...\n',
    '\0',
    '\x07',
    '\uFEFF',
    '\u2028',
    '\u0085',
    '&a ',
    '*a ',
    '<<: ',
  ],
  ...[
    '!t ',
    '!',
    '? ',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '#',
    ' #',
    '%YAML 1.2\n',
    '@',
    '\\',
    '  ',
  ],
];

describe(`changed fixtures, seed ${SEED}`, () => {
  const random = seeded(SEED);
  const below = (n: number) => Math.floor(random() * n);
  const cases = readdirSync(ROOT);

  function change(bytes: Buffer): Buffer {
    const at = below(bytes.length + 1);
    const from = below(bytes.length + 1);
    const put = (middle: Uint8Array, skip: number) =>
      Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + skip)]);
    const changes = [
      () => put(Buffer.from(PIECES[below(PIECES.length)] ?? ''), 0),
      () => put(Buffer.from(PIECES[below(PIECES.length)] ?? ''), 1),
      () => put(Buffer.from([below(256)]), 1),
      () => put(Buffer.alloc(0), 1 + below(20)),
      () => put(bytes.subarray(from, from + below(60)), 0),
      () => bytes.subarray(0, at),
      () => bytes.subarray(at),
    ];
    return changes[below(changes.length)]?.() ?? bytes;
  }

  test.each(Array.from({ length: 10 }, (_, index) => index))('part %i', async (part) => {
    for (let run = 0; run < RUNS / 10; run++) {
      const name = cases[below(cases.length)] ?? '';
      const old = path.join(ROOT, name);
      const files = readdirSync(old).map((file) => {
        let bytes: Buffer = readFileSync(path.join(old, file));
        for (let left = below(3); left > 0; left--) bytes = change(bytes);
        return [file, bytes] as const;
      });
      const folder = lay(Object.fromEntries(files));
      await survives(folder, `${name}, part ${part} run ${run}`);
      rmSync(folder, { recursive: true });
      rmSync(`${folder}-out`, { recursive: true, force: true });
    }
  });
});

/** Text that is cheap to write and dear to read. */
const HURTING: readonly (readonly [what: string, text: string | Uint8Array])[] = [
  ['nothing', ''],
  ['zeros', new Uint8Array(1000)],
  ['all bytes', Uint8Array.from({ length: 256 }, (_, n) => n)],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ['half a character', Uint8Array.from([0x61, 0x3a, 0x20, 0xe2, 0x82])],
  ['UTF-16, odd number of bytes', Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x3a])],
  ['lists nested 100,000 deep', `a: ${'['.repeat(100_000)}`],
  ['lists nested 100,000 deep and closed', `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`],
  ['lists nested 400 deep', `a: ${'['.repeat(400)}${']'.repeat(400)}\n`],
  ['mappings nested 20,000 deep', `a: ${'{a: '.repeat(20_000)}`],
  ['dashes nested 20,000 deep', `a:\n${'- '.repeat(20_000)}x\n`],
  ['block mappings nested 600 deep', Array.from({ length: 600 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
];

describe('text made to hurt', () => {
  test.each(HURTING)('%s', async (what, content) => {
    await survives(lay({ 'a.yaml': content, 'b.yaml': content, 'c.yaml': 'a: 1\nb: 2\n' }), what);
    await survives(lay({ 'a.yaml': content, 'b.yaml': content }), what);
  });
});
