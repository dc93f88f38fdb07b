/** A result of an audit, put together by hand: what the reports are tested with. */
import type { AuditResult } from '../../src/commands/audit.js';

type Finding = AuditResult['findings'][number];
type KeyRow = AuditResult['keys'][number];

export const NEAR_MISS: Finding = {
  rule: 'near-miss-key',
  severity: 'warning',
  path: 'datafilters.dfs.ops[].threshold',
  message: "'theshold' stands in 20 configs, 'threshold' in 2.",
  brief: "'theshold' stands in 20 configs, 'threshold' in 2.",
  advice: 'Look up which of them the code reads.',
  values: [
    { value: 'theshold', count: 20, places: [{ file: 'configs/a.yaml', line: 31, column: 9 }] },
    {
      value: 'threshold',
      count: 2,
      places: [
        { file: 'configs/x.yaml', line: 30, column: 9 },
        { file: 'configs/y.yaml', line: 28, column: 9 },
      ],
    },
  ],
  places: [
    { file: 'configs/x.yaml', line: 30, column: 9 },
    { file: 'configs/y.yaml', line: 28, column: 9 },
  ],
  expected: 'theshold',
  actual: 'threshold',
  fingerprint: 'a1b2c3d4',
  surprise: 9.5,
};

export const OUTLIER: Finding = {
  rule: 'case-drift',
  severity: 'warning',
  path: 'lab',
  message: "'rowley' in 21 configs, 'Rowley' in 1.",
  brief: '2 spellings, in 21 configs and in 1.',
  advice: 'Use one spelling.',
  values: [
    { value: 'rowley', count: 21, places: [] },
    { value: 'Rowley', count: 1, places: [{ file: 'configs/z.yaml', line: 3, column: 6 }] },
  ],
  places: [{ file: 'configs/z.yaml', line: 3, column: 6 }],
  expected: 'rowley',
  actual: 'Rowley',
  fingerprint: 'b2c3d4e5',
  surprise: 4.2,
};

export const TWICE: Finding = {
  rule: 'duplicate-key',
  severity: 'error',
  path: 'seed',
  message: 'seed stands twice: 1002, then 1003.',
  brief: 'seed stands twice, with 2 values.',
  advice: 'Remove one of them.',
  values: [],
  places: [{ file: 'configs/z.yaml', line: 9, column: 1 }],
  expected: null,
  actual: null,
  fingerprint: 'c3d4e5f6',
  surprise: 20,
};

export const EQUAL: Finding = {
  rule: 'duplicate-config',
  severity: 'info',
  path: '',
  message: 'x and y are equal.',
  brief: 'x and y are equal.',
  advice: 'Check both.',
  values: [],
  places: [
    { file: 'configs/x.yaml', line: 0, column: 0 },
    { file: 'configs/y.yaml', line: 0, column: 0 },
  ],
  expected: null,
  actual: null,
  fingerprint: 'd4e5f6a7',
  surprise: 1,
};

export function row(path: string, counts: readonly (readonly [string, number])[], configs = 22): KeyRow {
  const groups = counts.map(([value, count]) => ({ value, count }));
  const present = groups.reduce((sum, { count }) => sum + count, 0);
  return {
    directory: 'configs',
    path,
    present,
    configs,
    distinct: groups.length,
    majority: groups[0]?.value ?? '',
    share: (groups[0]?.count ?? 0) / Math.max(present, 1),
    groups,
    types: ['str'],
    perConfig: false,
  };
}

export function resultOf(change: Partial<AuditResult> = {}): AuditResult {
  const findings = change.findings ?? [TWICE, NEAR_MISS, OUTLIER, EQUAL];
  const number = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    command: 'audit',
    ok: false,
    exit: 1,
    failOn: 'warning',
    problems: [],
    skipped: [],
    findings,
    keys: [
      row('seed', [['1002', 22]]),
      row('lab', [
        ['rowley', 21],
        ['Rowley', 1],
      ]),
      row('datafilters.dfs.ops[].threshold', [['45', 2]]),
      row('datafilters.dfs.ops[].theshold', [['45', 20]]),
      row('sampling.target_rate', [
        ['120', 12],
        ['240', 6],
        ['60', 2],
        ['30', 1],
        ['15', 1],
      ]),
      {
        ...row('cids', [
          ['[1, 2]', 1],
          ['[3]', 1],
        ]),
        perConfig: true,
      },
    ],
    configs: 22,
    totals: { error: number('error'), warning: number('warning'), info: number('info') },
    hidden: 0,
    baseline: null,
    written: null,
    timings: () => ({ steps: [], split: 22, whole: new Map(), proved: null }),
    ...change,
  };
}
