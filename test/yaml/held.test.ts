/** Held texts are the files' texts, whole and in parts, however lists are shared between files. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfSource, linesOfSource, Shelf, textBetween } from '../../src/yaml/held.js';
import { Outliner } from '../../src/yaml/outline.js';

/** Lists of which some are equal and some are equal but for where their lines break. */
const LISTS = [
  'cids: [1, 2, 3]\n',
  'cids: [1,\n  2, 3]\n',
  'visual: [1, 2, 3]\n',
  'b: [7]\n',
  'b: [10, 20]\n',
];
const RUNS = ['a: 1\n', 'session: Zoë_😀\n', `note: ${'x'.repeat(80)}\n`, '# é\n\nm:\n  k: v\n'];

const files = fc.array(fc.array(fc.constantFrom(...LISTS, ...RUNS), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});

test('a text is what it was made of, whole and between any two places', () => {
  fc.assert(
    fc.property(files, fc.nat(), fc.nat(), (all, a, b) => {
      const [outliner, shelf] = [new Outliner(() => true), new Shelf()];
      const sources = all.map((lines) => {
        const bytes = Buffer.from(lines.join(''));
        const parts = outliner.outline(bytes) ?? [];
        const source = shelf.put(
          'a.yaml',
          bytes,
          parts,
          parts.reduce((sum, part) => sum + part.lines, 0),
        );
        bytes.fill(0); // what is held is a copy
        return { source, parts, text: lines.join('') };
      });
      for (const { source, parts, text } of sources) {
        expect(source.text).toBe(text);
        expect(bytesOfSource(source)).toBe(Buffer.byteLength(text));
        expect(linesOfSource(source)).toBe(text.split('\n').length - 1);
        const [from, to] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        expect(textBetween(source, from ?? 0, to ?? 0)).toBe(text.slice(from, to));
        for (const part of parts) {
          if (part.kind !== 'integers') continue;
          expect(textBetween(source, part.from, part.to)).toBe(text.slice(part.from, part.to));
        }
      }
    }),
  );
});

test('lists that files share take no room', () => {
  const [outliner, shelf] = [new Outliner(() => true), new Shelf()];
  const list = `cids: [${Array.from({ length: 20_000 }, (_, at) => 100_000 + at).join(', ')}]\n`;
  const room = Buffer.alloc(200_000);
  const before = process.memoryUsage().arrayBuffers;
  const sources = Array.from({ length: 1000 }, (_, at) => {
    const bytes = room.subarray(0, room.write(`session: s${at}\n${list}`));
    return shelf.put('a.yaml', bytes, outliner.outline(bytes) ?? [], 2);
  });
  expect(sources.at(-1)?.text).toBe(`session: s999\n${list}`);
  // One piece of memory is 8 MB; the files are 160 MB.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});
