/** The drifting keys of an audit: which rows are worth showing, in which order, and a bar for how values split. */
import { normalize } from 'node:path';
import type { AuditResult } from '../commands/audit.js';

type Finding = AuditResult['findings'][number];
type KeyRow = AuditResult['keys'][number];

const WIDTH = 20;
/** One glyph a value, from the most common; the last stands for all further ones. */
const GLYPHS = ['█', '▓', '▒', '░'] as const;
const ABSENT = '·';

/**
 * @param result - of an audit
 * @returns the rows in which more than half of the configs agree and some do not, or lack the key: those with findings
 *   first, whatever they look like, then the most one-sided, where the few are the likeliest mistake. Keys that differ
 *   everywhere by nature are left out, and so is what differs only because of a key below it. With a baseline only
 *   what is new counts, so rows without findings are left out too.
 */
export function driftingKeys({ keys, findings, baseline }: AuditResult): readonly KeyRow[] {
  const place = placesOf(findings.filter(({ severity }) => severity !== 'info'));
  const drifting = keys
    .map((row) => ({ row, at: place(row), agree: agreeing(row) }))
    .filter(({ row, at, agree }) => (at === null ? baseline === null && drifts(row) : agree < 1));
  const above = new Set(drifting.flatMap(({ row }) => pathsAbove(row.path).map((path) => idOf(row, path))));
  return drifting
    .filter(({ row, at }) => at !== null || !above.has(idOf(row, row.path)))
    .sort((a, b) => (a.at ?? findings.length) - (b.at ?? findings.length) || b.agree - a.agree)
    .map(({ row }) => row);
}

/** The same key path may be fine in one folder and drift in another. */
function idOf({ directory }: KeyRow, path: string): string {
  return `${directory}\n${path}`;
}

/** @returns the place of a row among findings: of the first that is about its path and one of its files, or null */
function placesOf(findings: readonly Finding[]): (row: KeyRow) => number | null {
  const byPath = new Map<string, readonly (readonly [Finding, number])[]>();
  findings.forEach((finding, at) =>
    byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), [finding, at]]),
  );
  return ({ path, directory }) => {
    const found = byPath.get(path)?.find(([{ places }]) => places.some(({ file }) => isIn(file, directory)));
    return found?.[1] ?? null;
  };
}

/** The sessions of a parent may lie anywhere. */
function isIn(file: string, directory: string): boolean {
  if (/\.ya?ml$/.test(directory)) return true;
  const folder = normalize(directory);
  return folder === './' || folder === '.' || normalize(file).startsWith(folder.replace(/\/?$/, '/'));
}

function drifts(row: KeyRow): boolean {
  const agree = agreeing(row);
  return !row.perConfig && agree > 0.5 && agree < 1;
}

/** Share of all configs that have the most common value. */
function agreeing({ present, configs, share }: KeyRow): number {
  return (present * share) / configs;
}

function pathsAbove(path: string): readonly string[] {
  return [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
}

/** @returns a bar of fixed width: a part for each value, and dots for the configs without the key */
export function splitBar({ groups, distinct, present, configs }: KeyRow): string {
  const shown = groups.slice(0, GLYPHS.length - 1).map(({ count }) => count);
  const none = Array<number>(GLYPHS.length - 1 - shown.length).fill(0);
  const rest = distinct > shown.length ? Math.max(present - sum(shown), 1) : 0;
  // In a list a config may have several values: then they share the part of the configs that have the key.
  const scale = present / Math.max(present, sum(shown) + rest);
  const counts = [...[...shown, ...none, rest].map((count) => count * scale), configs - present];
  return cellsOf(counts, configs)
    .map((cell, at) => (GLYPHS[at] ?? ABSENT).repeat(cell))
    .join('');
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

/** @returns whether the rows are of several folders, and each has to name its own */
export function severalFolders({ keys }: AuditResult): boolean {
  return keys.some(({ directory }) => directory !== keys[0]?.directory);
}
