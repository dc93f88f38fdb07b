/** `key=value` from the command line to lines of YAML: the value's text is put behind its key as it was given. */
import { ConfigError } from '../errors.js';
import type { Path } from '../core/path.js';
import { showPath } from '../core/path.js';
import { parseText } from './parse.js';
import { quoteWord } from './quote.js';

export interface KeyValue {
  readonly path: Path;
  /** One line of YAML. */
  readonly value: string;
}

/**
 * @param given - `key=value`; the key may be a path joined with dots, a key with a dot in it in double quotes
 * @returns key path and value, or what is wrong with it, in words
 */
export function parseKeyValue(given: string): KeyValue | { readonly wrong: string } {
  const match = /^((?:"(?:[^"\\]|\\.)*"|[^"=.\s]+)(?:\.(?:"(?:[^"\\]|\\.)*"|[^"=.\s]+))*)=([^]*)$/.exec(
    given,
  );
  const [, keys = '', text = ''] = match ?? [];
  if (match === null) return { wrong: "it is not key=value, e.g. cids='[1, 2]' or sampling.rate=240." };
  const value = text.trim();
  if (value.includes('\n')) return { wrong: 'a value of several lines is given in a file, with --from.' };
  const wrong = wrongValue(value);
  if (wrong !== null) return { wrong };
  const path = [...keys.matchAll(/"(?:[^"\\]|\\.)*"|[^".]+/g)].map(([key]) => keyOf(key));
  return path.includes(null)
    ? { wrong: `the key ${keys} is not quoted rightly.` }
    : { path: path.filter(isKey), value };
}

function isKey(key: string | null): key is string {
  return key !== null;
}

function keyOf(written: string): string | null {
  if (!written.startsWith('"')) return written;
  try {
    return JSON.parse(written) as string;
  } catch {
    return null;
  }
}

/** A value must read the same behind its key as alone: `a: b` and comments do not. */
function wrongValue(value: string): string | null {
  const parsed = parseText(`? k\n: ${value}\n`);
  const line = parseText(`k: ${value}\n`);
  if ('code' in parsed) return `the value is not YAML: ${parsed.message}`;
  if ('code' in line) return 'the value reads as a key and a value; put quotes around it, or braces.';
  return line.comments.length > 0
    ? 'the value has a comment; put quotes around a # that belongs to it.'
    : null;
}

interface Node {
  value: string | null;
  readonly children: Map<string, Node>;
}

/**
 * @param entries - key paths and values, in order
 * @returns a block mapping, two spaces a level
 * @throws ConfigError `usage` when a path is given twice, or one lies below another
 */
export function printEntries(entries: readonly KeyValue[]): string {
  const root: Node = { value: null, children: new Map() };
  for (const { path, value } of entries) {
    let at = root;
    for (const key of path) {
      const child = at.children.get(key) ?? { value: null, children: new Map<string, Node>() };
      at.children.set(key, child);
      if (at.value !== null) throw twice(path);
      at = child;
    }
    if (at.value !== null || at.children.size > 0) throw twice(path);
    at.value = value;
  }
  return linesOf(root, '');
}

function twice(path: Path): ConfigError {
  return new ConfigError('usage', `--set ${showPath(path)} is given twice, or a key above or below it is.`);
}

function linesOf({ children }: Node, indent: string): string {
  return [...children]
    .map(([key, child]) => {
      const start = `${indent}${quoteWord(key)}:`;
      if (child.value !== null) return `${start}${child.value === '' ? '' : ` ${child.value}`}\n`;
      return `${start}\n${linesOf(child, `${indent}  `)}`;
    })
    .join('');
}
