/**
 * The merge the loader makes, on plain data: mapping on mapping merges key by key, anything else replaces, lists
 * replace whole, null is a value and never a deletion. Keys of the base come first, in its order.
 *
 * Keys are only ever defined, never assigned, so a config with a key `__proto__` gets an own property like any
 * other and reaches no prototype.
 */

/** A config as plain data. Integers that a number cannot hold are bigint. */
export type ConfigValue = null | boolean | number | bigint | string | ConfigValue[] | ConfigMap;

export interface ConfigMap {
  [key: string]: ConfigValue;
}

/** Mappings that count as one value: they are replaced, never merged. */
export type Opaque = Pick<WeakSet<object>, 'has'>;

const NOTHING: Opaque = new WeakSet();

/**
 * Merges one config over another.
 *
 * @param base - the parent's part
 * @param override - the session's part; its values win
 * @returns a new mapping that shares nothing with the arguments, which are not changed
 */
export function deepMergeConfigs(base: ConfigMap, override: ConfigMap): ConfigMap {
  return mergeConfigs(base, override, NOTHING);
}

/** As `deepMergeConfigs`, where some mappings of either side are opaque. */
export function mergeConfigs(base: ConfigMap, override: ConfigMap, opaque: Opaque): ConfigMap {
  const merged: ConfigMap = {};
  for (const [key, before] of Object.entries(base)) {
    const after = Object.hasOwn(override, key) ? (override[key] as ConfigValue) : before;
    const both = after !== before && isOpen(before, opaque) && isOpen(after, opaque);
    define(merged, key, both ? mergeConfigs(before, after, opaque) : cloneConfig(after));
  }
  for (const [key, value] of Object.entries(override)) {
    if (!Object.hasOwn(base, key)) define(merged, key, cloneConfig(value));
  }
  return merged;
}

function isOpen(value: ConfigValue, opaque: Opaque): value is ConfigMap {
  return isConfigMap(value) && !opaque.has(value);
}

/** @returns a copy that shares nothing with the value */
export function cloneConfig(value: ConfigValue): ConfigValue {
  if (Array.isArray(value)) return value.map(cloneConfig);
  if (isConfigMap(value)) return cloneMap(value);
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}

function cloneMap(map: ConfigMap): ConfigMap {
  const copy: ConfigMap = {};
  for (const key of Object.keys(map)) define(copy, key, cloneConfig(map[key] as ConfigValue));
  return copy;
}

/** @returns whether a value is a mapping: a plain object, not a list, a date or an instance of a class */
export function isConfigMap(value: unknown): value is ConfigMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Sets an own property under any name. */
export function define(map: ConfigMap, key: string, value: ConfigValue): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}
