/**
 * Text to a tree with nothing lost, by js-yaml: the second parser of this project, on which nothing else depends.
 * Scalars keep their text and whether they are plain, keys keep their type and order, tags stay tags and are never
 * executed, merge keys stay keys. What it all means is for view.ts.
 *
 * js-yaml builds plain objects, whose keys can only be strings. Every scalar is therefore turned into a string with
 * a mark in front, one for plain and one for quoted and block scalars, as soon as it is read: then `1` and `"1"`
 * are two keys, no key looks like an array index (which would change its order), and none is `__proto__`.
 */
import { randomBytes } from 'node:crypto';
import jsyaml from 'js-yaml';

/** A node as read: scalars as marked strings (`scalarOf`); null is an empty plain scalar. */
export type Raw = string | null | RawList | Tagged | { readonly [key: string]: Raw };

/** A sequence. A class, so that a sequence used as a key cannot be taken for a string. */
export class RawList {
  readonly items: readonly Raw[];
  constructor(items: readonly Raw[]) {
    this.items = items;
  }
}

/** A node with an explicit tag; a scalar's content is its bare text. */
export class Tagged {
  readonly tag: string;
  readonly content: Raw;
  constructor(tag: string, content: Raw) {
    this.tag = tag;
    this.content = content;
  }
}

/** Why a text cannot be compared. The message names the place as `(line:column)`. */
export class Unreadable extends Error {}

const KINDS = ['scalar', 'sequence', 'mapping'] as const;

/** No file can hold these by chance: a scalar that begins with one has been read before. */
const NONCE = randomBytes(4).toString('hex');
const PLAIN_MARK = `p${NONCE} `;
const QUOTED = `q${NONCE} `;

function isMarked(text: string): boolean {
  return text.startsWith(PLAIN_MARK) || text.startsWith(QUOTED);
}

/** @returns a scalar's text and whether it is plain; null for what is not a scalar of this module */
export function scalarOf(raw: string): { readonly plain: boolean; readonly text: string } | null {
  return isMarked(raw) ? { plain: raw.startsWith(PLAIN_MARK), text: raw.slice(PLAIN_MARK.length) } : null;
}

const PLAIN = new jsyaml.Type('!plain', {
  kind: 'scalar',
  resolve: () => true,
  construct: (text: string | null) => PLAIN_MARK + (text ?? ''),
});

const ANY_TAG = ['!', 'tag:', ''].flatMap((prefix) =>
  KINDS.map(
    (kind) =>
      new jsyaml.Type(prefix, {
        kind,
        multi: true,
        resolve: () => true,
        construct: (content: unknown, tag?: string) => new Tagged(tag ?? '', listed(content)),
      }),
  ),
);

const SCHEMA = new jsyaml.Schema({ implicit: [PLAIN], explicit: ANY_TAG });

// The parts of js-yaml's loader state that its `listener` option hands out.
interface LoaderState {
  readonly kind: string | null;
  readonly tag: string | null;
  readonly anchor: string | null;
  readonly anchorMap: Record<string, unknown>;
  result: unknown;
}

const MAX_DEPTH = 500;

/**
 * @param text - a YAML text, with or without byte order mark
 * @returns its one document
 * @throws Unreadable when js-yaml cannot read it, or reads something it cannot keep apart
 */
export function readRaw(text: string): Raw {
  // `maxDepth` is an option of js-yaml 4.3 that its published types do not know.
  const options = { schema: SCHEMA, maxDepth: MAX_DEPTH, listener: keepStyle } as jsyaml.LoadOptions;
  try {
    return listed(jsyaml.load(text.replace(/^\uFEFF/, ''), options));
  } catch (error) {
    if (error instanceof jsyaml.YAMLException) {
      throw new Unreadable(`${error.reason} (${error.mark.line + 1}:${error.mark.column + 1})`, {
        cause: error,
      });
    }
    if (error instanceof RangeError) throw new Unreadable('nested too deeply', { cause: error });
    throw error;
  }
}

/** Called when a node is complete, while js-yaml still holds it. */
function keepStyle(event: string, given: unknown): void {
  if (event !== 'close') return;
  const state = given as LoaderState;
  if (state.kind === 'scalar' && typeof state.result === 'string') {
    // Behind `- ` a scalar is first tried as a mapping's key, and then completed twice.
    if (isMarked(state.result)) return;
    if (state.tag === null) state.result = QUOTED + state.result;
    else if (state.tag === '!') state.result = new Tagged('!', state.result);
    else return;
  } else if (state.kind === 'sequence' && Array.isArray(state.result)) state.result = listed(state.result);
  else return;
  // Aliases hand out what was stored under the anchor, which was before this.
  if (state.anchor !== null) state.anchorMap[state.anchor] = state.result;
}

/** An alias inside its own list gets the list before it is complete: it must be known as the same one. */
const lists = new WeakMap<object, RawList>();

/** @returns the value, a bare array as the one list made of it */
export function listed(value: unknown): Raw {
  if (!Array.isArray(value)) return (value ?? null) as Raw;
  const known = lists.get(value);
  if (known !== undefined) return known;
  // The array is kept, not copied: a recursive alias may still add to it.
  const list = new RawList(value as Raw[]);
  lists.set(value, list);
  return list;
}
