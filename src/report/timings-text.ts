/** `--timings`: where the time went, as lines for stderr. */
import type { Timings } from '../commands/timings.js';

/** @returns lines without line breaks */
export function timingsText({ steps, split, whole, proved }: Timings): readonly string[] {
  const total = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const rows = [...steps, { name: 'total', milliseconds: total }];
  const full = [...whole.values()].reduce((sum, files) => sum + files, 0);
  return [
    'Time, in milliseconds:',
    ...rows.map(({ name, milliseconds }) => `  ${milliseconds.toFixed(0).padStart(8)}  ${name}`),
    ...(split + full === 0
      ? []
      : [`Full parser: ${full} of ${split + full} files${full === 0 ? '.' : ', because of'}`]),
    ...[...whole].map(([reason, files]) => `  ${String(files).padStart(8)}  ${reason}`),
    ...(proved === null
      ? []
      : [`Proof: ${proved.pieces} texts read entry by entry, ${proved.whole} as a whole.`]),
  ];
}
