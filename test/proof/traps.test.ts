/**
 * Texts that js-yaml reads as if they were other texts, and texts that PyYAML refuses. Each row has passed for its
 * neighbour once; loaders.test.ts looks for more.
 */
import { describe, expect, test } from 'vitest';
import type { DialectChoice } from '../../src/core/value.js';
import { proveSame, proveTexts, told } from './layout.js';

describe('never pass for each other', () => {
  test.each<readonly [what: string, one: string, other: string]>([
    ['an empty item at the end of a list in a list', 'a:\n- - x\n  -\n- y\n', 'a:\n- - x\n  -\n  - y\n'],
    ['the same in a mapping', 'a:\n- b:\n  -\n- y\n', 'a:\n- b:\n  -\n  - y\n'],
    ['the same in a tagged list', 'a:\n- !t\n  -\n- y\n', 'a:\n- !t\n  -\n  - y\n'],
    ['an empty item with a comment', 'a:\n- - # none\n\n- y\n', 'a:\n- - # none\n\n  - y\n'],
    ['a tag in the line above a block scalar', 'a: !t\n  |\n  x\n', 'a: |\n  x\n'],
    ['an anchor in the line above a block scalar', 'a: &x\n  |\n  x\nb: *x\n', 'a: |\n  x\nb: {}\n'],
    ['an anchor and, below, the tag of the next key', 'a: &x\n!t b: 1\n', 'a: !t\nb: 1\n'],
    ['a list that would hold itself', 'a: &x\n  [1, *x]\n', 'a: [1, {}]\n'],
    ['an anchor defined inside its own node', 'a: &x [1, &x 2]\nb: *x\n', 'a: [1, 2]\nb: [1, 2]\n'],
    ['a list that is its own key', 'a: &x [b, {*x : 1}]\n', 'a: [b, {b: 1}]\n'],
    ['a key that begins with ---', '---a: 1\n', 'a: 1\n'],
    ["js-yaml's name for no tag", 'a: !<?> "12"\n', 'a: 12\n'],
    ['! on a number', 'a: ! 12\n', 'a: 12\n'],
    ['! on a number in a list', '- ! 12\n', '- 12\n'],
    ['! on a quoted number', 'a: ! 12\n', 'a: ! "12"\n'],
    ['! on nothing', 'a: !\n', 'a:\n'],
    ['a plain and a quoted scalar with a tag', '- !t 12\n', '- !t "12"\n'],
    ['a comment that ends at a line separator', 'a: 1 # c\u2028b: 2\n', 'a: 1\n'],
    ['a comment that ends at NEL', 'a: 1 # c\x85b: 2\n', 'a: 1\n'],
    ['a comment that ends at a lone CR', 'a: 1 # c\rb: 2\n', 'a: 1\n'],
    ['a byte order mark in the text', 'a: 1\n\uFEFFb: 2\n', 'a: 1\nb: 2\n'],
    ['a blank line behind an escaped line break', 'a: "x \\\n\n  y"\n', 'a: "x y"\n'],
    ['text of an older version', '%YAML 1.1\n---\na: 012\n', 'a: 012\n'],
  ])('%s: %j and %j', (_, one, other) => {
    for (const yaml of ['both', '1.2'] as const) {
      expect(proveSame(one, other, { yaml }).ok).toBe(false);
      expect(proveSame(other, one, { yaml }).ok).toBe(false);
    }
  });

  test.each<readonly [what: string, one: string, other: string]>([
    ['? in a flow collection', 'a: [?x]\n', 'a: ["?x"]\n'],
    ['an anchor that ends at a colon', 'a: &x:y z\n', 'a: z\n'],
    ['a tag with an escape', 'a: !%41\n', 'a: !A\n'],
  ])('under PyYAML: %s: %j and %j', (_, one, other) => {
    expect(proveSame(one, other, { yaml: 'pyyaml' }).ok).toBe(false);
    expect(proveSame(other, one, { yaml: 'pyyaml' }).ok).toBe(false);
    expect(told(proveSame(one, other, { yaml: '1.2' }))).toEqual([]);
  });

  test('texts of an older version stay what they are, and share nothing', () => {
    const old = '%YAML 1.1\n---\na: 012\nb: "x"\n';
    expect(proveSame(old, old).ok).toBe(true);
    expect(proveTexts({ legacy: old, parent: 'b: "x"\n', session: '%YAML 1.1\n---\na: 012\n' }).ok).toBe(
      true,
    );
    expect(proveTexts({ legacy: old, parent: 'a: 012\n', session: '%YAML 1.1\n---\nb: "x"\n' }).ok).toBe(
      false,
    );
    expect(proveSame(old.replace('1.1', '1.2'), 'a: 012\nb: "x"\n').ok).toBe(true);
  });
});

describe('a text that ends inside a block scalar', () => {
  const PYYAML_SEES: readonly (readonly [ends: string, value: string])[] = [
    ['|\n  x', 'x'],
    ['>\n  x', 'x'],
    ['|+\n  x', 'x'],
    ['>\n  x\n  y', 'x y'],
    ['|2\n    x', '  x'],
    ['|\n  x\n   y', 'x\\n y'],
    ['|\n  x\n    ', 'x\\n  '],
  ];
  test.each(PYYAML_SEES)('has to PyYAML no line break at its end: %j is "%s"', (ends, value) => {
    const legacy = `a: ${ends}`;
    expect(told(proveSame(legacy, `a: "${value}"`, { yaml: 'pyyaml' }))).toEqual([]);
    expect(told(proveSame(legacy, `a: "${value}\\n"`, { yaml: '1.2' }))).toEqual([]);
    expect(proveSame(legacy, `${legacy}\n`).ok).toBe(false);
    expect(told(proveSame(legacy, legacy))).toEqual([]);
    expect(proveTexts({ legacy, parent: '', session: `b: 1\na: ${ends}` }).ok).toBe(false);
    expect(proveTexts({ legacy: `b: 1\n${legacy}`, parent: 'b: 1\n', session: legacy }).ok).toBe(true);
    // Moved to where a line follows.
    expect(proveTexts({ legacy: `b: 1\n${legacy}`, parent: `${legacy}\n`, session: 'b: 1\n' }).ok).toBe(
      false,
    );
  });

  test.each([
    ['|-\n  x', 'x'],
    ['|\n  x\n  ', 'x\\n'],
    ['|\n  x\n ', 'x\\n'],
    ['|\n  x\n# c', 'x\\n'],
    ['|\n  x\n...', 'x\\n'],
    ['"x\\n"', 'x\\n'],
  ])('or in what is none of it: %j is "%s"', (ends, value) => {
    for (const yaml of ['pyyaml', '1.2'] as const) {
      expect(told(proveSame(`a: ${ends}`, `a: "${value}"\n`, { yaml })), yaml).toEqual([]);
    }
  });

  test.each(['|+\n  x\n  ', '|2\n    x\n  '])(
    'in spaces that may be its text is not compared: %j',
    (ends) => {
      expect(told(proveSame(`a: ${ends}`, `a: ${ends}`))[0]).toMatch(
        /ends in spaces and no line break \(1:4\)/,
      );
    },
  );
});

describe('what PyYAML refuses', () => {
  const PLAIN = 'a: x\nb: x\n';
  test.each<readonly [what: string, text: string]>([
    ['a date that is none', 'a: 2022-02-30\nb: x\n'],
    ['a binary number without digits', 'a: 0b_\nb: x\n'],
    ['a plain =', 'a: =\nb: x\n'],
    ['an impossible date as a key', '2022-02-30: x\n'],
    ['one anchor twice', 'a: &x x\nb: &x x\n'],
    ['an anchor with a dot', 'a: &x.y x\nb: *x.y\n'],
    ['an anchor with a letter beyond ASCII', 'a: &é x\nb: *é\n'],
    ['a tab before a value', 'a:\tx\nb: x\n'],
    ['a tab before a comment', 'a: x\t# c\nb: x\n'],
    ['a tab on a line of its own', 'a: x\n\t\nb: x\n'],
    ['a tab in a plain scalar', 'a: x\nb: x\ty\n'],
    ['a tag that no standard allows', 'a: !|u x\nb: x\n'],
    ['a mapping behind an anchor', 'a: &x b: x\n'],
    ['a mapping behind ---', '--- a: x\n'],
    ['a question mark in a flow collection', 'a: [http://x/?y]\nb: x\n'],
    ['a key right behind a quoted scalar', 'a: "x\n"b: x\n'],
  ])('may stay, and may not come: %s', (_, text) => {
    expect(told(proveSame(text, text))).toEqual([]);
    const pyyaml = { yaml: 'pyyaml' as DialectChoice };
    expect(told(proveSame(PLAIN, text, pyyaml))).toEqual([
      expect.stringMatching(/^pyyaml \(root\) unreadable: {2}-> PyYAML would refuse the new files: /),
    ]);
    // Neither by way of the parent, where sessions override it.
    const hidden = proveTexts({ legacy: PLAIN, parent: text, session: PLAIN }, pyyaml);
    expect(hidden.differences).toMatchObject([{ kind: 'unreadable', before: '' }]);
  });

  test.each([
    ['tabs in quotes', 'a: "x\ty"\nb: x\n', 'b: x\na: "x\\ty"\n'],
    ['tabs in comments', '# c\td\na: x # e\tf\n', 'a: x\n'],
    [
      'tabs in block scalars',
      'a: |\n  x\ty\n\tz\nb: 1\n'.replace('\tz', '  \tz'),
      'b: 1\na: "x\\ty\\n\\tz\\n"\n',
    ],
    ['a key =', '=: 1\n', '"=": 1\n'],
    ['an anchor on a key', 'l:\n- &x a: 1\n- *x\n', 'l:\n- a: 1\n- a\n'],
  ])('is not %s', (_, text, other) => {
    expect(told(proveSame(other, text, { yaml: 'pyyaml' }))).toEqual([]);
  });
});

describe('what cannot be compared', () => {
  test.each([
    ['a: [1', /\(\d+:\d+\)$/],
    ['a: 1\n b: 2', /\(2:3\)$/],
    ['a: "x', /\(\d+:\d+\)$/],
    ['a: 1\n--- b\n', /a second document \(2:\d\)$/],
    ['a: 1\n\0', /null byte .*\(\d:\d\)$/],
    ['a: \x01', /non-printable .*\(1:\d\)$/],
    ['a: @x', /\(1:4\)$/],
    ['a: &x [*x]', /\(1:4\)$/],
    [': 1', /\(1:1\)$/],
    ['? [a]\n: 1\n? [a]\n: 2', /two keys of a mapping are both node/],
    ['a: 1\na: 2', /duplicated mapping key \(2:1\)$/],
    ['a: 1\n"a": 2', /two keys of a mapping are both str a$/],
    ['a: {<<: {b: 1}, <<: {c: 1}}', /duplicated mapping key \(1:\d+\)$/],
  ])('is said with its place: %j', (text, message) => {
    const legacy = proveSame(text, 'a: 1').differences;
    expect(legacy).toEqual([
      expect.objectContaining({
        kind: 'unreadable',
        before: expect.stringMatching(message) as string,
        after: '',
      }),
    ]);
    expect(proveSame('a: 1', text).differences).toEqual([
      expect.objectContaining({
        kind: 'unreadable',
        before: '',
        after: expect.stringMatching(message) as string,
      }),
    ]);
  });

  test('to PyYAML may be compared for YAML 1.2', () => {
    const keys = 'a: {1: x, true: y, 1.0: z}\n';
    expect(told(proveSame(keys, keys))[0]).toMatch(/two keys of a mapping are one to Python/);
    expect(told(proveTexts({ legacy: keys, parent: keys, session: '{}' }, { yaml: '1.2' }))).toEqual([]);
  });
});
