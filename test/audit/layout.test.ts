/** The rules for layouts as rows: a parent and its sessions in, findings out. */
import { describe, expect, test } from 'vitest';
import { auditTexts, warnings } from './files.js';

const HEAD = 'session_dir: sessions\nsessions: [s1, s2, s3, s4]\n';

function layout(parent: string, sessions: readonly string[]): Record<string, string> {
  const files: Record<string, string> = { 'new/p.yaml': HEAD + parent };
  for (const [at, text] of sessions.entries()) files[`new/sessions/s${at + 1}.yaml`] = text;
  return files;
}

const PLAIN = ['cids: [1]\n', 'cids: [2]\n', 'cids: [3]\n', 'cids: [4]\n'];
const dataset = { paths: ['new/p.yaml'], preset: 'dataset' } as const;

interface Row {
  readonly what: string;
  readonly parent: string;
  readonly sessions: readonly string[];
  readonly finds: readonly string[];
}

const ROWS: readonly Row[] = [
  { what: 'a layout as it should be', parent: 'seed: 1\nnet: {a: 1}\n', sessions: PLAIN, finds: [] },
  {
    what: 'a nested override that says nothing',
    parent: 'net: {a: 1, b: 2}\n',
    sessions: ['cids: [1]\nnet:\n  b: 2\n', ...PLAIN.slice(1)],
    finds: ['warning redundant-override net.b new/sessions/s1.yaml:3:3'],
  },
  {
    what: 'an override that is one is not reported',
    parent: 'net: {a: 1, b: 2}\n',
    sessions: ['cids: [1]\nnet: {b: 3}\n', ...PLAIN.slice(1)],
    finds: [],
  },
  {
    what: 'an override that overrides nothing',
    parent: 'transforms: {stim: {gain: 1}}\n',
    sessions: ['cids: [1]\ntransforms: {stim: {gian: 2}}\n', ...PLAIN.slice(1)],
    finds: ['warning near-miss-key transforms.stim.gian new/sessions/s1.yaml:2:21'],
  },
  {
    what: 'what all sessions say',
    parent: 'seed: 1\n',
    sessions: PLAIN.map((text) => `${text}lab: yates\n`),
    finds: [
      'warning hoistable lab new/sessions/s1.yaml:2:1 new/sessions/s2.yaml:2:1 new/sessions/s3.yaml:2:1 new/sessions/s4.yaml:2:1',
    ],
  },
  {
    what: 'what all sessions say behind a key that differs, which is no warning',
    parent: 'seed: 1\n',
    sessions: PLAIN.map((text, at) => `${text}net: {gain: ${at}, bias: 1}\n`),
    finds: [],
  },
  {
    what: 'what all sessions say before a key that differs',
    parent: 'seed: 1\nnet: {a: 1}\n',
    sessions: PLAIN.map((text, at) => `${text}net: {bias: 1, rate: 2, gain: ${at}}\n`),
    finds: [
      'warning hoistable net.bias new/sessions/s1.yaml:2:7 new/sessions/s2.yaml:2:7 new/sessions/s3.yaml:2:7 new/sessions/s4.yaml:2:7',
      'warning hoistable net.rate new/sessions/s1.yaml:2:16 new/sessions/s2.yaml:2:16 new/sessions/s3.yaml:2:16 new/sessions/s4.yaml:2:16',
    ],
  },
  {
    what: 'what all sessions override',
    parent: 'net: {gain: 1}\n',
    sessions: PLAIN.map((text, at) => `${text}net: {gain: ${at + 5}}\n`),
    finds: ['warning dead-parent-key net.gain new/p.yaml:3:7'],
  },
  {
    what: 'a session that is not there',
    parent: 'seed: 1\n',
    sessions: PLAIN.slice(0, 3),
    finds: ['error missing-session sessions new/p.yaml:2:24'],
  },
  {
    what: 'a session that nobody lists',
    parent: 'seed: 1\n',
    sessions: [...PLAIN, 'cids: [5]\n'],
    finds: ['warning unlisted-session sessions new/sessions/s5.yaml:0:0'],
  },
];

describe('layouts', () => {
  test.each(ROWS)('$what', async ({ parent, sessions, finds }) => {
    const found = warnings(await auditTexts(layout(parent, sessions), dataset));
    expect(found.filter((one) => !one.includes('extra-key'))).toEqual(finds);
  });

  test('a name that differs from its file in case', async () => {
    const files = layout('seed: 1\n', PLAIN.slice(0, 3));
    files['new/sessions/S4.yaml'] = 'cids: [4]\n';
    expect(warnings(await auditTexts(files, dataset))).toEqual([
      'error name-case sessions new/p.yaml:2:24 new/sessions/S4.yaml:0:0',
    ]);
  });

  test('a session that another parent lists is listed', async () => {
    const files = layout('seed: 1\n', [...PLAIN, 'cids: [5]\n']);
    files['new/q.yaml'] = 'session_dir: ./sessions\nsessions: [s5]\nseed: 2\n';
    expect(warnings(await auditTexts(files, dataset))).toEqual([]);
  });

  test('drift among overrides is found in the merged configs, with the file it comes from', async () => {
    const parent = 'lab: yates\n';
    const sessions = ['cids: [1]\nlab: Yates\n', ...PLAIN.slice(1)];
    expect(warnings(await auditTexts(layout(parent, sessions), dataset))).toEqual([
      'warning case-drift lab new/sessions/s1.yaml:2:6',
    ]);
  });
});
