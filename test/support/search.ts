/**
 * Origins found in another way than the program does: files read by js-yaml, merged plainly, and places found by a
 * search of the lines for keys and their indentation.
 */
import jsyaml from 'js-yaml';

type Plain = unknown;
type PlainMap = Record<string, Plain>;

export interface Expected {
  readonly path: string;
  readonly origin: 'inherited' | 'own' | 'overrides';
}

// Every scalar is its text, so no type of JavaScript's comes between; unknown tags keep their content apart.
const ANY_TAG = (['scalar', 'sequence', 'mapping'] as const).map(
  (kind) =>
    new jsyaml.Type('', {
      kind,
      multi: true,
      construct: (data: unknown, tag?: string) => [`tag ${tag ?? ''}`, data],
    }),
);
// Quoted keys are text too; merge keys are expanded as by PyYAML.
const SCHEMA = jsyaml.FAILSAFE_SCHEMA.extend({
  implicit: [
    new jsyaml.Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (data: unknown) => data === '<<' }),
  ],
  explicit: ANY_TAG,
});

export function load(text: string): PlainMap {
  return jsyaml.load(text, { schema: SCHEMA }) as PlainMap;
}

function isMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns every value that the loader replaces whole, with its origin, in any order */
export function expectedOrigins(parent: PlainMap, session: PlainMap): readonly Expected[] {
  const base = Object.entries(parent).filter(([key]) => key !== 'session_dir' && key !== 'sessions');
  return merged(Object.fromEntries(base), session, [], false);
}

function merged(base: PlainMap, own: PlainMap, above: readonly string[], over: boolean): readonly Expected[] {
  return [...new Set([...Object.keys(base), ...Object.keys(own)])].flatMap((key) => {
    const path = [...above, key];
    const [before, after] = [base[key], own[key]];
    const inBase = Object.hasOwn(base, key);
    if (!Object.hasOwn(own, key)) return leaves(before, path, 'inherited');
    if (!inBase) return leaves(after, path, over ? 'overrides' : 'own');
    if (!isMap(before) || !isMap(after)) return leaves(after, path, 'overrides');
    const inner = merged(before, after, path, over);
    return inner.length > 0 ? inner : leaves(after, path, 'overrides');
  });
}

function leaves(value: Plain, path: readonly string[], origin: Expected['origin']): readonly Expected[] {
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key], origin));
  return [{ path: shown(path), origin }];
}

function shown(path: readonly string[]): string {
  return path.map((key) => (/^[^."\s]+$/.test(key) ? key : JSON.stringify(key))).join('.');
}

const KEY = /^( *)(?:\? +)?("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#'"{[&*!|>-][^#]*?|-[^\s#][^#]*?) *:(?= |$)/;

/**
 * The path of the key on a line of a block mapping: the keys above it with ever smaller indentation.
 *
 * @param lines - of the file
 * @param line - from 1
 * @returns the path as shown; null when no key begins that line
 */
export function pathOnLine(lines: readonly string[], line: number): string | null {
  const path: string[] = [];
  let indent = Infinity;
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const match = KEY.exec(lines[at] ?? '');
    if (match === null && at === line - 1) return null;
    if (match === null || (match[1] ?? '').length >= indent) continue;
    indent = (match[1] ?? '').length;
    path.unshift(String(jsyaml.load(match[2] ?? '', { schema: jsyaml.FAILSAFE_SCHEMA })));
  }
  return shown(path);
}
