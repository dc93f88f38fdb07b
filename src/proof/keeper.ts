/**
 * Listens to js-yaml while it reads, to give each node what js-yaml would forget: the style of its scalars, its lists
 * as lists. And to stop where it reads something else than is written, or than PyYAML reads.
 *
 * A node may be completed twice: behind `- ` and behind properties js-yaml first tries to read a mapping's key, keeps
 * what it read when no colon follows, and goes on. Nothing here may depend on how often that is.
 */
import {
  listed,
  nameAsKey,
  PLAIN_MARK,
  QUOTED_MARK,
  RawList,
  scalarOf,
  Tagged,
  takeKeyNodes,
  UNENDED_MARK,
  Unreadable,
  type Raw,
  type RawDocument,
} from './raw.js';
import {
  aliasAt,
  anchorTrap,
  behindTrap,
  blockTrap,
  endOfLine,
  endsInAddedBreak,
  escapesBlankLine,
  flowTrap,
  placeOf,
  propertiesAt,
  styleAt,
  swallowsDash,
  tabIn,
  tagTrap,
  type Properties,
  type Trap,
} from './source.js';

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

/** For one text: `listen` is js-yaml's listener, `document` makes of the result what was heard of it. */
export class Keeper {
  readonly #text: string;
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, number>();
  readonly #scalars: (readonly [start: number, end: number])[] = [];
  #version: string | null = null;
  readonly #traps: Record<Trap, string | null> = { refused: null, other: null };

  /** Whether a mapping may stand as a key: only then each is made ready for it. */
  readonly #mayBeKeys: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#mayBeKeys = /[\]}]\s*:|(?:^|[\s{[,])\?\s|\*\S+\s*:/.test(text);
    takeKeyNodes();
  }

  readonly listen = (event: string, given: unknown): void => {
    const state = given as LoaderState;
    if (event === 'open') this.#open(state);
    else this.#close(state);
  };

  document(root: Raw): RawDocument {
    const tab = tabIn(this.#text, this.#scalars);
    if (tab !== null) this.#trap('refused', tab.message, tab.at);
    const { refused, other } = this.#traps;
    return { root, keys: takeKeyNodes(), version: this.#version, refused, other };
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
    else if (this.#mayBeKeys && !(state.result instanceof Tagged)) nameAsKey(state.result as object);
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
