/** Quoted scalars and flow collections that go on further left than the `yaml` package takes. */
import { expect, test } from 'vitest';
import { mended } from '../../src/yaml/mend.js';
import { parseText } from '../../src/yaml/parse.js';
import { planTexts } from '../support/plan.js';
import { noPyyaml, runPython } from '../support/python.js';
import { fileURLToPath } from 'node:url';

const TEXTS = [
  'a: "x\ny"\nb: 1\n',
  "a: 'x\n\ny'\nb: 1\n",
  'a: [\n1,\n2\n]\nb: 1\n',
  'a: {\nx: 1,\ny: 2}\nb: 1\n',
  'm:\n  b: "x\n y\nz"\nb: 1\n',
  'm:\n    b: {x: "p\nq",\nz: 2}\nb: 1\n',
  'a: "x\nc: 1"\nb: 1\n',
  'a: "x\n# no comment"\nb: 1\n',
  'a: [\n  1,\n# comment\n2]\nb: 1\n',
  'l:\n- "x\n  y\n\nz"\n- [1,\n2]\nb: 1\n',
];

test.each(TEXTS)('%j is kept as it is, and what it shares is shared', (text) => {
  const planned = planTexts([
    { name: 'odd', text },
    { name: 'even', text: 'b: 1\nz: 2\n' },
  ]);
  expect(planned.sessions.get('odd')).toBe(text);
  expect(planned.parent).toContain('\nb: 1\n');
  expect(planned.proof.differences).toEqual([]);
});

test('PyYAML reads the same', ({ skip }) => {
  const why = noPyyaml();
  if (why !== null) skip(why);
  const script = fileURLToPath(new URL('../support/tree.py', import.meta.url));
  const read = TEXTS.map((text) => {
    const first = parseText(text);
    return 'code' in first ? mended(text, first)?.text : undefined;
  });
  const trees = JSON.parse(runPython(script, [...TEXTS, ...read])) as readonly unknown[];
  expect(trees.slice(0, TEXTS.length)).toEqual(trees.slice(TEXTS.length));
  expect(trees).not.toContain(null);
});

test.each([
  'a: "x\nb: 1\n',
  'a: [1\nb: 2\n',
  'a: "x\n--- y"\n',
  'a: 1\n b: 2\n',
  "a: 'x\ny'z\n",
  'a: "x\ny": 1\n',
])('%j stays wrong', (text) => {
  const first = parseText(text);
  expect('code' in first && mended(text, first)).toBe(null);
});
