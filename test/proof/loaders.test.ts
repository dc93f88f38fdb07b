/**
 * The proof's trees are those of the real loaders. A text that js-yaml reads as another tree than PyYAML, or than the
 * `yaml` package under YAML 1.2, could pass for its neighbour; so thousands of odd texts are read by all of them.
 * Where the proof cannot read a text nothing can go wrong: it says so.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, parseDocument, Scalar, type Document, type Node } from 'yaml';
import { Unreadable } from '../../src/proof/raw.js';
import { readingsOf, UNKNOWN_MERGE, type Reading, type View } from '../../src/proof/view.js';
import { mutatedTexts } from '../support/mutate.js';
import { noPyyaml, runPython } from '../support/python.js';

/** A scalar is its canonical text; a list [0, items]; a mapping [1, pairs]; a tagged node [2, tag, content]. */
type Tree = string | readonly [0 | 1 | 2, ...unknown[]];

const PYTHON = noPyyaml();
const COUNT = Number(process.env['PROOF_TEXTS'] ?? 20_000);
const TEXTS = mutatedTexts(COUNT, Number(process.env['PROOF_SEED'] ?? 20220216));

interface Read {
  readonly text: string;
  readonly pyyaml: Reading | null;
  readonly core: Reading | null;
}

const READ: readonly Read[] = TEXTS.map((text) => ({
  text,
  pyyaml: readOrNull(text, 'pyyaml'),
  core: readOrNull(text, '1.2'),
}));

function readOrNull(text: string, dialect: 'pyyaml' | '1.2'): Reading | null {
  try {
    return readingsOf(text, [dialect]).get(dialect) ?? null;
  } catch (error) {
    // Whatever a text holds, no other error may come out.
    if (error instanceof Unreadable) return null;
    throw new Error(`crashed on ${JSON.stringify(text)}`, { cause: error });
  }
}

describe('readingsOf', () => {
  test('reads enough of the texts for the rest to mean something', () => {
    expect(READ.filter(({ pyyaml }) => pyyaml !== null).length).toBeGreaterThan(COUNT / 5);
  });

  test('gives the trees of PyYAML, and knows what PyYAML refuses', ({ skip }) => {
    if (PYTHON !== null) skip(PYTHON);
    const script = fileURLToPath(new URL('../support/tree.py', import.meta.url));
    const trees = JSON.parse(runPython(script, TEXTS)) as readonly (Tree | null)[]; // what tree.py prints
    const wrong: string[] = [];
    const refused: string[] = [];
    const missed: string[] = [];
    for (const [at, { text, pyyaml }] of READ.entries()) {
      const theirs = trees[at] ?? null;
      // Only mappings are configs; at the root js-yaml loses a tag now and then.
      if (pyyaml === null || typeof pyyaml.view === 'string') continue;
      const [ours, other] = [JSON.stringify(treeOf(pyyaml.view)), JSON.stringify(withFloats(theirs))];
      if (ours.includes(UNKNOWN_MERGE)) continue; // not taken apart in the proof
      if (ours.includes('["node ')) continue; // a key that is no scalar: tree.py knows none
      if (theirs === null && pyyaml.refused === null) missed.push(text);
      if (theirs !== null && ours !== other) wrong.push(`${JSON.stringify(text)}: ${ours}, not ${other}`);
      if (theirs !== null && pyyaml.refused !== null)
        refused.push(`${JSON.stringify(text)}: ${pyyaml.refused}`);
    }
    expect(wrong).toEqual([]);
    expect(refused).toEqual([]);
    // Odd tags and directives: one in a thousand.
    expect(missed.length, missed.slice(0, 20).join('\n--\n')).toBeLessThan(COUNT / 1000);
  });

  test('gives the trees of yaml with the core schema', () => {
    const wrong = READ.flatMap(({ text, core }) => {
      if (core === null || typeof core.view === 'string') return [];
      const theirs = yamlTree(text);
      const ours = JSON.stringify(treeOf(core.view));
      return theirs === null || ours === theirs ? [] : [`${JSON.stringify(text)}: ${ours}, not ${theirs}`];
    });
    expect(wrong).toEqual([]);
  });
});

function treeOf(view: View): Tree {
  // The mark of a %YAML directive is our own.
  if (typeof view === 'string') return view.replace(/ \(%YAML [0-9.]+\)$/, '');
  if (view.kind === 'list') return [0, view.items.map(treeOf)];
  if (view.kind === 'tagged') return [2, view.tag, treeOf(view.content)];
  return [1, [...view.entries].map(([key, value]) => [treeOf(key), treeOf(value)])];
}

/** Python prints floats in its own notation. */
function withFloats(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withFloats);
  const text = typeof tree === 'string' ? /^float (.*)$/.exec(tree)?.[1] : undefined;
  return text === undefined ? tree : floatText(Number(text.replace('inf', 'Infinity')));
}

function floatText(value: number): string {
  if (Object.is(value, -0)) return 'float -0';
  return `float ${value}`.replace('Infinity', 'inf').replace('NaN', 'nan');
}

/** @returns null for what yaml refuses, and where its trees are known to be its own */
function yamlTree(text: string): string | null {
  // Lines of nothing but spaces in a block scalar of explicit indentation are dropped, against PyYAML and js-yaml.
  if (/[|>][-+]?[1-9]/.test(text)) return null;
  // A tab behind too little indentation is text to it alone.
  if (/^ *\t/m.test(text)) return null;
  const options = { schema: 'core', intAsBigInt: true, logLevel: 'silent' } as const;
  const document = parseDocument(text, options);
  return document.errors.length > 0 ? null : JSON.stringify(nodeTree(document.contents, document));
}

function nodeTree(node: Node | null | undefined, document: Document.Parsed): Tree {
  if (isAlias(node)) return nodeTree(node.resolve(document), document);
  if (isScalar(node)) return scalarTree(node);
  // Items and keys are nodes, since the tree was parsed from a text.
  const tree: Tree = isSeq(node)
    ? [0, node.items.map((item) => nodeTree(item as Node | null, document))]
    : isMap(node)
      ? [
          1,
          node.items.map(({ key, value }) => [
            keyTree(nodeTree(key as Node | null, document)),
            nodeTree(value as Node | null, document),
          ]),
        ]
      : 'null';
  // For `! []` it says seq, which is what it is without.
  if (!node?.tag || /:(?:seq|map)$/.test(node.tag)) return tree;
  return [2, node.tag, tree];
}

/** A key that is no scalar is a string in the proof. */
function keyTree(key: Tree): Tree {
  return typeof key === 'string' ? key : `node ${keyText(key)}`;
}

function keyText(tree: Tree): string {
  if (typeof tree === 'string') return JSON.stringify(tree);
  const [kind, content, tagged] = tree as readonly [number, unknown, Tree];
  if (kind === 0) return `(${['list', ...(content as readonly Tree[]).map(keyText)].join(' ')})`;
  if (kind === 2) return `(${JSON.stringify(content)} ${keyText(tagged)})`;
  const pairs = content as readonly (readonly [Tree, Tree])[];
  return `(${['map', ...pairs.flatMap(([key, value]) => [keyText(key), keyText(value)])].join(' ')})`;
}

function scalarTree({ tag, type, source = '', value }: Scalar): Tree {
  const plain = type === Scalar.PLAIN;
  if (tag) return [2, tag, plain && source === '' ? 'null' : `${plain ? 'text' : 'quoted'} ${source}`];
  if (value === null) return 'null';
  if (typeof value === 'bigint') return value === 0n && source.startsWith('-') ? 'int -0' : `int ${value}`;
  if (typeof value === 'number') return floatText(value);
  return typeof value === 'boolean' ? `bool ${value}` : `str ${String(value)}`;
}
