/** Summaries of files form a commutative monoid, and an audit of summaries says what an audit of the files says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Found } from '../../src/files/scan.js';
import { mergeSummaries, NOTHING, summarise, type Summary } from '../../src/files/summary.js';
import { encodeSummaries, readSummaries } from '../../src/files/summary-file.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { identitiesOf } from '../support/plan.js';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'config-inherit-summary-'));
});
afterAll(() => rmSync(home, { recursive: true }));

const LONG = `[${Array.from({ length: 60 }, (_, index) => index * 7).join(', ')}]`;
const entries = [
  'a: 1\n',
  'b:\n  x: 1 # c\n',
  `cids: ${LONG}\n`,
  'visual: [1, 2]\n',
  '# c\n',
  'e: "x"\n',
  '\n',
  'f: é\n',
];
const others = ['t:\tx\n', 'a: &x 1\n', '---\n', 'k: [1\n', 'a: 1\na: 2\n', '\u0000', '\ufeffa: 1\n', ''];
const text = fc
  .tuple(
    fc.array(fc.constantFrom(...entries), { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '', ...others),
  )
  .map(([some, other]) => [...new Set(some)].join('') + other);

function write(texts: readonly string[]): readonly Found[] {
  const folder = mkdtempSync(path.join(home, 'f'));
  return texts.map((content, index) => {
    const name = `s${String((index * 7) % 10)}_${index}`;
    const file = path.join(folder, `${name}.yaml`);
    writeFileSync(file, content);
    return { path: file, relative: `${name}.yaml`, name };
  });
}

function summaryOf(found: readonly Found[]): Summary {
  return summarise(found, [{ path: 'x', reason: 'y' }], new ConfigReader(identitiesOf()));
}

describe('summaries', () => {
  test('of two sets of files merge to the summary of all files, in any order and any grouping', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
        (texts, shards) => {
          const found = write(texts);
          const [a, b, c] = [0, 1, 2].map((shard) =>
            summaryOf(found.filter((_, index) => shards[index] === shard)),
          );
          if (a === undefined || b === undefined || c === undefined) throw new Error('three shards');
          const all = summaryOf([...found].sort((one, other) => (one.relative < other.relative ? -1 : 1)));
          expect(summaryOf(found)).toEqual(all);
          expect(mergeSummaries(mergeSummaries(a, b), c)).toEqual(all);
          expect(mergeSummaries(a, mergeSummaries(b, c))).toEqual(all);
          expect(mergeSummaries(mergeSummaries(c, a), b)).toEqual(all);
          expect(mergeSummaries(all, NOTHING)).toEqual(all);
          expect(mergeSummaries(all, a)).toEqual(all);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('hold each text that files share once, and of a long list no more than how it begins', () => {
    const found = write(
      Array.from({ length: 20 }, (_, index) => `session: s${index}\ncids: ${LONG}\nshared:\n  x: 1\n`),
    );
    const { runs, files } = summaryOf(found);
    expect(runs.filter((run) => run.startsWith('shared'))).toHaveLength(1);
    expect(JSON.stringify({ runs, files })).not.toContain(LONG.slice(-40));
    expect(files[0]).toMatchObject({ parts: [0, { name: 'cids', count: 60, lines: 1 }, 1] });
  });

  test('come back from their files, compressed or not', () => {
    const summary = summaryOf(write(['a: 1\n', 'b: &x 2\n', 'c: [\n']));
    for (const name of ['s.json', 's.json.gz']) {
      const file = path.join(home, name);
      writeFileSync(file, encodeSummaries(new Map([['configs', summary]]), file));
      expect(readSummaries([file])).toEqual(new Map([['configs', summary]]));
      expect(readSummaries([file, file])).toEqual(new Map([['configs', summary]]));
    }
  });

  test.each([
    ['no-such.json', null, 'not-found'],
    ['other.json', '{"version": 1}', 'invalid-summary'],
    ['short.json', '{"format": "config-inherit summary", "ver', 'invalid-summary'],
    ['plain.json.gz', '{}', 'invalid-summary'],
    ['newer.json', '{"format": "config-inherit summary", "version": 2}', 'invalid-summary'],
    ['empty.json', '{"format": "config-inherit summary", "version": 1, "folders": [{}]}', 'invalid-summary'],
  ])('%s is refused', (name, content, code) => {
    const file = path.join(home, name);
    if (content !== null) writeFileSync(file, content);
    expect(() => readSummaries([file])).toThrow(expect.objectContaining({ code }) as Error);
  });

  test('that say different things about one file are refused', () => {
    const [file] = write(['a: 1\n']);
    if (file === undefined) throw new Error('one file');
    const before = summaryOf([file]);
    writeFileSync(file.path, 'a: 2\n');
    expect(() => mergeSummaries(before, summaryOf([file]))).toThrow(/different contents/);
  });
});
