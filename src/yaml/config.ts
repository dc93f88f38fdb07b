/**
 * A config as text and values at once: its head, its top-level entries in order, its foot. Put together again they
 * are the file, byte for byte.
 */
import type { MappingValue, Pair, Value } from '../core/value.js';
import type { Source } from './decode.js';
import type { BlockEntry, FlowEntry } from './entries.js';
import { linesBetween, type Lines } from './lines.js';
import type { Link } from './links.js';
import type { AnchorToken, Comment } from './tokens.js';

export interface Config {
  readonly source: Source;
  /** Directives, document marker and head comment: what stays at the top of the file. */
  readonly head: string;
  readonly blocks: readonly Block[];
  /** What stays at the end of the file: comments after the last entry, a document end marker. */
  readonly foot: string;
  /** The top-level keys as text; a key that is not a string in every dialect is not among them. */
  readonly names: ReadonlySet<string>;
  /** Set when the file can only stay as it is, with no entry leaving it. Null for most files. */
  readonly whole: Whole | null;
  /** Its anchors and its aliases, in the order of the text. */
  readonly anchors: readonly AnchorToken[];
  readonly links: readonly Link[];
}

/** A file that is not cut. Its values count like any other's; it just keeps what the parent holds as well. */
export interface Whole {
  readonly why: string;
  readonly pairs: readonly Pair[];
  /** Number of comments in the file. */
  readonly comments: number;
  /** The text it was read as: the file's, or one whose lines begin with other spaces. */
  readonly text: string;
  /** Set when the root is a flow mapping of which pairs can be cut out all the same. */
  readonly flow: FlowRoot | null;
}

/** The pairs of a root `{...}`, and the same pairs as the lines of a block mapping, for giving text to a parent. */
export interface FlowRoot {
  readonly entries: readonly FlowEntry[];
  readonly blocks: Config;
}

/** One top-level entry of one file. Files with equal text share the core. */
export interface Block {
  /** The key; null when it is not a string in every dialect. */
  readonly name: string | null;
  readonly lead: string;
  readonly core: Core;
  readonly tail: string;
}

/** An entry's own lines, parsed. */
export interface Core {
  /** Set for lists of integers, which are one file's alone: its text, and how long that is. */
  readonly text?: string;
  readonly length?: number;
  readonly lines: Lines;
  readonly entry: BlockEntry;
  readonly comments: readonly Comment[];
  /** Names of the anchors that stand in it. */
  readonly anchors: ReadonlySet<string>;
  /** What its aliases mean, by name: where one name is used for several anchors, the first of them. */
  readonly aliases: ReadonlyMap<string, Value>;
  /** Its text ends in the middle of a block scalar: a line break after it would change the value. */
  readonly unfinished: boolean;
  /** Set where it was read without the parser, because nothing in it is unusual. */
  readonly simple?: boolean;
}

/** What an entry without anchors and aliases has of them. */
export const NO_LINKS = { anchors: new Set<string>(), aliases: new Map<string, Value>() } as const;

/** @returns the lines of an entry as text, without lead and tail */
export function coreText(core: Core): string {
  return core.text ?? linesBetween(core.lines, core.entry.line, core.entry.end);
}

/** @returns whether no other file has the core; others are shared by all files with the same text */
export function isOneFilesAlone({ length }: Core): boolean {
  return length !== undefined;
}

/** @returns how many characters `coreText` gives */
export function coreLength(core: Core): number {
  return core.length ?? coreText(core).length;
}

/** @returns whether anchors or aliases stand in an entry */
export function hasLinks({ anchors, aliases }: Core): boolean {
  return anchors.size + aliases.size > 0;
}

/** @returns the text that a config can be parsed from: its file's, or that with other spaces at the beginning of lines */
export function parsableText({ source, whole }: Config): string {
  return whole?.text ?? source.text;
}

/** @returns the whole config as one value; its id means nothing */
export function rootValue(config: Config): MappingValue {
  const pairs =
    config.whole?.pairs ??
    config.blocks.map(({ name, core }) => ({ key: core.entry.key, name, value: core.entry.value, size: 0 }));
  return { kind: 'mapping', id: -1, pairs, open: false };
}
