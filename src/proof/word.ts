/**
 * Entries that are one plain word, `session: Allen_000001`: they differ in every file. A word of ASCII letters, digits and
 * underscores that begins with a letter holds no character that means anything to a YAML parser; alone behind its key
 * and ended by its line it is a plain scalar, and what that is to each loader `canonicalPlain` says, as for every other.
 */

const WORD = /^[A-Za-z_][\w.-]*: ([A-Za-z][A-Za-z0-9_]*)\r?\n$/;

/**
 * @param entry - the lines of one top-level entry
 * @returns the text of its one plain word; null when that is not what it is
 */
export function plainWord(entry: string): string | null {
  return WORD.exec(entry)?.[1] ?? null;
}
