/**
 * A node on one line, as flow collections and scalars: for a value that must be written anew where its own text
 * cannot stand. Plain scalars keep their spelling, quoted ones their quotes; comments and anchors are left out.
 */
import { Document, isAlias, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';

/** @returns the node an alias means */
export type Meaning = (alias: unknown) => Node | undefined;

/**
 * @param node - any node of a document read under the failsafe schema
 * @param meaning - of the aliases in it
 * @returns its text, without a line break
 */
export function printOnOneLine(node: Node, meaning: Meaning): string {
  const document = new Document(undefined, { schema: 'failsafe', resolveKnownTags: false });
  // Between brackets, so that it may stand between brackets.
  const list = asFlow(new YAMLSeq<Node>(), undefined);
  list.items = [copy(node, meaning)];
  document.contents = list as unknown as null; // the document's type is that of an empty one
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().slice(1, -1);
}

function copy(node: unknown, meaning: Meaning): Node {
  if (isAlias(node)) return copy(meaning(node), meaning);
  if (isMap(node)) {
    const map = new YAMLMap();
    map.items = node.items.map((pair) => new Pair(copy(pair.key, meaning), copy(pair.value, meaning)));
    return asFlow(map, node.tag);
  }
  if (isSeq(node)) {
    const sequence = new YAMLSeq();
    sequence.items = node.items.map((item) => copy(item, meaning));
    return asFlow(sequence, node.tag);
  }
  return isScalar(node) ? copyScalar(node) : new Scalar('null');
}

function asFlow<T extends YAMLMap | YAMLSeq>(collection: T, tag: string | undefined): T {
  collection.flow = true;
  if (tag !== undefined) collection.tag = tag;
  return collection;
}

function copyScalar(node: Scalar): Scalar {
  // Nothing at all is a null in a block, but in brackets it may be a comma too many.
  const bare = node.value === '' && node.type === Scalar.PLAIN && !node.tag;
  const scalar = new Scalar(bare ? 'null' : node.value);
  const block = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  scalar.type = block ? Scalar.QUOTE_DOUBLE : (node.type ?? Scalar.PLAIN);
  if (node.tag !== undefined) scalar.tag = node.tag;
  return scalar;
}
