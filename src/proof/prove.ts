/**
 * The proof: parents and sessions, merged, are the legacy configs. It shares no code with the factoring or with
 * the cutting of text; it has its own parser (js-yaml), its own reading of scalars, its own merge.
 */
import { createHash } from 'node:crypto';
import type { Contract } from '../contract.js';
import type { Dialect, KeyOrder } from '../core/value.js';
import { Comparison } from './compare.js';
import { ScalarCount } from './count.js';
import { readBases, readParent, type Base, type Bases, type ParentText } from './bases.js';
import { attempt, unreadable, type Difference } from './difference.js';
import { explain } from './explain.js';
import { Merging } from './merge.js';
import { PieceReader, type Ways } from './pieces.js';
import { Unreadable } from './raw.js';
import type { ProofText } from './text.js';
import { isMap, readingsOf, type Reading } from './view.js';

export type { Difference };

export interface ProofSession {
  readonly name: string;
  readonly legacy: ProofText;
  readonly session: ProofText;
}

export interface ProofParent {
  readonly parent: ProofText;
  /** The parent as it was, when the legacy texts are sessions of it and not complete configs. */
  readonly before?: ProofText;
  /** In the order the parent must list them. */
  readonly sessions: readonly ProofSession[];
}

export interface ProofOptions {
  readonly dialects: readonly Dialect[];
  readonly keyOrder: KeyOrder;
  readonly contract: Contract;
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

/** What the sessions of one parent are merged over: now, and before when there was a parent before. */
export interface Layers {
  readonly bases: Bases;
  readonly under: Bases | null;
  /** The parent as it is now. */
  readonly text: string;
  /** Of the texts of both. */
  readonly digest: () => string;
}

/** That a session holds what its legacy config held. */
export interface KnownSession {
  readonly name: string;
  /** Of parent, legacy config and session as they were. */
  readonly digest: string;
  /** Scalars compared. */
  readonly compared: number;
}

/** Proves layouts; what it has read once, for one proof or for an earlier one, it does not read again. */
export class Prover {
  readonly #options: ProofOptions;
  readonly #reader: PieceReader;
  readonly #comparison: Comparison;
  readonly #merging = new Merging();
  readonly #count = new ScalarCount();
  /** By name, what was proved of sessions. */
  readonly #known = new Map<string, KnownSession>();

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
   * @param parents - texts of the new layout and of the legacy configs
   * @returns whether every merged config is its legacy config, and if not, where they differ
   */
  prove(parents: readonly ProofParent[]): Proof {
    const differences: Difference[] = [];
    let compared = 0;
    for (const parent of parents) {
      const layers = this.open(parent, differences);
      if (layers === null) continue;
      for (const session of parent.sessions) compared += this.session(session, layers, differences);
    }
    return this.conclude(compared, differences);
  }

  /** @returns the proof, when this is all there was to compare */
  conclude(compared: number, differences: readonly Difference[]): Proof {
    const loaders = this.#options.dialects.map((dialect) => LOADERS[dialect]);
    return { ok: differences.length === 0, loaders, compared, differences };
  }

  /** @returns what the parent's sessions are merged over; null when it is no parent, and the differences say why */
  open({ parent, before, sessions }: ProofParent, differences: Difference[]): Layers | null {
    const [path, text, earlier] = [parent.path, parent.text(), before?.text() ?? null];
    const names = sessions.map(({ name }) => name);
    const bases = readParent({ path, text }, names, this.#options, differences);
    if (bases === null) {
      // What cannot be read in the parent may be the text of a legacy config that cannot be read either.
      for (const { name, legacy } of sessions) this.#read(legacy.text(), name, 'before', differences);
      return null;
    }
    const under =
      earlier === null ? null : readBases({ path, text: earlier }, this.#options, differences, 'before');
    if (earlier !== null && under === null) return null;
    const digest = onceOnly(() => digestOf(earlier === null ? [text] : [text, earlier]));
    return { bases, under, text, digest };
  }

  /** As `open`, for a parent that was opened before, by whoever looked at the sessions it lists. */
  reopen(parent: ParentText): Layers {
    const bases = readBases(parent, this.#options, [], 'after');
    if (bases === null) throw new Error(`${parent.path} could be read before`);
    const { text } = parent;
    return { bases, under: null, text, digest: onceOnly(() => digestOf([text])) };
  }

  /** @returns what was proved of a session, if it was of the same texts; without a digest: of whatever texts */
  known(name: string, digest?: string): KnownSession | null {
    const known = this.#known.get(name);
    return known === undefined || (digest !== undefined && known.digest !== digest) ? null : known;
  }

  /** @param known - what was proved here, or by another prover with the same options */
  learn(known: readonly KnownSession[]): void {
    for (const session of known) this.#known.set(session.name, session);
  }

  /** @returns the number of scalars in the legacy config */
  session(
    { name, legacy, session }: ProofSession,
    { bases, under }: Layers,
    differences: Difference[],
  ): number {
    const before = this.#read(legacy.text(), name, 'before', differences);
    const after = this.#read(session.text(), name, 'after', differences);
    if (before === null || after === null) return 0;
    let scalars = 0;
    for (const loader of this.#options.dialects) {
      const base = bases.get(loader);
      const old = this.#over(under?.get(loader), before.get(loader));
      const override = after.get(loader);
      if (base === undefined || old === undefined || override === undefined) continue;
      try {
        scalars = this.#count.ofRoot(old.view);
        const rows = this.#rows(old, base, override, session.path);
        for (const row of rows) differences.push({ session: name, ...row, loader });
      } catch (error) {
        // Aliases of aliases can be deeper than any text.
        if (!(error instanceof RangeError)) throw error;
        differences.push(unreadable(name, loader, 'before', 'nested too deeply'));
      }
    }
    return scalars;
  }

  /** A legacy text that is a session itself is what it is merged over its parent. */
  #over(base: Base | undefined, old: Reading | undefined): Reading | undefined {
    if (base === undefined || old === undefined || !isMap(old.view)) return old;
    return { ...old, view: this.#merging.roots(base.view, old.view), refused: base.refused ?? old.refused };
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
    const merged = this.#merging.roots(base.view, view);
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

/** @returns a text that is equal for the same texts in the same order; lengths first: none ends where another begins */
export function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256').update(texts.map(({ length }) => length).join(' '));
  for (const text of texts) hash.update(text);
  return hash.digest('base64');
}

type SessionRow = Omit<Difference, 'session' | 'loader'>;
