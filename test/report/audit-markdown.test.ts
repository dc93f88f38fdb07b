/** Markdown for pull requests: readable, short enough, and with nothing of a file taken for markup. */
import { expect, test } from 'vitest';
import { report } from '../../src/report/report.js';
import { NEAR_MISS, OUTLIER, resultOf, row } from './audit-sample.js';

const markdown = (change: Parameters<typeof resultOf>[0] = {}): Promise<string> =>
  report(resultOf(change), 'markdown', false);

test('sums up, then errors and warnings, then the rest folded', async () => {
  expect(await markdown()).toMatchInlineSnapshot(`
    "## Config audit

    1 error, 2 warnings, 1 note in 22 configs. Exit 1: --fail-on warning.

    ### Errors

    - **duplicate-key** \`seed\`: seed stands twice: 1002, then 1003. Remove one of them.
      \`configs/z.yaml:9\`

    ### Warnings

    - **near-miss-key** \`datafilters.dfs.ops[].threshold\`: 'theshold' stands in 20 configs, 'threshold' in 2. Look up which of them the code reads.
      \`configs/x.yaml:30\`, \`configs/y.yaml:28\`
    - **case-drift** \`lab\`: 'rowley' in 21 configs, 'Rowley' in 1. Use one spelling.
      \`configs/z.yaml:3\`

    <details><summary>4 drifting keys</summary>

    | key path | in | split | values |
    | --- | --- | --- | --- |
    | \`datafilters.dfs.ops[].threshold\` | 2/22 | ██·················· | 45 ×2, absent ×20 |
    | \`lab\` | 22/22 | ███████████████████▓ | rowley ×21, Rowley ×1 |
    | \`datafilters.dfs.ops[].theshold\` | 20/22 | ██████████████████·· | 45 ×20, absent ×2 |
    | \`sampling.target_rate\` | 22/22 | ███████████▓▓▓▓▓▒▒░░ | 120 ×12, 240 ×6, 60 ×2, 2 more |

    </details>

    <details><summary>1 note</summary>

    ### Notes

    - **duplicate-config**: x and y are equal. Check both.
      \`configs/x.yaml\`, \`configs/y.yaml\`

    </details>
    "
  `);
});

test.each([
  ['<img src=x>', '&lt;img src=x&gt;'],
  ['@everyone', '@\u200beveryone'],
  ['[a](b) *c* _d_ `e`', '\\[a\\](b) \\*c\\* \\_d\\_ \\`e\\`'],
  ['#12 | x', '\\#12 \\| x'],
  ['a\nb', 'a\\\\u{a}b'],
])('%j is shown as text', async (message, shown) => {
  expect(await markdown({ findings: [{ ...OUTLIER, message }] })).toContain(
    `\`lab\`: ${shown} Use one spelling.`,
  );
});

test('key paths with backquotes are code still, and bars do not end a cell', async () => {
  const text = await markdown({
    findings: [{ ...OUTLIER, path: 'a`b' }],
    keys: [
      row('x|y', [
        ['p|q', 21],
        ['r', 1],
      ]),
    ],
  });
  expect(text).toContain('``a`b``');
  expect(text).toContain('| `x\\|y` | 22/22 | ███████████████████▓ | p\\|q ×21, r ×1 |');
});

test('stays below what a comment may hold', async () => {
  const places = Array.from({ length: 500 }, (_, at) => ({
    file: `configs/${'x'.repeat(60)}${at}.yaml`,
    line: at,
    column: 1,
  }));
  const findings = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    Array.from({ length: 300 }, () => ({ ...NEAR_MISS, severity, places })),
  );
  const keys = Array.from({ length: 500 }, (_, at) =>
    row(`${'k'.repeat(80)}${at}`, [
      ['a', 21],
      ['b', 1],
    ]),
  );
  const text = await markdown({ findings, keys });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('- … and 270 more');
});

test('says that nothing was found', async () => {
  expect(await markdown({ findings: [], keys: [], exit: 0 })).toBe(
    '## Config audit\n\nNothing found in 22 configs.\n',
  );
});
