/** Unified diffs as `git diff` and `patch` read them. */
import { formatPatch, structuredPatch } from 'diff';

const CONTEXT = 3;

/**
 * @param before - path and text of the old file; `/dev/null` for none
 * @param after - path and text of the new file
 * @returns the diff with three lines of context
 */
export function unifiedDiff(before: string, beforeText: string, after: string, afterText: string): string {
  // Nothing is compared above the first line that differs but what is shown of it; a session is mostly that.
  const { offset, lines } = commonStart(beforeText, afterText);
  const [old, now] = [beforeText.slice(offset), afterText.slice(offset)];
  const patch = structuredPatch(before, after, old, now, '', '', { context: CONTEXT });
  for (const hunk of patch.hunks) {
    hunk.oldStart += lines;
    hunk.newStart += lines;
  }
  return formatPatch(patch).replace(/^(?:Index: .*\n)?=+\n/, '');
}

/** @returns how many characters and lines both texts begin with, the last few lines not counted */
function commonStart(a: string, b: string): { readonly offset: number; readonly lines: number } {
  const shorter = Math.min(a.length, b.length);
  const starts = [0];
  for (let at = 0; at < shorter;) {
    const end = a.indexOf('\n', at) + 1;
    if (end === 0 || end > shorter || a.slice(at, end) !== b.slice(at, end)) break;
    starts.push((at = end));
  }
  const lines = Math.max(0, starts.length - 1 - CONTEXT);
  return { offset: starts[lines] ?? 0, lines };
}
