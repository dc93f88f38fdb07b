/** Anchors and aliases: which alias means which node. An alias means the last anchor of its name above it. */
import { isAlias, visit, type Alias, type Node } from 'yaml';
import type { Value } from '../core/value.js';
import type { Parsed } from './parse.js';
import type { AnchorToken } from './tokens.js';
import type { ValueReader } from './values.js';

/** An alias and the anchor it means, by the offsets of `*` and `&`. */
export interface Link {
  readonly alias: number;
  readonly anchor: number;
  /** Whether what it means is a word or two: written out, it takes no more room than the alias did. */
  readonly short: boolean;
}

const SHORT = 80;

/** An alias, the node it means and what stands around it. */
export interface Occurrence {
  readonly alias: Alias;
  /** Offset of the `*`. */
  readonly offset: number;
  readonly target: Node;
  readonly anchor: AnchorToken;
  /** The collections and pairs it stands in, outermost first. */
  readonly above: readonly unknown[];
}

/** @returns every alias of a document that was read without a problem, in the order of the text */
export function linksOf(parsed: Parsed, text: string): readonly Link[] {
  return occurrencesOf(parsed).map(({ offset, anchor, target }) => ({
    alias: offset,
    anchor: anchor.offset,
    short: isShort(text.slice(target.range?.[0], target.range?.[1])),
  }));
}

function isShort(text: string): boolean {
  return text.length <= SHORT && !/[\n*]/.test(text);
}

/** @returns the same with nodes */
export function occurrencesOf({ contents, anchors }: Parsed): readonly Occurrence[] {
  if (anchors.length === 0) return [];
  const found: Occurrence[] = [];
  const latest = new Map<string, Pick<Occurrence, 'target' | 'anchor'>>();
  let count = 0;
  visit(contents, {
    Node: (_, node, above) => {
      if (isAlias(node)) {
        const meant = latest.get(node.source);
        if (meant !== undefined) found.push({ alias: node, offset: node.range?.[0] ?? 0, ...meant, above });
      } else if (node.anchor) {
        // Anchors and the nodes that have them stand in the same order.
        const anchor = anchors[count++];
        if (anchor !== undefined) latest.set(node.anchor, { target: node as Node, anchor });
      }
    },
  });
  return found;
}

/** @returns the names of the anchors in some nodes of a document, and what its aliases mean */
export function namesIn(
  values: ValueReader,
  ...nodes: readonly (Node | null)[]
): { readonly anchors: ReadonlySet<string>; readonly aliases: ReadonlyMap<string, Value> } {
  const anchors = new Set<string>();
  const aliases = new Map<string, Value>();
  for (const node of nodes) {
    visit(node, {
      Alias: (_, alias) => {
        const value = values.aliasedBy(alias);
        if (value !== undefined && !aliases.has(alias.source)) aliases.set(alias.source, value);
      },
      Value: (_, value) => void (value.anchor && anchors.add(value.anchor)),
    });
  }
  return { anchors, aliases };
}

/** @returns the first anchor whose name another one above it has: PyYAML refuses it, YAML 1.2 does not */
export function anchorTwice(anchors: readonly AnchorToken[]): AnchorToken | undefined {
  const seen = new Set<string>();
  return anchors.find(({ name }) => seen.size === seen.add(name).size);
}
