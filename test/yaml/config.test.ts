/** Both ways of reading a config, by entries and whole, must give the same entries, and the file back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import type { Config } from '../../src/yaml/config.js';
import { decode, type Source } from '../../src/yaml/decode.js';
import { splitBlocks } from '../../src/yaml/blocks.js';
import { summary, textOf } from '../support/config.js';
import { folder } from '../support/generate.js';
import { identitiesOf } from '../support/plan.js';

function sourceOf(text: string): Source {
  const source = decode('f.yaml', new TextEncoder().encode(text));
  if ('code' in source) throw new Error(source.message);
  return source;
}

function isConfig(result: ReturnType<ConfigReader['read']>): result is Config {
  return 'head' in result;
}

describe('a config', () => {
  test('whose block scalar has its header on a line of its own is read alike both ways', () => {
    const source = sourceOf('x:\n |-\n  first\n   \nb: 1\n');
    const reader = new ConfigReader(identitiesOf());
    const [fast, whole] = [reader.read(source), reader.readWhole(source)];
    if (!isConfig(fast) || !isConfig(whole)) throw new Error('not a config');
    expect(fast.blocks.map(summary)).toEqual(whole.blocks.map(summary));
  });

  test('read by entries is the config read whole', () => {
    let split = 0;
    fc.assert(
      fc.property(folder, ({ files }) => {
        const identities = identitiesOf();
        const reader = new ConfigReader(identities);
        for (const { text } of files) {
          const source = sourceOf(text);
          if (splitBlocks(source.text) !== null) split++;
          const fast = reader.read(source);
          const whole = reader.readWhole(source);
          expect(isConfig(fast)).toBe(isConfig(whole));
          if (!isConfig(fast) || !isConfig(whole)) continue;
          expect(fast.head).toBe(whole.head);
          expect(fast.foot).toBe(whole.foot);
          expect(fast.blocks.map(summary)).toEqual(whole.blocks.map(summary));
          expect(textOf(fast)).toBe(source.text);
        }
      }),
      { numRuns: 2000 },
    );
    expect(split).toBeGreaterThan(500);
  });

  test('with a random edit is read alike both ways, or is a problem both ways', () => {
    const noise = fc.constantFrom(
      ' ',
      '\n',
      ':',
      '#',
      '- ',
      '? ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '|',
      '>',
      '&a ',
      '*a',
      '!t ',
      '%',
      '---\n',
      '\t',
      ',',
      '  ',
      'a: ',
      '...\n',
      '\r\n',
      '<<: ',
      '`',
      '@',
    );
    fc.assert(
      fc.property(
        folder,
        fc.array(fc.tuple(fc.nat(), noise, fc.boolean()), { minLength: 1, maxLength: 3 }),
        ({ files }, edits) => {
          let text = (files[0]?.text ?? '').replace(/^\uFEFF/, '');
          for (const [at, piece, replace] of edits) {
            const where = at % (text.length + 1);
            text = text.slice(0, where) + piece + text.slice(where + (replace ? piece.length : 0));
          }
          const decoded = decode('f.yaml', new TextEncoder().encode(text));
          if ('code' in decoded) return;
          const reader = new ConfigReader(identitiesOf());
          const fast = reader.read(decoded);
          const whole = reader.readWhole(decoded);
          expect(isConfig(fast)).toBe(isConfig(whole));
          if (isConfig(fast) && isConfig(whole)) {
            expect(fast.blocks.map(summary)).toEqual(whole.blocks.map(summary));
            expect(textOf(fast)).toBe(text);
            expect(textOf(whole)).toBe(text);
          } else expect(fast).toEqual(whole);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
