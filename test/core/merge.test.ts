/** The loader's merge, on plain data: DESIGN.md 3 as rows, then its laws. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import { deepMergeConfigs, isConfigMap, type ConfigMap, type ConfigValue } from '../../src/core/merge.js';

/** A mapping with keys that object literals treat specially, as the reader makes it. */
function mapOf(...pairs: readonly (readonly [string, ConfigValue])[]): ConfigMap {
  return Object.fromEntries(pairs) as ConfigMap; // defines, never assigns
}

/** Key order and own keys show in the text; neither `toEqual` nor a `__proto__` literal would tell. */
function show(value: ConfigValue): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** Every mapping and list in a value, itself included. */
function containers(value: ConfigValue): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containers)];
}

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

interface Row {
  readonly rule: string;
  readonly base: ConfigMap;
  readonly over: ConfigMap;
  readonly merged: string;
}

const ROWS: readonly Row[] = [
  { rule: 'nothing over nothing', base: {}, over: {}, merged: '{}' },
  { rule: 'nothing over a config', base: { a: 1 }, over: {}, merged: '{"a":1}' },
  { rule: 'a config over nothing', base: {}, over: { a: 1 }, merged: '{"a":1}' },
  { rule: 'a scalar replaces', base: { a: 1 }, over: { a: 2 }, merged: '{"a":2}' },
  {
    rule: 'mappings merge key by key',
    base: { stim: { source: 'stim', ops: ['pixelnorm', 'unsqueeze'] } },
    over: { stim: { ops: ['fftwhitening', 'pixelnorm'] } },
    merged: '{"stim":{"source":"stim","ops":["fftwhitening","pixelnorm"]}}',
  },
  {
    rule: 'and do so at any depth',
    base: { a: { b: { c: { d: 1, e: 1 } } } },
    over: { a: { b: { c: { e: 2, f: 2 } } } },
    merged: '{"a":{"b":{"c":{"d":1,"e":2,"f":2}}}}',
  },
  {
    rule: "the base's keys come first, in its order, then the override's in theirs",
    base: { z: 1, a: { y: 1, b: 1 } },
    over: { q: 2, a: { c: 2, b: 2, a: 2 }, p: 2, z: 2 },
    merged: '{"z":2,"a":{"y":1,"b":2,"c":2,"a":2},"q":2,"p":2}',
  },
  { rule: 'a list replaces whole', base: { a: [1, 2, 3] }, over: { a: [4] }, merged: '{"a":[4]}' },
  { rule: 'an empty list too', base: { a: [1, 2] }, over: { a: [] }, merged: '{"a":[]}' },
  {
    rule: 'mappings in lists are not merged',
    base: { a: [{ x: 1 }] },
    over: { a: [{ y: 2 }] },
    merged: '{"a":[{"y":2}]}',
  },
  { rule: 'null is a value', base: { a: { b: 1 } }, over: { a: null }, merged: '{"a":null}' },
  { rule: 'and no deletion', base: { a: 1, b: 1 }, over: { a: null }, merged: '{"a":null,"b":1}' },
  { rule: 'null is replaced', base: { a: null }, over: { a: { b: 1 } }, merged: '{"a":{"b":1}}' },
  {
    rule: 'an empty mapping changes nothing',
    base: { a: { b: 1 } },
    over: { a: {} },
    merged: '{"a":{"b":1}}',
  },
  { rule: 'unless the base has none', base: { a: [1] }, over: { a: {} }, merged: '{"a":{}}' },
  { rule: 'a list over a mapping', base: { a: { b: 1 } }, over: { a: [1] }, merged: '{"a":[1]}' },
  { rule: 'a mapping over a list', base: { a: [1] }, over: { a: { b: 1 } }, merged: '{"a":{"b":1}}' },
  { rule: 'a scalar over a mapping', base: { a: { b: 1 } }, over: { a: 'x' }, merged: '{"a":"x"}' },
  { rule: 'a mapping over a scalar', base: { a: 'x' }, over: { a: { b: 1 } }, merged: '{"a":{"b":1}}' },
  {
    rule: 'false, 0 and the empty text replace',
    base: { a: 1, b: 1, c: 1 },
    over: { a: false, b: 0, c: '' },
    merged: '{"a":false,"b":0,"c":""}',
  },
  {
    rule: 'integers of any size pass',
    base: { a: 1 },
    over: { a: 9007199254740993n },
    merged: '{"a":"9007199254740993n"}',
  },
  {
    rule: '__proto__ is a key like any other',
    base: mapOf(['__proto__', { polluted: true }]),
    over: mapOf(['__proto__', { also: 1 }]),
    merged: '{"__proto__":{"polluted":true,"also":1}}',
  },
  {
    rule: '__proto__ that only the override has',
    base: {},
    over: mapOf(['__proto__', { polluted: true }]),
    merged: '{"__proto__":{"polluted":true}}',
  },
  {
    rule: '__proto__ below',
    base: { a: { b: 1 } },
    over: { a: mapOf(['__proto__', { polluted: true }]) },
    merged: '{"a":{"b":1,"__proto__":{"polluted":true}}}',
  },
  {
    rule: 'constructor and its prototype',
    base: {},
    over: { constructor: { prototype: { polluted: true } } } as unknown as ConfigMap, // its own key hides Object's
    merged: '{"constructor":{"prototype":{"polluted":true}}}',
  },
  {
    rule: 'names of methods are no values of the base',
    base: {},
    over: { hasOwnProperty: { a: 1 }, toString: 'x', valueOf: null } as unknown as ConfigMap, // as above
    merged: '{"hasOwnProperty":{"a":1},"toString":"x","valueOf":null}',
  },
  {
    rule: 'a base that says hasOwnProperty',
    base: { hasOwnProperty: 1, a: 1 } as unknown as ConfigMap, // as above
    over: { a: 2 },
    merged: '{"hasOwnProperty":1,"a":2}',
  },
];

describe('deepMergeConfigs', () => {
  test.each(ROWS)('$rule', ({ base, over, merged }) => {
    expect(show(deepMergeConfigs(base, over))).toBe(merged);
  });

  test.each(ROWS)('changes neither argument and shares nothing with them: $rule', ({ base, over }) => {
    const before = show([base, over]);
    const result = deepMergeConfigs(deepFreeze(base), deepFreeze(over));
    expect(show([base, over])).toBe(before);
    const given = new Set([...containers(base), ...containers(over)]);
    expect(containers(result).filter((part) => given.has(part))).toEqual([]);
  });

  it('gives ordinary objects, whatever the prototype of the arguments', () => {
    const bare = Object.assign(Object.create(null), { a: { b: 1 } }) as ConfigMap; // a mapping as some parsers make it
    const merged = deepMergeConfigs(bare, { a: { c: 1 } });
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(merged).toEqual({ a: { b: 1, c: 1 } });
  });

  it('writes keys that can be changed and removed again', () => {
    const merged = deepMergeConfigs({}, mapOf(['__proto__', 1], ['a', 1]));
    merged.a = 2;
    delete merged.__proto__;
    expect(show(merged)).toBe('{"a":2}');
  });
});

describe('isConfigMap', () => {
  test.each([
    ['an object', {}, true],
    ['an object without prototype', Object.create(null), true],
    ['a list', [], false],
    ['null', null, false],
    ['a text', 'x', false],
    ['a Map', new Map(), false],
    ['a date', new Date(0), false],
    ['undefined', undefined, false],
  ] as const)('%s', (_, value, expected) => {
    expect(isConfigMap(value)).toBe(expected);
  });
});

const KEYS = ['a', 'b', 'lab', '__proto__', 'constructor', '1'];

const leaf: fc.Arbitrary<ConfigValue> = fc.oneof(
  fc.constantFrom<ConfigValue>(null, true, 0, 1.5, '', 'x', 9007199254740993n, NaN),
  fc.constantFrom<ConfigValue>([], [1, 2], [{ a: 1 }]),
);

function maps(value: fc.Arbitrary<ConfigValue>): fc.Arbitrary<ConfigMap> {
  const pair = fc.tuple(fc.constantFrom(...KEYS), value);
  return fc.uniqueArray(pair, { selector: ([key]) => key, maxLength: 5 }).map((pairs) => mapOf(...pairs));
}

const { config } = fc.letrec<{ config: ConfigMap; value: ConfigValue }>((tie) => ({
  config: maps(tie('value')),
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('config')),
}));

/** Configs in which a key is a mapping in all or in none: nothing there changes from mapping to another type. */
const shaped = maps(leaf).chain((flat) =>
  maps(leaf).map((inner) => mapOf(...Object.entries(flat), ['deep', { ...inner, deeper: flat }])),
);

describe('laws', () => {
  test('an empty config on either side changes nothing', () => {
    fc.assert(
      fc.property(config, (a) => {
        expect(show(deepMergeConfigs(a, {}))).toBe(show(a));
        expect(show(deepMergeConfigs({}, a))).toBe(show(a));
      }),
    );
  });

  test('merging a config over itself, or twice, changes nothing', () => {
    fc.assert(
      fc.property(config, config, (a, b) => {
        expect(show(deepMergeConfigs(a, a))).toBe(show(a));
        const once = deepMergeConfigs(a, b);
        expect(show(deepMergeConfigs(once, b))).toBe(show(once));
      }),
    );
  });

  test('where types agree, it does not matter which pair is merged first', () => {
    fc.assert(
      fc.property(shaped, shaped, shaped, (a, b, c) => {
        const left = deepMergeConfigs(deepMergeConfigs(a, b), c);
        const right = deepMergeConfigs(a, deepMergeConfigs(b, c));
        expect(show(left)).toBe(show(right));
      }),
    );
  });

  test('where a mapping stops being one, it does', () => {
    const [a, b, c] = [{ k: { x: 1 } }, { k: 1 }, { k: { y: 1 } }];
    expect(deepMergeConfigs(deepMergeConfigs(a, b), c)).toEqual({ k: { y: 1 } });
    expect(deepMergeConfigs(a, deepMergeConfigs(b, c))).toEqual({ k: { x: 1, y: 1 } });
  });

  test('every key of either is there, and what only one has is as it was', () => {
    fc.assert(
      fc.property(config, config, (a, b) => {
        const merged = deepMergeConfigs(a, b);
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(a), ...Object.keys(b)]));
        for (const key of Object.keys(merged)) {
          const only = Object.hasOwn(b, key) ? (Object.hasOwn(a, key) ? undefined : b) : a;
          if (only !== undefined) expect(show(merged[key] ?? null)).toBe(show(only[key] ?? null));
        }
      }),
    );
  });

  test('neither argument changes, and nothing is shared', () => {
    fc.assert(
      fc.property(config, config, (a, b) => {
        const before = show([a, b]);
        const result = deepMergeConfigs(deepFreeze(a), deepFreeze(b));
        expect(show([a, b])).toBe(before);
        const given = new Set([...containers(a), ...containers(b)]);
        expect(containers(result).some((part) => given.has(part))).toBe(false);
      }),
    );
  });
});
