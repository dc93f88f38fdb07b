/** Summaries add up: however sessions are cut into parts and the parts merged, the same is known and decided. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factor, type Decision, type FactorOptions } from '../../src/core/factor.js';
import { PathSet } from '../../src/core/path.js';
import { EMPTY, merge, summarize, type FactorInput, type Summary } from '../../src/core/summary.js';
import type { Identities } from '../../src/core/identities.js';
import type { Pair, Value } from '../../src/core/value.js';
import { readScalar } from '../../src/yaml/scalar.js';
import { identitiesOf } from '../support/plan.js';

const identities = identitiesOf();
const RUNS = { numRuns: 1500 };

type Plain = string | readonly string[] | { readonly [key: string]: Plain };

/** Each value is made anew, with sizes of its own: equal ids, other objects. */
function valueOf(plain: Plain, ids: Identities, size: number): Value {
  if (typeof plain === 'string') {
    return { kind: 'scalar', id: ids.scalar(plain, true), text: plain, plain: true, offset: size };
  }
  if (Array.isArray(plain)) {
    const items = (plain as readonly string[]).map((item) => valueOf(item, ids, size));
    return { kind: 'sequence', id: ids.sequence(items), items };
  }
  const pairs = Object.entries(plain).map(([name, inner]): Pair => {
    return { key: valueOf(name, ids, 0), name, value: valueOf(inner, ids, size), size };
  });
  return { kind: 'mapping', id: ids.mapping(pairs), pairs, open: true };
}

const name = fc.constantFrom('a', 'b', 'c', 'd');
const { value: plainValue } = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('1', '2', 'yes'),
    fc.uniqueArray(fc.constantFrom('x', 'y'), { maxLength: 2 }),
    fc
      .uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, maxLength: 3 })
      .map(Object.fromEntries),
  ),
}));

const entry = fc.record({
  plain: plainValue,
  size: fc.nat(9),
  atomic: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  stuck: fc.constantFrom(null, null, null, null, null, 'one reason', 'another'),
  ties: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(name, { maxLength: 2 }) },
  ),
});

const session = fc
  .uniqueArray(fc.tuple(name, entry), { selector: ([key]) => key, minLength: 1, maxLength: 4 })
  .map((rows): FactorInput => ({
    entries: new Map(
      rows.map(([key, { plain, ...rest }]) => [
        key,
        { ...rest, value: valueOf(plain, identities, rest.size) },
      ]),
    ),
    order: rows.map(([key]) => key),
  }));

/** Sessions, in which part each is, and the order in which parts are merged. */
const cut = fc.array(fc.tuple(session, fc.nat(4), fc.nat()), { minLength: 1, maxLength: 8 });

function partsOf(rows: readonly (readonly [FactorInput, number, number])[]): readonly Summary[] {
  const numbered = rows.map(([input, part, turn], index) => ({ input, part, turn, index }));
  return [0, 1, 2, 3, 4].map((wanted) =>
    summarize(
      numbered
        .filter(({ part }) => part === wanted)
        .sort((a, b) => a.turn - b.turn)
        .map(({ index, input }) => [index, input] as const),
    ),
  );
}

function decided(summary: Summary): readonly (readonly Decision[])[] {
  return (['nested', 'strict', 'ignore'] as const).flatMap((keyOrder) =>
    (['shared', 'majority'] as const).map((strategy) => {
      const options: FactorOptions = {
        pinned: new PathSet(['d']),
        kept: new PathSet([]),
        keyOrder,
        strategy,
        onlyShared: new Set(),
        dialects: ['pyyaml', '1.2'],
        readScalar,
        isLoadable: () => true,
      };
      return factor(summary, options);
    }),
  );
}

describe('the summary of a set of sessions', () => {
  test('is the merge of its parts, and the same is decided', () => {
    fc.assert(
      fc.property(cut, fc.infiniteStream(fc.nat()), (rows, turns) => {
        const whole = summarize(rows.map(([input]) => input).entries());
        const parts = [...partsOf(rows)];
        while (parts.length > 1) {
          const [one] = parts.splice((turns.next().value ?? 0) % parts.length, 1);
          const at = (turns.next().value ?? 0) % parts.length;
          parts.splice(at, 1, merge(one ?? EMPTY, parts[at] ?? EMPTY));
        }
        expect(parts[0]).toEqual(whole);
        expect(decided(parts[0] ?? EMPTY)).toEqual(decided(whole));
      }),
      RUNS,
    );
  });

  test('merges in any order and any grouping', () => {
    fc.assert(
      fc.property(cut, (rows) => {
        const [a = EMPTY, b = EMPTY, c = EMPTY] = partsOf(rows);
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
      RUNS,
    );
  });

  test('is not changed by that of no session, nor by being merged', () => {
    fc.assert(
      fc.property(cut, (rows) => {
        const [a = EMPTY, b = EMPTY] = partsOf(rows);
        const before = structuredClone(a);
        expect(summarize([])).toEqual(EMPTY);
        expect(merge(a, EMPTY)).toEqual(a);
        expect(merge(EMPTY, a)).toEqual(a);
        merge(a, b);
        expect(a).toEqual(before);
      }),
      RUNS,
    );
  });

  test('names the keys in the order in which the sessions have them, whoever is looked at first', () => {
    const input = (...keys: readonly string[]): FactorInput => ({
      entries: new Map(
        keys.map((key) => [
          key,
          { value: valueOf('1', identities, 1), atomic: false, stuck: null, size: 1, ties: [] },
        ]),
      ),
      order: keys,
    });
    const later = summarize([[1, input('c', 'a')]]);
    const [decisions = []] = decided(merge(later, summarize([[0, input('b', 'a')]])));
    expect(decisions.map(({ path }) => path[0])).toEqual(['b', 'a', 'c']);
  });
});
