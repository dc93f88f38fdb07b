/**
 * Reads many texts that are mostly the same text: each is cut where a key stands at column 0, and js-yaml reads each
 * distinct piece once. A piece is the whole text from one such key to the next, comments and all, and every character
 * of a text is in one of its pieces, so nothing escapes the parser.
 *
 * Why the pieces say what the whole says: a block mapping at column 0 is read entry by entry, and what js-yaml knows
 * when it begins an entry is the same for every entry, except for anchors, the keys it has seen, and directives. So a
 * text with an anchor, an alias, a marker, a directive, or a key twice is read whole. What stands behind an entry can
 * matter too (the blank lines below a block scalar); therefore a piece from the middle of a text is read with a key
 * behind it, and one from the end without. A piece that cannot be read, that PyYAML would refuse, or that is not
 * exactly its one key sends the text to be read whole: then every message is about the file as it stands.
 */
import type { Dialect } from '../core/value.js';
import { numberList } from './number-list.js';
import { NONCE, Unreadable } from './raw.js';
import { Recent } from './recent.js';
import { canonicalPlain } from './scalar.js';
import { isMap, readingsOf, type Reading, type View } from './view.js';
import { plainWord } from './word.js';

const KEY = /[A-Za-z_][\w.-]{0,199}(?=:(?:[ \r\n]|$))/y;

/** Stands behind a piece that does not end its text. No file can hold it by chance. */
const NEXT_KEY = `z${NONCE}`;

/** An anchor or an alias may be what these begin. */
const LINK = /[&*][^\s]/;

interface Piece {
  readonly key: string;
  readonly text: string;
  readonly last: boolean;
}

/** The values of a piece, in the order of the dialects; null when the text it is from has to be read whole. */
type Values = readonly View[] | null;

/** How many texts were read in which way. */
export interface Ways {
  pieces: number;
  whole: number;
}

/** Distinct texts that are held, in characters. */
const KEPT = 4_000_000;

/** Reads the texts of one run. */
export class PieceReader {
  readonly ways: Ways = { pieces: 0, whole: 0 };
  readonly #dialects: readonly Dialect[];
  readonly #known = new Recent<Values>(KEPT);
  /** Number lists differ from file to file: of each key the last one is remembered, for a legacy config's session. */
  readonly #lists = new Map<string, { readonly text: string; readonly values: Values }>();
  /** Keys as they stand in a view; null for what is not a string to every dialect, such as `on`. */
  readonly #names = new Map<string, string | null>();

  /** @param dialects - whose readings */
  constructor(dialects: readonly Dialect[]) {
    this.#dialects = dialects;
  }

  /** As `readingsOf`; equal pieces of different texts have the same views. */
  readingsOf(text: string): ReadonlyMap<Dialect, Reading> {
    const readings = this.#byPieces(text.replace(/^\uFEFF/, ''));
    this.ways[readings === null ? 'whole' : 'pieces']++;
    if (readings !== null) return readings;
    return readingsOf(text, this.#dialects);
  }

  #byPieces(text: string): ReadonlyMap<Dialect, Reading> | null {
    const pieces = piecesOf(text);
    if (pieces === null) return null;
    const maps = new Map(this.#dialects.map((dialect) => [dialect, new Map<string, View>()]));
    const columns = [...maps.values()];
    for (const piece of pieces) {
      const name = this.#nameOf(piece.key);
      const values = name === null ? null : this.#valuesOf(piece);
      if (name === null || values === null) return null;
      columns.forEach((entries, at) => entries.set(name, values[at] ?? ''));
    }
    const readings = [...maps].map(([dialect, entries]) => {
      return [dialect, { view: { kind: 'map', entries }, refused: null }] as const;
    });
    return new Map(readings);
  }

  #nameOf(key: string): string | null {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `str ${key}`;
    const same = this.#dialects.every((dialect) => canonicalPlain(key, dialect) === name);
    // A part of a text would keep the whole of it alive.
    this.#names.set(Buffer.from(key).toString(), same ? name : null);
    return same ? name : null;
  }

  #valuesOf(piece: Piece): Values {
    const { key, text, last } = piece;
    const before = this.#lists.get(key);
    if (before?.text === text) return before.values;
    const list = numberList(text);
    if (list !== null) {
      const values = this.#dialects.map((dialect) => list.view(dialect));
      this.#lists.set(key, { text, values });
      return values;
    }
    const word = plainWord(text);
    if (word !== null) return this.#dialects.map((dialect) => canonicalPlain(word, dialect));
    const name = last ? `${text}${NEXT_KEY}` : text;
    const known = this.#known.get(name);
    return known === undefined ? this.#known.add(name, this.#parse(piece)) : known;
  }

  #parse({ key, text, last }: Piece): Values {
    const expected = last ? [`str ${key}`] : [`str ${key}`, `str ${NEXT_KEY}`];
    const values: View[] = [];
    for (const [, { view, refused }] of readingsOrNull(
      last ? text : `${text}${NEXT_KEY}: 0\n`,
      this.#dialects,
    )) {
      const keys = isMap(view) ? [...view.entries.keys()] : [];
      const value = isMap(view) ? view.entries.get(`str ${key}`) : undefined;
      if (refused !== null || value === undefined || keys.join('\n') !== expected.join('\n')) return null;
      values.push(value);
    }
    return values.length === this.#dialects.length ? values : null;
  }
}

function readingsOrNull(text: string, dialects: readonly Dialect[]): ReadonlyMap<Dialect, Reading> {
  try {
    return readingsOf(text, dialects);
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return new Map();
    throw error;
  }
}

/** @returns the pieces of a text, in order; null when it has to be read whole */
export function piecesOf(text: string): readonly Piece[] | null {
  if ((text.includes('&') || text.includes('*')) && LINK.test(text)) return null;
  const keys: string[] = [];
  const starts: number[] = [];
  for (let at = 0; at < text.length;) {
    KEY.lastIndex = at;
    const key = continues(text, at) ? undefined : KEY.exec(text)?.[0];
    if (key !== undefined) {
      keys.push(key);
      starts.push(at);
    } else if (!continues(text, at)) return null;
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  if (new Set(keys).size !== keys.length) return null;
  // What stands above the first key is part of the first piece.
  starts[0] = 0;
  return keys.length === 0
    ? null
    : keys.map((key, index) => ({
        key,
        text: text.slice(starts[index], starts[index + 1]),
        last: index === keys.length - 1,
      }));
}

const MAY_FOLLOW = new Set([...' #\r\n]}'].map((character) => character.charCodeAt(0)));
const DASH = '-'.charCodeAt(0);

/** @returns whether a line can belong to the entry above it: indented, empty, a comment, an item, a closing bracket */
function continues(text: string, line: number): boolean {
  const first = text.charCodeAt(line);
  if (first !== DASH) return MAY_FOLLOW.has(first);
  return line + 1 === text.length || /[ \r\n]/.test(text.charAt(line + 1));
}
