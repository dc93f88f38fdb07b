/** The rules of sharing, each as a row. */
import { expect, test } from 'vitest';
import { reasonText } from '../../src/report/reason.js';
import { planTexts } from '../support/plan.js';
import { checkRow, names, type Row } from './rows.js';

const SHARING: readonly Row[] = [
  {
    rule: 'equal values move, others stay',
    files: ['a: 1\nb: 2\n', 'a: 1\nb: 3\n'],
    parent: 'a: 1\n',
    sessions: ['b: 2\n', 'b: 3\n'],
  },
  {
    rule: 'a key that one session lacks stays in the others',
    files: ['a: 1\nb: 2\n', 'a: 1\n'],
    parent: 'a: 1\n',
    sessions: ['b: 2\n', '{}\n'],
  },
  {
    rule: 'the spelling of a value does not count, its type does',
    files: ['a: 0.8\nb: 1\nc: yes\n', 'a: 0.80\nb: 1.0\nc: "yes"\n'],
    parent: 'a: 0.8\n',
    sessions: ['b: 1\nc: yes\n', 'b: 1.0\nc: "yes"\n'],
  },
  {
    rule: 'what only one dialect calls equal stays',
    files: ['a: 1e-3\nb: 012\nc: 2022-02-16\n', "a: 0.001\nb: 12\nc: '2022-02-16'\n"],
    parent: '',
    sessions: ['a: 1e-3\nb: 012\nc: 2022-02-16\n', "a: 0.001\nb: 12\nc: '2022-02-16'\n"],
  },
  {
    rule: 'asked for YAML 1.2 alone, it moves',
    files: ['a: 1e-3\nb: 2\n', 'a: 0.001\nb: 3\n'],
    parent: 'a: 1e-3\n',
    sessions: ['b: 2\n', 'b: 3\n'],
    options: { yaml: '1.2' },
  },
  {
    rule: 'a list is one value',
    files: ['a: [1, 2]\n', 'a: [1, 3]\n'],
    parent: '',
    sessions: ['a: [1, 2]\n', 'a: [1, 3]\n'],
  },
  {
    rule: 'mappings are looked into; what is shared of them moves',
    files: ['m:\n  a: 1\n  b: 2\n', 'm:\n  a: 1\n  b: 3\n'],
    parent: 'm:\n  a: 1\n',
    sessions: ['m:\n  b: 2\n', 'm:\n  b: 3\n'],
  },
  {
    rule: 'a session of which a whole mapping moved loses its key',
    files: ['m:\n  a: 1\n', 'm:\n  a: 1\n  b: 3\n'],
    parent: 'm:\n  a: 1\n',
    sessions: ['{}\n', 'm:\n  b: 3\n'],
  },
  {
    rule: 'what stands after a key that stays would change its place, so it stays',
    files: ['m:\n  a: 1\n  b: 2\n  c: 3\n', 'm:\n  a: 1\n  b: 4\n  c: 3\n'],
    parent: 'm:\n  a: 1\n',
    sessions: ['m:\n  b: 2\n  c: 3\n', 'm:\n  b: 4\n  c: 3\n'],
  },
  {
    rule: 'with key order ignored it moves',
    files: ['m:\n  a: 1\n  b: 2\n  c: 3\n', 'm:\n  a: 1\n  b: 4\n  c: 3\n'],
    parent: 'm:\n  a: 1\n  c: 3\n',
    sessions: ['m:\n  b: 2\n', 'm:\n  b: 4\n'],
    options: { keyOrder: 'ignore' },
  },
  {
    rule: 'a mapping that is split holds its place for what follows',
    files: ['m:\n  a: {x: 1, y: 2}\n  b: 3\n', 'm:\n  a: {x: 1, y: 4}\n  b: 3\n'],
    parent: 'm:\n  a: {x: 1}\n  b: 3\n',
    sessions: ['m:\n  a: {y: 2}\n', 'm:\n  a: {y: 4}\n'],
  },
  {
    rule: 'the same keys in another order are not the same mapping',
    files: ['m: {a: 1, b: 2}\n', 'm: {b: 2, a: 1}\n'],
    parent: '',
    sessions: ['m: {a: 1, b: 2}\n', 'm: {b: 2, a: 1}\n'],
  },
  {
    rule: 'the order of the top level is free',
    files: ['a: 1\nb: 2\nc: 3\n', 'c: 4\nb: 2\na: 1\n'],
    parent: 'a: 1\nb: 2\n',
    sessions: ['c: 3\n', 'c: 4\n'],
  },
  {
    rule: 'unless it is asked for',
    files: ['a: 1\nb: 2\nc: 3\n', 'a: 1\nc: 3\nb: 2\n'],
    parent: 'a: 1\n',
    sessions: ['b: 2\nc: 3\n', 'c: 3\nb: 2\n'],
    options: { keyOrder: 'strict' },
  },
  {
    rule: 'an empty mapping cannot replace a larger one, so that one stays where it is',
    files: ['m: {}\n', 'm: {a: 1}\n'],
    parent: '',
    sessions: ['m: {}\n', 'm: {a: 1}\n'],
  },
  {
    rule: 'null is a value',
    files: ['a: null\nb: 1\n', 'a: ~\nb: null\n'],
    parent: 'a: null\n',
    sessions: ['b: 1\n', 'b: null\n'],
  },
  {
    rule: 'a pinned path stays, and so does what comes after it',
    files: ['m:\n  a: 1\n  b: 2\n  c: 3\n', 'm:\n  a: 1\n  b: 2\n  c: 3\n'],
    parent: 'm:\n  a: 1\n',
    sessions: ['m:\n  b: 2\n  c: 3\n', 'm:\n  b: 2\n  c: 3\n'],
    options: { pin: ['m.b'] },
  },
  {
    rule: 'the dataset contract pins session and cids',
    files: ['session: x\ncids: [1]\na: 1\n', 'session: x\ncids: [1]\na: 1\n'],
    parent: 'a: 1\n',
    sessions: ['session: x\ncids: [1]\n', 'session: x\ncids: [1]\n'],
    options: { preset: 'dataset' },
  },
  {
    rule: 'a mapping with keys that are not strings to everyone moves or stays as a whole',
    files: ['m: {1: a, b: 2}\nn: {yes: 1}\n', 'm: {1: a, b: 3}\nn: {yes: 1}\n'],
    parent: 'n: {yes: 1}\n',
    sessions: ['m: {1: a, b: 2}\n', 'm: {1: a, b: 3}\n'],
  },
  {
    rule: 'so does one with a merge key',
    files: ['m: {<<: {a: 1}, b: 2}\n', 'm: {<<: {a: 1}, b: 3}\n'],
    parent: '',
    sessions: ['m: {<<: {a: 1}, b: 2}\n', 'm: {<<: {a: 1}, b: 3}\n'],
  },
  {
    rule: 'a value PyYAML cannot load is never put above sessions that have another',
    files: ['a: 2022-02-30\nb: 1\n', 'a: 2022-02-30\nb: 1\n', 'a: 2022-02-28\nb: 1\n'],
    options: { strategy: 'majority' },
    parent: 'b: 1\n',
    sessions: ['a: 2022-02-30\n', 'a: 2022-02-30\n', 'a: 2022-02-28\n'],
  },
  {
    rule: 'a merge key of unknown content keeps its mapping whole',
    files: ['m:\n  <<: !include x\n  k: 1\nb: 1\n', 'm:\n  <<: !include x\n  k: 1\nb: 2\n'],
    parent: 'm:\n  <<: !include x\n  k: 1\n',
    sessions: ['b: 1\n', 'b: 2\n'],
  },
  {
    rule: 'a tagged node is opaque: same tag, same content',
    files: ['a: !include x\nb: !f {a: 1, b: 2}\n', 'a: !include x\nb: !f {a: 1, b: 3}\n'],
    parent: 'a: !include x\n',
    sessions: ['b: !f {a: 1, b: 2}\n', 'b: !f {a: 1, b: 3}\n'],
  },
  {
    rule: 'so are the tags every loader knows',
    files: ['a: !!binary /w==\nb: !!omap [a: 1]\n', 'a: !!binary /g==\nb: !!omap [a: 1]\n'],
    parent: 'b: !!omap [a: 1]\n',
    sessions: ['a: !!binary /w==\n', 'a: !!binary /g==\n'],
  },
];

test.each(SHARING)('$rule', checkRow);

test('every own key says why it stays', () => {
  const { plan } = planTexts(
    names([
      'session: a\ncids: [1]\nm: {a: 1, b: 2, c: 3}\nt: 1\nd: 1e-3\nx: 1\nlist: [1]\n',
      'session: b\ncids: [1]\nm: {a: 1, b: 3, c: 3}\nt: "1"\nd: 0.001\nlist: [2]\n',
      'session: b\ncids: [1]\nm: {a: 1, b: 4, c: 3}\nt: 1\nd: 0.001\nlist: [3]\n',
    ]),
    { preset: 'dataset' },
  );
  const reasons = Object.fromEntries(
    (plan.parents[0]?.own ?? []).map(({ path, reason }) => [path, reasonText(reason)]),
  );
  expect(reasons).toEqual({
    session: 'pinned: stays in the session',
    cids: 'pinned: stays in the session',
    'm.b': 'differs: 3 values',
    'm.c': 'order: in the parent it would come back at another place',
    t: 'type differs: int, str',
    d: 'dialects disagree: equal to YAML 1.2 only',
    x: 'absent in 2 sessions',
    list: 'differs: 3 values',
  });
});
