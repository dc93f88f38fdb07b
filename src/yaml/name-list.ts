/**
 * Edits the list `sessions` of a parent as text: one name in, one name out, every other character as it is.
 *
 * The style is the list's own. A name goes in before the first that comes after it when the list is sorted by code
 * point, else at the end:
 *
 *     - b            its own line behind the line of the name before it, or before the first name's line
 *     [a, c]         `b, ` before c
 *     [a,            where the next name begins a line, so does the new one: behind the line of the name before it
 *       c, d]
 *     [              at the end, where every name has its own line: a line of its own, with a comma where the last
 *       a, # one     name had one; otherwise `, z` behind the last name, on a new line where the list is wrapped and
 *       b            the line would become longer than 80 columns
 *     ]
 *
 * Taking a name out undoes each of these. Comments and commented-out names stand between names and are not touched,
 * but for the comment beside a name that has a line of its own: it goes with its name.
 *
 * A list that is written in a way where this could mean something else (anchors, tags, aliases, a name on several
 * lines) is refused. The edited text is read again by the caller.
 */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLSeq } from 'yaml';
import { parseText } from './parse.js';
import { quoteWord } from './quote.js';

/** The list cannot be edited as text; the message says why. */
export class CannotEdit extends Error {}

interface Item {
  readonly from: number;
  readonly to: number;
}

interface NameList {
  readonly flow: boolean;
  readonly items: readonly Item[];
  /** Offset of the closing bracket; of a block list the end of its last name. */
  readonly end: number;
}

/**
 * @param text - a parent's text, which was read without a problem
 * @param name - the new name
 * @param index - how many names stand before it
 * @returns the text with the name in the list
 * @throws CannotEdit when the list is written in a way that does not allow it
 */
export function withName(text: string, name: string, index: number): string {
  const list = listOf(text);
  const word = quoteWord(name);
  return list.flow ? intoFlow(text, list, word, index) : intoBlock(text, list, word, index);
}

/**
 * @param text - a parent's text, which was read without a problem
 * @param index - which name goes; the list must hold another one
 * @returns the text without it
 * @throws CannotEdit when the list is written in a way that does not allow it
 */
export function withoutName(text: string, index: number): string {
  const list = listOf(text);
  return list.flow ? outOfFlow(text, list, index) : outOfBlock(text, list, index);
}

function listOf(text: string): NameList {
  const parsed = parseText(text);
  const root = 'code' in parsed ? null : parsed.contents;
  const pairs: readonly Pair[] = isMap(root) ? (root.items as readonly Pair[]) : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === 'sessions');
  const node = pair?.value as Node | undefined;
  if (!isSeq(node)) throw new CannotEdit('it is not written as a list');
  if (node.anchor || node.tag) throw new CannotEdit('it has an anchor or a tag');
  const items = node.items.map((item) => itemOf(text, item));
  const last = items.at(-1);
  if (last === undefined) throw new CannotEdit('it is empty');
  if (node.flow) return { flow: true, items, end: (node.range?.[1] ?? 0) - 1 };
  return { flow: false, items: items.map((item) => withDash(text, item)), end: last.to };
}

function itemOf(text: string, item: YAMLSeq['items'][number]): Item {
  if (!isScalar(item)) throw new CannotEdit('a name in it is no plain or quoted word');
  if (item.anchor || item.tag) throw new CannotEdit('a name in it has an anchor or a tag');
  const [from = 0, to = 0] = item.range ?? [];
  if (text.slice(from, to).includes('\n')) throw new CannotEdit('a name in it takes more than one line');
  return { from, to };
}

/** A name of a block list must stand alone behind its dash. */
function withDash(text: string, item: Item): Item {
  if (/^ *- +$/.test(text.slice(startOfLine(text, item.from), item.from))) return item;
  throw new CannotEdit('a name in it does not stand behind a dash on its own line');
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** @returns the offset of the line break that ends a line (of its CR, if it has one), or the end of the text */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** @returns the offset behind the line break of a line, or the end of the text */
function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** @returns the line break that ends a line, or the one before it where the text ends */
function breakNear(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  const near = end < 0 ? text.lastIndexOf('\n') : end;
  return text[near - 1] === '\r' ? '\r\n' : '\n';
}

function startsLine(text: string, item: Item): boolean {
  return /^[ \t]*$/.test(indentOf(text, item));
}

/** @returns what stands before a name on its line */
function indentOf(text: string, { from }: Item): string {
  return text.slice(startOfLine(text, from), from);
}

function inserted(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}

function without(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(to);
}

function intoBlock(text: string, { items }: NameList, word: string, index: number): string {
  const before = items[index - 1];
  const neighbour = before ?? (items[0] as Item); // a list holds a name
  const line = indentOf(text, neighbour) + word;
  const eol = breakNear(text, neighbour.to);
  return before === undefined
    ? inserted(text, startOfLine(text, neighbour.from), line + eol)
    : inserted(text, endOfLine(text, before.to), eol + line);
}

function outOfBlock(text: string, { items }: NameList, index: number): string {
  const { from, to } = items[index] as Item; // the caller's index is one of the list's
  const start = startOfLine(text, from);
  const next = nextLine(text, to);
  if (next < text.length || text.endsWith('\n')) return without(text, start, next);
  return text.slice(0, start).replace(/\r?\n$/, '');
}

function intoFlow(text: string, list: NameList, word: string, index: number): string {
  const next = list.items[index];
  const before = list.items[index - 1];
  if (next === undefined) return atEnd(text, list, word);
  const wrapped = startsLine(text, next);
  if (before === undefined || !wrapped) {
    const gap = wrapped ? breakNear(text, next.to) + indentOf(text, next) : ' ';
    return inserted(text, next.from, `${word},${gap}`);
  }
  const comma = commaIn(text, before.to, next.from) ?? before.to;
  return inserted(text, endOfLine(text, comma), `${breakNear(text, comma)}${indentOf(text, next)}${word},`);
}

const WIDTH = 80;

function atEnd(text: string, { items, end }: NameList, word: string): string {
  const last = items.at(-1) as Item; // a list holds a name
  const comma = commaIn(text, last.to, end);
  const behind = comma === null ? last.to : comma + 1;
  const [separator, closing] = comma === null ? [',', ''] : ['', ','];
  const wrapped = items.findLast((item) => startsLine(text, item));
  const ownLines = items.slice(items.length > 1 ? 1 : 0).every((item) => startsLine(text, item));
  const width = behind - startOfLine(text, behind) + `, ${word}]`.length;
  const lineIsDone = /^[ \t]*(?:#.*)?\r?$/m.exec(text.slice(behind, end))?.index === 0;
  const beside = lineIsDone && /^[ \t]*#/.test(text.slice(behind, end));
  if (!ownLines && !beside && !(wrapped !== undefined && width > WIDTH))
    return inserted(text, behind, `${separator} ${word}${closing}`);
  const at = lineIsDone && endOfLine(text, behind) < end ? endOfLine(text, behind) : behind;
  const indent = wrapped === undefined ? '  ' : indentOf(text, wrapped);
  const added = breakNear(text, startOfLine(text, last.from)) + indent + word + closing;
  return text.slice(0, last.to) + separator + text.slice(last.to, at) + added + text.slice(at);
}

function outOfFlow(text: string, { items, end }: NameList, index: number): string {
  const item = items[index] as Item; // the caller's index is one of the list's
  const before = items[index - 1];
  const next = items[index + 1];
  const comma = commaIn(text, item.to, next?.from ?? end);
  const commaBefore = before === undefined ? null : commaIn(text, before.to, item.from);
  const behind = comma === null ? item.to : comma + 1;
  const last = next === undefined && comma === null ? commaBefore : null;
  if (next !== undefined && !text.slice(item.to, next.from).includes('\n'))
    return without(text, item.from, next.from);
  const line = startOfLine(text, item.from);
  if (startsLine(text, item) && isRestOfLine(text, item.to, behind, end)) {
    const rest = without(text, line, nextLine(text, behind));
    return last === null ? rest : without(rest, last, last + 1);
  }
  if (commaBefore !== null && /^\s*$/.test(text.slice(commaBefore + 1, item.from)))
    return without(text, last ?? commaBefore + 1, behind);
  const rest = without(text, item.from, behind);
  return last === null ? rest : without(rest, last, last + 1);
}

/** @returns whether a name, its comma and at most a comment are the rest of their line, and the list goes on below */
function isRestOfLine(text: string, to: number, behind: number, end: number): boolean {
  const stop = endOfLine(text, behind);
  return (
    stop < end && !text.slice(to, behind).includes('\n') && /^[ \t]*(?:#.*)?$/.test(text.slice(behind, stop))
  );
}

/** @returns the offset of the comma between two names, or between the last one and the bracket; null for none */
function commaIn(text: string, from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    if (text[at] === ',') return at;
    if (text[at] === '#') at = endOfLine(text, at);
  }
  return null;
}
