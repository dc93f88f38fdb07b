/**
 * Scalars of the input that already mean two things: `1e-3` is a string to PyYAML and a number to YAML 1.2. Nothing
 * is wrong with moving them, since their text does not change, but the user will want to know.
 */
import type { Value } from '../core/value.js';
import { coreText, type Config } from './config.js';
import { lineOfOffset } from './lines.js';
import { isAmbiguous, readScalar } from './scalar.js';

export interface TwoMeanings {
  /** Key path, `[]` for the items of a list. */
  readonly path: string;
  /** Line and column in the file, from 1. */
  readonly line: number;
  readonly column: number;
  /** The scalar and both its readings, in words. */
  readonly text: string;
}

/** @returns the first ambiguous scalar of each key path of a config */
export function twoMeanings(config: Config): readonly TwoMeanings[] {
  const found: TwoMeanings[] = [];
  let above = config.head;
  for (const { core, lead, tail } of config.blocks) {
    above += lead;
    const before = above.split('\n').length - 1 - core.entry.line;
    for (const [path, { text, offset }] of new Search().search(core.entry.value, core.entry.name)) {
      const line = lineOfOffset(core.lines, offset);
      const column = offset - (core.lines.starts[line] ?? 0) + 1;
      found.push({ path, line: before + line + 1, column, text: `${text} is ${meanings(text)}` });
    }
    above += coreText(core) + tail;
  }
  return found;
}

interface Place {
  readonly text: string;
  readonly offset: number;
}

class Search {
  readonly #found = new Map<string, Place>();
  /** Nodes that aliases lead to again are looked at once, whatever they would expand to. */
  readonly #seen = new Set<Value>();

  search(value: Value, path: string): ReadonlyMap<string, Place> {
    if (value.kind === 'scalar') {
      if (!this.#found.has(path) && isAmbiguous(value.text, value.plain)) this.#found.set(path, value);
    } else if (!this.#seen.has(value)) {
      this.#seen.add(value);
      if (value.kind === 'sequence') for (const item of value.items) this.search(item, `${path}[]`);
      if (value.kind === 'mapping') {
        for (const { name, value: inner } of value.pairs) this.search(inner, `${path}.${name ?? '?'}`);
      }
    }
    return this.#found;
  }
}

function meanings(text: string): string {
  const python = readScalar(text, true, 'pyyaml');
  const core = readScalar(text, true, '1.2');
  return `${shown(python)} to PyYAML and ${shown(core)} to YAML 1.2`;
}

function shown({ type, canonical }: { readonly type: string; readonly canonical: string }): string {
  if (type === 'str') return `the string ${JSON.stringify(canonical)}`;
  return type === 'invalid' ? 'an error' : `${type} ${canonical}`;
}
