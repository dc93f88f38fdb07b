/**
 * What is asked of the syntax tree before nodes are made of it: its comments, its anchors, how deep it is. The tree is
 * walked without recursion and without lists of parts, since it has several tokens for each word of the text.
 */
import type { CST } from 'yaml';

export interface Comment {
  /** Offset of the `#`. */
  readonly offset: number;
  /** From the `#` to the end of the line, without trailing white space. */
  readonly text: string;
}

export interface AnchorToken {
  /** Offset of the `&`. */
  readonly offset: number;
  readonly name: string;
}

type TokenPart = CST.Token | CST.CollectionItem | CST.SourceToken;

/** The fields of the syntax tree's tokens in which other tokens stand. */
interface TokenFields {
  readonly start?: TokenPart | readonly TokenPart[];
  readonly props?: readonly TokenPart[];
  readonly key?: TokenPart | null;
  readonly sep?: readonly TokenPart[];
  readonly items?: readonly TokenPart[];
  readonly value?: TokenPart;
  readonly end?: readonly TokenPart[];
}

/** @returns the comments and the anchors of a syntax tree, in the order of the text */
export function commentsAndAnchors(tokens: readonly CST.Token[]): {
  readonly comments: readonly Comment[];
  readonly anchors: readonly AnchorToken[];
} {
  const comments: Comment[] = [];
  const anchors: AnchorToken[] = [];
  const stack: TokenPart[] = [...tokens];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if ('type' in part && part.type === 'comment') {
      comments.push({ offset: part.offset, text: part.source.trimEnd() });
    } else if ('type' in part && part.type === 'anchor') {
      anchors.push({ offset: part.offset, name: part.source.slice(1) });
    } else pushParts(part, stack);
  }
  const inOrder = (a: { readonly offset: number }, b: { readonly offset: number }) => a.offset - b.offset;
  return { comments: comments.sort(inOrder), anchors: anchors.sort(inOrder) };
}

/** Collections in collections that the composer is given; it calls itself for each. */
const MAX_DEPTH = 500;

/**
 * Close to the end of the stack the engine may stop the process instead of throwing, when it has to compile a regular
 * expression there; so the depth is measured, without recursion, before anything calls itself.
 *
 * @returns the offset of a collection that is too deep; null when there is none
 */
export function placeTooDeep(tokens: readonly CST.Token[], text: string): number | null {
  if (!mayBeDeep(text)) return null;
  const stack: TokenPart[] = [...tokens];
  const depths = tokens.map(() => 0);
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    const depth = (depths.pop() ?? 0) + ('items' in part ? 1 : 0);
    if (depth > MAX_DEPTH && 'offset' in part) return part.offset;
    pushParts(part, stack);
    while (depths.length < stack.length) depths.push(depth);
  }
  return null;
}

/** Each level takes a bracket, or a column of what stands before a line's first word. */
function mayBeDeep(text: string): boolean {
  if (text.length <= MAX_DEPTH) return false;
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  let columns = 0;
  for (const [lead] of text.matchAll(/^[ \t?:-]+/gm)) columns = Math.max(columns, lead.length);
  // A dash at its key's column is one level more in the same column.
  return brackets + 2 * columns + 2 > MAX_DEPTH;
}

function pushParts(part: TokenPart, stack: TokenPart[]): void {
  const { start, props, key, sep, items, value, end } = part as TokenFields;
  for (const list of [start, props, sep, items, end]) {
    // An error token's `end` is absent and a document's `start` is a list, a flow collection's a single token.
    if (Array.isArray(list)) for (const one of list as readonly TokenPart[]) stack.push(one);
    else if (list != null) stack.push(list as TokenPart);
  }
  if (key != null) stack.push(key);
  if (value != null) stack.push(value);
}
