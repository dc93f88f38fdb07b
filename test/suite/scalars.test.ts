/**
 * Every scalar that loaders are known to disagree on, in every place of a config: three files with the same, and of each
 * pair of near-equals two files with the one and one with the other. What is migrated is the same to PyYAML, whatever
 * was asked for under `--strategy` and `--yaml`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.js';
import { judge, layoutLine } from '../support/judge.js';
import type { PlanTestOptions, TextFile } from '../support/plan.js';
import { noPyyaml } from '../support/python.js';

const PYTHON = noPyyaml();
const TRAPS = linesOf('traps.txt');
const GROUPS = linesOf('near-equals.txt').map((line) => line.split(' | '));
/** A text that each scalar may be taken for. */
const QUOTED = TRAPS.filter((text) => /^[^'"!&*[\]{}\\]+$/.test(text)).map((text) => [text, `'${text}'`]);
/** Each pair once; which of the two has the majority alternates. */
const PAIRS = [...GROUPS, ...QUOTED].flatMap((group) =>
  group.flatMap((one, at) =>
    group.slice(at + 1).map((other, next) => ((at + next) % 2 === 0 ? [one, other] : [other, one]) as Pair),
  ),
);

type Pair = readonly [one: string, other: string];

/** What one scalar can stand as. Each is a folder of its own, since a scalar may be an error in one of them. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  top: (text) => `a: ${text}\nb: 1\n`,
  nested: (text) => `m:\n  first: 1\n  n:\n    a: ${text}\n  last: 2\n`,
  'block list': (text) => `l:\n  - ${text}\n  - 1\n`,
  'flow list': (text) => `l: [${text}, 1]\n`,
  'flow mapping': (text) => `m: {a: ${text}, b: 1}\n`,
  'own line': (text) => `a:\n  ${text}\nb: 1\n`,
  'with a comment': (text) => `a: ${text} # c\nb: 1\n`,
  key: (text) => `m:\n  ${text}: 1\n  b: 1\n`,
};

const STRATEGIES: readonly PlanTestOptions[] = [{ strategy: 'shared' }, { strategy: 'majority' }];
const CHOICES: readonly PlanTestOptions[] = (['both', 'pyyaml', '1.2'] as const).flatMap((yaml) =>
  STRATEGIES.map((options) => ({ ...options, yaml })),
);
/** Where a scalar stands is no matter to what it is: one place of each kind is asked under every `--yaml`. */
const ALL_CHOICES = ['top', 'nested', 'flow list'];

function linesOf(name: string): readonly string[] {
  const text = readFileSync(new URL(`scalars/${name}`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

interface Tried {
  readonly name: string;
  readonly files: readonly TextFile[];
  readonly outcome: Outcome;
  readonly options: PlanTestOptions;
}

async function tryFiles(name: string, texts: readonly string[], options: PlanTestOptions): Promise<Tried> {
  const files = texts.map((text, index) => ({ name: `s${index}`, text: `cids: [${index}]\n${text}` }));
  const full = `${name} | ${options.strategy} | ${options.yaml ?? 'both'}`;
  try {
    return { name: full, files, outcome: await attempt(files, options), options };
  } catch (error) {
    throw new Error(full, { cause: error });
  }
}

/** @returns what our own proof or PyYAML finds wrong; what is equal to YAML 1.2 alone, PyYAML is not asked about */
function wrong(tried: readonly Tried[]): readonly string[] {
  const ours = tried.flatMap(({ name, outcome }) =>
    outcome.kind === 'wrong' ? [`${name}: ${outcome.messages.join('; ')}`] : [],
  );
  const asked = tried.flatMap((one) =>
    one.outcome.kind === 'equal' && one.options.yaml !== '1.2'
      ? [{ name: one.name, line: layoutLine(one.files, one.outcome.migrated) }]
      : [],
  );
  const told = PYTHON === null ? judge(asked.map(({ line }) => line)) : [];
  const theirs = told.flatMap(({ differences }, at) =>
    differences.map((text) => `${asked[at]?.name}: ${text}`),
  );
  return [...ours, ...theirs];
}

describe(`scalars${PYTHON === null ? '' : ` (not asked of PyYAML: ${PYTHON})`}`, () => {
  test('three files with the same', async () => {
    const trying = TRAPS.flatMap((text) =>
      Object.entries(PLACES).flatMap(([place, textOf]) =>
        (ALL_CHOICES.includes(place) ? CHOICES : STRATEGIES).map((options) =>
          tryFiles(`${text} | ${place}`, Array(3).fill(textOf(text)), options),
        ),
      ),
    );
    const tried = await Promise.all(trying);
    expect(wrong(tried)).toEqual([]);
    const equal = tried.filter(({ outcome }) => outcome.kind === 'equal');
    expect(equal.length).toBeGreaterThan(tried.length * 0.7);
    // The same text three times is shared, as an entry or as part of one.
    const kept = equal.filter(({ name, outcome }) => {
      const shared = outcome.kind === 'equal' ? (outcome.migrated.plan.parents[0]?.shared ?? []) : [];
      return shared.length === 0 && !name.includes('| key |');
    });
    expect(kept.map(({ name }) => name)).toEqual([]);
  });

  test.each(Object.entries(PLACES))(
    'two files with one and one with a near-equal, %s',
    async (place, textOf) => {
      const trying = PAIRS.flatMap(([one, other]) =>
        (ALL_CHOICES.includes(place) ? CHOICES : STRATEGIES).map((options) =>
          tryFiles(`${one} ${one} ${other} | ${place}`, [textOf(one), textOf(one), textOf(other)], options),
        ),
      );
      const tried = await Promise.all(trying);
      expect(wrong(tried)).toEqual([]);
      expect(tried.filter(({ outcome }) => outcome.kind === 'equal').length).toBeGreaterThan(
        tried.length / 2,
      );
    },
  );
});
