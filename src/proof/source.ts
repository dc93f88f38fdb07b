/**
 * What the text says that js-yaml does not hand out: how a scalar is written, where an anchor stands, and where
 * PyYAML would stop or read something else. Each rule here exists for a text that js-yaml reads as if it were
 * another one.
 */

/** The tag and the anchor before a node's content. */
export interface Properties {
  readonly anchor: { readonly name: string; readonly at: number } | null;
  readonly tag: string | null;
  /** Where the content begins, or what follows when there is none. */
  readonly content: number;
}

/** A place that cannot be compared, as an offset. */
export interface Obstacle {
  readonly at: number;
  readonly message: string;
}

/** @returns the properties that stand at an offset, after white space and comments */
export function propertiesAt(text: string, from: number): Properties {
  let anchor: Properties['anchor'] = null;
  let tag: string | null = null;
  for (let at = skipBlank(text, from); ; at = skipBlank(text, at)) {
    const word = match(/(?:!<[^>]*>|[!&][^\s,[\]{}]*)/y, text, at);
    if (word?.startsWith('!') && tag === null) tag = word;
    else if (word?.startsWith('&') && anchor === null) anchor = { name: word.slice(1), at };
    else return { anchor, tag, content: at };
    at += word.length;
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
  if (flags.includes('-')) return false;
  if (flags.includes('+') || /[^ ]/.test(lines.at(-1) ?? '')) return true;
  // The last line is all spaces: it is content where it is longer than the indentation.
  const indent = lines.map((line) => line.search(/[^ ]/)).find((column) => column >= 0);
  if (indent === undefined) return false;
  return /[0-9]/.test(flags) ? null : (lines.at(-1) ?? '').length > indent;
}

// Line breaks to PyYAML and text to YAML 1.2, or a byte order mark that some skip and others read.
const TWO_MEANINGS = /[\x85\u2028\u2029\uFEFF]|\r(?!\n)/;

/** @returns what js-yaml reads in silence and others read as another text, wherever it stands */
export function obstacleIn(text: string): Obstacle | null {
  const character = TWO_MEANINGS.exec(text);
  if (character !== null) {
    return { at: character.index, message: 'a character that is a line break to some loaders only' };
  }
  const start = contentStart(text);
  // js-yaml takes the first three characters of the key `---a` for a document marker.
  if (/^---[^\s]/.test(text.slice(start, start + 4)))
    return { at: start, message: 'a word that begins with ---' };
  return null;
}

/** @returns where the first line begins that is no comment and no directive */
function contentStart(text: string): number {
  let at = skipBlank(text, 0);
  while (text[at] === '%') at = skipBlank(text, at + (match(/[^\r\n]*/y, text, at)?.length ?? 0));
  return at;
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
    bare += text.slice(done, start) + text.slice(start, end).replace(/[^\n]/g, 'x');
    done = end;
  }
  bare += text.slice(done);
  let at = 0;
  for (const line of bare.split('\n')) {
    const tab = line.indexOf('\t');
    const comment = line.search(/(?:^|\s)#/);
    if (tab >= 0 && (comment < 0 || tab <= comment)) return { at: at + tab, message: 'a tab between values' };
    at += line.length + 1;
  }
  return null;
}

/** @returns whether PyYAML reads an anchor's name as js-yaml does: not (`text`), by refusing it, or alike */
export function anchorName(name: string): 'alike' | 'refused' | 'other' {
  if (/^[\w-]+$/.test(name)) return 'alike';
  return /^[\w-]+[?:%@`]/.test(name) ? 'other' : 'refused';
}
