/**
 * Some files of a folder hold what PyYAML refuses and other loaders take, a tab between values above all. The other
 * files must not come to hold it by the parent.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, lay } from '../files/sandbox.js';
import { cli, type Ran } from './terminal.js';

const PLAIN = 'lab: yates\nrate: {hz: 240}\nname: x\n';

/** As the others, to a loader that takes it. */
const REFUSED = [
  ['a tab after a value', PLAIN.replace('yates', 'yates\t')],
  ['a tab before a comment', PLAIN.replace('yates', 'yates\t# Hz')],
  ['a tab after a colon', PLAIN.replace('lab: ', 'lab:\t')],
  ['a tab in a flow mapping', PLAIN.replace('{hz: 240}', '{hz:\t240}')],
  ['a line of tabs', PLAIN.replace('rate', '\t\nrate')],
  ['an anchor that is not ASCII', PLAIN.replace('yates', '&größe yates')],
] as const;

function migrate(...more: readonly string[]): Promise<Ran> {
  return cli('migrate', join(folder, 'old'), '--out', join(folder, 'new'), ...more);
}

function written(name: string): string {
  return readFileSync(join(folder, 'new', name), 'utf8');
}

describe.each(['shared', 'majority'])('with the strategy %s', (strategy) => {
  test.each(REFUSED)('%s, in the first of two files', async (_, refused) => {
    lay({ 'old/a.yaml': `cids: [1]\n${refused}`, 'old/b.yaml': `cids: [2]\n${PLAIN}` });
    const { exit, out } = await migrate('--strategy', strategy);
    expect({ exit, out }).toMatchObject({
      exit: 0,
      out: expect.stringContaining('PyYAML refuses it') as string,
    });
    expect(written('old.yaml')).toBe(`session_dir: ./sessions\nsessions: [a, b]\n\n${PLAIN}`);
    expect(written('sessions/a.yaml')).toBe(`cids: [1]\n${refused}`);
    expect(written('sessions/b.yaml')).toBe('cids: [2]\n');
  });

  test.each(REFUSED)('%s, in all files', async (_, refused) => {
    lay({ 'old/a.yaml': `cids: [1]\n${refused}`, 'old/b.yaml': `cids: [2]\n${refused}` });
    const { exit } = await migrate('--strategy', strategy);
    expect(exit).toBe(0);
    expect(written('sessions/a.yaml')).toBe('cids: [1]\n');
  });
});

test('a value most have does not go over one that has another', async () => {
  lay({
    'old/a.yaml': 'cids: [1]\nlab:\tyates of the long name\n',
    'old/b.yaml': 'cids: [2]\nlab:\tyates of the long name\n',
    'old/c.yaml': 'cids: [3]\nlab: rowley\n',
  });
  const { exit } = await migrate('--strategy', 'majority');
  expect(exit).toBe(0);
  expect(written('old.yaml')).not.toContain('yates');
});
