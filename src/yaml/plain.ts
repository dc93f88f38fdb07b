/**
 * Typed values to plain data, as one dialect reads them. Under PyYAML's reading merge keys are expanded the way
 * its constructor does it (yaml/constructor.py, flatten_mapping): merged pairs come first, of several sources the
 * earlier wins, and explicit keys win over both.
 */
import { define, isConfigMap, type ConfigMap, type ConfigValue } from '../core/merge.js';
import type { Dialect, MappingValue, TaggedValue, Value } from '../core/value.js';
import { toPlain } from './scalar.js';
import { isMergeKey } from './values.js';

const CORE_TAG = 'tag:yaml.org,2002:';

/**
 * @param value - a typed value
 * @param dialect - how its plain scalars are read
 * @returns plain data. Keys become strings as they are written. A node with a tag of its own (`!include x`) becomes
 *   a mapping of the tag to its content; nothing is executed.
 */
export function plainValue(value: Value, dialect: Dialect): ConfigValue {
  if (value.kind === 'scalar') return toPlain(value.text, value.plain, dialect);
  if (value.kind === 'sequence') return value.items.map((item) => plainValue(item, dialect));
  if (value.kind === 'mapping') return plainMap(value, dialect);
  return plainTagged(value, dialect);
}

/** @returns a mapping as plain data */
export function plainMap(value: MappingValue, dialect: Dialect): ConfigMap {
  const map: ConfigMap = {};
  const explicit = value.pairs.filter((pair) => dialect !== 'pyyaml' || !isMergeKey(pair.key));
  for (const pair of value.pairs)
    if (!explicit.includes(pair)) mergeInto(map, plainValue(pair.value, dialect));
  for (const pair of explicit) define(map, keyText(pair.key), plainValue(pair.value, dialect));
  return map;
}

function mergeInto(map: ConfigMap, source: ConfigValue): void {
  const sources = Array.isArray(source) ? [...source].reverse() : [source];
  for (const one of sources) {
    if (!isConfigMap(one)) continue;
    for (const [key, value] of Object.entries(one)) define(map, key, value);
  }
}

function keyText(key: Value): string {
  if (key.kind === 'scalar') return key.text;
  return JSON.stringify(plainValue(key, '1.2'), (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}

function plainTagged({ tag, content }: TaggedValue, dialect: Dialect): ConfigValue {
  if (tag === `${CORE_TAG}str` || tag === `${CORE_TAG}binary` || tag === '!') {
    return content.kind === 'scalar' ? content.text : plainValue(content, dialect);
  }
  if (tag.startsWith(CORE_TAG) && content.kind === 'scalar') return toPlain(content.text, true, dialect);
  if (tag.startsWith(CORE_TAG) && !tag.startsWith(`${CORE_TAG}python/`)) return plainValue(content, dialect);
  const map: ConfigMap = {};
  define(map, tag, plainValue(content, dialect));
  return map;
}
