/**
 * The merged config as YAML to look at (`show`). Only here is YAML printed by a library, and only for reading: the
 * nodes are merged under the failsafe schema, in which every scalar is text and keeps the spelling it has in its
 * file, so that no number format and no quoting changes.
 */
import type { YAMLMap } from 'yaml';
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  parseDocument,
  Scalar,
  visit,
  type Node,
  type Pair,
  type ParsedNode,
} from 'yaml';

export interface PrintedParts {
  readonly parent: string;
  readonly session: string;
  /** Keys of the parent that are not part of a merged config. */
  readonly reserved: readonly string[];
  /** Keys the loader adds when they are missing. */
  readonly defaults: Readonly<Record<string, string>>;
}

/**
 * @param parts - the texts of a parent and a session that were read without a problem
 * @returns the merged config in the order the loader gives it; aliases are written out
 */
export function printMerged({ parent, session, reserved, defaults }: PrintedParts): string {
  const base = rootOf(parent);
  base.items = base.items.filter((pair) => !reserved.includes(keyOf(pair)));
  mergeNodes(base, rootOf(session));
  for (const [key, value] of Object.entries(defaults)) {
    if (!base.items.some((pair) => keyOf(pair) === key))
      base.add({ key: new Scalar(key), value: new Scalar(value) });
  }
  const document = new Document(undefined, { schema: 'failsafe' });
  document.contents = base;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function rootOf(text: string): YAMLMap {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  writeOutAliases(document.contents);
  if (!isMap(document.contents)) throw new Error('a config whose root is not a mapping');
  document.contents.flow = false;
  return document.contents as unknown as YAMLMap;
}

/** Nodes of two files meet in one text, where an anchor of one could catch an alias of the other. */
function writeOutAliases(root: ParsedNode | null): void {
  const anchors = new Map<string, Node>();
  visit(root, {
    Node: (_, node) => {
      if (isAlias(node)) return anchors.get(node.source)?.clone() as Node | undefined;
      if (node.anchor) anchors.set(node.anchor, node as Node);
      return undefined;
    },
  });
  visit(root, { Node: (_, node) => void (isAlias(node) || delete node.anchor) });
}

function mergeNodes(base: YAMLMap, override: YAMLMap): void {
  for (const pair of override.items) {
    const before = base.items.find((item) => keyOf(item) === keyOf(pair));
    if (before === undefined) base.items.push(pair);
    else if (isPlainMap(before.value) && isPlainMap(pair.value)) mergeNodes(before.value, pair.value);
    else before.value = pair.value;
  }
}

function isPlainMap(node: unknown): node is YAMLMap {
  return isMap(node) && !node.tag;
}

/** A key's text, with its style where a plain key is not a string to everyone. */
function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}
