/** Small pieces every text report is made of. */
import { styleText } from 'node:util';
import type { Problem } from '../errors.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Paints a text, or leaves it alone. */
export type Paint = (style: Style, text: string) => string;

/** @returns a painter for terminals, or one that does nothing */
export function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

/** @returns `1 session`, `2 sessions` */
export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number} ${number === 1 ? word : plural}`;
}

/** @returns columns padded to the widest cell, two spaces apart, the last one ragged */
export function table(rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  }
  return rows.map((row) =>
    (indent + row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).trimEnd(),
  );
}

/** @returns `file:line:column: severity: message [code]` */
export function problemLine({ file, line, column, severity, message, code }: Problem, paint: Paint): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return `${place}: ${paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${message} [${code}]`;
}

/** @returns the first lines of a list and how many more there are */
export function shortened(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `  ... and ${lines.length - most} more`];
}

/** How many rows of a table a report shows. */
export const MANY = 40;

/** @returns what was left out and why, and a blank line; nothing when nothing was */
export function skippedLines(
  skipped: readonly { readonly path: string; readonly reason: string }[],
  paint: Paint,
): readonly string[] {
  if (skipped.length === 0) return [];
  const rows = shortened(table(skipped.map(({ path, reason }) => [path, reason])), MANY);
  return [paint('bold', `Skipped: ${count(skipped.length, 'file')}`), ...rows, ''];
}
