/**
 * Text that PyYAML reads and the `yaml` package does not: quoted scalars and flow collections that go on at the column
 * of their key or left of it. Spaces at the beginning of such a line mean nothing to any loader, so the text is read as if
 * there were some. Only reading uses the mended text; the file stays as it is.
 *
 *     name: "left
 *     eye"            is read as if its second line were indented
 */
import { lineAt, lineOfOffset, linesBetween, linesOf, type Lines } from './lines.js';
import { parseText, type Parsed, type SyntaxProblem } from './parse.js';

/** A text that can be read in place of another: the same, but for spaces at the beginning of lines. */
export interface Mended {
  readonly text: string;
  readonly parsed: Parsed;
}

// Each line costs one more parse.
const MOST = 200;

/** More than the indentation of any key. */
const DEEPEST = 100;

/**
 * @param text - a document that cannot be read
 * @param problem - why
 * @returns what it is read as; null when more is wrong with it
 */
export function mended(text: string, problem: SyntaxProblem): Mended | null {
  let current = text;
  let why: SyntaxProblem = problem;
  for (let count = 0; count < MOST; count++) {
    const next = indented(current, why);
    if (next === null || next === current) return null;
    const parsed = parseText(next);
    if (!('code' in parsed)) return { text: next, parsed };
    current = next;
    why = parsed;
  }
  return null;
}

/**
 * The text with spaces before the first line that stands too far left. The parser names the end of the line above it for
 * quotes, and the line itself for brackets.
 */
function indented(text: string, { reason, offset }: SyntaxProblem): string | null {
  const lines = linesOf(text);
  const at = lineOfOffset(lines, offset);
  if (/must be sufficiently indented and end with/.test(reason)) return withSpaces(lines, at);
  return /^Missing closing .quote/.test(reason) ? withSpaces(lines, at + 1) : null;
}

/** A document marker ends the document wherever it stands, unless it is indented: it is left alone. */
function withSpaces(lines: Lines, at: number): string | null {
  const line = lineAt(lines, at);
  if (line === '' || /^(?:---|\.\.\.)(?:\s|$)/.test(line)) return null;
  return linesBetween(lines, 0, at) + ' '.repeat(DEEPEST) + linesBetween(lines, at, lines.count);
}
