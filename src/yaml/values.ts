/**
 * Nodes to typed values. Aliases are read through, explicit tags make a node opaque, and what no loader can agree
 * on (duplicate keys, unknown or recursive aliases) is reported with its offset.
 */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Node, type Pair as NodePair } from 'yaml';
import type { Identities } from '../core/identities.js';
import type { MappingValue, Pair, Value } from '../core/value.js';
import type { ProblemCode } from '../errors.js';
import { isAmbiguous, isStringInBoth, readScalar } from './scalar.js';

export interface ValueProblem {
  readonly code: ProblemCode;
  readonly offset: number;
  readonly message: string;
  /** Offset the message refers to as `{line}`. */
  readonly other?: number;
}

// PyYAML's pure loader gives up between 400 and 500 levels; no config people write comes near this.
const MAX_DEPTH = 200;

/** Reads the nodes of one document, in the order of the text, since an alias means the latest anchor before it. */
export class ValueReader {
  readonly problems: ValueProblem[] = [];
  /** Nodes with an anchor or an alias in them, and which other nodes they need. */
  readonly #anchors = new Map<string, Value | 'open'>();
  readonly #identities: Identities;
  /** The value read from each mapping node, for those who lay out its text. */
  readonly #mappings = new Map<Node, MappingValue>();
  readonly #aliases = new Map<Node, Value>();

  /**
   * @param identities - of the run
   * @param above - values of anchors that stand above the text
   */
  constructor(identities: Identities, above: ReadonlyMap<string, Value> = new Map()) {
    this.#identities = identities;
    for (const [name, value] of above) this.#anchors.set(name, value);
  }

  /** @returns the value an alias that was read stands for */
  aliasedBy(node: Node): Value | undefined {
    return this.#aliases.get(node);
  }

  /** @returns the value of a mapping node that was read */
  mappingOf(node: Node): MappingValue | undefined {
    return this.#mappings.get(node);
  }

  /**
   * @param node - the node to read; null is an empty value
   * @param depth - how many collections it stands in
   */
  read(node: Node | null, depth = 0): Value {
    if (node === null) return this.#scalar('', true, 0);
    if (isAlias(node)) return this.#alias(node.source, node);
    const anchor = 'anchor' in node ? node.anchor : undefined;
    if (anchor) this.#anchors.set(anchor, 'open');
    const value = depth > MAX_DEPTH ? this.#tooDeep(node) : this.#tagged(node, depth);
    if (anchor) this.#anchors.set(anchor, value);
    return value;
  }

  #tooDeep(node: Node): Value {
    const message = `Collections are nested more than ${MAX_DEPTH} deep, which Python cannot copy.`;
    this.problems.push({ code: 'too-deep', offset: offsetOf(node), message });
    return this.#scalar('', true, 0);
  }

  #alias(name: string, node: Node): Value {
    const offset = offsetOf(node);
    const value = this.#anchors.get(name);
    if (value !== undefined && value !== 'open') {
      this.#aliases.set(node, value);
      return value;
    }
    this.problems.push(
      value === 'open'
        ? {
            code: 'recursive-anchor',
            offset,
            message: `Alias *${name} stands inside the node it names. Write the value out.`,
          }
        : {
            code: 'unknown-alias',
            offset,
            message: `Alias *${name} names no anchor above it. Define &${name} earlier in this file, or write the value out.`,
          },
    );
    return this.#scalar('', true, 0);
  }

  #tagged(node: Node, depth: number): Value {
    const content = this.#content(node, depth);
    if (!node.tag) return content;
    return { kind: 'tagged', id: this.#identities.tagged(node.tag, content), tag: node.tag, content };
  }

  #content(node: Node, depth: number): Value {
    if (isMap(node)) return this.#mapping(node, node.items, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node | null, depth + 1));
      return { kind: 'sequence', id: this.#identities.sequence(items), items };
    }
    if (isScalar(node)) {
      return this.#scalar(String(node.value), node.type === Scalar.PLAIN, offsetOf(node));
    }
    throw new Error('a node that is neither mapping, sequence, scalar nor alias');
  }

  #scalar(text: string, plain: boolean, offset: number): Value {
    if (!isAmbiguous(text, plain)) return this.#identities.sharedScalar(text, plain);
    return { kind: 'scalar', id: this.#identities.scalar(text, plain), text, plain, offset };
  }

  #mapping(node: Node, items: readonly NodePair[], depth: number): Value {
    const pairs: Pair[] = [];
    const seen = new SeenKeys();
    let open = true;
    for (const item of items) {
      const keyNode = item.key as Node | null;
      const key = this.read(keyNode, depth + 1);
      const name = nameOf(key, keyNode);
      open &&= name !== null;
      const before = seen.add(key, offsetOf(keyNode));
      if (before !== null) this.#duplicate(key, offsetOf(keyNode), before);
      const value = this.read(item.value as Node | null, depth + 1);
      pairs.push({ key, name, value, size: 0 });
    }
    const value = {
      kind: 'mapping',
      id: this.#identities.mapping(pairs),
      pairs,
      open,
    } satisfies MappingValue;
    this.#mappings.set(node, value);
    return value;
  }

  #duplicate(key: Value, offset: number, other: number): void {
    const shown = key.kind === 'scalar' ? ` ${JSON.stringify(key.text)}` : '';
    const message = `Key${shown} stands twice in one mapping (first in line {line}); PyYAML would keep the last, others refuse. Remove one.`;
    this.problems.push({ code: 'duplicate-key', offset, other, message });
  }
}

/** @returns the key as text when every loader reads it as that string and it is not a merge key */
function nameOf(key: Value, node: Node | null): string | null {
  if (key.kind !== 'scalar' || node === null || isAlias(node)) return null;
  if ('anchor' in node && node.anchor) return null;
  return !key.plain || isStringInBoth(key.text) ? key.text : null;
}

/** The keys of one mapping by typed identity: equal to any one loader is a duplicate. */
class SeenKeys {
  readonly #seen = new Map<string, number>();

  /** @returns the offset of an equal key added before, or null */
  add(key: Value, offset: number): number | null {
    const identities = [...new Set(keyIdentities(key))];
    const before = identities.map((identity) => this.#seen.get(identity)).find((at) => at !== undefined);
    for (const identity of identities) this.#seen.set(identity, offset);
    return before ?? null;
  }
}

function keyIdentities(key: Value): string[] {
  if (key.kind !== 'scalar') return [`id ${key.id}`];
  if (!key.plain || isStringInBoth(key.text)) return [`str ${key.text}`];
  const core = readScalar(key.text, true, '1.2');
  const python = readScalar(key.text, true, 'pyyaml');
  return [
    core.type === 'str' ? `str ${core.canonical}` : `1.2 ${core.type} ${core.canonical}`,
    python.type === 'str' ? `str ${python.canonical}` : `pyyaml ${hashOf(python.type, python.canonical)}`,
  ];
}

/** In a Python dict 1, 1.0 and True are one key. */
function hashOf(type: string, canonical: string): string {
  if (type === 'bool') return `number ${canonical === 'true' ? '1' : '0'}`;
  if (type === 'int') return `number ${canonical}`;
  if (type === 'float') return `number ${canonical === '-0' ? '0' : canonical}`;
  return `${type} ${canonical}`;
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
