/**
 * YAML texts that nobody would write: snippets that use each feature of the language, and ordinary configs, with
 * small things put in, taken out or moved. Many are errors; the rest is what loaders disagree on.
 */
import fc from 'fast-check';
import { folder } from './generate.js';
import { seeded } from './scalars.js';

const SNIPPETS = [
  'a: 1\nb: 2\n',
  'a:\n  b: x\n  c:\n    d: y\n',
  'a:\n- 1\n- 2\nb: 3\n',
  'a:\n  - x: 1\n    y: 2\n  - z\n',
  'a: [1, 2, x]\nb: {x: 1, y: 2}\n',
  'a: {x: [1, 2], y: {z: 3}}\n',
  "a: \"x y\"\nb: 'it''s'\n",
  'a: |\n  x\n  y\nb: 1\n',
  'a: >\n  x\n  y\n\n  z\nb: 1\n',
  'a: |+\n  x\n\n\nb: 1\n',
  'a: |-\n  x\n\nb: >-\n  z\n',
  'a: >2\n    x\n  y\nb: 1\n',
  'a: &x 1\nb: *x\n',
  'a: &x [1, 2]\nb: *x\n',
  'a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n  q: 2\n',
  'a: &x\n  p: 1\nb: &y\n  q: 2\nc:\n  <<: [*x, *y]\n  p: 3\n',
  '&k a: 1\nb: *k\n',
  'a: !foo x\nb: !foo "x"\nc: !bar {p: 1}\n',
  'a: !foo\n  p: 1\nb: !foo [1]\nc: !foo\n',
  'a: ! 12\nb: !!str 1\nc: !!int "3"\n',
  '- "a"\n- &x "b"\n- *x\n- !t \'c\'\n- - d\n  - e\n',
  '# c\n---\n# d\na: 1 # e\n...\n',
  'a: x\n  y\n\n  z\nb: "x\n  y"\n',
  '? a\n: b\n? c\n',
  'a: "x\\ny\\x41"\n',
  'a: [x: 1, y: 2]\n',
  'a: {x, y: , z: 1}\n',
  'a: [1, # one\n  2] # two\n',
  'a:\n  # c\n  b: 1\n# d\n  c: 2\n',
  '"a": 1\n\'b\' : 2\nc d: 3\n',
  'a: |\n  # not\n  x\n# comment\nb: 1\n',
  'a:\n  b: |\n    x\n     y\n   \n    z\n  c: 1\n',
  'a: x#y\nb: x:y\nc: -1\nd: ?x\ne: :z\n',
  'a: [a:b, -x, ?y]\n',
  'a:\n\nb:\n  -\n  - 1\n',
  '- a: 1\n  b: 2\n- - x\n  - y: 1\n    z: 2\n',
  'a: &x !t v\nb: !t &y w\nc: *y\n',
  'a: &x\nb: *x\n',
  'a:\tb\n',
  'a: "x\ty"\n# c\td\n',
  'a: |\n  x\ty\n\n',
  '%YAML 1.1\n---\na: 1\n',
  '%TAG ! tag:x,1:\n---\na: !y 1\n',
  '--- {a: 1}\n',
  'a: |\n  x',
  'a: >+\n  x\n\n',
  '{a: 1, b: [2]}\n',
  'a: "x\n\n  y \\\n  z"\n',
  "a: 'x\n\n   y'\n",
  '- |\n x\n- >\n y\n',
  'a: [\n  1,\n  2\n  ]\n',
  'true: 1\nnull: 2\n1: 3\n1.0: 4\n',
  '1: a\n"1": b\n',
  'a:\n- - x\n  -\n- y\n',
  'a:\n  - b:\n    -\n  - y\n',
  'a:\n  ? b\n  : - c\n    - d\n  ? e\n  : f\n',
  'a: !t\n  >\n    x\n',
];

// prettier-ignore
const PIECES = [' ', '  ', '\n', '\n  ', '\n\n', '\t', ':', ': ', '-', '- ', '? ', '?', ',', '[', ']', '{', '}', '#', ' #',
  '&x ', '&', '*x', '*', '!', '! ', '!t ', '!!str ', '|', '>', "'", '"', '\\', '%', '@', '`', 'x', '1', '.', '~', '---',
  '\n---\n', '...', '\n...', '<<', '<<: ', '=', '\r\n', 'é', '|\n', '>\n  ', '0', '_', 'e', '\u2028'];

const LINES = ['', '  ', '# c', '   # c', '-', '  -', '    -'];

/** @returns as many different texts, always the same for one seed */
export function mutatedTexts(count: number, seed: number): readonly string[] {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]) => items[below(items.length)] as T; // never empty
  const configs = fc
    .sample(folder, { numRuns: 1000, seed })
    .flatMap(({ files }) => files.map(({ text }) => text))
    .filter((text) => text.length < 400);

  const ofLines = (text: string) => {
    const lines = text.split('\n');
    const at = below(lines.length);
    const line = lines[at] ?? '';
    const changes = [
      () => lines.splice(at, 1),
      () => lines.splice(at, 0, pick(lines)),
      () => lines.splice(at, 1, `  ${line}`),
      () => lines.splice(at, 1, line.replace(/^ {1,2}/, '')),
      () => lines.splice(at, 0, pick(LINES)),
    ];
    pick(changes)();
    return lines.join('\n');
  };
  const ofPieces = (text: string) => {
    const at = below(text.length + 1);
    const from = below(text.length + 1);
    const [before, after] = [text.slice(0, at), text.slice(at)];
    return pick([
      () => before + pick(PIECES) + after,
      () => before + pick(PIECES) + after,
      () => before + after.slice(1 + below(2)),
      () => before + text.slice(from, from + below(8)) + after,
      () => before + pick(PIECES) + after.slice(1),
    ])();
  };

  const texts = new Set(SNIPPETS);
  while (texts.size < count) {
    let text = pick(random() < 0.7 ? SNIPPETS : configs);
    if (random() < 0.2) text += pick(SNIPPETS);
    if (random() < 0.2) text = `q:\n${text.replace(/^/gm, '  ')}`;
    for (let left = below(3); left > 0; left--) text = ofLines(text);
    for (let left = below(3); left > 0; left--) text = ofPieces(text);
    texts.add(text);
  }
  return [...texts];
}
