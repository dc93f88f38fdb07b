/**
 * What aliases of aliases stand for grows by powers of two with each line. Reading such a file is cheap, since nodes stay
 * shared; whoever writes its values out, as a loader's user will, runs out of memory. So one limit holds for legacy configs, for
 * layouts and for audits: what is migrated can be loaded.
 */
import { sizeByAliases } from '../core/size.js';
import type { Problem } from '../errors.js';
import { rootValue, type Config } from './config.js';
import { placeOf } from './places.js';

/** More values than this come from aliases of aliases, not from a person. */
const MAX_VALUES = 1_000_000;

/** @returns the problem of a file whose aliases stand for too many values, at the top-level key that is one too many */
export function aliasProblem(config: Config): Problem | null {
  // Without an anchor there is no alias, and long lists need not be looked into.
  if (config.anchors.length === 0) return null;
  const root = rootValue(config);
  const size = sizeByAliases(root);
  if (size <= MAX_VALUES) return null;
  const end = root.pairs.findIndex((_, index) => {
    return sizeByAliases({ ...root, pairs: root.pairs.slice(0, index + 1) }) > MAX_VALUES;
  });
  const name = root.pairs[end]?.name;
  const place = name == null ? { line: 1, column: 1 } : placeOf(config, [name], 'key');
  const message = `Aliases stand for ${size} values here, more than ${MAX_VALUES}. Use fewer aliases of aliases.`;
  return { code: 'too-many-aliases', severity: 'error', file: config.source.path, ...place, message };
}
