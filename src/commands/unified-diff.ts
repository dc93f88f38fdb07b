/**
 * Unified diffs as `git diff` and `patch` read them. The sessions of one folder lose mostly the same lines, below what
 * is each file's own: from the first line that differs on, equal pairs of texts are compared once.
 */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch, type StructuredPatchHunk } from 'diff';
import { Recent } from '../proof/recent.js';

const CONTEXT = 3;

/** Characters of texts that a memory of hunks keeps; the hunks themselves are about as long. */
const KEPT = 2 ** 20;

/** What was found out about pairs of texts, for diffs to come. */
export type KnownHunks = Recent<readonly StructuredPatchHunk[]>;

/** @returns a memory for `unifiedDiff`, of bounded size */
export function knownHunks(): KnownHunks {
  return new Recent(KEPT);
}

/**
 * @param before - path of the old file; `/dev/null` for none
 * @param beforeText - its text
 * @param after - path of the new file
 * @param afterText - its text
 * @param known - remembers what was compared; without it every diff is worked out anew, and is the same
 * @returns the diff with three lines of context
 */
export function unifiedDiff(
  before: string,
  beforeText: string,
  after: string,
  afterText: string,
  known?: KnownHunks,
): string {
  const { offset, lines, context } = commonStart(beforeText, afterText);
  const rest = hunksOf(beforeText.slice(offset), afterText.slice(offset), known);
  const hunks = rest.map((hunk, index) => placed(hunk, lines, index === 0 ? context : []));
  const names = { oldFileName: before, newFileName: after, oldHeader: '', newHeader: '' };
  return formatPatch({ ...names, hunks }, FILE_HEADERS_ONLY);
}

/** Both texts begin with lines that differ, if there are any: so the first hunk starts at line 1, without context. */
function hunksOf(old: string, now: string, known?: KnownHunks): readonly StructuredPatchHunk[] {
  const pair = `${old.length} ${old}${now}`;
  const former = known?.get(pair);
  if (former !== undefined) return former;
  const { hunks } = structuredPatch('', '', old, now, '', '', { context: CONTEXT });
  return known?.add(pair, hunks) ?? hunks;
}

/** @returns the hunk, `lines` further down and with this context above it */
function placed(hunk: StructuredPatchHunk, lines: number, context: readonly string[]): StructuredPatchHunk {
  const above = lines - context.length;
  return {
    oldStart: hunk.oldStart + above,
    oldLines: hunk.oldLines + context.length,
    newStart: hunk.newStart + above,
    newLines: hunk.newLines + context.length,
    lines: [...context, ...hunk.lines],
  };
}

/** @returns how many characters and lines both texts begin with, and the last few of these lines as a hunk's context */
function commonStart(
  a: string,
  b: string,
): { readonly offset: number; readonly lines: number; readonly context: readonly string[] } {
  const shorter = Math.min(a.length, b.length);
  const starts: number[] = [];
  let offset = 0;
  for (;;) {
    const end = a.indexOf('\n', offset) + 1;
    if (end === 0 || end > shorter || a.slice(offset, end) !== b.slice(offset, end)) break;
    starts.push(offset);
    offset = end;
  }
  const shown = starts.slice(-CONTEXT);
  const context = shown.map((start, index) => ` ${a.slice(start, (shown[index + 1] ?? offset) - 1)}`);
  return { offset, lines: starts.length, context };
}
