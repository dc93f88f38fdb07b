/** Plain data to JSON text. */
import { randomUUID } from 'node:crypto';

/**
 * @param value - plain data; bigint is written as a JSON number, .nan and infinities as strings
 * @returns JSON text, indented
 */
export function jsonText(value: unknown): string {
  const mark = randomUUID(); // no text of a config can pass for a marked integer
  const text = JSON.stringify(
    value,
    (_, part: unknown) => {
      if (typeof part === 'bigint') return `${mark} ${part}`;
      if (typeof part !== 'number' || Number.isFinite(part)) return part;
      return Number.isNaN(part) ? '.nan' : part > 0 ? '.inf' : '-.inf';
    },
    2,
  );
  return text.replace(new RegExp(`"${mark} (-?\\d+)"`, 'g'), '$1');
}
