/** Where a key path stands in a text. */
import { isAlias, isMap, isScalar, isSeq, visit, type Node, type Pair } from 'yaml';
import { lineOfOffset, linesOf, offsetInFile } from './lines.js';
import { parseText } from './parse.js';

export interface Location {
  /** How many keys of the path were found, from the top. */
  readonly found: number;
  /** Of the deepest value that was found, from 1; of its key, where nothing is written as the value. */
  readonly line: number;
  readonly column: number;
}

/**
 * @param text - a config's text, which was read without a problem
 * @param path - keys, and indices of lists
 * @param written - the file's text, where its lines begin with fewer spaces than those of `text`
 * @returns the place of the value, or of the last value above it that is there
 */
export function locate(text: string, path: readonly string[], written = text): Location {
  const parsed = parseText(text);
  const root: Node | null = 'code' in parsed ? null : parsed.contents;
  let at = root;
  let offset = root?.range?.[0] ?? 0;
  let found = 0;
  for (const key of path) {
    const next = childOf(resolved(at, root), key);
    if (next === null) break;
    at = next.value;
    offset = next.offset;
    found++;
  }
  const lines = linesOf(written);
  offset = offsetInFile(linesOf(text), offset, lines);
  const line = lineOfOffset(lines, offset);
  return { found, line: line + 1, column: offset - (lines.starts[line] ?? 0) + 1 };
}

function childOf(
  node: Node | null,
  key: string,
): { readonly value: Node | null; readonly offset: number } | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | null | undefined;
    return item?.range ? { value: item, offset: item.range[0] } : null;
  }
  if (!isMap(node)) return null;
  const pair = (node.items as readonly Pair<Node, Node | null>[]).find(
    (one) => isScalar(one.key) && String(one.key.value) === key,
  );
  if (pair === undefined) return null;
  const { value } = pair;
  const empty = value?.range == null || (isScalar(value) && value.range[0] === value.range[1]);
  return { value, offset: (empty ? pair.key.range?.[0] : value.range?.[0]) ?? 0 };
}

/** What an alias stands for: the last node above it with that anchor. */
function resolved(node: Node | null, root: Node | null): Node | null {
  if (!isAlias(node)) return node;
  let target: Node | null = null;
  visit(root, {
    Node: (_, at) => {
      if (at === node) return visit.BREAK;
      if (!isAlias(at) && at.anchor === node.source) target = at as Node;
      return undefined;
    },
  });
  return target;
}
