/**
 * Files that are long and hold little: what is done for each line may not look at all the lines behind it. With a
 * pattern that does, each row takes minutes instead of a second; no time is asserted, only that the run comes to its end.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cli } from './commands/terminal.js';

const TMP = mkdtempSync(path.join(tmpdir(), 'config-inherit-long-'));

/** Generous for what is linear, and far from enough for what is not. */
const TIMEOUT = 60_000;

afterAll(() => {
  rmSync(TMP, { recursive: true });
});

const N = 200_000;
const BLANK = '\n'.repeat(N);
const NOTES = '# note\n'.repeat(N);
const KEYS = Array.from({ length: N / 5 }, (_, n) => `k${n}: ${n}\n`).join('');

/** Texts with `@` where two sessions differ. */
const LONG: readonly (readonly [what: string, text: string])[] = [
  ['blank lines above the first key', `${BLANK}a: 1\nb: @\n`],
  ['blank lines between keys', `a: 1\n${BLANK}b: @\n`],
  ['blank lines with a carriage return', `a: 1\n${BLANK}b: @\n`.replaceAll('\n', '\r\n')],
  ['blank lines at the end', `a: 1\nb: @\n${BLANK}`],
  ['blank lines in a mapping', `a:\n  p: 1\n${BLANK}  q: @\nb: @\n`],
  ['lines of spaces in a mapping', `a:\n  p: 1\n${'   \n'.repeat(N)}  q: @\nb: @\n`],
  ['blank lines in a list', `a:\n  - 1\n${BLANK}  - 2\nb: @\n`],
  ['blank lines in a block scalar', `a: |\n  x\n${BLANK}  y\nb: @\n`],
  ['blank lines behind a block scalar', `a: |\n  x\n${BLANK}b: @\n`],
  ['blank lines in quotes', `a: "x\n${BLANK}  y"\nb: @\n`],
  ['blank lines beside an anchor', `a: &a 1\n${BLANK}b: @\nc: *a\n`],
  ['comments between keys', `a: 1\n${NOTES}b: @\n`],
  ['comments in a mapping', `a:\n  p: 1\n${NOTES}  q: @\nb: @\n`],
  ['comments at the end', `a: 1\nb: @\n${NOTES}`],
];

describe.each(LONG)('%s', (what, text) => {
  const folder = path.join(TMP, what.replaceAll(' ', '-'));
  const parent = path.join(`${folder}-out`, 'parent.yaml');

  test(
    'is migrated, proved and shown',
    async () => {
      mkdirSync(folder);
      for (const value of ['1', '2']) {
        writeFileSync(path.join(folder, `s${value}.yaml`), text.replaceAll('@', value));
      }
      const plain = ['--preset', 'plain'];
      const runs = [
        ['migrate', folder, '--out', path.dirname(parent), '--name', 'parent', ...plain],
        ['verify', folder, parent, ...plain],
        ['show', parent, 's1', '--origin', ...plain],
      ];
      for (const run of runs) {
        const { exit, out, err } = await cli(...run);
        expect(exit, `${run.join(' ')}: ${out.slice(0, 1000)}${err.slice(0, 1000)}`).toBe(0);
      }
      const session = path.join(path.dirname(parent), 'sessions', 's1.yaml');
      expect(readFileSync(session, 'utf8')).toContain('b: 1');
    },
    TIMEOUT,
  );
});

test(
  'very many keys are migrated',
  async () => {
    const folder = path.join(TMP, 'keys');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a.yaml'), `${KEYS}b: 1\n`);
    writeFileSync(path.join(folder, 'b.yaml'), `${KEYS}b: 2\n`);
    const { exit } = await cli('migrate', folder, '--out', `${folder}-out`, '--preset', 'plain');
    expect(exit).toBe(0);
  },
  TIMEOUT,
);

test(
  'as many problems as keys are all reported',
  async () => {
    const folder = path.join(TMP, 'problems');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a.yaml'), KEYS + KEYS);
    const { exit, out } = await cli('migrate', folder, '--out', `${folder}-out`, '--preset', 'plain');
    expect(exit).toBe(2);
    expect(out).toContain(`a.yaml:${(2 * N) / 5}:1: error: Key "k${N / 5 - 1}" stands twice`);
  },
  TIMEOUT,
);
