/**
 * What values at one place have in common: the types they have under every dialect, the keys of mappings, the items of
 * lists. Shapes are filled value by value and then written as a JSON Schema (infer.ts).
 */
import type { Dialect, ScalarReader, ScalarValue, Value } from '../core/value.js';

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

const TYPES: Readonly<Record<string, JsonType>> = {
  str: 'string',
  timestamp: 'string',
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  null: 'null',
};

const DIALECTS: readonly Dialect[] = ['pyyaml', '1.2'];

export class Shape {
  readonly types = new Set<JsonType>();
  /** Texts that are strings to every dialect, and how often each was met. */
  readonly words = new Map<string, number>();
  /** Number of mappings met. */
  mappings = 0;
  readonly keys = new Map<string, Shape>();
  /** Number of values met. */
  count = 0;
  items: Shape | null = null;
  /** Something was met that a schema cannot describe: a tag, a merge key, an infinity. */
  open = false;
  readonly #readScalar: ScalarReader;

  constructor(readScalar: ScalarReader) {
    this.#readScalar = readScalar;
  }

  /** Takes in one value. */
  see(value: Value): void {
    this.count++;
    if (value.kind === 'scalar') this.#seeScalar(value);
    else if (value.kind === 'tagged') this.open = true;
    else if (value.kind === 'sequence') {
      this.types.add('array');
      this.items ??= new Shape(this.#readScalar);
      for (const item of value.items) this.items.see(item);
    } else {
      this.types.add('object');
      this.mappings++;
      for (const { name, value: inner } of value.pairs) {
        if (name === null) this.open = true;
        else this.at(name).see(inner);
      }
    }
  }

  /** @returns the shape of a key, made when it is new */
  at(key: string): Shape {
    const known = this.keys.get(key) ?? new Shape(this.#readScalar);
    this.keys.set(key, known);
    return known;
  }

  #seeScalar({ text, plain }: ScalarValue): void {
    const readings = DIALECTS.map((dialect) => this.#readScalar(text, plain, dialect));
    for (const { type, canonical } of readings) {
      const json = TYPES[type];
      if (json === undefined || /^-?Infinity$|^NaN$/.test(type === 'float' ? canonical : ''))
        this.open = true;
      else this.types.add(json);
    }
    if (readings.every(({ type }) => type === 'str')) this.words.set(text, (this.words.get(text) ?? 0) + 1);
  }
}
