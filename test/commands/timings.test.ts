/** `--timings`: every command that reads many files says where its time went, and which of them took the full parser. */
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folder, lay, write } from '../files/sandbox.js';
import { LEGACY } from './sample.js';
import { cli } from './terminal.js';

const at = process.cwd();

const ANCHORED = 'session: anchored\ncids: [3]\nlab: &lab yates\nhome: *lab\nsampling: {}\nseed: 1002\n';
const FLOW = '{session: flow, cids: [5], lab: yates, sampling: {}, seed: 1002}\n';

beforeEach(() => {
  lay({ ...LEGACY, 'old/anchored.yaml': ANCHORED, 'old/flow.yaml': FLOW });
  process.chdir(folder); // paths in reports are as they were given
});

afterEach(() => {
  process.chdir(at);
});

const TITLE = 'Time, in milliseconds:';

const FULL_PARSER = [
  'Full parser: 2 of 4 files, because of',
  '1  an anchor, an alias or a tag, or what looks like one',
  '1  a line at column 0 that is neither a plain key nor an item, or a key twice',
];

/** What is printed but for the numbers of milliseconds, which must be whole numbers. */
function said(err: string): readonly string[] {
  const [title, ...lines] = err.trimEnd().split('\n');
  const after = lines.findIndex((line) => line.startsWith('Full parser'));
  const steps = lines.slice(0, after).map((line) => / +\d+ {2}(.+)/.exec(line)?.[1] ?? line);
  return [title ?? '', ...steps, ...lines.slice(after).map((line) => line.trim())];
}

test('of an audit', async () => {
  const { exit, out, err } = await cli('audit', 'old', '--fail-on', 'never', '--quiet', '--timings');
  expect([exit, out]).toEqual([0, '']);
  expect(said(err)).toEqual([TITLE, 'read', 'compare', 'total', ...FULL_PARSER]);
});

test('of a migration, and of a proof and an audit of what it wrote', async () => {
  const migrated = await cli('migrate', 'old', '--out', 'new', '--quiet', '--timings');
  const proof = 'Proof: 5 texts read entry by entry, 3 as a whole.';
  const planned = ['scan', 'read', 'factor and plan', 'prove', 'remarks', 'look at the places'];
  const written = ['stage', 'prove from disk', 'sync to disk', 'commit', 'total'];
  expect(said(migrated.err)).toEqual([TITLE, ...planned, ...written, ...FULL_PARSER, proof]);

  const verified = await cli('verify', 'old', 'new/old.yaml', '--quiet', '--timings');
  expect(verified.exit).toBe(0);
  const steps = ['read the layouts', 'scan', 'read', 'prove', 'total'];
  expect(said(verified.err)).toEqual([TITLE, ...steps, ...FULL_PARSER, proof]);

  const schema = ['--schema', 'schema.json', '--quiet', '--timings'];
  write('schema.json', '{"required": ["cids"]}');
  const checked = await cli('verify', 'new/old.yaml', ...schema);
  expect(checked.err).toMatch(/^Time, in milliseconds:\n.+read the layouts\n.+check the schema\n.+total\n$/);

  const audited = await cli('audit', 'new/old.yaml', '--fail-on', 'never', '--quiet', '--timings');
  expect(said(audited.err).at(4)).toMatch(/^Full parser: \d of 5 files/);
});

test('of an audit of summaries, whose files were read by other runs', async () => {
  await cli('audit', 'old', '--summary-out', 'all.json', '--quiet');
  const { err } = await cli('audit', '--summaries', 'all.json', '--fail-on', 'never', '--quiet', '--timings');
  expect(said(err)).toEqual([TITLE, 'read', 'compare', 'total', ...FULL_PARSER]);
});

test('are printed when asked for, and refused where there are none', async () => {
  const asked = await cli('audit', 'old', '--fail-on', 'never', '--quiet');
  expect(asked.err).toBe('');
  const { exit, err } = await cli('audit', 'old', '--summary-out', 'all.json', '--timings');
  expect(exit).toBe(2);
  expect(err).toContain('Arguments timings and summary-out are mutually exclusive');
  const checked = await cli('verify', 'old', 'nowhere.yaml', '--timings');
  expect([checked.exit, checked.err.includes('Time,')]).toEqual([2, false]);
});
