/** Annotations: escaped as the runner decodes them, and nothing else that it could take for a command. */
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { errorReport, report } from '../../src/report/report.js';
import { NEAR_MISS, resultOf } from './audit-sample.js';

const lines = async (change: Parameters<typeof resultOf>[0] = {}): Promise<readonly string[]> =>
  (await report(resultOf(change), 'github', false)).trimEnd().split('\n');

test('one command a finding, and one line that sums up', async () => {
  expect(await lines()).toEqual([
    '::error file=configs/z.yaml,line=9,col=1,title=duplicate-key%3A seed::seed stands twice: 1002, then 1003.%0ARemove one of them.',
    "::warning file=configs/x.yaml,line=30,col=9,title=near-miss-key%3A datafilters.dfs.ops[].threshold::'theshold' stands in 20 configs, 'threshold' in 2.%0ALook up which of them the code reads.%0AAlso at configs/y.yaml:28",
    "::warning file=configs/z.yaml,line=3,col=6,title=case-drift%3A lab::'rowley' in 21 configs, 'Rowley' in 1.%0AUse one spelling.",
    '::notice file=configs/x.yaml,title=duplicate-config::x and y are equal.%0ACheck both.%0AAlso at configs/y.yaml',
    '1 error, 2 warnings, 1 note in 22 configs. Exit 1: --fail-on warning.',
  ]);
});

test('whatever steers the runner is escaped, in properties and in the text', async () => {
  const places = [{ file: 'a,b:c%d.yaml', line: 1, column: 2 }];
  const message = '100 % of\r\n::stop-commands::x, \u001b[31m';
  expect((await lines({ findings: [{ ...NEAR_MISS, path: 'a.b', advice: '', places, message }] }))[0]).toBe(
    '::warning file=a%2Cb%3Ac%25d.yaml,line=1,col=2,title=near-miss-key%3A a.b::100 %25 of\\u{d}%0A::stop-commands::x, \\u{1b}[31m%0A',
  );
});

test('further notices are not printed, since the runner shows ten; warnings all are', async () => {
  const many = (severity: 'info' | 'warning') =>
    Array.from({ length: 60 }, () => ({ ...NEAR_MISS, severity }));
  expect(await lines({ findings: many('info') })).toHaveLength(11);
  expect(await lines({ findings: many('warning') })).toHaveLength(61);
});

test('problems and stale entries of a baseline are annotations too', async () => {
  const problem = {
    code: 'syntax',
    severity: 'error',
    file: 'b.yaml',
    line: 2,
    column: 4,
    message: 'No.',
  } as const;
  const stale = [{ rule: 'dialect', path: 'x', fingerprint: 'ff' }];
  const baseline = { file: 'audit.json', known: [], stale };
  expect(await lines({ exit: 2, findings: [], problems: [problem], baseline })).toEqual([
    '::error file=b.yaml,line=2,col=4,title=syntax::No.',
    expect.stringMatching(/^::notice file=audit\.json,title=stale baseline::1 entries? of the baseline/),
    expect.stringMatching(/^Nothing found in 22 configs; 0 known and 1 stale in audit\.json\. Some files/),
  ]);
});

test('why a command could not run is an annotation', async () => {
  expect(await errorReport(new ConfigError('not-found', 'x does not exist.'), 'github')).toEqual({
    text: '::error title=not-found::x does not exist.\n',
    stream: 'out',
  });
});
