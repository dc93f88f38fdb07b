/**
 * Where each key of a config stands in its file, as one loader reads it: aliases lead to the text they name, and to
 * PyYAML a merge key (`<<`) gives the keys of what it merges. Unlike the entries that can be cut (entries.ts) every
 * key has a place here, in flow mappings, behind tags and anchors too.
 */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Node, type Pair as NodePair } from 'yaml';
import type { Dialect } from '../core/value.js';
import { lineOfOffset, linesOf, offsetInFile, type Lines } from './lines.js';
import { parseText } from './parse.js';
import { readScalar } from './scalar.js';

export interface PlacedKey {
  /** The key as shown; `id` tells keys apart that look alike. */
  readonly name: string;
  readonly id: string;
  /** Line and column of the key, and the last line of the value, from 1. */
  readonly line: number;
  readonly column: number;
  readonly last: number;
  /** The value as it is written, without the comment behind it. */
  readonly text: string;
  /** The keys of its value when it is a mapping that loaders merge into; null for any other value. */
  readonly keys: readonly PlacedKey[] | null;
  /** The value is an alias: its keys stand elsewhere. */
  readonly alias: boolean;
  /** A text equal for values that this loader reads alike. */
  readonly same: () => string;
}

/**
 * @param text - a config that was read without a problem
 * @param dialect - the loader
 * @param written - the file's text, where its lines begin with fewer spaces than those of `text`
 * @returns its top-level keys in the loader's order
 */
export function placedKeys(text: string, dialect: Dialect, written = text): readonly PlacedKey[] {
  const parsed = parseText(text);
  if ('code' in parsed) throw new Error('a config that cannot be read');
  return new PlaceReader(text, dialect, written).read(parsed.contents) ?? [];
}

class PlaceReader {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #written: Lines;
  readonly #dialect: Dialect;
  readonly #anchors = new Map<string, Node>();
  readonly #keys = new Map<Node, readonly PlacedKey[]>();
  readonly #same = new Map<Node, string>();
  /** What each alias meant where it stands: a later anchor may have its name. */
  readonly #meant = new Map<Node, Node | null>();

  constructor(text: string, dialect: Dialect, written: string) {
    this.#text = text;
    this.#lines = linesOf(text);
    this.#written = linesOf(written);
    this.#dialect = dialect;
  }

  read(root: Node | null): readonly PlacedKey[] | null {
    this.#resolve(root);
    return this.#keysOf(root, true);
  }

  /** In the order of the text, since an alias means the latest anchor above it. */
  #resolve(node: Node | null): void {
    if (node === null) return;
    if (isAlias(node)) {
      this.#meant.set(node, this.#anchors.get(node.source) ?? null);
      return;
    }
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
    if (isMap(node)) {
      for (const { key, value } of node.items as NodePair<Node, Node | null>[]) {
        this.#resolve(key);
        this.#resolve(value);
      }
    } else if (isSeq(node)) for (const item of node.items) this.#resolve(item as Node | null);
  }

  #target(node: Node | null): Node | null {
    return node !== null && isAlias(node) ? (this.#meant.get(node) ?? null) : node;
  }

  #keysOf(given: Node | null, root = false): readonly PlacedKey[] | null {
    const node = this.#target(given);
    if (!isMap(node) || (node.tag && !root)) return null;
    const known = this.#keys.get(node);
    if (known !== undefined) return known;
    const keys = new Map<string, PlacedKey>();
    const explicit: PlacedKey[] = [];
    for (const pair of node.items as NodePair<Node, Node | null>[]) {
      const sources = this.#sourcesOf(pair);
      if (sources === null) explicit.push(this.#placed(pair));
      else for (const source of sources) for (const key of source) keys.set(key.id, key);
    }
    for (const key of explicit) keys.set(key.id, key);
    const all = [...keys.values()];
    this.#keys.set(node, all);
    return all;
  }

  /** @returns the keys a merge key gives, the winning mapping last; null for any other pair */
  #sourcesOf({ key, value }: NodePair<Node, Node | null>): readonly (readonly PlacedKey[])[] | null {
    if (this.#dialect !== 'pyyaml' || !isScalar(key) || key.type !== Scalar.PLAIN || key.value !== '<<')
      return null;
    const target = this.#target(value);
    const nodes = isSeq(target) ? (target.items as Node[]).toReversed() : [target];
    const maps = nodes.map((node) => this.#keysOf(node));
    return maps.every((keys) => keys !== null) ? maps : null;
  }

  #placed({ key, value }: NodePair<Node, Node | null>): PlacedKey {
    const start = key.range?.[0] ?? 0;
    const line = lineOfOffset(this.#lines, start);
    const end = Math.max(value?.range?.[1] ?? 0, key.range?.[1] ?? 0, start + 1);
    const name = this.#nameOf(key);
    return {
      name,
      id: this.#sameKey(key),
      line: line + 1,
      column: this.#offsetInFile(start) - (this.#written.starts[line] ?? 0) + 1,
      last: this.#lastLine(end, line) + 1,
      text: this.#valueText(key, end),
      keys: this.#keysOf(value),
      alias: value !== null && isAlias(value),
      same: () => this.#sameAs(value),
    };
  }

  /** A block's own range runs past the comments and blank lines behind it. */
  #lastLine(end: number, line: number): number {
    const text = withoutGap(this.#text.slice(0, end));
    return Math.max(line, lineOfOffset(this.#lines, Math.max(text.length - 1, 0)));
  }

  #offsetInFile(offset: number): number {
    return offsetInFile(this.#lines, offset, this.#written);
  }

  #valueText(key: Node, end: number): string {
    const from = this.#offsetInFile(key.range?.[1] ?? 0);
    const after = this.#written.text.slice(from, this.#offsetInFile(end));
    return withoutGap(after.replace(/^\s*:/, '')).trim();
  }

  #nameOf(key: Node | null): string {
    const node = this.#target(key);
    return isScalar(node)
      ? String(node.value)
      : node === null
        ? ''
        : `(${isMap(node) ? 'mapping' : 'sequence'})`;
  }

  /** To Python 1, 1.0 and True are one key. */
  #sameKey(key: Node): string {
    const node = this.#target(key);
    if (!isScalar(node) || node.tag) return this.#sameAs(key);
    const { type, canonical } = readScalar(String(node.value), node.type === Scalar.PLAIN, this.#dialect);
    if (this.#dialect === '1.2') return `${type} ${canonical}`;
    if (type === 'bool') return `number ${canonical === 'true' ? 1 : 0}`;
    return type === 'int' || type === 'float' ? `number ${Number(canonical)}` : `${type} ${canonical}`;
  }

  #sameAs(given: Node | null): string {
    const node = this.#target(given);
    if (node === null) return 'null null';
    const known = this.#same.get(node);
    if (known !== undefined) return known;
    const same = `${node.tag ?? ''} ${this.#content(node)}`;
    this.#same.set(node, same);
    return same;
  }

  #content(node: Node): string {
    if (isSeq(node)) return JSON.stringify(node.items.map((item) => this.#sameAs(item as Node | null)));
    if (isMap(node)) {
      const keys = node.tag ? null : this.#keysOf(node);
      if (keys !== null) return `map ${JSON.stringify(keys.map((key) => [key.id, key.same()]))}`;
      const pairs = node.items as NodePair<Node, Node | null>[];
      return JSON.stringify(pairs.map(({ key, value }) => [this.#sameAs(key), this.#sameAs(value)]));
    }
    if (!isScalar(node)) return '';
    const { type, canonical } = readScalar(String(node.value), node.type === Scalar.PLAIN, this.#dialect);
    return `${type} ${canonical}`;
  }
}

/** Takes the blank lines and comments at a text's end away: from behind, since a pattern would begin at each of them. */
function withoutGap(text: string): string {
  let end = text.length;
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1);
    if (start < 0 || !/^[ \t]*(?:#[^\n]*)?$/.test(text.slice(start + 1, end))) break;
    end = text[start - 1] === '\r' ? start - 1 : start;
  }
  return text.slice(0, end);
}
