/**
 * Text to a tree with nothing lost, by js-yaml: the second parser of this project, on which nothing else depends.
 * Scalars keep their text and their style, keys keep their type and order, tags stay tags and are never executed,
 * merge keys stay keys. What it all means is for view.ts.
 *
 * js-yaml builds plain objects, whose keys can only be strings. Every scalar is therefore turned into a string with
 * a mark in front, one for each style, as soon as it is read: then `1` and `"1"` are two keys, no key looks like an
 * array index (which would change its order), and none is `__proto__`.
 *
 * A node may be completed twice: behind `- ` and behind properties js-yaml first tries to read a mapping's key,
 * keeps what it read when no colon follows, and goes on. Nothing here may depend on how often that is.
 */
import { randomBytes } from 'node:crypto';
import jsyaml from 'js-yaml';
import {
  aliasAt,
  anchorTrap,
  behindTrap,
  blockTrap,
  endOfLine,
  endsInAddedBreak,
  escapesBlankLine,
  flowTrap,
  obstacleIn,
  propertiesAt,
  styleAt,
  swallowsDash,
  tabIn,
  tagTrap,
  type Properties,
  type Trap,
} from './source.js';

/** A node as read: scalars as marked strings (`scalarOf`); null is an empty plain scalar. */
export type Raw = string | null | RawList | Tagged | { readonly [key: string]: Raw };

/** A sequence. A class, so that a sequence used as a key cannot be taken for a string. */
export class RawList {
  readonly items: readonly Raw[];
  constructor(items: readonly Raw[]) {
    this.items = items;
  }
}

/** A node with an explicit tag. */
export class Tagged {
  readonly tag: string;
  readonly content: Raw;
  constructor(tag: string, content: Raw) {
    this.tag = tag;
    this.content = content;
  }
}

export interface RawDocument {
  readonly root: Raw;
  /** The version a %YAML directive asks for, by which some loaders of YAML 1.2 choose how to read plain scalars. */
  readonly version: string | null;
  /** Why PyYAML refuses the text, though js-yaml does not; null for most texts. */
  readonly refused: string | null;
  /** Why PyYAML reads something else than js-yaml; null for most texts. */
  readonly other: string | null;
}

/** Why a text cannot be compared. The message names the place as `(line:column)`. */
export class Unreadable extends Error {}

export interface RawScalar {
  readonly plain: boolean;
  readonly text: string;
  /** The text as PyYAML reads it, which differs where a file ends inside a block scalar. */
  readonly pyyamlText: string;
}

const KINDS = ['scalar', 'sequence', 'mapping'] as const;

/** No file can hold these by chance. All marks have the same length. */
const NONCE = randomBytes(4).toString('hex');
const PLAIN_MARK = `p${NONCE} `;
const QUOTED_MARK = `q${NONCE} `;
/** A block scalar whose last line break is not in the file. */
const UNENDED_MARK = `u${NONCE} `;
const MARKS = [PLAIN_MARK, QUOTED_MARK, UNENDED_MARK];

/** @returns a scalar's text and style; null for what is not a scalar of this module */
export function scalarOf(raw: string): RawScalar | null {
  const mark = raw.slice(0, PLAIN_MARK.length);
  if (!MARKS.includes(mark)) return null;
  const text = raw.slice(mark.length);
  return { plain: mark === PLAIN_MARK, text, pyyamlText: mark === UNENDED_MARK ? text.slice(0, -1) : text };
}

// Under a name no file can hold, or `!plain "1"` would be the integer 1.
const PLAIN = new jsyaml.Type(`!plain-${NONCE}`, {
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

const MAX_DEPTH = 500;

/**
 * @param given - a YAML text, with or without byte order mark
 * @returns its one document
 * @throws Unreadable when js-yaml cannot read it, or reads something it cannot keep apart
 */
export function readRaw(given: string): RawDocument {
  const text = given.replace(/^\uFEFF/, '');
  const obstacle = obstacleIn(text);
  if (obstacle !== null) throw new Unreadable(obstacle.message + placeOf(text, obstacle.at));
  const keeper = new Keeper(text);
  // `maxDepth` is an option of js-yaml 4.3 that its published types do not know.
  const options = { schema: SCHEMA, maxDepth: MAX_DEPTH, listener: keeper.listen } as jsyaml.LoadOptions;
  try {
    return keeper.document(listed(jsyaml.load(text, options)));
  } catch (error) {
    if (error instanceof jsyaml.YAMLException) {
      // Errors about the whole stream have no mark, whatever the types say.
      const mark = error.mark as typeof error.mark | undefined;
      const place = mark === undefined ? '' : ` (${mark.line + 1}:${mark.column + 1})`;
      throw new Unreadable(error.reason + place, { cause: error });
    }
    if (error instanceof RangeError) throw new Unreadable('nested too deeply', { cause: error });
    throw error;
  }
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r?\n|[\r\x85\u2028\u2029]/);
  return ` (${before.length}:${(before.at(-1) ?? '').length + 1})`;
}

// The parts of js-yaml's loader state that its `listener` option hands out.
interface LoaderState {
  readonly kind: string | null;
  readonly tag: string | null;
  readonly anchor: string | null;
  readonly anchorMap: Record<string, unknown>;
  readonly version: string | null;
  readonly documents: readonly unknown[];
  readonly depth: number;
  readonly position: number;
  result: unknown;
}

/** A node that js-yaml is reading. */
interface Frame {
  readonly start: number;
  properties: Properties | null;
  /** Whether the name of the anchor before it is used in it, by an alias or by another anchor. */
  reused: boolean;
}

/** Listens to js-yaml and gives each node what js-yaml would forget, while it still holds it. */
class Keeper {
  readonly #text: string;
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, number>();
  readonly #scalars: (readonly [start: number, end: number])[] = [];
  #version: string | null = null;
  readonly #traps: Record<Trap, string | null> = { refused: null, other: null };

  constructor(text: string) {
    this.#text = text;
  }

  readonly listen = (event: string, given: unknown): void => {
    const state = given as LoaderState;
    if (event === 'open') this.#open(state);
    else this.#close(state);
  };

  document(root: Raw): RawDocument {
    const tab = tabIn(this.#text, this.#scalars);
    if (tab !== null) this.#trap('refused', tab.message, tab.at);
    return { root, version: this.#version, refused: this.#traps.refused, other: this.#traps.other };
  }

  #open(state: LoaderState): void {
    if (state.documents.length > 0) this.#fail('a second document', state.position);
    this.#version = state.version;
    this.#frames.push({ start: state.position, properties: null, reused: false });
  }

  #close(state: LoaderState): void {
    const frame = this.#frames.pop();
    if (frame === undefined) throw new Error('js-yaml completes a node that it did not begin');
    const properties = this.#properties(frame);
    // js-yaml goes on to a tag in the next line, which may belong to the next key.
    if (properties.apart && state.tag !== null && state.anchor !== null) {
      this.#fail('an anchor and a tag in two lines', properties.content);
    }
    if (state.kind === 'scalar') state.result = this.#scalar(state, properties);
    else if (state.kind === null) this.#bare(state, properties);
    else this.#collection(state, properties);
    if (state.anchor === null) return;
    this.#anchor(state.anchor, frame, properties);
    // Aliases hand out what was stored under the anchor, which was before this.
    state.anchorMap[state.anchor] = state.result;
  }

  #scalar(state: LoaderState, properties: Properties): Raw {
    const { result } = state;
    const { anchor, content } = properties;
    this.#tag(state, properties);
    // It loses both in the line above a block scalar.
    if (anchor !== null && state.anchor === null) this.#fail('an anchor that js-yaml loses', anchor.at);
    const inner = result instanceof Tagged && state.tag !== '!' ? result.content : result;
    if (typeof inner !== 'string') return this.#fail('a scalar with two tags', content);
    const text = scalarOf(inner)?.text ?? inner;
    const marked = this.#mark(text, content, state.position) + text;
    if (result instanceof Tagged) return new Tagged(result.tag, marked);
    return state.tag === '!' ? new Tagged('!', marked) : marked;
  }

  #tag(state: LoaderState, { tag, content }: Properties): void {
    if (tag === null) return;
    // js-yaml loses a tag in the line above a block scalar, takes `!<?>` for none, and `!` for a %TAG's handle.
    const kept = state.result instanceof Tagged || state.tag === '!';
    if (!kept || (tag === '!' && state.tag !== '!'))
      this.#fail(`the tag ${tag}, which js-yaml misreads`, content);
    this.#trap(tagTrap(tag), `the tag ${tag}`, content);
  }

  #mark(text: string, content: number, end: number): string {
    const style = styleAt(this.#text, content);
    if (style === 'plain') {
      const outer = this.#frames.at(-1);
      const flow = outer !== undefined && this.#isFlow(this.#properties(outer).content);
      if (flow) this.#trap(flowTrap(text), 'a word with ? or : in a flow collection', content);
      return PLAIN_MARK;
    }
    // A block scalar's header takes no tab.
    this.#scalars.push([style === 'quoted' ? content : endOfLine(this.#text, content), end]);
    if (style === 'quoted') {
      const escaped = escapesBlankLine(this.#text.slice(content, end));
      if (escaped)
        this.#fail('a blank line behind an escaped line break, on which no loaders agree', content);
      this.#trap(behindTrap(this.#text, end), 'what stands behind a quoted scalar', content);
      return QUOTED_MARK;
    }
    const reachesEnd = end > this.#text.length && text.endsWith('\n');
    const added = reachesEnd && endsInAddedBreak(this.#text, content);
    if (added === null) this.#fail('a block scalar that ends in spaces and no line break', content);
    return added ? UNENDED_MARK : QUOTED_MARK;
  }

  #collection(state: LoaderState, { tag, content }: Properties): void {
    const { kind, position } = state;
    const list = kind === 'sequence' ? listed(state.result) : null;
    if (list !== null) state.result = list;
    if (state.tag !== null && tag !== null) this.#trap(tagTrap(tag), `the tag ${tag}`, content);
    if (this.#isFlow(content)) {
      this.#trap(behindTrap(this.#text, position), 'what stands behind a bracket', content);
      return;
    }
    this.#trap(blockTrap(this.#text, content), 'a block collection in the middle of a line', content);
    const items = list instanceof Tagged ? list.content : list;
    const hasEmpty = items instanceof RawList && items.items.includes(null);
    if (hasEmpty && swallowsDash(this.#text, content, position)) {
      this.#fail('an empty item at the end of a list in a list, which js-yaml misreads', content);
    }
  }

  #isFlow(content: number): boolean {
    return this.#text[content] === '[' || this.#text[content] === '{';
  }

  /** An empty node, or an alias. */
  #bare(state: LoaderState, properties: Properties): void {
    if (state.tag !== null) this.#tag(state, properties);
    if (state.tag === '!') state.result = new Tagged('!', null);
    if (state.result === null || state.tag !== null) return;
    this.#reuse(aliasAt(this.#text, properties.content), properties.content);
  }

  #reuse(name: string | null, at: number): void {
    for (const outer of this.#frames) {
      const { anchor } = this.#properties(outer);
      if (anchor?.name === name && anchor?.at !== at) outer.reused = true;
    }
  }

  #anchor(name: string, frame: Frame, { anchor }: Properties): void {
    if (anchor?.name !== name) return this.#fail(`an anchor &${name} out of place`, frame.start);
    // Only now it is known to be this node's, and not that of a mapping's first key.
    if (frame.reused) this.#fail(`&${name} or *${name} stands inside the node &${name}`, anchor.at);
    this.#reuse(name, anchor.at);
    const next = this.#text[anchor.at + 1 + name.length];
    this.#trap(anchorTrap(name, next), `the name of anchor &${name}`, anchor.at);
    const other = this.#anchors.get(name) ?? anchor.at;
    if (other !== anchor.at)
      this.#trap('refused', `anchor &${name} is defined twice`, Math.max(other, anchor.at));
    this.#anchors.set(name, anchor.at);
  }

  #properties(frame: Frame): Properties {
    return (frame.properties ??= propertiesAt(this.#text, frame.start));
  }

  #trap(trap: Trap | null, what: string, at: number): void {
    if (trap !== null) this.#traps[trap] ??= what + placeOf(this.#text, at);
  }

  #fail(why: string, at: number): never {
    throw new Unreadable(why + placeOf(this.#text, at));
  }
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
