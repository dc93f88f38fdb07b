/** Generated entries of block mappings and sequences, most of them without anything unusual. */
import fc from 'fast-check';

const SCALARS = [
  ...['1', '007', '-1', '-0', '1.5', '.5', '1e-3', '0x1f', '1_000', '12:30', 'yes', 'no', 'null', '~', '='],
  ...[
    'a',
    'a b',
    'a  b',
    '-a',
    '--',
    '-',
    'a:b',
    'a:',
    'a: b',
    ':a',
    'a#b',
    'a #b',
    '#a',
    'mdi:fuse',
    '2022-02-16',
  ],
  ...[
    '"a"',
    '"a b: c # d"',
    '"a\\n"',
    '""',
    "'a'",
    "'a''b'",
    "''",
    "'a",
    '"a',
    '"a" b',
    '[]',
    '{}',
    '[',
    '{',
  ],
  ...[
    '[a, 1]',
    '[ a,b ]',
    '[a,]',
    '[[a]]',
    '[a b]',
    '{a: 1}',
    '|',
    '>-',
    '%a',
    '@a',
    '`a',
    '*',
    '&',
    '!',
    '?',
    '? a',
  ],
  ...[
    '"a\\\n      b"',
    '"a\n      b"',
    '"a\n\n       b \\\n      c"',
    '"a\\x41"',
    '"\\q"',
    '"a\n b"',
    '°C',
    'μg/m³',
    '\u00a0a',
  ],
  ...['é', 'aé', 'a é', '(a)', '<a>', '$a', '+a', '~a', '^a', '/a/b', 'a,b', 'a]', 'a}', 'a"b', ''],
];
const KEYS = ['a', 'b', 'c', 'a.b', 'a-b', '_a', 'yes', 'A1', '1', 'a b', '"a"', '-a', 'é', '<<'];
const BEHIND = ['', '', '', '', ' ', ' # c', '  #c', '#c'];
const BETWEEN = ['', '', '', '', '\n', '  \n', '# c\n', '   # c\n', '      # c\n', '\n# c\n\n'];

/** Lines of a block collection, mostly right: indentation is that of the level, seldom another. */
export const entryText = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 0, 0, 2, 2, -2, -2, -4, 1),
      dash: fc.constantFrom('', '', '', '- ', '- ', '-  ', '- - ', '-'),
      key: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('a: ', 'b: ', 'c: ', 'd: ', 'a:', 'b:') },
        key(),
        fc.constant(''),
      ),
      scalar: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...SCALARS)),
      behind: fc.constantFrom(...BEHIND),
      between: fc.constantFrom(...BETWEEN),
    }),
    { maxLength: 9 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((eol) => ({ lines, eol })))
  .map(({ lines, eol }) => {
    let indent = 2;
    let text = `top:${lines.length === 0 ? ' 1' : ''}\n`;
    for (const { step, dash, key: name, scalar, behind, between } of lines) {
      indent = Math.max(0, indent + step);
      text += `${between}${' '.repeat(indent)}${dash}${name}${scalar}${behind}\n`;
      if (dash === '- ') indent += 2;
    }
    return eol === '\n' ? text : text.replaceAll('\n', '\r\n');
  });

function key() {
  return fc.constantFrom(...KEYS).map((name) => `${name}: `);
}
