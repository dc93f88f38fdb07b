/**
 * The proof: parents and sessions, merged, are the legacy configs. It shares no code with the factoring or with
 * the cutting of text; it has its own parser (js-yaml), its own reading of scalars, its own merge.
 */
import { createHash } from 'node:crypto';
import type { Contract } from '../contract.js';
import type { Dialect, KeyOrder } from '../core/value.js';
import { Comparison } from './compare.js';
import { ScalarCount } from './count.js';
import { explain, type DifferenceKind } from './explain.js';
import { Merging } from './merge.js';
import { PieceReader, type Ways } from './pieces.js';
import { Unreadable } from './raw.js';
import { isList, isMap, readingsOf, type Reading, type ViewMap } from './view.js';

/** A text, read only when it is needed, so that one file at a time is held. */
export interface ProofText {
  readonly path: string;
  readonly text: () => string;
}

export interface ProofSession {
  readonly name: string;
  readonly legacy: ProofText;
  readonly session: ProofText;
}

export interface ProofParent {
  readonly parent: ProofText;
  /** In the order the parent must list them. */
  readonly sessions: readonly ProofSession[];
}

export interface ProofOptions {
  readonly dialects: readonly Dialect[];
  readonly keyOrder: KeyOrder;
  readonly contract: Contract;
}

export interface Difference {
  /** Name of the session; empty when the difference is about the parent. */
  readonly session: string;
  /** Key path, joined with dots; empty for the root. */
  readonly path: string;
  readonly kind: DifferenceKind | 'unreadable' | 'missing' | 'sessions';
  readonly before: string;
  readonly after: string;
  /** Under whose reading. */
  readonly loader: Dialect | 'python';
}

/** A session that the user's PyYAML refuses before and after, and that was compared all the same. */
export interface ByTag {
  readonly session: string;
  /** Why safe_load refuses the legacy config. */
  readonly reason: string;
}

export interface Proof {
  readonly ok: boolean;
  /** The readings that were compared. */
  readonly loaders: readonly string[];
  /** Number of scalars compared, over all legacy files. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Sessions that the user's PyYAML compared by tag and content; absent without `--with-python`. */
  readonly byTag?: readonly ByTag[];
}

const LOADERS = { pyyaml: "js-yaml by PyYAML's rules", '1.2': "js-yaml by YAML 1.2's rules" } as const;

const BOTH: readonly Dialect[] = ['pyyaml', '1.2'];

/**
 * @param parents - texts of the new layout and of the legacy configs
 * @param options - whose readings, and where order counts
 * @returns whether every merged config is its legacy config, and if not, where they differ
 */
export function prove(parents: readonly ProofParent[], options: ProofOptions): Proof {
  return new Prover(options).prove(parents);
}

/**
 * @param text - a YAML document
 * @returns why PyYAML refuses it although it can be read here, with the place; null when PyYAML takes it, or when it
 *   cannot be read here
 */
export function whyPyyamlRefuses(text: string): string | null {
  try {
    return readingsOf(text, ['pyyaml']).get('pyyaml')?.refused ?? null;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof RangeError) return null;
    throw error;
  }
}

/** What sessions are merged over. */
interface Base {
  readonly view: ViewMap;
  readonly refused: string | null;
}

type Bases = ReadonlyMap<Dialect, Base>;

/** Characters that js-yaml had to read. */
const WORTH_A_DIGEST = 500;

/** Proves layouts; what it has read once, for one proof or for an earlier one, it does not read again. */
export class Prover {
  readonly #options: ProofOptions;
  readonly #reader: PieceReader;
  readonly #comparison: Comparison;
  readonly #merging = new Merging();
  readonly #count = new ScalarCount();
  /** Digests of parent, legacy config and session that were proved, and the number of scalars compared. */
  readonly #proved = new Map<string, number>();

  /** @param options - whose readings, and where order counts */
  constructor(options: ProofOptions) {
    this.#options = options;
    this.#reader = new PieceReader(options.dialects);
    this.#comparison = new Comparison(options.keyOrder);
  }

  /** How many texts were read in which way so far. */
  get ways(): Ways {
    return this.#reader.ways;
  }

  /**
   * What holds of three texts holds whenever they are the same three: a session that was proved before, and whose texts
   * js-yaml had to read, is not read by it again, only digested.
   *
   * @param parents - texts of the new layout and of the legacy configs
   * @returns whether every merged config is its legacy config, and if not, where they differ
   */
  prove(parents: readonly ProofParent[]): Proof {
    const differences: Difference[] = [];
    let compared = 0;
    for (const parent of parents) {
      const text = parent.parent.text();
      const bases = readParent(parent, text, this.#options, differences);
      if (bases === null) {
        // What cannot be read in the parent may be the text of a legacy config that cannot be read either.
        for (const { name, legacy } of parent.sessions)
          this.#read(legacy.text(), name, 'before', differences);
        continue;
      }
      const digest = onceOnly(() => digestOf([text]));
      for (const session of parent.sessions) compared += this.#prove(session, bases, digest, differences);
    }
    const loaders = this.#options.dialects.map((dialect) => LOADERS[dialect]);
    return { ok: differences.length === 0, loaders, compared, differences };
  }

  /** @returns the number of scalars in the legacy config */
  #prove(session: ProofSession, bases: Bases, parent: () => string, differences: Difference[]): number {
    const [legacy, own] = [session.legacy.text(), session.session.text()];
    const digest = () => digestOf([parent(), legacy, own]);
    const before = this.#proved.size === 0 ? undefined : this.#proved.get(digest());
    if (before !== undefined) return before;
    const known = differences.length;
    const { parsed } = this.#reader;
    const scalars = this.#compare(session, [legacy, own], bases, differences);
    if (differences.length === known && this.#reader.parsed - parsed > WORTH_A_DIGEST)
      this.#proved.set(digest(), scalars);
    return scalars;
  }

  #compare(
    { name, session }: ProofSession,
    [legacy, own]: readonly [string, string],
    bases: Bases,
    differences: Difference[],
  ): number {
    const before = this.#read(legacy, name, 'before', differences);
    const after = this.#read(own, name, 'after', differences);
    if (before === null || after === null) return 0;
    let scalars = 0;
    for (const loader of this.#options.dialects) {
      const base = bases.get(loader);
      const old = before.get(loader);
      const override = after.get(loader);
      if (base === undefined || old === undefined || override === undefined) continue;
      try {
        scalars = this.#count.of(old.view);
        const rows = this.#rows(old, base, override, session.path);
        differences.push(...rows.map((row) => ({ session: name, ...row, loader })));
      } catch (error) {
        // Aliases of aliases can be deeper than any text.
        if (!(error instanceof RangeError)) throw error;
        differences.push(unreadable(name, loader, 'before', 'nested too deeply'));
      }
    }
    return scalars;
  }

  #rows(old: Reading, base: Base, own: Reading, path: string): readonly SessionRow[] {
    const { keyOrder, contract } = this.#options;
    const none = { path: '', before: '', after: '' };
    const { view } = own;
    if (!isMap(view)) return [{ ...none, kind: 'unreadable', after: `${path} is not a mapping` }];
    const refused = base.refused ?? own.refused;
    // What a loader could not read before it need not read now.
    if (refused !== null && old.refused === null) {
      return [{ ...none, kind: 'unreadable', after: `PyYAML would refuse the new files: ${refused}` }];
    }
    const missing = contract.required
      .filter((key) => !view.entries.has(`str ${key}`))
      .map((key) => ({ path: key, kind: 'missing', before: 'in the session file', after: '' }) as const);
    const merged = this.#merging.maps(base.view, view);
    return this.#comparison.equal(old.view, merged, true)
      ? missing
      : [...missing, ...explain(old.view, merged, keyOrder)];
  }

  #read(
    text: string,
    session: string,
    side: 'before' | 'after',
    differences: Difference[],
  ): ReadonlyMap<Dialect, Reading> | null {
    const { dialects } = this.#options;
    return attempt(() => this.#reader.readingsOf(text), session, side, dialects, differences);
  }
}

function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Lengths first, so that no text can end where another begins. */
function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256').update(texts.map(({ length }) => length).join(' '));
  for (const text of texts) hash.update(text);
  return hash.digest('base64');
}

type SessionRow = Omit<Difference, 'session' | 'loader'>;

/** @returns the bases by dialect; null when the parent is not a parent */
function readParent(
  parent: ProofParent,
  text: string,
  options: ProofOptions,
  differences: Difference[],
): Bases | null {
  const { dialects } = options;
  const readings = attempt(() => readingsOf(text, dialects), '', 'after', dialects, differences);
  if (readings === null) return null;
  const bases = new Map<Dialect, Base>();
  const reserved = options.contract.reserved.map((key) => `str ${key}`);
  for (const [dialect, { view, refused }] of [...readings, ...unasked(text, options.dialects)]) {
    if (!isMap(view)) {
      differences.push(unreadable('', dialect, 'after', `${parent.parent.path} is not a mapping`));
      return null;
    }
    const wrong = wrongSessions(view, parent.sessions);
    if (wrong !== null)
      differences.push({ session: '', path: 'sessions', kind: 'sessions', ...wrong, loader: dialect });
    const entries = [...view.entries].filter(([key]) => !reserved.includes(key));
    bases.set(dialect, { view: { kind: 'map', entries: new Map(entries) }, refused });
  }
  return bases;
}

/** A session's name must be the same to every loader that can read the parent, whoever else is asked. */
function unasked(text: string, asked: readonly Dialect[]): readonly (readonly [Dialect, Reading])[] {
  try {
    return [
      ...readingsOf(
        text,
        BOTH.filter((dialect) => !asked.includes(dialect)),
      ),
    ];
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

function wrongSessions(
  parent: ViewMap,
  sessions: readonly ProofSession[],
): { readonly before: string; readonly after: string } | null {
  const dir = parent.entries.get('str session_dir');
  if (typeof dir !== 'string' || !dir.startsWith('str '))
    return { before: 'a string session_dir', after: typeof dir === 'string' ? dir : 'none' };
  const list = parent.entries.get('str sessions');
  const items = list !== undefined && isList(list) ? list.items : [];
  if (items.length === 0) return { before: 'a list of sessions', after: 'none' };
  const expected = sessions.map(({ name }) => `str ${name}`);
  const at = Array.from({ length: Math.max(items.length, expected.length) }, (_, index) => index).find(
    (index) => items[index] !== expected[index],
  );
  if (at === undefined) return null;
  const after = items[at] ?? 'no more sessions';
  return { before: expected[at] ?? 'no more sessions', after: typeof after === 'string' ? after : 'no name' };
}

function attempt(
  read: () => ReadonlyMap<Dialect, Reading>,
  session: string,
  side: 'before' | 'after',
  dialects: readonly Dialect[],
  differences: Difference[],
): ReadonlyMap<Dialect, Reading> | null {
  try {
    return read();
  } catch (error) {
    // A RangeError is from a chain of aliases that is too long to follow.
    if (!(error instanceof Unreadable || error instanceof RangeError)) throw error;
    differences.push(unreadable(session, dialects[0] ?? 'pyyaml', side, error.message));
    return null;
  }
}

function unreadable(session: string, loader: Dialect, side: 'before' | 'after', message: string): Difference {
  const texts = side === 'before' ? { before: message, after: '' } : { before: '', after: message };
  return { session, path: '', kind: 'unreadable', ...texts, loader };
}
