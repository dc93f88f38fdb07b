/** Generated plain scalars full of digits, dates and words, and what the real PyYAML makes of them. */
import { fileURLToPath } from 'node:url';
import { runPython } from './python.js';

/** Deterministic numbers in [0, 1), by the Park-Miller generator. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const ALPHABETS = ['0123456789', '01289.+-eE_:', '0123456789.-e', '01234567:_', '0xbo_17fF-+', '12:05.-TZ '];

/**
 * @param words - texts to begin with
 * @returns as many different scalars, always the same; a block sequence takes them as they are, `- <text>`
 */
export function generateScalars(words: readonly string[], count: number): readonly string[] {
  const random = seeded(20220216);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]) => items[below(items.length)] as T; // never empty
  const digits = (max: number) => Array.from({ length: 1 + below(max) }, () => below(10)).join('');
  const two = () => String(below(random() < 0.8 ? 13 : 70)).padStart(random() < 0.8 ? 2 : 1, '0');
  const mixed = () => {
    const alphabet = pick(ALPHABETS);
    return Array.from({ length: 1 + below(8) }, () => alphabet[below(alphabet.length)] ?? '').join('');
  };
  const word = () => [...pick(words)].map((char) => (random() < 0.05 ? char.toUpperCase() : char)).join('');
  const exponent = () => pick(['e', 'e-', 'E+', 'e+']) + digits(3);
  const decimal = () => digits(20) + pick(['.', '.', '']) + digits(20);
  const number = () => pick(['', '-', '+']) + pick([digits, decimal])(20) + pick(['', exponent()]);
  const date = () => `${pick(['2022', '2024', '1900', '0000', digits(4)])}-${two()}-${two()}`;
  const zone = () => pick(['', '', 'Z', ' Z', 'z', `+${two()}`, ` -${two()}:${two()}`]);
  const time = () => `${two()}:${two()}:${two()}${pick(['', '.', `.${digits(9)}`])}${zone()}`;
  const mutated = () => {
    const text = pick([word, number, date])();
    const at = below(text.length + 1);
    return text.slice(0, at) + pick(['', '_', '0', '.', ':', '-']) + text.slice(at + below(2));
  };
  const stamp = () => date() + pick(['T', 't', ' ', '  ']) + time();
  const makers = [mixed, mixed, word, number, date, stamp, mutated, mutated];
  const texts = new Set<string>();
  while (texts.size < count) {
    const text = pick(makers)();
    if (isPlainItem(text)) texts.add(text);
  }
  return [...texts];
}

function isPlainItem(text: string): boolean {
  return /^[-\w.+:=<~ \u00c0-\uffff]*$/.test(text) && !/^[-:]?$|^[-:] |:$|: |^ | $/.test(text);
}

/** @returns type and value of each text as PyYAML reads it: `int 12`, `invalid 2022-02-30` */
export function pyyamlScalars(texts: readonly string[]): readonly string[] {
  const script = fileURLToPath(new URL('scalars.py', import.meta.url));
  const told = JSON.parse(runPython(script, texts)) as string[]; // the script prints a list of strings
  if (told.length !== texts.length) throw new Error('PyYAML did not answer for every scalar');
  return told.map(fromPython);
}

/** Python prints floats exactly, in its own notation. */
function fromPython(told: string): string {
  const float = /^float (.*)$/.exec(told)?.[1];
  if (float === undefined) return told;
  const value = Number(float.replace('inf', 'Infinity').replace('nan', 'NaN'));
  return `float ${Object.is(value, -0) ? '-0' : String(value)}`;
}
