/** Where the time of a run went, and which files had to be read in the slow way. */

export interface Timings {
  /** The steps in their order, in milliseconds. */
  readonly steps: readonly { readonly name: string; readonly milliseconds: number }[];
  /** Files that were cut into entries without the full parser. */
  readonly split: number;
  /** Why others were not, and how many files for each reason. */
  readonly whole: ReadonlyMap<string, number>;
  /** Texts that the proof's parser read entry by entry, and as a whole; each config and session is one. Null without a proof. */
  readonly proved: { readonly pieces: number; readonly whole: number } | null;
}

/** Measures the steps of one run. */
export class Stopwatch {
  readonly #steps: { readonly name: string; readonly milliseconds: number }[] = [];
  #last = performance.now();

  /** Says that a step has just ended; a step that is done again is counted again. */
  done(name: string): void {
    const now = performance.now();
    this.#steps.push({ name, milliseconds: now - this.#last });
    this.#last = now;
  }

  get steps(): Timings['steps'] {
    return this.#steps;
  }
}
