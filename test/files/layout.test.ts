/** Every way in which a layout can break the contract, as the loader's user meets it. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { ConfigError } from '../../src/errors.js';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { folder, lay, write } from './sandbox.js';

function parentPath(): string {
  return join(folder, 'experiment.yaml');
}

function refusal(load: () => unknown): ConfigError {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the layout was loaded');
}

const PARENT = 'session_dir: sessions\nsessions: [s1]\n';

interface Broken {
  readonly what: string;
  /** Text of the parent; undefined: no such file. */
  readonly parent?: string;
  readonly session?: string;
  readonly code: string;
  readonly says: readonly string[];
  /** `file:line:column code` of the problem behind it. */
  readonly at?: string;
}

const BROKEN: readonly Broken[] = [
  { what: 'no parent', code: 'not-found', says: ['Parent ', 'experiment.yaml does not exist'] },
  {
    what: 'no session_dir',
    parent: 'sessions: [s1]\n',
    code: 'missing-field',
    says: ["no 'session_dir'", 'config-inherit migrate'],
  },
  { what: 'no sessions', parent: 'session_dir: s\n', code: 'missing-field', says: ["no 'sessions'"] },
  {
    what: 'a session_dir that is null',
    parent: 'session_dir:\nsessions: [s1]\n',
    code: 'missing-field',
    says: ["'session_dir' must be a string"],
  },
  {
    what: 'a session_dir that is a number',
    parent: 'session_dir: 012\nsessions: [s1]\n',
    code: 'missing-field',
    says: ["'session_dir' must be a string"],
  },
  {
    what: 'a session_dir that is a list',
    parent: 'session_dir: [s]\nsessions: [s1]\n',
    code: 'missing-field',
    says: ["'session_dir' must be a string"],
  },
  {
    what: 'sessions that are a name',
    parent: 'session_dir: s\nsessions: s1\n',
    code: 'no-sessions',
    says: ["'sessions' must be a list"],
  },
  {
    what: 'sessions that are a mapping',
    parent: 'session_dir: s\nsessions: {s1: 1}\n',
    code: 'no-sessions',
    says: ["'sessions' must be a list"],
  },
  {
    what: 'sessions that are null',
    parent: 'session_dir: s\nsessions:\n',
    code: 'no-sessions',
    says: ["'sessions' must be a list"],
  },
  {
    what: 'no session listed',
    parent: 'session_dir: s\nsessions: []\n',
    code: 'no-sessions',
    says: ['at least one name'],
  },
  ...['012', 'yes', 'null', '~', '1.50', '1:30', '1_000', '0x10', '2022-02-16', 'Off', '1e3'].map((name) => ({
    what: `an unquoted name ${name}`,
    parent: `session_dir: s\nsessions: [ok, ${name}]\n`,
    code: 'session-name',
    says: ['sessions[1]', `Put it in quotes: '${name}'`],
  })),
  {
    what: 'an empty name',
    parent: "session_dir: s\nsessions: ['']\n",
    code: 'session-name',
    says: ['sessions[0] is empty'],
  },
  {
    what: 'a list for a name',
    parent: 'session_dir: s\nsessions: [[a]]\n',
    code: 'session-name',
    says: ['sessions[0] is not a name'],
  },
  {
    what: 'a mapping for a name',
    parent: 'session_dir: s\nsessions:\n  - a: 1\n',
    code: 'session-name',
    says: ['sessions[0] is not a name'],
  },
  ...['../x', 'sub/../../x', '/etc/x', '.././x'].map((name) => ({
    what: `a name that leads out: ${name}`,
    parent: `session_dir: s\nsessions: [${name}]\n`,
    code: 'session-name',
    says: [`session '${name}'`, 'leads out of the session folder s'],
  })),
  {
    what: 'no session file',
    parent: PARENT,
    code: 'missing-session',
    says: ["Session 's1' has no file", 'sessions/s1.yaml was looked for'],
  },
  {
    what: 'no cids',
    parent: PARENT,
    session: 'lab: yates\n',
    code: 'missing-field',
    says: ["session 's1' has no 'cids'", 'sessions/s1.yaml'],
  },
  {
    what: 'no cids but in the parent',
    parent: `${PARENT}cids: [1]\n`,
    session: 'lab: yates\n',
    code: 'missing-field',
    says: ['in the session file itself, not in the parent'],
  },
  {
    what: 'cids that are a number',
    parent: PARENT,
    session: 'cids: 5\n',
    code: 'invalid-config',
    says: ["'cids' of session 's1' must be a list"],
  },
  {
    what: 'cids that are null',
    parent: `${PARENT}cids: [1]\n`,
    session: 'cids:\n',
    code: 'invalid-config',
    says: ["'cids' of session 's1' must be a list"],
  },
  {
    what: 'an empty session',
    parent: PARENT,
    session: '',
    code: 'invalid-config',
    says: ['Session config', 's1.yaml cannot be read'],
    at: 'sessions/s1.yaml:1:1 empty',
  },
  {
    what: 'a session of comments',
    parent: PARENT,
    session: '# nothing\n',
    code: 'invalid-config',
    says: ['s1.yaml'],
    at: 'sessions/s1.yaml:1:1 empty',
  },
  {
    what: 'a session that is a list',
    parent: PARENT,
    session: '# x\n- a\n',
    code: 'invalid-config',
    says: ['s1.yaml'],
    at: 'sessions/s1.yaml:2:1 root-not-mapping',
  },
  {
    what: 'a session that is a text',
    parent: PARENT,
    session: 'null\n',
    code: 'invalid-config',
    says: ['s1.yaml'],
    at: 'sessions/s1.yaml:1:1 root-not-mapping',
  },
  {
    what: 'a session that is no YAML',
    parent: PARENT,
    session: 'cids: [1]\na: [1, 2\nb: 1\n',
    code: 'invalid-config',
    says: ['s1.yaml'],
    at: 'sessions/s1.yaml:3:1 syntax',
  },
  {
    what: 'a session that says a key twice',
    parent: PARENT,
    session: 'cids: [1]\nb:\n  a: 1\n  a: 2\n',
    code: 'invalid-config',
    says: ['s1.yaml'],
    at: 'sessions/s1.yaml:4:3 duplicate-key',
  },
  {
    what: 'an empty parent',
    parent: '',
    code: 'invalid-config',
    says: ['Parent ', 'cannot be read'],
    at: 'experiment.yaml:1:1 empty',
  },
  {
    what: 'a parent that is a list',
    parent: '- a\n',
    code: 'invalid-config',
    says: ['Parent '],
    at: 'experiment.yaml:1:1 root-not-mapping',
  },
  {
    what: 'a parent that is no YAML',
    parent: 'a: 1\nb: "x\n',
    code: 'invalid-config',
    says: ['Parent '],
    at: 'experiment.yaml:3:1 syntax',
  },
];

describe('a layout is refused that has', () => {
  test.each(BROKEN)('$what', ({ parent, session, code, says, at }) => {
    lay({});
    if (parent !== undefined) write('experiment.yaml', parent);
    if (session !== undefined) write('sessions/s1.yaml', session);
    const error = refusal(() => loadDatasetConfigs(parentPath()));
    expect(error.code).toBe(code);
    for (const part of says) expect(error.message).toContain(part);
    const [problem] = error.problems;
    const place = problem && `${problem.file}:${problem.line}:${problem.column} ${problem.code}`;
    expect(place).toBe(at === undefined ? undefined : join(folder, at));
  });

  test('a folder for a parent: the message names migrate', () => {
    mkdirSync(join(folder, 'dataset_configs'));
    const error = refusal(() => loadDatasetConfigs(join(folder, 'dataset_configs')));
    expect(error.code).toBe('is-directory');
    expect(error.message).toContain(`config-inherit migrate ${join(folder, 'dataset_configs')} --out DIR`);
  });

  test('a file for the folder of the parent', () => {
    lay({ 'a.yaml': 'x: 1\n' });
    expect(refusal(() => loadDatasetConfigs(join(folder, 'a.yaml/b.yaml'))).code).toBe('not-found');
  });

  test('a folder in the place of a session', () => {
    lay({ 'experiment.yaml': PARENT });
    mkdirSync(join(folder, 'sessions/s1.yaml'), { recursive: true });
    expect(refusal(() => loadDatasetConfigs(parentPath())).code).toBe('missing-session');
  });

  test('a session that is not UTF-8', () => {
    lay({ 'experiment.yaml': PARENT, 'sessions/s1.yaml': '' });
    writeFileSync(join(folder, 'sessions/s1.yaml'), Buffer.from('cids: [1]\nlab: caf\xe9\n', 'latin1'));
    const { code, problems } = refusal(() => loadDatasetConfigs(parentPath()));
    expect([code, problems]).toMatchObject(['invalid-config', [{ code: 'encoding', line: 2, column: 9 }]]);
  });

  test('a parent that may not be read', () => {
    lay({ 'experiment.yaml': PARENT });
    chmodSync(folder, 0o755);
    chmodSync(parentPath(), 0o000);
    const root = process.geteuid?.() === 0; // root may read everything
    if (root) process.seteuid?.(65534);
    try {
      expect(refusal(() => loadDatasetConfigs(parentPath())).code).toBe('unreadable');
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  test('a contract may require more', () => {
    lay({ 'experiment.yaml': 'session_dir: s\nsessions: [a]\nprobe: 1\n', 's/a.yaml': 'cids: [1]\n' });
    const contract = contractOf('dataset', { require: ['probe'] });
    expect(refusal(() => loadDatasetConfigs(parentPath(), { contract }))).toMatchObject({
      code: 'missing-field',
      message: expect.stringContaining("session 'a' has no 'probe'"),
    });
  });
});
