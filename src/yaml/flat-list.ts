/**
 * Reads an entry whose value is a list of single words or numbers, `cids: [1, 4, 5]`, wrapped or not, or with a dash
 * before each, without the parser: most of the bytes of a dataset config are such lists, and they differ in every
 * file, so that parsing each distinct text once does not help there. Anything else, a comment, a quote, a blank line,
 * is left to the parser.
 */
import { listKey, sketchOf, type Identities } from '../core/identities.js';
import type { Value } from '../core/value.js';
import { isAmbiguous } from './scalar.js';

const FLOW = /^([A-Za-z_][\w.-]*): (\[[-\w.+, \r\n]+\])\r?\n?$/;
const BLOCK = /^([A-Za-z_][\w.-]*):\r?\n( *)- [^ \r\n]/;
const WORD = /^[-+]?[\w.][-\w.+]*$/;

/** Integers with more digits are not the same number to everyone. */
const ONLY_INTEGERS = /^\[?[0-9, \r\n]+\]?$/;
const TOO_LONG = /[0-9]{16}/;

/** A word and where it stands in the entry. */
interface Word {
  readonly text: string;
  readonly offset: number;
}

/**
 * @param core - the lines of one entry, of which only the first starts at column 0
 * @param identities - of the run
 * @returns key and value as the parser would give them; null when the text is not such a list
 */
export function readFlatList(
  core: string,
  identities: Identities,
): { readonly key: Value; readonly value: Value } | null {
  const [, name, list] = FLOW.exec(core) ?? [];
  const value =
    list === undefined
      ? valueOf(blockWords(core), identities)
      : (integers(list, core, identities) ?? valueOf(flowWords(list, core.indexOf('[')), identities));
  const key = name ?? BLOCK.exec(core)?.[1];
  return value === null || key === undefined ? null : { key: identities.sharedScalar(key, true), value };
}

/** A flow list of plain integers is JSON too. */
function integers(list: string, core: string, identities: Identities): Value | null {
  if (!ONLY_INTEGERS.test(list) || TOO_LONG.test(list)) return null;
  let count: number;
  try {
    count = (JSON.parse(list) as readonly number[]).length;
  } catch {
    return null;
  }
  const digits = list.slice(1, -1).replace(/[ \r\n]+/g, '');
  const sketch = sketchOf(digits);
  const key = sketch === null ? listKey(digits) : null;
  return identities.integers(
    { at: 0, count, key, sketch },
    { integersOf: () => integersIn(core), keyOf: () => listKey(integersIn(core).join(',')) },
  );
}

/** @returns the integers of an entry as they are written; its key may hold digits, and stands before the bracket */
export function integersIn(core: string): readonly string[] {
  return core.slice(core.indexOf('[')).match(/[0-9]+/g) ?? [];
}

function valueOf(words: readonly Word[] | null, identities: Identities): Value | null {
  if (words === null) return null;
  const items = words.map(({ text, offset }): Value => {
    if (!isAmbiguous(text, true)) return identities.sharedScalar(text, true);
    return { kind: 'scalar', id: identities.scalar(text, true), text, plain: true, offset };
  });
  return { kind: 'sequence', id: identities.sequence(items), items };
}

function flowWords(list: string, start: number): readonly Word[] | null {
  const words: Word[] = [];
  let at = 1;
  for (const item of list.slice(1, -1).split(',')) {
    const text = item.trim();
    if (!WORD.test(text)) return null;
    words.push({ text, offset: start + at + item.indexOf(text) });
    at += item.length + 1;
  }
  return words;
}

function blockWords(core: string): readonly Word[] | null {
  const first = BLOCK.exec(core);
  if (first === null) return null;
  const dash = `${first[2] ?? ''}- `;
  const words: Word[] = [];
  let at = core.indexOf('\n') + 1;
  for (; at < core.length; at = endOfLine(core, at)) {
    const text = core.startsWith(dash, at)
      ? core.slice(at + dash.length, endOfLine(core, at)).replace(/\r?\n$/, '')
      : '';
    if (!WORD.test(text)) return null;
    words.push({ text, offset: at + dash.length });
  }
  return words;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}
