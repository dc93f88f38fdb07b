/** A folder with slips in it, and its audit as JSON. */
import { expect } from 'vitest';
import { cli } from './terminal.js';

/** Twelve configs made by copying. In one, the lab is spelled with a capital; in two, a key is. */
export function configs(): Record<string, string> {
  const names = Array.from({ length: 12 }, (_, day) => `Allen_2022-02-${String(day + 10)}`);
  return Object.fromEntries(
    names.map((name, day) => [
      `old/${name}.yaml`,
      [
        `session: ${name}`,
        `cids: [${[1, 4, 9].map((id) => id + day * 7).join(', ')}]`,
        `lab: ${day === 7 ? 'Rowley' : 'rowley'}`,
        'datafilters:',
        '  dfs:',
        '    ops:',
        '      - valid_nlags: {n_lags: 32}',
        `      - missing_pct: {${day < 2 ? 'threshold' : 'theshold'}: 45}`,
        'seed: 1002',
        '',
      ].join('\n'),
    ]),
  );
}

export interface Json {
  readonly ok: boolean;
  readonly problems: readonly { readonly message: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly path: string;
    readonly files: readonly string[];
    readonly line: number;
    readonly message: string;
  }[];
  readonly keys: readonly { readonly path: string; readonly present: number; readonly distinct: number }[];
  readonly baseline: { readonly known: readonly object[]; readonly stale: readonly object[] } | null;
  readonly totals: Readonly<Record<string, number>>;
}

export async function json(...argv: readonly string[]): Promise<Json & { readonly exit: number }> {
  const { exit, out, err } = await cli('audit', ...argv, '--format', 'json');
  expect(err).toBe('');
  return { exit, ...(JSON.parse(out) as Json) };
}

export const rules = ({ findings }: Json): readonly string[] =>
  findings.map(({ rule, path }) => `${rule} ${path}`.trim());
