/**
 * Small files that are written for this program itself (settings, baselines): plain data, each value with the place
 * it stands at, so that what is wrong with one can be said with line and column. Configs are read by config.ts.
 */
import { isMap, isScalar, isSeq, parseDocument, type Document, type ParsedNode } from 'yaml';
import type { Problem } from '../errors.js';
import { problemAt, type Source } from './decode.js';

export type Located = LocatedScalar | LocatedList | LocatedMapping;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly offset: number;
  /** As YAML 1.2 reads it. */
  readonly value: unknown;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: readonly Located[];
}

export interface LocatedMapping {
  readonly kind: 'mapping';
  readonly offset: number;
  readonly entries: readonly LocatedEntry[];
}

export interface LocatedEntry {
  readonly key: string;
  /** Offset of the key. */
  readonly offset: number;
  readonly value: Located;
}

/**
 * @param source - a YAML or JSON file
 * @returns its value, or what keeps it from being read; a file without a value is an empty mapping
 */
export function readLocated(source: Source): Located | Problem {
  // prettyErrors would add a drawing of the place to the message.
  const document = parseDocument(source.text, { prettyErrors: false, schema: 'core' });
  const [error] = document.errors;
  if (error !== undefined) {
    return problemAt(source.path, source.text, error.pos[0], 'syntax', `${error.message}.`);
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { kind: 'mapping', offset: 0, entries: [] };
  }
  return located(contents, document);
}

function located(node: ParsedNode | null, document: Document.Parsed): Located {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '(not a scalar)',
      offset: key.range[0],
      value: located(value, document),
    }));
    return { kind: 'mapping', offset: node.range[0], entries };
  }
  if (isSeq(node)) {
    return { kind: 'list', offset: node.range[0], items: node.items.map((item) => located(item, document)) };
  }
  return { kind: 'scalar', offset: node?.range[0] ?? 0, value: node?.toJS(document) ?? null };
}
