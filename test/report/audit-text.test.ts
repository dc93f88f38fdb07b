/** The report of an audit for people, and its page of the largest folders. */
import { expect, test } from 'vitest';
import { report } from '../../src/report/report.js';
import { splitBar } from '../../src/report/drift.js';
import { NEAR_MISS, OUTLIER, resultOf, row } from './audit-sample.js';

const text = (change: Parameters<typeof resultOf>[0] = {}): Promise<string> =>
  report(resultOf(change), 'text', false);

test('drifting keys, findings with their places, one line that sums up', async () => {
  expect(await text()).toMatchInlineSnapshot(`
    "Keys that drift: 4
      datafilters.dfs.ops[].threshold  2/22   ██··················  45 ×2, absent ×20
      lab                              22/22  ███████████████████▓  rowley ×21, Rowley ×1
      datafilters.dfs.ops[].theshold   20/22  ██████████████████··  45 ×20, absent ×2
      sampling.target_rate             22/22  ███████████▓▓▓▓▓▒▒░░  120 ×12, 240 ×6, 3 more

    Errors: 1
      duplicate-key
        seed: seed stands twice: 1002, then 1003.
          configs/z.yaml:9
          Remove one of them.

    Warnings: 2
      near-miss-key
        datafilters.dfs.ops[].threshold: 'theshold' stands in 20 configs, 'threshold' in 2.
          configs/x.yaml:30, configs/y.yaml:28
          Look up which of them the code reads.
      case-drift
        lab: 'rowley' in 21 configs, 'Rowley' in 1.
          configs/z.yaml:3
          Use one spelling.

    Notes: 1
      duplicate-config
        x and y are equal.
          configs/x.yaml, configs/y.yaml

    1 error, 2 warnings, 1 note in 22 configs. Exit 1: --fail-on warning.
    "
  `);
});

test('a thousand findings of each kind are a page', async () => {
  const places = Array.from({ length: 1709 }, (_, at) => ({ file: `c/${at}.yaml`, line: at + 1, column: 1 }));
  const rules = ['near-miss-key', 'outlier-value', 'type-drift', 'dialect'] as const;
  const findings = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    rules.flatMap((rule) => Array.from({ length: 250 }, () => ({ ...NEAR_MISS, rule, severity, places }))),
  );
  const keys = Array.from({ length: 900 }, (_, at) =>
    row(`k${at}`, [
      ['a', 21],
      ['b', 1],
    ]),
  );
  const lines = (await text({ findings, keys })).split('\n');
  expect(lines.length).toBeLessThan(250);
  expect(lines).toContain('    … and 243 more');
  expect(lines).toContain('      c/0.yaml:1, c/1.yaml:2, c/2.yaml:3, and 1706 more');
});

test('keys that differ by nature are not in the table; with a baseline, only keys with new findings are', async () => {
  expect(await text()).not.toContain('cids');
  const baseline = { file: 'audit.json', known: [OUTLIER], stale: [] };
  const shown = await text({ findings: [NEAR_MISS], baseline });
  expect(shown).toMatch(/^Keys that drift: 1\n {2}datafilters\.dfs\.ops\[\]\.threshold /);
  expect(shown).toMatch(/1 warning in 22 configs; 1 known in audit\.json\./);
});

test('a finding marks the row of its own folder, and several folders are named', async () => {
  const other = { ...row('lab', [['rowley', 22]]), directory: 'others' };
  const drifting = { ...row('lab', [['a', 12], ['b', 10]]), directory: 'others/below' }; // prettier-ignore
  const keys = [other, drifting, row('lab', [['rowley', 11], ['Rowley', 11]])]; // prettier-ignore
  const shown = (await text({ findings: [OUTLIER], keys })).split('\n');
  expect(shown.slice(0, 4)).toEqual([
    'Keys that drift: 2',
    expect.stringMatching(/^ {2}lab {2}22\/22 .* rowley ×11, Rowley ×11 {2}configs$/),
    expect.stringMatching(/^ {2}lab .* a ×12, b ×10 +others\/below$/),
    '',
  ]);
});

test('stale entries are listed, with what to do', async () => {
  const stale = [{ rule: 'case-drift', path: 'lab', fingerprint: 'ff' }];
  expect(
    await text({ findings: [], keys: [], exit: 0, baseline: { file: 'audit.json', known: [], stale } }),
  ).toBe(
    'Stale in audit.json: 1 entry that nothing finds any more\n  case-drift  lab\n  Write the baseline anew to take them out: --write-baseline.\n\nNothing found in 22 configs; 0 known and 1 stale in audit.json.\n',
  );
});

test('nothing of a file steers the terminal', async () => {
  const message = 'red \u001b[31m, back\u0008, wide \u202e';
  expect(await text({ findings: [{ ...OUTLIER, path: 'a\u0007', message }] })).toContain(
    '    a\\u{7}: red \\u{1b}[31m, back\\u{8}, wide \\u{202e}\n',
  );
});

test('colours, when there is a terminal for them', async () => {
  const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
  const painted = await report(resultOf(), 'text', true);
  expect(painted).toMatch(escape);
  expect(painted.replace(escape, '')).toBe(await text());
});

test.each([
  ['all alike', row('a', [['x', 22]]), '█'.repeat(20)],
  [
    'half and half',
    row('a', [
      ['x', 11],
      ['y', 11],
    ]),
    '█'.repeat(10) + '▓'.repeat(10),
  ],
  [
    'one of 1,709',
    row(
      'a',
      [
        ['x', 1708],
        ['y', 1],
      ],
      1709,
    ),
    '█'.repeat(19) + '▓',
  ],
  ['absent in one of 1,709', row('a', [['x', 1708]], 1709), '█'.repeat(19) + '·'],
  ['absent in most', row('a', [['x', 1]], 1709), '█' + '·'.repeat(19)],
  [
    'a third each',
    row(
      'a',
      [
        ['x', 7],
        ['y', 7],
        ['z', 7],
      ],
      21,
    ),
    '██████▓▓▓▓▓▓▓▒▒▒▒▒▒▒',
  ],
  [
    'many values',
    row(
      'a',
      [
        ['x', 10],
        ['y', 4],
        ['z', 3],
        ['u', 2],
        ['v', 1],
      ],
      20,
    ),
    '██████████▓▓▓▓▒▒▒░░░',
  ],
])('the bar of %s', (_, keyRow, bar) => {
  expect(splitBar(keyRow)).toBe(bar);
  expect(splitBar(keyRow)).toHaveLength(20);
});
