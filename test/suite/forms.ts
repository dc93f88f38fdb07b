/** A text of the suite as three legacy configs, in every place a value can have in a config. */
import type { TextFile } from '../support/plan.js';

export interface Form {
  readonly name: string;
  readonly files: readonly TextFile[];
}

const INDENT = '  ';

/**
 * @param text - the case
 * @returns the folders to migrate; which of them are YAML at all depends on the case
 */
export function formsOf(text: string): readonly Form[] {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const inner = indented(whole, INDENT);
  const deeper = indented(whole, INDENT + INDENT);
  return [
    // As it is: the same three times, and with an own key above and below.
    form('same', text, text, text),
    form('root', text, `own: 1\n${text}`, `${whole}own: 2\n`),
    // A value under a key, which all have and which moves as a whole.
    form('value', `cids: [1]\ncase:\n${inner}`, `cids: [2]\ncase:\n${inner}`, `case:\n${inner}cids: [3]\n`),
    // In a mapping of which something moves: the case before what stays, and behind it.
    form('before', ...numbered((n) => `case:\n  content:\n${deeper}  own: ${n}\nlab: a\n`)),
    form('behind', ...numbered((n) => `lab: a\ncase:\n  own: ${n}\n  content:\n${deeper}`)),
    // What two have and the third has not.
    form('most', `case:\n${inner}`, `lab: x\ncase:\n${inner}`, 'case: other\nlab: x\n'),
    // Indented as a whole, and as an item.
    form('indented', ...numbered((n) => `${INDENT}own: ${n}\n${INDENT}case:\n${deeper}`)),
    form('item', ...numbered((n) => `own: ${n}\ncase:\n-\n${inner}- last\n`)),
    // On the key's own line, as after `key: `.
    form('inline', ...numbered((n) => `case: ${indented(whole, INDENT).trimStart()}own: ${n}\n`)),
    // Saved on Windows.
    form('crlf', ...numbered((n) => `own: ${n}\ncase:\n${inner}`.replace(/\r?\n/g, '\r\n'))),
  ];
}

function form(name: string, ...texts: readonly string[]): Form {
  return { name, files: texts.map((text, index) => ({ name: `s${index}`, text })) };
}

function numbered(textOf: (n: number) => string): readonly string[] {
  return [1, 2, 3].map(textOf);
}

function indented(text: string, by: string): string {
  return text.replace(/(^|\n)(?=[^\r\n])/g, `$1${by}`);
}
