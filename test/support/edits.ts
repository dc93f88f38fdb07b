/** Generated configs with a few random edits, most of which break something. */
import fc from 'fast-check';
import { folder } from './generate.js';

const NOISE = [
  ...[
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
    ',',
    '  ',
    '\t',
    '\r\n',
    '`',
    '@',
  ],
  ...[
    '&a ',
    '*a',
    '!t ',
    '!',
    '%',
    '---\n',
    '...\n',
    '<<: ',
    'a: ',
    '\n\n',
    '\n   \n',
    '|+\n',
    '\n]',
    '\n}',
    '\n- ',
  ],
  ...[
    '[1, 2]',
    '[1,\n  2]',
    '[01]',
    '[1.5, -2]',
    '\n- 1\n- 2\n',
    '[a, b-c, 1e-3]',
    '[1, ]',
    '[-, 1]',
    '1_000',
    '0x1',
  ],
] as const;

export const mutated: fc.Arbitrary<string> = fc
  .tuple(
    folder,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...NOISE), fc.boolean()), { minLength: 1, maxLength: 3 }),
  )
  .map(([{ files }, edits]) =>
    edits.reduce(
      (text, [at, piece, replace]) => {
        const where = at % (text.length + 1);
        return text.slice(0, where) + piece + text.slice(where + (replace ? piece.length : 0));
      },
      (files[0]?.text ?? '').replace(/^\uFEFF/, ''),
    ),
  );
