/** The drifting keys of an audit: which rows are worth showing, in which order, and a bar for how values split. */
import type { AuditResult } from '../commands/audit.js';

type KeyRow = AuditResult['keys'][number];

const WIDTH = 20;
/** One glyph a value, from the most common; the last stands for all further ones. */
const GLYPHS = ['█', '▓', '▒', '░'] as const;
const ABSENT = '·';

/**
 * @param result - of an audit
 * @returns the rows whose values differ or that some configs lack: those with findings first, then the most one-sided,
 *   where the few that differ are the likeliest mistake; keys that differ everywhere by nature are left out
 */
export function driftingKeys({ keys, findings, baseline }: AuditResult): readonly KeyRow[] {
  const found = new Set(findings.filter(({ severity }) => severity !== 'info').map(({ path }) => path));
  const known = new Set((baseline?.known ?? []).map(({ path }) => path));
  return keys
    .filter(
      (row) => !row.perConfig && (row.distinct > 1 || row.present < row.configs) && !known.has(row.path),
    )
    .map((row) => ({ row, rank: (found.has(row.path) ? 2 : 0) + commonest(row) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ row }) => row);
}

/** Share of the configs that the most common answer has; that a key is absent is an answer too. */
function commonest({ present, configs, share }: KeyRow): number {
  return Math.max(present * share, configs - present) / Math.max(configs, 1);
}

/** @returns a bar of fixed width: a part for each value, and dots for the configs without the key */
export function splitBar({ groups, present, configs }: KeyRow): string {
  const shown = groups.slice(0, GLYPHS.length - 1).map(({ count }) => count);
  const rest = present - shown.reduce((sum, count) => sum + count, 0);
  const counts = [
    ...shown,
    ...Array<number>(GLYPHS.length - 1 - shown.length).fill(0),
    rest,
    configs - present,
  ];
  const cells = cellsOf(counts, configs);
  return cells.map((cell, at) => (GLYPHS[at] ?? ABSENT).repeat(cell)).join('');
}

/** Whole cells in proportion; what is there at all is seen, so one of 1,709 takes a cell from the largest. */
function cellsOf(counts: readonly number[], total: number): readonly number[] {
  const cells = counts.map((count) => (count === 0 ? 0 : Math.max(1, Math.round((WIDTH * count) / total))));
  for (let over = sum(cells) - WIDTH; over !== 0; over = sum(cells) - WIDTH) {
    const largest = cells.indexOf(Math.max(...cells));
    cells[largest] = (cells[largest] ?? 0) - Math.sign(over);
  }
  return cells;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** @returns the most common values with their counts, on one line: `yates ×21, rowley ×1` */
export function splitText({ groups, distinct, present, configs }: KeyRow, most: number): string {
  const values = groups.slice(0, most).map(({ value, count }) => `${short(value)} ×${count}`.trimStart());
  const further = distinct - values.length;
  return [
    ...values,
    ...(further > 0 ? [`${further} more`] : []),
    ...(present < configs ? [`absent ×${configs - present}`] : []),
  ].join(', ');
}

const LONGEST = 24;

function short(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST - 1)}…`;
}
