/**
 * Where keys and values stand in a file, for those who know only their path. Values forget their offsets, since
 * equal text is one value for all files; so the few places that are asked for are found by parsing again, and of a
 * file only the entry concerned.
 */
import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';
import type { Config } from './config.js';
import { lineOfOffset, linesOf, type Lines } from './lines.js';
import { parseText } from './parse.js';
import { placeInSimple, type PathStep, type PlaceInText } from './simple-places.js';

export type { PathStep, PlaceInText } from './simple-places.js';

interface Piece {
  readonly lines: Lines;
  readonly root: ParsedNode | null;
}

/** Parsed entries by their text's owner: configs with the same entry share it. */
const pieces = new WeakMap<object, Piece>();

/**
 * @param config - a config that was read
 * @param steps - keys and indices from the root down
 * @param what - whether the key of the last step is wanted, or its value
 * @returns the place; that of the nearest step above that is there, when the path is not
 */
export function placeOf(config: Config, steps: readonly PathStep[], what: 'key' | 'value'): PlaceInText {
  let above = linesBefore(config.head);
  for (const { name, lead, core, tail } of config.blocks) {
    above += linesBefore(lead);
    if (name !== null && name === steps[0]) {
      const simple = core.simple === true ? placeInSimple(core.lines, steps, what) : null;
      const place = simple ?? search(pieceOf(core.lines, core.lines.text), steps, what);
      return { line: above + place.line - core.entry.line, column: place.column };
    }
    above += core.entry.end - core.entry.line + linesBefore(tail);
  }
  return search(pieceOf(config, config.whole?.text ?? config.source.text), steps, what);
}

/** @returns the place of a path in a text that is not a config that could be read */
export function placeInText(text: string, steps: readonly PathStep[], what: 'key' | 'value'): PlaceInText {
  return search(pieceOf({}, text), steps, what);
}

function pieceOf(owner: object, text: string): Piece {
  const known = pieces.get(owner);
  if (known !== undefined) return known;
  const parsed = parseText(text);
  const piece = { lines: linesOf(text), root: 'code' in parsed ? null : parsed.contents };
  pieces.set(owner, piece);
  return piece;
}

function linesBefore(text: string): number {
  return linesOf(text).count;
}

function search({ lines, root }: Piece, steps: readonly PathStep[], what: 'key' | 'value'): PlaceInText {
  let node: Node | null = root;
  let offset = root?.range[0] ?? 0;
  for (const [depth, step] of steps.entries()) {
    const next = stepInto(node, step);
    if (next === null) break;
    node = next.value;
    const atKey = what === 'key' || node?.range == null || isAlias(node) || isSpread(node);
    offset = depth === steps.length - 1 && !atKey ? (node?.range?.[0] ?? next.offset) : next.offset;
  }
  const line = lineOfOffset(lines, offset);
  return { line: line + 1, column: offset - (lines.starts[line] ?? 0) + 1 };
}

/** A collection over several lines begins, to a reader, at its key. */
function isSpread(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && !node.flow;
}

function stepInto(
  node: Node | null,
  step: PathStep,
): { readonly value: Node | null; readonly offset: number } | null {
  if (typeof step === 'number') {
    const item = isSeq(node) ? (node.items[step] as Node | null | undefined) : undefined;
    return item === undefined ? null : { value: item, offset: item?.range?.[0] ?? 0 };
  }
  if (!isMap(node)) return null;
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === step);
  if (pair === undefined) return null;
  const key = pair.key as Node;
  return { value: pair.value as Node | null, offset: key.range?.[0] ?? 0 };
}
