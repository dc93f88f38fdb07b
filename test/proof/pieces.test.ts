/** Reading by pieces must say what js-yaml says of the whole text, and a difference in any piece must be seen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { equalViews } from '../../src/proof/compare.js';
import { PieceReader } from '../../src/proof/pieces.js';
import { Prover } from '../../src/proof/prove.js';
import { readingsOf, type Reading } from '../../src/proof/view.js';
import { folder } from '../support/generate.js';
import { mutated } from '../support/edits.js';

const DIALECTS = ['pyyaml', '1.2'] as const;

type Outcome = ReadonlyMap<string, Reading> | string;

function outcome(read: () => ReadonlyMap<string, Reading>): Outcome {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Compares what a reader of pieces and the whole parse make of a text, messages included. */
function compare(text: string, reader: PieceReader): void {
  const whole = outcome(() => readingsOf(text, DIALECTS));
  const pieces = outcome(() => reader.readingsOf(text));
  if (typeof whole === 'string' || typeof pieces === 'string') return expect(pieces).toBe(whole);
  for (const dialect of DIALECTS) {
    const [a, b] = [whole.get(dialect), pieces.get(dialect)];
    if (a === undefined || b === undefined) throw new Error('a reading is missing');
    expect(b.refused).toBe(a.refused);
    expect([text, equalViews(a.view, b.view, 'strict')]).toEqual([text, true]);
  }
}

describe('texts read by pieces', () => {
  test('are read as they are whole', () => {
    const reader = new PieceReader(DIALECTS);
    fc.assert(
      fc.property(folder, ({ files }) => {
        for (const { text } of files) compare(text, reader);
      }),
      { numRuns: 1000 },
    );
    expect(reader.ways.pieces).toBeGreaterThan(300);
  });

  test('are read as they are whole after random edits, or refused with the same words', () => {
    const reader = new PieceReader(DIALECTS);
    fc.assert(
      fc.property(mutated, (text) => {
        compare(text, reader);
      }),
      { numRuns: 4000 },
    );
    expect(reader.ways.pieces).toBeGreaterThan(300);
  });

  const rows: readonly (readonly [what: string, text: string, byPieces: boolean])[] = [
    ['number lists', 'cids: [1, 2,\n  3]\nb: [-1, 2.5]\n', true],
    ['a list with leading zeros', 'a: [01, 2]\nb: 1\n', true],
    ['a list that is not closed', 'a: [1, 2\nb: 1\n', false],
    ['a bracket at column 0', 'a: [1, 2\n]\nb: 1\n', true],
    ['a minus alone', 'a: [1, -]\nb: 1\n', false],
    ['a list with a comma too many', 'a: [1, 2,]\nb: 1\n', true],
    ['two commas', 'a: [1,, 2]\nb: 1\n', false],
    ['a tag', 'a: !x 1\nb: 1\n', true],
    ['a block scalar and blank lines', 'a: |+\n  x\n\n\nb: 1\n', true],
    ['a block scalar at the end', 'a: 1\nb: |\n  x', true],
    ['an open quote that the next key closes', 'a: "x\nb: y"\n', false],
    ['an anchor and its alias', 'a: &x 1\nb: *x\n', false],
    ['a key twice', 'a: 1\na: 2\n', false],
    ['keys that are one to PyYAML', 'yes: 1\nYes: 2\n', false],
    ['a key that is no string to PyYAML', 'on: 1\nb: 2\n', false],
    ['a list under a key that is no string to PyYAML', 'on: [1, 2]\nb: 2\n', false],
    ['a list under a key that is null', 'null: [1, 2]\nb: 2\n', false],
    ['a directive', '%YAML 1.1\n---\na: 1\n', false],
    ['a second document', 'a: 1\n---\nb: 1\n', false],
    ['a head comment', '# head\n\na: 1\nb: 1\n', true],
    ['an indented root', '  a: 1\n  b: 2\n', false],
    ['Windows line breaks', 'a: [1,\r\n  2]\r\nb: 1\r\n', true],
    ['a byte order mark', '\uFEFFa: 1\nb: 1\n', true],
    ['a tab', 'a:\t1\nb: 1\n', false],
    ['a line break that only PyYAML takes for one', 'a: 1\n# x\u2028y\nb: 1\n', false],
    ['a key named __proto__', '__proto__: {a: 1}\nb: 1\n', true],
    ['nothing', '', false],
  ];
  test.each(rows)('with %s', (_what, text, byPieces) => {
    const reader = new PieceReader(DIALECTS);
    compare(text, reader);
    compare(text, reader);
    expect(reader.ways.pieces).toBe(byPieces ? 2 : 0);
  });
});

describe('a difference', () => {
  const parent = 'session_dir: ./s\nsessions: [a, b]\nshared: {x: [1, 2], y: {z: 1}}\n';
  const legacy = 'cids: [1, 2, 3]\nshared: {x: [1, 2], y: {z: 1}}\n';
  const session = 'cids: [1, 2, 3]\n';
  const prover = () =>
    new Prover({ dialects: DIALECTS, keyOrder: 'nested', contract: contractOf('plain', {}) });
  const text = (path: string, content: string) => ({ path, text: () => content });
  const input = (texts: readonly (readonly [legacy: string, session: string])[]) => [
    {
      parent: text('p.yaml', parent),
      sessions: texts.map(([before, after], at) => ({
        name: 'ab'.charAt(at),
        legacy: text('l.yaml', before),
        session: text('s.yaml', after),
      })),
    },
  ];

  const planted: readonly (readonly [what: string, legacy: string, session: string, path: string])[] = [
    ['in a number list', legacy, 'cids: [1, 2, 4]\n', 'cids'],
    ['in the length of a number list', legacy, 'cids: [1, 2]\n', 'cids'],
    ['of type in a number list', legacy, 'cids: [1, 2.0, 3]\n', 'cids'],
    ['inside a shared mapping', legacy.replace('z: 1', 'z: 2'), session, 'shared.y.z'],
    ['in a list inside a shared mapping', legacy.replace('[1, 2],', '[2, 1],'), session, 'shared.x'],
    ['that is a missing key', `${legacy}more: 1\n`, session, 'more'],
  ];
  test.each(planted)('%s is seen after an equal session was proved', (_what, before, after, path) => {
    const both = prover();
    const proof = both.prove(
      input([
        [legacy, session],
        [before, after],
      ]),
    );
    expect(proof.ok).toBe(false);
    expect(proof.differences.map((row) => [row.session, row.path])).toContainEqual(['b', path]);
    // And again, when all that is equal is remembered.
    expect(
      both.prove(
        input([
          [legacy, session],
          [before, after],
        ]),
      ).ok,
    ).toBe(false);
  });

  test('that comes in between two proofs is seen, also where js-yaml need not read again', () => {
    const long = `${legacy}text: "${'x'.repeat(600)}"\n`;
    const own = `${session}text: "${'x'.repeat(600)}"\n`;
    const both = prover();
    const equal = input([
      [long, own],
      [legacy, session],
    ]);
    expect(both.prove(equal)).toEqual(both.prove(equal));
    expect(
      both.prove(
        input([
          [long, own.replace('xx"', 'xy"')],
          [legacy, session],
        ]),
      ).ok,
    ).toBe(false);
    expect(both.prove(equal).ok).toBe(true);
  });
});
