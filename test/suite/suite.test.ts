/**
 * Every production of YAML 1.2.2 as a text, in each place a value can have in a config: three such configs migrate, by
 * our own proof and by PyYAML, or are refused with a code. Nothing throws, and nothing takes long. What is refused
 * although PyYAML reads it stands in skips.ts with a reason.
 *
 * `YAML_TEST_SUITE=<checkout of github.com/yaml/yaml-test-suite>` runs the public suite the same way.
 */
import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../src/errors.js';
import { attempt, type Outcome } from '../support/attempt.js';
import { judge, layoutLine, legacyLine, type Judged } from '../support/judge.js';
import { noPyyaml } from '../support/python.js';
import { ownCases, publicCases, type Case } from './cases.js';
import { formsOf, type Form } from './forms.js';
import { SKIPS } from './skips.js';

const PYTHON = noPyyaml();
const STRATEGIES = ['shared', 'majority'] as const;
/** Milliseconds for a migration of three small files, on a machine that does other things too. */
const LONG = 3000;

/** Problems that are the user's to mend, though PyYAML says nothing. */
const ALWAYS: readonly ProblemCode[] = ['duplicate-key', 'recursive-anchor', 'several-documents'];

interface Tried {
  readonly given: Case;
  readonly form: Form;
  readonly strategy: (typeof STRATEGIES)[number];
  readonly outcome: Outcome | { readonly kind: 'thrown'; readonly error: unknown };
  readonly took: number;
}

async function tryAll(cases: readonly Case[]): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (const given of cases) {
    for (const form of formsOf(given.text)) {
      for (const strategy of STRATEGIES) {
        const start = performance.now();
        const outcome = await outcomeOf(form, strategy);
        tried.push({ given, form, strategy, outcome, took: performance.now() - start });
      }
    }
  }
  return tried;
}

async function outcomeOf({ files }: Form, strategy: Tried['strategy']): Promise<Tried['outcome']> {
  try {
    return await attempt(files, { strategy });
  } catch (error) {
    return { kind: 'thrown', error };
  }
}

function lineOf({ form: { files }, outcome }: Tried): string {
  return outcome.kind === 'equal' ? layoutLine(files, outcome.migrated) : legacyLine(files);
}

function nameOf({ given, form, strategy }: Tried): string {
  return `${given.id} | ${form.name} | ${strategy}`;
}

describe.each([
  ['own cases', ownCases()],
  ['public suite', publicCases()],
])('%s', async (_, cases) => {
  const tried = await tryAll(cases);
  const told: readonly Judged[] = PYTHON === null ? judge(tried.map(lineOf)) : [];

  test.skipIf(cases.length === 0)('migrate and prove, or are refused with a code and a place', () => {
    for (const one of tried) {
      const { outcome } = one;
      if (outcome.kind === 'thrown') throw new Error(nameOf(one), { cause: outcome.error });
      if (outcome.kind === 'wrong') expect(outcome.messages, nameOf(one)).toEqual([]);
      if (outcome.kind !== 'refused') continue;
      expect(outcome.problems.length, nameOf(one)).toBeGreaterThan(0);
      for (const { code, line, message } of outcome.problems) {
        // The proof's parser does not always know where it stopped.
        expect(line, nameOf(one)).toBeGreaterThan(code === 'unproved' ? -1 : 0);
        expect(message, nameOf(one)).toMatch(/^[^\n]+[.?]$/);
      }
    }
  });

  test('take no time', () => {
    expect(tried.filter(({ took }) => took > LONG).map(nameOf)).toEqual([]);
  });

  test.skipIf(PYTHON !== null)('are the same to PyYAML', () => {
    const wrong = tried.flatMap((one, at) => {
      const { differences = [] } = told[at] ?? {};
      return differences.map((difference) => `${nameOf(one)}: ${difference}`);
    });
    expect(wrong).toEqual([]);
  });

  test.skipIf(PYTHON !== null)('are refused for a reason where PyYAML reads them', () => {
    const used = new Set<string>();
    const unasked = new Set<string>();
    for (const [at, { given, form, outcome }] of tried.entries()) {
      if (!given.valid || outcome.kind !== 'refused' || told[at]?.unread.length !== 0) continue;
      const problems = outcome.problems.filter(({ code }) => !ALWAYS.includes(code));
      used.add(given.id);
      for (const { code, message } of problems) {
        if (SKIPS[given.id]?.code !== code) unasked.add(`${given.id} | ${form.name}: ${code} ${message}`);
      }
    }
    expect([...unasked]).toEqual([]);
    const known = new Set(cases.map(({ id }) => id));
    expect(Object.keys(SKIPS).filter((id) => known.has(id) && !used.has(id))).toEqual([]);
  });

  test.skipIf(cases.length === 0)('migrate where YAML 1.2 and PyYAML allow them', () => {
    const equal = new Set(
      tried.filter(({ outcome }) => outcome.kind === 'equal').map(({ given }) => given.id),
    );
    const read = tried.filter((_one, at) => told[at]?.unread.length === 0).map(({ given }) => given);
    const lost = read.filter(({ id, valid }) => valid && !equal.has(id) && SKIPS[id] === undefined);
    expect([...new Set(lost.map(({ id }) => id))]).toEqual([]);
  });
});

test('there are enough of them', () => {
  expect(ownCases().length).toBeGreaterThan(400);
  const named = new Set(
    ownCases().flatMap(({ id }) => [...id.matchAll(/\[(\d+)\]/g)].map(([, number]) => number)),
  );
  expect(named.size).toBeGreaterThan(150);
});
