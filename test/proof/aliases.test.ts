/** Anchors, aliases and merge keys: read through, never expanded without end, never a way past the proof. */
import { describe, expect, test } from 'vitest';
import { proveSame, proveTexts, told } from './layout.js';

describe('aliases', () => {
  test.each([
    ['are read through', 'a: &x [1, 2]\nb: *x\n', 'a: [1, 2]\nb: [1, 2]\n', true],
    ['are looked into', 'a: &x [1, 2]\nb: *x\n', 'a: [1, 2]\nb: [1, 3]\n', false],
    ['keep quotes', 'a: &x "1"\nb: *x\n', 'a: "1"\nb: "1"\n', true],
    ['keep quotes apart from none', 'a: &x "1"\nb: *x\n', 'a: "1"\nb: 1\n', false],
    ['of nothing are null', 'a: &x\nb: *x\n', 'a:\nb: null\n', true],
    ['of keys are strings', '&x a: *x\n', 'a: a\n', true],
    ['keep tags', 'a: &x !t v\nb: *x\n', 'a: !t v\nb: !t v\n', true],
  ])('%s', (_, legacy, session, ok) => {
    expect(proveSame(legacy, session).ok).toBe(ok);
  });

  test.each(['a: &a [*a]\n', 'a: &a {b: *a}\n', 'a: &a\n- b: {c: *a}\n'])('to themselves: %j', (text) => {
    expect(told(proveSame(text, text))[0]).toMatch(/stands inside the node .*\(\d:\d+\)/);
  });

  test('to nothing', () => {
    expect(told(proveSame('a: *x\n', 'a: *x\n'))[0]).toMatch(/unidentified alias "x" \(1:\d\)/);
  });
});

describe('a text that would expand without end', () => {
  const bomb = (levels: number, leaf: string, open: (item: string) => string) =>
    Array.from({ length: levels }, (_, n) =>
      n === 0 ? `a0: &a0 ${leaf}\n` : `a${n}: &a${n} ${open(`*a${n - 1}`)}\n`,
    ).join('');
  const tens = (item: string) => `[${Array.from({ length: 10 }, () => item).join(', ')}]`;
  const pairs = (item: string) => `{l: ${item}, r: ${item}}`;
  const tagged = (item: string) => `!t [${item}, ${item}]`;
  const numbers = Array.from({ length: 3000 }, (_, index) => index).join(', ');

  test.each([
    ['lists', 40, '[x]', tens],
    ['lists of many numbers', 40, `[${numbers}]`, tens],
    ['mappings', 40, '{x: 1}', pairs],
    ['tagged lists', 40, '{x: 1}', tagged],
  ])('%s', { timeout: 10_000 }, (_, levels, leaf, open) => {
    const text = bomb(levels, leaf, open);
    expect(proveSame(text, text).ok).toBe(true);
    // Where it differs it is also explained, without being expanded.
    const rows = told(proveSame(text, bomb(levels, leaf.replace(/[x1]/, 'other'), open), { yaml: '1.2' }));
    expect(rows[0]).toMatch(/^1.2 a0/);
    const base = { legacy: text, parent: text, session: text };
    expect(proveTexts(base).ok).toBe(true);
  });

  test.each([
    ['brackets', (depth: number) => `a: ${'['.repeat(depth)}x${']'.repeat(depth)}\n`],
    ['tags', (depth: number) => `a: ${'!t ['.repeat(depth)}x${']'.repeat(depth)}\n`],
  ])('%s in %s', { timeout: 10_000 }, (_, text) => {
    expect(proveSame(text(400), text(400)).ok).toBe(true);
    expect(proveSame(text(400), text(400).replace('x', 'y')).ok).toBe(false);
    expect(told(proveSame(text(5000), text(5000)))[0]).toContain('nesting');
  });

  test('a chain of aliases', { timeout: 10_000 }, () => {
    const text = bomb(5000, '[x]', (item) => `[${item}]`);
    const { ok, differences } = proveSame(text, text);
    expect(ok || differences.every(({ kind }) => kind === 'unreadable')).toBe(true);
    expect(proveSame(text, text.replace('[x]', '[y]')).ok).toBe(false);
  });
});

const X = 'x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n';

describe('merge keys, as PyYAML flattens them', () => {
  test.each([
    ['stand first', `${X}m: {d: 5, <<: *x}\n`, `${X}m: {a: 1, b: 2, d: 5}\n`],
    ['give way to explicit keys', `${X}m: {<<: *x, a: 9}\n`, `${X}m: {a: 9, b: 2}\n`],
    ['give way wherever they stand', `${X}m: {a: 9, <<: *x}\n`, `${X}m: {a: 9, b: 2}\n`],
    ['take lists from the back', `${X}m: {<<: [*x, *y]}\n`, `${X}m: {b: 2, c: 4, a: 1}\n`],
    ['nest', `${X}m: {<<: {<<: *x, d: 5}, e: 6}\n`, `${X}m: {a: 1, b: 2, d: 5, e: 6}\n`],
    ['merge nothing', `${X}m: {<<: [], a: 1}\n`, `${X}m: {a: 1}\n`],
  ])('%s', (_, legacy, session) => {
    expect(proveSame(legacy, session, { yaml: 'pyyaml' }).differences).toEqual([]);
    // To YAML 1.2 it is a key like any other.
    expect(proveSame(legacy, session).ok).toBe(false);
    expect(proveSame(legacy, legacy).ok).toBe(true);
  });

  test.each([
    ['another order', `${X}m: {<<: [*x, *y]}\n`, `${X}m: {a: 1, b: 2, c: 4}\n`],
    ['another value', `${X}m: {<<: [*x, *y]}\n`, `${X}m: {b: 3, c: 4, a: 1}\n`],
    ['a quoted key', `${X}m: {<<: *x}\n`, `${X}m: {"<<": *x}\n`],
  ])('%s is seen', (_, legacy, session) => {
    expect(proveSame(legacy, session, { yaml: 'pyyaml' }).ok).toBe(false);
  });

  test('a key that moved to the parent would be shadowed', () => {
    const texts = {
      legacy: 'x: &x {a: 1}\n<<: *x\na: 5\n',
      parent: 'a: 5\n',
      session: 'x: &x {a: 1}\n<<: *x\n',
    };
    expect(told(proveTexts(texts))).toEqual(['pyyaml a value: int 5 -> int 1']);
    expect(proveTexts(texts, { yaml: '1.2' }).ok).toBe(true);
  });
});

const TWO = 'm: &m {<<: !i x}\nn: &n {<<: !i y}\n';

/** What `<<: !include x` gives is not known: the entry must stay, and nothing may depend on what it holds. */
describe('merge keys of something unknown', () => {
  test.each<[string, string, string, string, boolean]>([
    ['stay as they are', '<<: !i x\na: 5\n', '', '<<: !i x\na: 5\n', true],
    ['stay beside a parent that repeats', '<<: !i x\na: 5\n', 'a: 5\n', '<<: !i x\na: 5\n', true],
    ['stay in a parent', 'm: {<<: !i x, a: 5}\n', 'm: {<<: !i x, a: 5}\n', '{}\n', true],
    ['may shadow what moved', '<<: !i x\na: 5\n', 'a: 5\n', '<<: !i x\n', false],
    ['may shadow what moved from inside', 'm: {<<: !i x, a: 5}\n', 'm: {a: 5}\n', 'm: {<<: !i x}\n', false],
    ['may be merged into', 'm: {<<: !i x, a: {}}\n', 'm: {<<: !i x}\n', 'm: {a: {}}\n', false],
    ['are compared', '<<: !i x\n', '', '<<: !i y\n', false],
    ['are not lost', '<<: !i x\na: 5\n', '', 'a: 5\n', false],
    ['of an unknown one', 'm: &m {<<: !i x}\nn: {<<: *m}\n', '', 'm: &m {<<: !i x}\nn: {<<: *m}\n', true],
    ['in a list', 'm: {<<: [!i x, {a: 1}]}\n', '', 'm: {<<: [{a: 1}, !i x]}\n', false],
    ['with a tag on a mapping', 'm: {<<: !t {a: 1}}\n', '', 'm: {a: 1}\n', false],
    ['of two unknown ones', `${TWO}c: {<<: [*m, *n]}\n`, '', `${TWO}c: {<<: [*m]}\n`, false],
    ['that PyYAML refuses already', '<<: 5\n', '', '<<: 5\n', true],
    ['that PyYAML refuses though they are replaced', 'm: 1\n', 'm: {<<: 5}\n', 'm: 1\n', false],
    ['that PyYAML did not have to refuse', 'a: 5\n', '<<: 5\n', 'a: 5\n', false],
  ])('%s', (_, legacy, parent, session, ok) => {
    const texts = { legacy, parent, session };
    expect(proveTexts(texts, { yaml: 'pyyaml', keyOrder: 'ignore' }).ok).toBe(ok);
    expect(proveTexts(texts).ok).toBe(ok);
  });
});
