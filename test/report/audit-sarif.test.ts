/** SARIF is valid by its published schema, and says in its own words what was found and where. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { report } from '../../src/report/report.js';
import { EQUAL, NEAR_MISS, OUTLIER, resultOf, TWICE } from './audit-sample.js';

const SCHEMA = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

// The schema is older than the rules that `strict` and `unicodeRegExp` stand for.
const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: object;
  };
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly object[];
  readonly artifacts: readonly object[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly Location[];
    readonly relatedLocations?: readonly Location[];
  }[];
}

/** The only run of a log, which must be valid. */
async function runOf(change: Parameters<typeof resultOf>[0] = {}): Promise<Run> {
  const log = JSON.parse(await report(resultOf(change), 'sarif', false, '1.2.3')) as { readonly runs: [Run] };
  validate(log);
  expect(validate.errors).toBeNull();
  return log.runs[0];
}

const PROBLEM = {
  code: 'syntax',
  severity: 'error',
  file: 'configs/broken.yaml',
  line: 2,
  column: 4,
  message: 'Not YAML.',
} as const;

test('the check itself refuses what is no SARIF', () => {
  expect(
    validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'bad' }] }] }),
  ).toBe(false);
});

test('each finding is a result at its first place, with rule, level and fingerprint', async () => {
  const { results, tool } = await runOf();
  expect(results).toHaveLength(4);
  expect(results[1]).toMatchObject({
    ruleId: 'near-miss-key',
    level: 'warning',
    message: { text: expect.stringContaining("'theshold' stands in 20 configs") },
    partialFingerprints: { 'configInherit/v1': NEAR_MISS.fingerprint },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'configs/x.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 30, startColumn: 9 },
        },
        logicalLocations: [{ fullyQualifiedName: NEAR_MISS.path }],
      },
    ],
  });
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test('further places, and those of the other values, are related locations', async () => {
  const related = (await runOf()).results[1]?.relatedLocations ?? [];
  expect(related.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toEqual([
    'configs/y.yaml',
    'configs/a.yaml',
  ]);
});

test('what is about a whole file has no region', async () => {
  expect((await runOf()).results[3]?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'configs/x.yaml', uriBaseId: 'SRCROOT' },
  });
});

test('every rule has words and help', async () => {
  for (const rule of (await runOf()).tool.driver.rules) {
    expect(rule).toMatchObject({
      shortDescription: { text: expect.stringMatching(/^[A-Z]/) },
      help: { text: expect.stringMatching(/\.$/), markdown: expect.stringContaining(`${rule.id}=off`) },
    });
  }
});

test.each([
  ['configs/a b,c%d.yaml', { uri: 'configs/a%20b%2Cc%25d.yaml', uriBaseId: 'SRCROOT' }],
  ['./configs/ä.yaml', { uri: 'configs/%C3%A4.yaml', uriBaseId: 'SRCROOT' }],
  [path.resolve('configs/a.yaml'), { uri: 'configs/a.yaml', uriBaseId: 'SRCROOT' }],
  ['/elsewhere/a.yaml', { uri: 'file:///elsewhere/a.yaml' }],
])('the location of %s', async (file, location) => {
  const places = [{ file, line: 1, column: 1 }];
  const { results, artifacts } = await runOf({ findings: [{ ...TWICE, places }] });
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual(location);
  expect(artifacts).toEqual([{ location }]);
});

test('with a baseline, results are new or unchanged and accepted', async () => {
  const baseline = { file: 'audit.json', known: [OUTLIER], stale: [] };
  expect((await runOf({ findings: [NEAR_MISS], baseline })).results).toMatchObject([
    { ruleId: 'near-miss-key', baselineState: 'new' },
    { ruleId: 'case-drift', baselineState: 'unchanged', suppressions: [{ status: 'accepted' }] },
  ]);
  expect((await runOf()).results[0]).not.toHaveProperty('baselineState');
});

test('files that cannot be read are notifications of a run that failed', async () => {
  const { invocations } = await runOf({ exit: 2, problems: [PROBLEM], findings: [] });
  expect(invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'syntax' }, level: 'error' }],
    },
  ]);
});

test('nothing found, and findings without any place, are valid too', async () => {
  expect((await runOf({ findings: [], keys: [] })).results).toEqual([]);
  expect((await runOf({ findings: [{ ...EQUAL, places: [] }] })).results).toHaveLength(1);
});
