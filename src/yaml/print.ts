/**
 * The merged config as YAML to look at (`show`). Only here is YAML printed by a library, and only for reading: the
 * nodes are merged under the failsafe schema, in which every scalar is text and keeps the spelling it has in its
 * file, so that no number format and no quoting changes.
 */
import type { YAMLMap } from 'yaml';
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  visit,
  type Node,
  type Pair,
  type ParsedNode,
} from 'yaml';
import type { Dialect } from '../core/value.js';
import { isStringInBoth, readScalar } from './scalar.js';

export interface PrintedParts {
  readonly parent: string;
  readonly session: string;
  /** Keys of the parent that are not part of a merged config. */
  readonly reserved: readonly string[];
  /** Keys the loader adds when they are missing. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Whose reading decides which keys are equal; PyYAML's, the default, also expands merge keys. */
  readonly dialect?: Dialect;
  /** Print this top-level key alone. */
  readonly only?: string;
}

// A tag of YAML's own must not make a date or a set of a node, or it would be printed in another spelling.
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false } as const;

/**
 * @param parts - the texts of a parent and a session that were read without a problem
 * @returns the merged config in the order the loader gives it; aliases are written out
 */
export function printMerged({
  parent,
  session,
  reserved,
  defaults,
  dialect = 'pyyaml',
  only,
}: PrintedParts): string {
  const merger = new Merger(dialect);
  const base = merger.read(parent);
  base.items = base.items.filter((pair) => !reserved.some((key) => merger.keyOf(pair) === `str ${key}`));
  merger.merge(base, merger.read(session));
  for (const [key, value] of Object.entries(defaults)) {
    if (base.items.some((pair) => merger.keyOf(pair) === `str ${key}`)) continue;
    base.add({ key: new Scalar(key), value: wordOf(value) });
  }
  if (only !== undefined) base.items = base.items.filter((pair) => merger.keyOf(pair) === `str ${only}`);
  const [first] = base.items;
  if (isScalar(first?.key)) first.key.spaceBefore = false;
  writeNulls(base);
  const document = new Document(undefined, AS_WRITTEN);
  document.contents = base;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A session's name that every reader takes for a string. */
function wordOf(text: string): Scalar {
  const word = new Scalar(text);
  if (!isStringInBoth(text)) word.type = Scalar.QUOTE_SINGLE;
  return word;
}

/** Merges as one loader does: it decides which keys are one, and what a merge key is. */
class Merger {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  read(text: string): YAMLMap {
    const document = parseDocument(text, { ...AS_WRITTEN, uniqueKeys: false });
    if (this.#dialect === 'pyyaml' && /\S[^\n]*$/.test(text)) breakOff(document.contents, text.length);
    writeOutAliases(document.contents);
    if (!isMap(document.contents)) throw new Error('a config whose root is not a mapping');
    const root = document.contents as unknown as YAMLMap; // unparsed nodes are added to it
    root.flow = false;
    if (this.#dialect === 'pyyaml') visit(root, { Map: (_, map) => this.#expandMerges(map) });
    return root;
  }

  merge(base: YAMLMap, override: YAMLMap): void {
    if (!override.flow) base.flow = false;
    for (const pair of override.items) {
      const before = base.items.find((item) => this.keyOf(item) === this.keyOf(pair));
      if (before === undefined) base.items.push(pair);
      else if (isOpenMap(before.value) && isOpenMap(pair.value)) this.merge(before.value, pair.value);
      else before.value = pair.value;
    }
  }

  /** A key's type and value, so that `1` and `"1"` are two keys; to Python 1, 1.0 and True are one. */
  keyOf({ key }: Pair): string {
    if (key === null) return 'null null';
    if (!isScalar(key) || key.tag) return `node ${String(key)}`;
    const { type, canonical } = readScalar(String(key.value), key.type === Scalar.PLAIN, this.#dialect);
    if (this.#dialect === '1.2') return `${type} ${canonical}`;
    if (type === 'bool') return `number ${canonical === 'true' ? 1 : 0}`;
    return type === 'int' || type === 'float' ? `number ${Number(canonical)}` : `${type} ${canonical}`;
  }

  /** As PyYAML's flatten_mapping: merged pairs come first, explicit ones win. What it refuses stays as it is. */
  #expandMerges(map: YAMLMap): void {
    const at = map.items.findIndex(
      (pair) => this.keyOf(pair) === 'merge <<' && sourcesOf(pair.value) !== null,
    );
    const [merge] = at < 0 ? [] : map.items.splice(at, 1);
    if (merge === undefined) return;
    const explicit = map.items;
    map.items = [];
    for (const source of sourcesOf(merge.value) ?? []) {
      this.#expandMerges(source);
      this.#assign(map, source.items);
    }
    this.#assign(map, explicit);
  }

  #assign(map: YAMLMap, pairs: readonly Pair[]): void {
    for (const pair of pairs) {
      const before = map.items.find((item) => this.keyOf(item) === this.keyOf(pair));
      if (before === undefined) map.items.push(pair);
      else before.value = pair.value;
    }
  }
}

/** @returns the mappings a merge key merges, the winning one last; null for anything else */
function sourcesOf(value: unknown): readonly YAMLMap[] | null {
  const sources: readonly unknown[] = isSeq(value) ? value.items.toReversed() : [value];
  const maps = sources.filter(isOpenMap);
  return maps.length === sources.length ? maps : null;
}

function isOpenMap(node: unknown): node is YAMLMap {
  return isMap(node) && !node.tag;
}

/** A block text that ends with the file, without a line break, has none to PyYAML. */
function breakOff(node: unknown, end: number): void {
  if (isCollection(node)) breakOff(node.items.at(-1), end);
  else if (isPair(node)) breakOff(node.value, end);
  else if (isScalar(node) && (node.range?.[1] ?? 0) >= end) {
    const block = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    if (block) node.value = String(node.value).replace(/\n$/, '');
  }
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

/** Nothing at all is a null in a block, but in brackets it may be a comma too many. */
function writeNulls(root: YAMLMap): void {
  visit(root, {
    Scalar: (_, scalar, path) => {
      const bare = scalar.value === '' && scalar.type === Scalar.PLAIN && !scalar.tag;
      if (bare && path.some((node) => isCollection(node) && node.flow)) scalar.value = 'null';
    },
  });
}
