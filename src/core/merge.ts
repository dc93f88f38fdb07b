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

/**
 * Merges one config over another.
 *
 * @param base - the parent's part
 * @param override - the session's part; its values win
 * @returns a new mapping that shares nothing with the arguments, which are not changed
 */
export function deepMergeConfigs(base: ConfigMap, override: ConfigMap): ConfigMap {
  const merged = cloneMap(base);
  for (const key of Object.keys(override)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const value = override[key] as ConfigValue;
    const both = isConfigMap(before) && isConfigMap(value);
    define(merged, key, both ? deepMergeConfigs(before, value) : cloneConfig(value));
  }
  return merged;
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
