/**
 * `duplicate-key`: a key stands twice in one mapping. PyYAML keeps the last without a word, other loaders refuse the
 * file. The one rule that is always an error: whoever wrote the first value believes in it.
 */
import type { DuplicateKey } from '../input.js';
import type { Draft } from '../draft.js';
import { counted, shorten } from '../show.js';

/** @returns a draft for each key of each file */
export function duplicateKeys(found: readonly DuplicateKey[]): readonly Draft[] {
  return found.map(({ file, path, values, places }) => {
    const shownValues = values.map(shorten);
    const same = new Set(shownValues).size === 1;
    return {
      rule: 'duplicate-key',
      path,
      subject: path,
      covers: [],
      suspects: [],
      configs: [],
      bits: same ? 6 : 8,
      weighing: 'kept',
      severity: 'error',
      message: `The key stands ${counted(values.length, 'time')} in one mapping, with ${same ? 'the same value' : `the values ${shownValues.join(' and ')}`}; PyYAML keeps the last, other loaders refuse the file.`,
      brief: `The key stands ${counted(values.length, 'time')} in one mapping.`,
      advice: 'Remove all but the one that is meant.',
      groups: places.map((place, index) => ({
        value: shownValues[index] ?? '',
        count: 1,
        configs: [],
        node: null,
        id: null,
        what: 'key',
        suspect: true,
        places: [{ file, ...place }],
      })),
      expected: null,
      actual: null,
    } satisfies Draft;
  });
}
