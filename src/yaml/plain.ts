/**
 * Typed values to plain data, as one dialect reads them. Under PyYAML's reading merge keys are expanded the way
 * its constructor does it (yaml/constructor.py, flatten_mapping): merged pairs come first, of several sources the
 * earlier wins, and explicit keys win over both.
 */
import { define, isConfigMap, type ConfigMap, type ConfigValue } from '../core/merge.js';
import type { Dialect, MappingValue, ScalarValue, TaggedValue, Value } from '../core/value.js';
import { toPlain } from './scalar.js';
import { isMergeKey } from './loadable.js';

const CORE_TAG = 'tag:yaml.org,2002:';

/** Receives the mappings that stand for a tagged node: a loader replaces them whole. */
export type OpaqueMaps = WeakSet<object>;

/**
 * @param value - a mapping
 * @param dialect - how its plain scalars are read
 * @param opaque - receives the mappings that no loader merges into
 * @returns plain data. Keys become strings as they are written. A node with a tag of its own (`!include x`) becomes
 *   a mapping of the tag to its content; nothing is executed.
 */
export function plainMap(value: MappingValue, dialect: Dialect, opaque: OpaqueMaps): ConfigMap {
  const map: ConfigMap = {};
  const pairs = value.pairs.map((pair) => ({ ...pair, plain: plainValue(pair.value, dialect, opaque) }));
  const merges = pairs.filter(
    ({ key, plain }) => dialect === 'pyyaml' && isMergeKey(key) && sourcesOf(plain, opaque) !== null,
  );
  for (const { plain } of merges) {
    for (const source of sourcesOf(plain, opaque) ?? []) {
      for (const [key, inner] of Object.entries(source)) define(map, key, inner);
    }
  }
  for (const pair of pairs) if (!merges.includes(pair)) define(map, keyText(pair.key), pair.plain);
  return map;
}

function plainValue(value: Value, dialect: Dialect, opaque: OpaqueMaps): ConfigValue {
  if (value.kind === 'scalar') return toPlain(value.text, value.plain, dialect);
  if (value.kind === 'sequence') return value.items.map((item) => plainValue(item, dialect, opaque));
  if (value.kind === 'mapping') return plainMap(value, dialect, opaque);
  return plainTagged(value, dialect, opaque);
}

/** @returns the mappings a merge key merges, the winning one last; null for what PyYAML refuses to merge */
function sourcesOf(value: ConfigValue, opaque: OpaqueMaps): readonly ConfigMap[] | null {
  const sources = Array.isArray(value) ? value.toReversed() : [value];
  const maps = sources.filter((source) => isConfigMap(source)).filter((source) => !opaque.has(source));
  return maps.length === sources.length ? maps : null;
}

function keyText(key: Value): string {
  if (key.kind === 'scalar') return key.text;
  return JSON.stringify(plainValue(key, '1.2', new WeakSet()), (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}

function plainTagged({ tag, content }: TaggedValue, dialect: Dialect, opaque: OpaqueMaps): ConfigValue {
  const core = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : null;
  if (content.kind === 'scalar' && (tag === '!' || core !== null)) {
    if (!core?.startsWith('python/')) return plainScalar(core ?? '!', content, dialect);
  }
  const plain = plainValue(content, dialect, opaque);
  if (tag === '!' || core === 'map' || core === 'seq' || core === 'omap' || core === 'pairs') return plain;
  const map: ConfigMap = core === 'set' && isConfigMap(plain) ? plain : {};
  if (map !== plain) define(map, tag, plain);
  opaque.add(map);
  return map;
}

/** A scalar under a tag of YAML's own, by the tag's name. */
function plainScalar(tag: string, { text }: ScalarValue, dialect: Dialect): ConfigValue {
  if (tag === 'str' || tag === 'binary') return text;
  // PyYAML resolves what stands under `!` as if it were plain, quotes or not; to YAML 1.2 it is a string.
  if (tag === '!') return toPlain(text, dialect === 'pyyaml', dialect);
  if (tag === 'null') return null;
  // `!!float 1e3` is a number, though PyYAML reads the same text as a string without the tag.
  const number = tag === 'float' && text !== '' ? Number(text.replaceAll('_', '')) : NaN;
  return Number.isNaN(number) ? toPlain(text, true, dialect) : number;
}

/** @returns a mapping whose last scalar has lost the line break at its end */
export function brokenOff(value: MappingValue): MappingValue {
  const [last] = value.pairs.slice(-1);
  if (last === undefined) return value;
  return { ...value, pairs: value.pairs.toSpliced(-1, 1, { ...last, value: cutOff(last.value) }) };
}

function cutOff(value: Value): Value {
  if (value.kind === 'scalar') return { ...value, text: value.text.replace(/\n$/, '') };
  if (value.kind === 'mapping') return brokenOff(value);
  if (value.kind === 'tagged') return { ...value, content: cutOff(value.content) };
  return {
    ...value,
    items: value.items.map((item, at) => (at < value.items.length - 1 ? item : cutOff(item))),
  };
}
