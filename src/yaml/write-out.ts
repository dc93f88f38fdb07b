/**
 * Writes chosen aliases out: each is replaced by the text of the node it means, with its line breaks and spelling,
 * without comments, anchors or further aliases; nothing else of the text changes. Where that text cannot stand in
 * the alias' place (a block collection inside brackets, a tag before the anchor), the node is printed on one line.
 *
 *     a: &x           a: &x
 *       - 1             - 1
 *     b: *x # two     b: # two
 *                       - 1
 *
 * The caller reads the result and compares: whether a text may stand at another place is for the parser to say.
 */
import { isCollection, isPair, isScalar, isSeq, Scalar, type Node } from 'yaml';
import { shifted } from './cut.js';
import { endOf } from './entries.js';
import { lineAt, lineOfOffset, linesOf, type Lines } from './lines.js';
import { occurrencesOf, type Occurrence } from './links.js';
import { parseText, type Parsed } from './parse.js';
import { printOnOneLine } from './print-flow.js';

/** Whether the anchors themselves stay in the text. */
export type AnchorChoice = 'keep' | 'drop';

// Longer texts come of aliases to aliases to aliases, which nobody wants to see written out.
const MAX_LENGTH = 4_000_000;

/**
 * @param text - a document that was read without a problem
 * @param chosen - offsets of the aliases to write out
 * @param anchors - whether the anchors stay
 * @returns the text; null when it would become too long
 */
export function writeOut(text: string, chosen: ReadonlySet<number>, anchors: AnchorChoice): string | null {
  const parsed = parseText(text);
  return 'code' in parsed ? null : new Writer(text, parsed).write(chosen, anchors);
}

/** A range of characters and what stands there instead. */
interface Edit {
  readonly offset: number;
  readonly to: number;
  readonly text: string;
}

class Writer {
  readonly #lines: Lines;
  readonly #occurrences: readonly Occurrence[];
  /** What a copy leaves out, in the order of the text. */
  readonly #comments: readonly Edit[];
  readonly #anchors: readonly Edit[];
  readonly #targets: ReadonlyMap<unknown, Node>;
  readonly #lengths = new Map<Node, number>();

  constructor(text: string, parsed: Parsed) {
    this.#lines = linesOf(text);
    this.#occurrences = occurrencesOf(parsed);
    this.#targets = new Map(this.#occurrences.map(({ alias, target }) => [alias, target]));
    this.#comments = parsed.comments.map(({ offset, text: comment }) =>
      withoutComment(text, offset, offset + comment.length),
    );
    this.#anchors = parsed.anchors.map(({ offset, name }) =>
      withoutAnchor(text, offset, offset + 1 + name.length),
    );
  }

  write(chosen: ReadonlySet<number>, anchors: AnchorChoice): string | null {
    const wanted = this.#occurrences.filter(({ offset }) => chosen.has(offset));
    const length = wanted.reduce((sum, { target }) => sum + this.#lengthOf(target), 0);
    if (length > MAX_LENGTH) return null;
    const edits = wanted.map((occurrence) => this.#writtenOut(occurrence));
    return this.#edited(0, this.#lines.text.length, [...edits, ...(anchors === 'drop' ? this.#anchors : [])]);
  }

  /** Length of a node's text with all aliases in it written out. */
  #lengthOf(node: Node): number {
    const known = this.#lengths.get(node);
    if (known !== undefined) return known;
    const [from, to] = rangeOf(node);
    const inner = within(this.#occurrences, from, to).map(({ target }) => this.#lengthOf(target));
    const length = inner.reduce((sum, part) => sum + part, to - from);
    this.#lengths.set(node, length);
    return length;
  }

  #edited(from: number, to: number, edits: readonly Edit[]): string {
    let text = '';
    let at = from;
    for (const edit of [...edits].sort((a, b) => a.offset - b.offset)) {
      if (edit.offset < at) continue;
      text += this.#lines.text.slice(at, edit.offset) + edit.text;
      at = edit.to;
    }
    return text + this.#lines.text.slice(at, to);
  }

  #writtenOut(occurrence: Occurrence): Edit {
    const { offset, alias, target } = occurrence;
    const inFlow = occurrence.above.some((node) => isCollection(node) && node.flow);
    const here = { offset, to: alias.range?.[1] ?? offset };
    const edit = isInline(target) ? this.#inline(occurrence, inFlow, here) : null;
    const block = edit ?? (inFlow || isInline(target) ? null : this.#asBlock(occurrence, here));
    return block ?? { ...here, text: printOnOneLine(target, (name) => this.#targets.get(name)) };
  }

  /** A node's text without comments, anchors and aliases. */
  #copy(node: Node): string {
    const [from, to] = rangeOf(node);
    const edits = [this.#comments, this.#anchors].flatMap((all) => within(all, from, to));
    const aliases = within(this.#occurrences, from, to).map((occurrence) => this.#writtenOut(occurrence));
    return this.#edited(from, to, [...edits, ...aliases]);
  }

  /** Scalars and flow collections: their lines after the first keep their distance to the key. */
  #inline({ target, offset }: Occurrence, inFlow: boolean, here: Place): Edit | null {
    if (target.tag !== undefined) return null;
    const text = this.#copy(target);
    const plain = isScalar(target) && target.type === Scalar.PLAIN;
    if (inFlow && plain && (text === '' || /[,[\]{}\n]/.test(text))) return null;
    const by = this.#indentAt(offset) - this.#indentAt(rangeOf(target)[0]);
    const [first = '', ...rest] = text.split(/(?<=\n)/);
    return { ...here, text: first + shifted(rest.join(''), by) };
  }

  /** Block collections and block scalars: behind `key:` on lines of their own, behind a dash from its column on. */
  #asBlock({ target, above, offset }: Occurrence, here: Place): Edit | null {
    if (target.tag !== undefined) return null;
    const holder = above.at(-1);
    const line = lineAt(this.#lines, lineOfOffset(this.#lines, offset));
    const eol = line.endsWith('\r\n') ? '\r\n' : '\n';
    const comment = line.slice(this.#columnOf(here.to)).trimEnd();
    if (isSeq(holder)) {
      if (comment !== '') return null;
      const { header, body } = this.#block(target, this.#columnOf(offset));
      return { ...here, text: header === '' ? body.trimStart() : header + eol + body };
    }
    if (!isPair(holder) || !isScalar(holder.key) || holder.key.range == null) return null;
    const { header, body } = this.#block(target, this.#columnOf(holder.key.range[0]) + 2);
    const start = line.slice(0, this.#columnOf(offset)).trimEnd().length;
    const first = (header === '' ? '' : ` ${header}`) + comment;
    return {
      offset: offset - this.#columnOf(offset) + start,
      to: here.to + comment.length,
      text: first + eol + body,
    };
  }

  /** A node's lines with their first column moved to `column`, and what stands before them: a block scalar's header. */
  #block(target: Node, column: number): { readonly header: string; readonly body: string } {
    const text = this.#copy(target).replace(/\r?\n$/, '');
    if (isScalar(target)) {
      const [header = '', ...lines] = text.split(/(?<=\n)/);
      const body = lines.join('');
      const indent = /^ *(?=[^ \r\n])/m.exec(body)?.[0].length ?? 0;
      return { header: header.trimEnd(), body: shifted(body, column - indent) };
    }
    const margin = this.#columnOf(rangeOf(target)[0]);
    return { header: '', body: shifted(' '.repeat(margin) + text, column - margin) };
  }

  #columnOf(offset: number): number {
    return offset - (this.#lines.starts[lineOfOffset(this.#lines, offset)] ?? 0);
  }

  /** Indentation of the line an offset stands in. */
  #indentAt(offset: number): number {
    return lineAt(this.#lines, lineOfOffset(this.#lines, offset)).search(/[^ ]|$/);
  }
}

interface Place {
  readonly offset: number;
  readonly to: number;
}

/** @returns whether a node may stand on the line of its key */
function isInline(node: Node): boolean {
  if (isCollection(node)) return node.flow === true;
  return !isScalar(node) || (node.type !== Scalar.BLOCK_LITERAL && node.type !== Scalar.BLOCK_FOLDED);
}

function rangeOf(node: Node): readonly [from: number, to: number] {
  return [node.range?.[0] ?? 0, endOf(node)];
}

/** @returns those of a list in the order of the text that start in a range */
function within<T extends { readonly offset: number }>(items: readonly T[], from: number, to: number): T[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.offset ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let item = items[low]; item !== undefined && item.offset < to; item = items[++low]) found.push(item);
  return found;
}

/** A comment alone on its line goes with the line. */
function withoutComment(text: string, offset: number, to: number): Edit {
  let from = offset;
  while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
  const alone = from === 0 || text.charAt(from - 1) === '\n';
  const end = /^[ \t]*\r?\n/.exec(text.slice(to, to + 80))?.[0].length ?? 0;
  return { offset: from, to: alone ? to + end : to, text: '' };
}

/** `a: &x 1` loses `&x `, `a: &x` at the end of a line loses ` &x`. */
function withoutAnchor(text: string, offset: number, to: number): Edit {
  const behind = /^ +(?=[^ \r\n])/.exec(text.slice(to, to + 80))?.[0].length ?? 0;
  if (behind > 0) return { offset, to: to + behind, text: '' };
  const last = /^ *(?:\r?\n|$)/.test(text.slice(to, to + 80)) && text.charAt(offset - 1) === ' ';
  return { offset: last ? offset - 1 : offset, to, text: '' };
}
