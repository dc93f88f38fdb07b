/**
 * A file that holds a key twice is refused everywhere else; an audit still wants to look at the rest of it, and to
 * say what the two values are. So it is read here as PyYAML reads it: the last one counts.
 */
import { isMap, isScalar, isSeq, type Node, type Pair as NodePair } from 'yaml';
import type { Identities } from '../core/identities.js';
import type { MappingValue, Pair, Value } from '../core/value.js';
import type { Source } from './decode.js';
import { linesOf, lineOfOffset, type Lines } from './lines.js';
import { parseText } from './parse.js';
import type { PathStep, PlaceInText } from './places.js';
import { ValueReader } from './values.js';

export interface Repeated {
  readonly steps: readonly PathStep[];
  /** Text of each value, shortened by whoever shows it. */
  readonly values: readonly string[];
  /** Place of each key. */
  readonly places: readonly PlaceInText[];
}

/**
 * @param source - a file in which a key stands twice
 * @param identities - of the run
 * @returns its values with the last of equal keys, and the keys concerned; null when more is wrong with the file
 */
export function readRepeated(
  source: Source,
  identities: Identities,
): { readonly root: MappingValue; readonly repeated: readonly Repeated[] } | null {
  const parsed = parseText(source.text);
  if ('code' in parsed || !isMap(parsed.contents)) return null;
  const values = new ValueReader(identities);
  const root = lastOnes(values.read(parsed.contents), identities, new Map());
  if (root.kind !== 'mapping' || values.problems.some(({ code }) => code !== 'duplicate-key')) return null;
  const repeated: Repeated[] = [];
  collect(parsed.contents, [], linesOf(source.text), repeated);
  return { root, repeated };
}

/** @param done - what aliases lead to again stays shared */
function lastOnes(value: Value, identities: Identities, done: Map<Value, Value>): Value {
  const known = done.get(value) ?? withLastOnes(value, identities, done);
  done.set(value, known);
  return known;
}

function withLastOnes(value: Value, identities: Identities, done: Map<Value, Value>): Value {
  if (value.kind === 'sequence') {
    const items = value.items.map((item) => lastOnes(item, identities, done));
    return { kind: 'sequence', id: identities.sequence(items), items };
  }
  if (value.kind !== 'mapping') return value;
  const byKey = new Map<number, Pair>();
  for (const pair of value.pairs)
    byKey.set(pair.key.id, { ...pair, value: lastOnes(pair.value, identities, done) });
  const pairs = [...byKey.values()];
  return { kind: 'mapping', id: identities.mapping(pairs), pairs, open: false };
}

function collect(node: Node | null, steps: readonly PathStep[], lines: Lines, found: Repeated[]): void {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      collect(item as Node | null, [...steps, index], lines, found);
    }
  }
  if (!isMap(node)) return;
  const byKey = new Map<string, NodePair[]>();
  for (const pair of node.items) {
    if (!isScalar(pair.key)) continue;
    const key = String(pair.key.value);
    byKey.set(key, [...(byKey.get(key) ?? []), pair]);
    collect(pair.value as Node | null, [...steps, key], lines, found);
  }
  for (const [key, pairs] of byKey) {
    if (pairs.length < 2) continue;
    const places = pairs.map((pair) => placeAt(lines, (pair.key as Node).range?.[0] ?? 0));
    found.push({ steps: [...steps, key], values: pairs.map((pair) => textOf(pair, lines)), places });
  }
}

function placeAt(lines: Lines, offset: number): PlaceInText {
  const line = lineOfOffset(lines, offset);
  return { line: line + 1, column: offset - (lines.starts[line] ?? 0) + 1 };
}

function textOf({ value }: NodePair, lines: Lines): string {
  const range = (value as Node | null)?.range;
  return range ? lines.text.slice(range[0], range[1]).trim() : '';
}
