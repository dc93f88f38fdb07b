/**
 * A session's merged config as text: the session's own text, then the inherited entries in the parent's text. It is
 * what `expand` writes and what `show --origin` annotates.
 *
 * The order. The session's entries stand first, as they stand in its file, and the parent's follow in their order.
 * Only a key that both hold in part keeps its place in both: the parent's entries above it come above it. So a
 * migration of expanded configs finds the session's order in the sessions and the parent's order for the parent.
 *
 * The text is read again, and each key must have the value of the merge. A key that has not (an alias whose anchor is
 * in the other file, two anchors of one name) is written anew, with its aliases written out; so is a key whose two
 * texts cannot be laid into one. If that does not help either, all of the config is.
 */
import { mergeValues } from '../core/merge-values.js';
import type { Identities } from '../core/identities.js';
import type { Dialect, MappingValue } from '../core/value.js';
import { type ConfigReader } from '../yaml/config-reader.js';
import { parsableText, rootValue, type Config } from '../yaml/config.js';
import { commentsOf } from '../yaml/comments.js';
import { printMerged } from '../yaml/print.js';
import { assemble, CannotAssemble, type Assembled, type Inherited } from './merged-assembly.js';
import type { GivenComments } from './merged-entry.js';
import { fitted, linesFrom, placeBlocks, type Chunk, type TextLine } from './placed-lines.js';

export interface MergedText {
  readonly lines: readonly TextLine[];
  /** Top-level keys that were written anew, since their text could not be kept. */
  readonly anew: readonly string[];
  /** Set when no text could be kept at all: why. */
  readonly whole: string | null;
}

export interface MergeTextOptions {
  /** Top-level keys of the parent that are not part of a merged config. */
  readonly reserved: readonly string[];
  /** Of the reader that read both files. */
  readonly identities: Identities;
  readonly reader: ConfigReader;
  /** Whose merge is written where text has to be written anew: PyYAML's expands merge keys (`<<`). */
  readonly dialect: Dialect;
  /** Whether the order of top-level keys counts, and is the loader's; default: own text first. */
  readonly loaderOrder?: boolean;
  /** Of `givenComments`, for all sessions of the parent. */
  readonly given: GivenComments;
}

/**
 * @param sessions - all sessions of a parent
 * @returns the comments that some session has, by top-level key
 */
export function givenComments(sessions: readonly Config[]): GivenComments {
  const given = new Map<string, Set<string>>();
  for (const block of sessions.flatMap(({ blocks }) => blocks)) {
    const known = given.get(block.name ?? '') ?? new Set<string>();
    given.set(block.name ?? '', known);
    for (const { text } of commentsOf(block)) known.add(text);
  }
  return given;
}

/**
 * @param parent - the parent
 * @param session - one of its sessions
 * @param options - what is not inherited, and the reader of both
 * @returns the merged config as lines that know where they come from; without what the loader fills in
 */
export function mergedText(parent: Config, session: Config, options: MergeTextOptions): MergedText {
  const merging = new Merging(parent, session, options);
  const linked = linkedKeys(parent, session);
  let anew = new Set<string>();
  for (let attempt = 0; attempt < 5; attempt++) {
    const tried = merging.lines(anew);
    if (typeof tried === 'string') return merging.whole(tried);
    const wrong = merging.wrongKeys(tried.lines);
    if (wrong?.length === 0) return { ...tried, whole: null };
    const more = new Set([...anew, ...(wrong ?? linked.shift() ?? [])]);
    if (more.size === anew.size && linked.length === 0) break;
    anew = more;
  }
  return merging.whole('its keys cannot be put together key by key');
}

/** Keys that anchors and aliases tie to others: what the parent's text may have lost, and then all of them. */
function linkedKeys(parent: Config, session: Config): (readonly string[])[] {
  const tied = ({ blocks }: Config) =>
    blocks.flatMap(({ name, core }) =>
      name !== null && core.anchors.size + core.aliases.size > 0
        ? [{ name, aliases: core.aliases.size }]
        : [],
    );
  const [theirs, own] = [tied(parent), tied(session)];
  const inherited = theirs.filter(({ name, aliases }) => aliases > 0 && !session.names.has(name));
  return [inherited, [...theirs, ...own]].map((keys) => keys.map(({ name }) => name));
}

class Merging {
  readonly #parent: Config;
  readonly #session: Config;
  readonly #options: MergeTextOptions;
  readonly #inherited: readonly Inherited[];
  readonly #eol: string;
  readonly #expected: MappingValue;

  constructor(parent: Config, session: Config, options: MergeTextOptions) {
    this.#parent = parent;
    this.#session = session;
    this.#options = options;
    this.#eol =
      session.source.eol ?? (session.source.text.includes('\n') ? '\n' : (parent.source.eol ?? '\n'));
    const base = rootValue(parent);
    const isReserved = (name: string | null | undefined) => options.reserved.some((key) => key === name);
    const pairs = base.pairs.filter(({ name }) => !isReserved(name));
    const placed = placeBlocks(parent, 'parent');
    this.#inherited = pairs.map(({ key, name, value }) => ({
      name,
      id: key.id,
      value,
      placed: placed.find(({ block }) => block.core.entry.key.id === key.id) ?? null,
      belowReserved: isReserved(base.pairs[base.pairs.findIndex((pair) => pair.key === key) - 1]?.name),
    }));
    this.#expected = mergeValues({ ...base, pairs }, rootValue(session), options.identities);
  }

  /** @returns the text with these keys written anew; or why it has to be written anew as a whole */
  lines(asked: ReadonlySet<string>): Assembled | string {
    const indent = this.#session.blocks[0]?.core.entry.indent ?? 0;
    try {
      return assemble(this.#inherited, this.#session, {
        eol: this.#eol,
        shift: indent - (this.#parent.blocks[0]?.core.entry.indent ?? 0),
        identities: this.#options.identities,
        given: this.#options.given,
        loaderOrder: this.#options.loaderOrder ?? false,
        asked,
        print: (key) => this.#printed(key, indent),
      });
    } catch (error) {
      if (error instanceof CannotAssemble) return error.message;
      throw error;
    }
  }

  #printed(only: string, indent: number): Chunk {
    const text = this.#print({ only });
    return {
      lines: fitted(linesFrom(text, null, 0), indent, this.#eol),
      ending: /[|>]\d*\+/.test(text) ? 'keep' : 'scalar',
    };
  }

  #print(more: { readonly only?: string }): string {
    return printMerged({
      parent: parsableText(this.#parent),
      session: parsableText(this.#session),
      reserved: this.#options.reserved,
      defaults: {},
      dialect: this.#options.dialect,
      ...more,
    });
  }

  whole(why: string): MergedText {
    const comments = /^(?:[ \t]*(?:#.*)?\r?\n)*/.exec(this.#session.source.text)?.[0] ?? '';
    const printed = fitted(linesFrom(this.#print({}), null, 0), 0, this.#eol);
    const lines = [...linesFrom(comments, 'session', 1), ...printed];
    return { lines, anew: this.#expected.pairs.flatMap(({ name }) => name ?? []), whole: why };
  }

  /** @returns the keys that a text does not give as the merge does; null when it cannot be read */
  wrongKeys(lines: readonly TextLine[]): readonly string[] | null {
    const text = lines.map((line) => line.text).join('');
    const config = this.#options.reader.read({ path: '', text, bom: false, encoding: 'utf-8', eol: null });
    if (!('head' in config)) return null;
    const found = new Map(rootValue(config).pairs.map(({ key, value }) => [key.id, value.id]));
    if (found.size !== this.#expected.pairs.length) return null;
    const wrong = this.#expected.pairs.filter(({ key, value }) => found.get(key.id) !== value.id);
    return wrong.some(({ name }) => name === null) ? null : wrong.flatMap(({ name }) => name ?? []);
  }
}
