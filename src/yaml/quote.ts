/** Words we write ourselves: the only text in a migration that is not cut from a legacy config. */
import { isStringInBoth } from './scalar.js';

// Safe in block and flow context, in every dialect, whatever follows.
const SAFE_WORD = /^[A-Za-z0-9_./][A-Za-z0-9_./-]*$/;

/**
 * @param word - a session name or path
 * @returns a scalar, ASCII only, that every loader reads as this string: plain when it is safe, else quoted
 */
export function quoteWord(word: string): string {
  if (SAFE_WORD.test(word) && isStringInBoth(word)) return word;
  if (/^[ -~]*$/.test(word)) return `'${word.replaceAll("'", "''")}'`;
  return JSON.stringify(word).replace(/[^ -~]/gu, escapeOf);
}

/** An astral character takes the long form: PyYAML does not join surrogates. */
function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

const WIDTH = 80;

/**
 * @param key - the entry's key, a safe word
 * @param words - the items
 * @param eol - line ending
 * @returns `key: [a, b, ...]`, wrapped at 80 columns with two spaces of indentation, as PyYAML wraps its lists
 */
export function wrappedList(key: string, words: readonly string[], eol: string): string {
  const lines: string[] = [];
  let line = `${key}: [`;
  for (const [index, word] of words.entries()) {
    const item = quoteWord(word) + (index === words.length - 1 ? ']' : ',');
    const space = index === 0 ? '' : ' ';
    if (index > 0 && line.length + space.length + item.length > WIDTH) {
      lines.push(line);
      line = `  ${item}`;
    } else line += space + item;
  }
  return [...lines, line].map((text) => text + eol).join('');
}
