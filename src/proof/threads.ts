/**
 * Other threads for the proof. What crosses over is plain data, few chunks at a time. A thread that dies takes the proof
 * with it: what it had to prove is then proved by nobody, and nothing may be written.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import { ConfigError } from '../errors.js';
import type { ChunkProof, HandedChunk } from './chunk.js';
import type { ProofOptions } from './prove.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Characters of legacy configs up to which one thread proves within seconds, and in a third less memory. */
const WORTH_A_THREAD = 100_000_000;

/** The main thread hands out the texts, and could not keep more busy. */
const MOST_THREADS = 4;

/**
 * @param size - characters of all legacy configs
 * @param asked - the number the user wants
 * @returns in how many threads to prove, the main thread counted
 */
export function threadsFor(size: number, asked: number | undefined): number {
  // Where the sources are run as they are, or are bundled, there is no file for a thread to begin with.
  if (!existsSync(WORKER)) return 1;
  return asked ?? (size < WORTH_A_THREAD ? 1 : Math.min(availableParallelism(), MOST_THREADS));
}

/** Chunks that a thread is given before it has answered: one to prove, and one not to wait for. */
const AT_ONCE = 2;

/** More room for what is young means that less is looked at by the garbage collector; most of a text's tree dies young. */
const YOUNG = { maxYoungGenerationSizeMb: 32 };

interface Worker {
  readonly worker: URL;
  readonly megabytes: number;
}

/** Threads that prove chunks. */
export class Threads {
  readonly #pool: Piscina;
  readonly #most: number;
  readonly #failed: Promise<never>;
  #running = 0;

  private constructor(pool: Piscina, count: number) {
    this.#pool = pool;
    this.#most = AT_ONCE * count;
    this.#failed = new Promise((_, reject) => pool.on('error', reject));
    this.#failed.catch(() => undefined); // said where a chunk is lost
  }

  /**
   * @param count - how many threads, the main thread not counted
   * @param options - of the proof
   * @param instead - for tests: another file that proves, and how many megabytes a thread may fill
   */
  static async start(count: number, options: ProofOptions, instead: Partial<Worker> = {}): Promise<Threads> {
    const { worker = WORKER, megabytes } = instead;
    const { Piscina } = await import('piscina');
    const { dialects, keyOrder, contract } = options;
    const resourceLimits = megabytes === undefined ? YOUNG : { ...YOUNG, maxOldGenerationSizeMb: megabytes };
    const pool = new Piscina({
      ...{ filename: fileURLToPath(worker), name: 'prove', workerData: { dialects, keyOrder, contract } },
      ...{ minThreads: count, maxThreads: count, concurrentTasksPerWorker: AT_ONCE },
      ...{ resourceLimits, recordTiming: false },
    });
    return new Threads(pool, count);
  }

  /** Whether a thread would take a chunk at once. */
  get free(): boolean {
    return this.#running < this.#most;
  }

  /**
   * @returns what there is to say of a chunk
   * @throws ConfigError `proof-stopped` when its thread dies, or cannot go on
   */
  async prove(chunk: HandedChunk): Promise<ChunkProof> {
    this.#running++;
    try {
      return await Promise.race([this.#pool.run(chunk) as Promise<ChunkProof>, this.#failed]);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `A thread of the proof stopped (${why}). Nothing was written. Run again with --threads 1, which needs less memory.`;
      throw new ConfigError('proof-stopped', message, [], { cause: error });
    } finally {
      this.#running--;
    }
  }

  /** Ends them, whatever they are doing. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
