/**
 * Patterns over key paths (`--ignore`): `*` stands for any part of one key, `**` for any number of keys, and a path
 * means what lies below it too. Not a matcher for files: there dots, brackets and braces have other meanings.
 */

/** Tells whether a key path is meant by a pattern. */
export type PathMatcher = (shown: string) => boolean;

/**
 * @param pattern - keys joined with dots, as `showPath` writes them, with `*` and `**`; the `[]` of a list may be
 *   left out
 * @returns whether a shown path is the pattern's or lies below it
 */
export function pathMatcher(pattern: string): PathMatcher {
  const parts = segmentsOf(pattern).map((part) => (part === '**' ? null : segmentMatcher(part)));
  return (shown) => matches(parts, shown === '' ? [] : segmentsOf(shown));
}

function matches(parts: readonly (PathMatcher | null)[], keys: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return true;
  if (part === null) {
    return matches(rest, keys) || (keys.length > 0 && matches(parts, keys.slice(1)));
  }
  const [key, ...below] = keys;
  return key !== undefined && part(key) && matches(rest, below);
}

function segmentMatcher(part: string): PathMatcher {
  const escaped = part.replace(/[\\^$.+()[\]{}|?]/g, '\\$&').replaceAll(/\*+/g, '.*');
  const pattern = new RegExp(`^${escaped}$`, 's');
  const inList = part.includes('[');
  return (key) => pattern.test(inList ? key : key.replace(/(?:\[[^\]]*\])+$/, ''));
}

/** Cuts at the dots that stand outside quotes. */
function segmentsOf(shown: string): readonly string[] {
  return shown.match(/(?:"(?:[^"\\]|\\.)*"|[^.])+/gs) ?? [];
}
