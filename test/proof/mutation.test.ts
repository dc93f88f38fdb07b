/**
 * Every scalar counts: in each fixture's new side, one scalar of the parent or of a session is changed, and the proof
 * against the old side must fail. Fifty of them each, always the same.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isPair, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { textOfBytes } from '../../src/proof/text.js';
import { contractOf } from '../../src/contract.js';
import type { DialectChoice, KeyOrder } from '../../src/core/value.js';
import type { ProofParent } from '../../src/proof/prove.js';
import { seeded } from '../support/scalars.js';
import { proveLayouts, told, type Options } from './layout.js';

const ROOT = fileURLToPath(new URL('../../fixtures', import.meta.url));
const GIVEN = JSON.parse(read(path.join(ROOT, 'options.json'))) as Record<string, readonly string[]>;
const CASES = readdirSync(path.join(ROOT, 'new')).sort();
const SAMPLE = 50;

function read(file: string): string {
  return textOfBytes(readFileSync(file));
}

/** Texts by file name; the parent's is under ''. */
type NewSide = ReadonlyMap<string, string>;

function newSide(name: string): NewSide {
  const folder = path.join(ROOT, 'new', name);
  const files = readdirSync(path.join(folder, 'sessions'));
  const sessions = files.map((file) => [file, read(path.join(folder, 'sessions', file))] as const);
  return new Map([['', read(path.join(folder, `${name}.yaml`))], ...sessions]);
}

function layoutOf(name: string, texts: NewSide, original: NewSide): ProofParent {
  const document = parseDocument(original.get('') ?? '', { schema: 'failsafe' });
  const listed = (document.toJS() as { readonly sessions: readonly string[] }).sessions;
  const file = (place: string, text: string) => ({ path: place, text: () => text });
  const sessions = listed.map((session) => {
    const old = ['.yaml', '.yml'].map((ending) => path.join(ROOT, 'old', name, session + ending));
    const legacy = old.find((place) => existsSync(place)) ?? '';
    return {
      name: session,
      legacy: file(legacy, read(legacy)),
      session: file(session, texts.get(`${session}.yaml`) ?? ''),
    };
  });
  return { parent: file('parent', texts.get('') ?? ''), sessions };
}

function optionsOf(name: string): Options {
  const given = GIVEN[name] ?? [];
  const value = (option: string) => (given.includes(option) ? given[given.indexOf(option) + 1] : undefined);
  const required = value('--require');
  return {
    yaml: (value('--yaml') ?? 'both') as DialectChoice,
    keyOrder: (value('--key-order') ?? 'nested') as KeyOrder,
    contract: contractOf(value('--preset') === 'plain' ? 'plain' : 'dataset', {
      require: required === undefined ? [] : [required],
    }),
  };
}

interface Change {
  readonly file: string;
  readonly text: string;
  readonly what: string;
}

/** @returns the file once for each of its scalars, which is another there */
function changesOf(file: string, text: string): readonly Change[] {
  const changes: Change[] = [];
  visit(parseDocument(text, { schema: 'failsafe' }), {
    Scalar: (role, node, parents) => {
      const [start, end] = isScalar(node) && node.range ? node.range : [0, 0];
      const source = text.slice(start, end);
      if (file === '' && role === 'value' && isSessionDir(parents.at(-1))) return; // any folder will do
      const block = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
      const fresh = ` mutated_${block ? '\n' : ''}`;
      const changed = text.slice(0, start) + fresh + text.slice(end);
      changes.push({ file, text: changed, what: `${file || 'parent'}:${start} ${source} -> ${fresh}` });
    },
  });
  return changes;
}

function isSessionDir(parent: unknown): boolean {
  return isPair(parent) && isScalar(parent.key) && parent.key.value === 'session_dir';
}

describe.each(CASES)('%s', (name) => {
  const original = newSide(name);
  const options = optionsOf(name);

  test('is refused when any scalar is another', () => {
    expect(told(proveLayouts([layoutOf(name, original, original)], options))).toEqual([]);
    const random = seeded(20220216);
    const all = [...original].flatMap(([file, text]) => changesOf(file, text));
    const order = all.map((change) => ({ change, rank: random() })).sort((a, b) => a.rank - b.rank);
    for (const { change } of order.slice(0, SAMPLE)) {
      const texts = new Map(original).set(change.file, change.text);
      expect(proveLayouts([layoutOf(name, texts, original)], options).ok, change.what).toBe(false);
    }
  });
});
