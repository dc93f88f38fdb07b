/**
 * A memory of what was made of texts, of bounded size: what was not asked for while as much again came in is forgotten.
 * It forgets what is cheap to make again, so it may forget anything at any time.
 */
export class Recent<T extends object | null> {
  readonly #limit: number;
  #young = new Map<string, T>();
  #old: ReadonlyMap<string, T> = new Map();
  #size = 0;

  /** @param limit - characters of the texts after which older ones are forgotten; twice as much is held at most */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns what was made of a text; undefined when that was never or too long ago */
  get(text: string): T | undefined {
    const value = this.#young.get(text);
    if (value !== undefined) return value;
    const old = this.#old.get(text);
    return old === undefined ? undefined : this.add(text, old);
  }

  /** @returns the value */
  add(text: string, value: T): T {
    if (this.#size > this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#size = 0;
    }
    // A part of a text would keep the whole of it alive.
    this.#young.set(Buffer.from(text).toString(), value);
    this.#size += text.length;
    return value;
  }
}
