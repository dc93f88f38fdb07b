/**
 * What the text says that js-yaml does not hand out: how a scalar is written, where an anchor stands, and where
 * PyYAML would stop or read something else. Each rule here exists for a text that js-yaml reads as if it were
 * another one.
 */

/** The tag and the anchor before a node's content. */
export interface Properties {
  readonly anchor: { readonly name: string; readonly at: number } | null;
  readonly tag: string | null;
  /** Whether a line ends between them. */
  readonly apart: boolean;
  /** Where the content begins, or what follows when there is none. */
  readonly content: number;
}

/** A place that cannot be compared, as an offset. */
export interface Obstacle {
  readonly at: number;
  readonly message: string;
}

/** @returns an offset as people are told it, ` (line:column)` */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r?\n|[\r\x85\u2028\u2029]/);
  return ` (${before.length}:${(before.at(-1) ?? '').length + 1})`;
}

/** @returns the properties that stand at an offset, after white space and comments */
export function propertiesAt(text: string, from: number): Properties {
  let anchor: Properties['anchor'] = null;
  let tag: string | null = null;
  let apart = false;
  for (let end = from, at = skipBlank(text, from); ; at = skipBlank(text, end)) {
    const word = match(/(?:!<[^>]*>|[!&][^\s,[\]{}]*)/y, text, at);
    const second = anchor !== null || tag !== null;
    if (word?.startsWith('!') && tag === null) tag = word;
    else if (word?.startsWith('&') && anchor === null) anchor = { name: word.slice(1), at };
    else return { anchor, tag, apart, content: at };
    apart = second && text.slice(end, at).includes('\n');
    end = at + word.length;
  }
}

/** @returns the name of the alias that stands at an offset */
export function aliasAt(text: string, at: number): string | null {
  return match(/\*[^\s,[\]{}]+/y, text, at)?.slice(1) ?? null;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    at += match(/[ \t\r\n]*/y, text, at)?.length ?? 0;
    if (text[at] !== '#') return at;
    at += match(/[^\r\n]*/y, text, at)?.length ?? 0;
  }
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

export type Style = 'plain' | 'quoted' | 'block';

/** @returns how the scalar is written whose content begins at an offset */
export function styleAt(text: string, content: number): Style {
  const first = text[content];
  if (first === '"' || first === "'") return 'quoted';
  return first === '|' || first === '>' ? 'block' : 'plain';
}

/**
 * PyYAML gives a block scalar the line breaks that are in the file; js-yaml adds the one that the file lacks.
 *
 * @param text - a text without a line break at its end
 * @param content - where the block scalar that reaches to its end begins
 * @returns whether js-yaml's value ends in a line break that PyYAML's does not have; null when it cannot be told
 */
export function endsInAddedBreak(text: string, content: number): boolean | null {
  const [header = '', ...lines] = text.slice(content).split('\n');
  const flags = /^.[-+0-9]*/.exec(header)?.[0] ?? '';
  const last = lines.at(-1) ?? '';
  if (flags.includes('-')) return false;
  if (/[^ ]/.test(last)) return true;
  // `|+` there: js-yaml counts one more line than all others. `|2`: how much of it is indentation is not known here.
  if (/[+0-9]/.test(flags)) return null;
  // The last line is all spaces: it is content where it is longer than the indentation.
  const indent = lines.map((line) => line.search(/[^ ]/)).find((column) => column >= 0);
  if (indent === undefined) return false;
  return last.length > indent;
}

// Line breaks to PyYAML and text to YAML 1.2, or a byte order mark that some skip and others read.
const TWO_MEANINGS = /[\x85\u2028\u2029\uFEFF]|\r(?!\n)/;

/** @returns what js-yaml reads in silence and others read as another text, wherever it stands */
export function obstacleIn(text: string): Obstacle | null {
  const character = TWO_MEANINGS.exec(text);
  if (character !== null) {
    return { at: character.index, message: 'a character that is a line break to some loaders only' };
  }
  return prologueObstacle(text);
}

/** What js-yaml takes before the first content and nobody else does. */
function prologueObstacle(text: string): Obstacle | null {
  let at = skipBlank(text, 0);
  for (; text[at] === '%'; at = skipBlank(text, at)) {
    const line = match(/.*/y, text, at) ?? '';
    const next = skipBlank(text, at + line.length);
    if (!/^%[A-Z]+(?: .*)?$/.test(line) || text[next - 1] !== '\n')
      return { at, message: 'an odd directive' };
    at += line.length;
  }
  // It takes the first three characters of the key `---a` for a document marker.
  return /^---[^\s]/.test(text.slice(at, at + 4)) ? { at, message: 'a word that begins with ---' } : null;
}

/**
 * PyYAML's scanner takes a tab only inside quoted and block scalars and in comments.
 *
 * @param scalars - where quoted and block scalars begin and end, in any order
 */
export function tabIn(
  text: string,
  scalars: readonly (readonly [start: number, end: number])[],
): Obstacle | null {
  if (!text.includes('\t')) return null;
  let bare = '';
  let done = 0;
  for (const [start, end] of [...scalars].sort(([a], [b]) => a - b)) {
    if (start < done) continue; // completed twice
    bare += text.slice(done, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    done = end;
  }
  bare += text.slice(done);
  let at = 0;
  for (const line of bare.split('\n')) {
    const tab = line.indexOf('\t');
    const comment = line.search(/(?:^|[\s\]}])#/);
    if (tab >= 0 && (comment < 0 || tab <= comment)) return { at: at + tab, message: 'a tab between values' };
    at += line.length + 1;
  }
  return null;
}

/** What PyYAML makes of a token that js-yaml takes: nothing (`refused`), or something else (`other`). */
export type Trap = 'refused' | 'other';

/** PyYAML ends an anchor's name at the first of `?:%@` and backquote, and takes no letters but those of ASCII. */
export function anchorTrap(name: string, next: string | undefined): Trap | null {
  if (/^[\w-]+$/.test(name)) return next === '[' || next === '{' ? 'refused' : null;
  return /^[\w-]+[?:%@`]/.test(name) ? 'other' : 'refused';
}

/** In a flow collection `?` begins a key wherever it stands, and `:` a value. */
export function flowTrap(plainText: string): Trap | null {
  if (/^[?:]/.test(plainText)) return 'other';
  return plainText.includes('?') ? 'refused' : null;
}

/** @returns whether a quoted scalar is double-quoted and has an escaped line break and then a blank line */
export function escapesBlankLine(source: string): boolean {
  return source.startsWith('"') && /(?<!\\)(?:\\\\)*\\\r?\n[ \t]*\r?\n/.test(source);
}

/** Where a quoted scalar or a flow collection ends in another line than it began, js-yaml takes a key behind it. */
export function behindTrap(text: string, end: number): Trap | null {
  return match(/[ \t]*(?:[\r\n,\]}:#]|$)/y, text, end) === undefined ? 'refused' : null;
}

export function tagTrap(tag: string): Trap | null {
  // Only some loaders decode `%41`.
  if (tag.includes('%')) return 'other';
  return /^!(?:<.*>|!?[-;/?:@&=+$,.~*'()\w][-;/?:@&=+$,.!~*'()\w]*)?$/.test(tag) ? null : 'refused';
}

/**
 * Behind an empty item js-yaml goes on with whatever dash comes next, though it belongs to an outer list.
 *
 * @param start - where a block list's first dash stands
 * @param end - where js-yaml ended the list
 */
export function swallowsDash(text: string, start: number, end: number): boolean {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lines = text.slice(start, end).split('\n').slice(1);
  return lines.some((line) => /^ *-(?:\s|$)/.test(line) && line.search(/[^ ]/) < indent);
}

/**
 * A block collection begins a line, or stands behind the indicators of another one.
 *
 * @param first - where its first key or its first dash stands
 */
export function blockTrap(text: string, first: number): Trap | null {
  const line = text.slice(text.lastIndexOf('\n', first - 1) + 1, first);
  const before = line.replace(/(?:[!&]\S* +)*$/, '');
  return /^ *(?:[-?:] +)*$/.test(before) ? null : 'refused';
}
