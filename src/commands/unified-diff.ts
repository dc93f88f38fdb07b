/** Unified diffs as `git diff` and `patch` read them. */
import { createTwoFilesPatch } from 'diff';

/**
 * @param before - path and text of the old file; `/dev/null` for none
 * @param after - path and text of the new file
 * @returns the diff with three lines of context
 */
export function unifiedDiff(before: string, beforeText: string, after: string, afterText: string): string {
  return createTwoFilesPatch(before, after, beforeText, afterText, '', '', { context: 3 }).replace(
    /^(?:Index: .*\n)?=+\n/,
    '',
  );
}
