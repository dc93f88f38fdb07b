/**
 * The proof of many sessions, by as many threads as are worth it: chunks go to whoever is free, the main thread takes
 * its share, and what they say is put together in the order of the sessions. So the result does not depend on the number
 * of threads; with one, no other thread is started and all is done here.
 */
import { setImmediate as turn } from 'node:timers/promises';
import {
  chunksOf,
  handedParent,
  proveChunk,
  type Chunk,
  type ChunkProof,
  type HandedParent,
  type SharedParent,
} from './chunk.js';
import type { Difference } from './difference.js';
import type { Ways } from './pieces.js';
import { Prover, type Layers, type Proof, type ProofOptions } from './prove.js';
import { Threads } from './threads.js';

export interface SharedProof {
  readonly proof: Proof;
  /** Legacy files that do not hold any more what they held; they were not compared. */
  readonly changed: readonly string[];
}

/** Proves layouts; `close` it in the end. */
export class SharedProver {
  readonly #prover: Prover;
  readonly #threads: Threads | null;
  /** Number of parents that were handed to other threads. */
  #handed = 0;
  readonly #elsewhere: Ways = { pieces: 0, whole: 0 };

  constructor(options: ProofOptions, threads: Threads | null) {
    this.#prover = new Prover(options);
    this.#threads = threads;
  }

  /**
   * @param options - whose readings, and where order counts
   * @param threads - in how many threads to prove, this one counted
   */
  static async start(options: ProofOptions, threads: number): Promise<SharedProver> {
    return new SharedProver(options, threads > 1 ? await Threads.start(threads - 1, options) : null);
  }

  /** How many texts were read in which way so far. */
  get ways(): Ways {
    const { pieces, whole } = this.#prover.ways;
    return { pieces: pieces + this.#elsewhere.pieces, whole: whole + this.#elsewhere.whole };
  }

  /**
   * @param parents - the new layout and the legacy configs
   * @returns whether every merged config is its legacy config, and if not, where they differ
   * @throws ConfigError `proof-stopped` when another thread dies
   */
  async prove(parents: readonly SharedParent[]): Promise<SharedProof> {
    const parts: Promise<Part>[] = [];
    for (const parent of parents) {
      const differences: Difference[] = [];
      const layers = this.#prover.open(parent, differences);
      parts.push(Promise.resolve({ differences, compared: 0, changed: [] }));
      if (layers === null) continue;
      const handed =
        this.#threads === null ? null : handedParent(parent.parent.path, layers.text, this.#handed++);
      for (const sessions of chunksOf(parent.sessions)) {
        const known = sessions.flatMap(({ name }) => this.#prover.known(name) ?? []);
        const part = this.#prove({ sessions, known }, layers, handed);
        part.catch(() => undefined); // thrown below, when its turn comes
        parts.push(part);
        // What the others have answered is heard now, and more given to them.
        if (this.#threads?.free === false) await turn();
      }
    }
    const all = await Promise.all(parts);
    const compared = all.reduce((sum, part) => sum + part.compared, 0);
    const proof = this.#prover.conclude(
      compared,
      all.flatMap(({ differences }) => differences),
    );
    return { proof, changed: all.flatMap(({ changed }) => changed) };
  }

  /** Ends the other threads. */
  async close(): Promise<void> {
    await this.#threads?.close();
  }

  async #prove(chunk: Chunk, layers: Layers, parent: HandedParent | null): Promise<Part> {
    if (parent === null || this.#threads?.free !== true) return proveChunk(this.#prover, chunk, layers);
    const part = await this.#threads.prove({ ...chunk, parent });
    this.#prover.learn(part.known);
    this.#elsewhere.pieces += part.ways.pieces;
    this.#elsewhere.whole += part.ways.whole;
    return part;
  }
}

type Part = Pick<ChunkProof, 'differences' | 'compared' | 'changed'>;
