/** Characters by their codes, for what looks at a text, or its bytes, one after the other. */

export const SPACE = 0x20;
export const DASH = 0x2d;
export const HASH = 0x23;
export const LINE_FEED = 0x0a;
export const RETURN = 0x0d;

/** @returns the offset of the first character from there on that is not a space */
export function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** @returns whether a line, or its comment, or the text ends at an offset */
export function isEndAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === HASH || code === LINE_FEED || code === RETURN;
}

/** @returns whether a dash and a space stand at an offset */
export function isDashAt(text: string, at: number): boolean {
  return text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === SPACE;
}

/** @returns where what a sticky pattern matches at an offset ends; -1 when it matches nothing there */
export function endOfMatch(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : -1;
}
