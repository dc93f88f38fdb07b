/**
 * A parent whose text was changed, read again: what hoisting asks of the result, and what it is told about sessions
 * that other parents list too.
 */
import { type ConfigReader } from '../yaml/config-reader.js';
import { rootValue, type Config } from '../yaml/config.js';
import { anchorTwice } from '../yaml/links.js';
import type { DecisionOptions } from './decisions.js';
import type { Legacy } from './legacy.js';
import type { SharedKey } from './plan.js';
import { valueAt } from './redundancy.js';

export interface HoistOptions extends DecisionOptions {
  readonly reader: ConfigReader;
}

/** A session and the other parents that list it. */
export interface Listed extends Legacy {
  readonly others: readonly Config[];
}

export interface Hoisted {
  readonly parent: Config;
  readonly keys: readonly SharedKey[];
}

/** @returns whether each other parent of a session says what the session says, so that it may leave the session */
export function othersAgree(sessions: readonly Listed[], path: readonly string[]): boolean {
  return sessions.every(({ config, others }) => {
    const value = valueAt(config, path);
    return value === undefined || others.every((other) => valueAt(other, path)?.id === value.id);
  });
}

/** @returns the config of a text that stands in the place of another; null when it cannot be read, by PyYAML or at all */
export function reread(config: Config, text: string, reader: ConfigReader): Config | null {
  const eol = config.source.eol;
  const result = reader.read({ ...config.source, text, eol });
  const loads = 'head' in result && result.whole === null && anchorTwice(result.anchors) === undefined;
  return loads ? result : null;
}

/** @returns whether every top-level key of a parent has the value it had, but for those that are named */
export function saysStill(after: Config, before: Config, except: readonly string[] = []): boolean {
  return rootValue(before).pairs.every(
    ({ key, name, value }) =>
      (name !== null && except.includes(name)) ||
      rootValue(after).pairs.some((pair) => pair.key.id === key.id && pair.value.id === value.id),
  );
}
