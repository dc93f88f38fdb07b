/** `--with-python` on the command line, and every fixture proved by it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli.js';
import { noPyyaml } from '../support/python.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const OPTIONS = JSON.parse(readFileSync(path.join(FIXTURES, 'options.json'), 'utf8')) as Record<
  string,
  string[]
>;
const CASES = readdirSync(path.join(FIXTURES, 'old')).sort();
const PYTHON = noPyyaml();
const LOADER = /^PyYAML \d+\.\d[\d.]* \((.*) 3\.\d[\w.+]*\)$/;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'config-inherit-python-'));
  lay({ 'old/a.yaml': 'cids: [1]\nseed: 1\n', 'old/b.yaml': 'cids: [2]\nseed: 1\n' });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function at(name: string): string {
  return path.join(folder, name);
}

function lay(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
}

/** A program that only looks like a Python. */
function fake(script: string): string {
  lay({ python: `#!/bin/sh\n${script}\n` });
  chmodSync(at('python'), 0o755);
  return at('python');
}

async function cli(...args: string[]): Promise<{ readonly exit: number; readonly text: string }> {
  let text = '';
  const add = (part: string) => void (text += part);
  return { exit: await run(args, { out: add, err: add, color: false }), text };
}

interface Json {
  readonly ok: boolean;
  readonly proof: {
    readonly loaders: readonly string[];
    readonly differences: readonly { readonly loader: string }[];
    readonly byTag?: readonly { readonly session: string }[];
  };
}

async function json(...args: string[]): Promise<{ readonly exit: number; readonly result: Json }> {
  const { exit, text } = await cli(...args, '--format', 'json');
  return { exit, result: JSON.parse(text) as Json };
}

const migrate = (...more: string[]) => ['migrate', at('old'), '--out', at('new'), ...more];
const verify = (...more: string[]) => ['verify', at('old'), at('new/old.yaml'), ...more];
const LAYOUT = {
  'new/old.yaml': 'session_dir: ./sessions\nsessions: [a, b]\nseed: 1\n',
  'new/sessions/a.yaml': 'cids: [1]\n',
  'new/sessions/b.yaml': 'cids: [2]\n',
};

describe.skipIf(PYTHON !== null)(`with PyYAML${PYTHON === null ? '' : `: skipped, ${PYTHON}`}`, () => {
  test('migrate and verify name PyYAML among the loaders', async () => {
    const migrated = await json(...migrate('--with-python'));
    expect(migrated.exit).toBe(0);
    expect(migrated.result.proof.loaders).toHaveLength(3);
    expect(LOADER.exec(migrated.result.proof.loaders[2] ?? '')?.[1]).toBe('python3');
    expect(existsSync(at('new/old.yaml'))).toBe(true);
    const verified = await json(...verify('--with-python'));
    expect(verified.exit).toBe(0);
    expect(verified.result.proof.loaders[2]).toMatch(LOADER);
  });

  test('it is off by default, and can be switched off', async () => {
    for (const more of [[], ['--no-with-python']]) {
      const { result } = await json(...migrate('--dry-run', ...more));
      expect(result.proof.loaders).toHaveLength(2);
      expect(result.proof).not.toHaveProperty('byTag');
    }
  });

  test('it takes any interpreter, before other words too', async () => {
    const python = fake('exec python3 "$@"');
    const after = await json(...migrate('--with-python', python, '--dry-run'));
    expect(LOADER.exec(after.result.proof.loaders[2] ?? '')?.[1]).toBe(python);
    const before = await json('migrate', `--with-python=${python}`, at('old'), '--out', at('new'), '--check');
    expect(LOADER.exec(before.result.proof.loaders[2] ?? '')?.[1]).toBe(python);
  });

  test.each([[[]], [['--dry-run']], [['--check']]])(
    'migrate %j writes nothing when only Python sees a difference',
    async (mode) => {
      lay({ 'old/a.yaml': 'cids: [1]\nlr: 1e-3\n', 'old/b.yaml': 'cids: [2]\nlr: 0.001\n' });
      const args = migrate('--yaml', '1.2', ...mode);
      expect((await cli(...migrate('--yaml', '1.2', '--dry-run'))).exit).toBe(0);
      const { exit, text } = await cli(...args, '--with-python');
      expect(exit).toBe(1);
      expect(text).toContain('Not proved: 1 difference, read by');
      expect(text).toMatch(/^ +b +lr +type +float 0\.001 -> "1e-3" .*PyYAML/m);
      expect(text).toContain('Nothing was written: the proof failed.');
      expect(existsSync(at('new'))).toBe(false);
    },
  );

  test('verify shows what both readings see', async () => {
    lay({ ...LAYOUT, 'new/sessions/b.yaml': 'cids: [2]\nseed: 1.0\n' });
    const { exit, result } = await json(...verify('--with-python'));
    expect(exit).toBe(1);
    expect(result.proof.differences.map(({ loader }) => loader)).toEqual(['pyyaml', '1.2', 'python']);
  });

  test('tags are compared, and the report says how', async () => {
    lay({ 'old/a.yaml': 'cids: [1]\nx: !include x.yaml\n', 'old/b.yaml': 'cids: [2]\nx: !include y.yaml\n' });
    const { exit, text } = await cli(...migrate('--with-python'));
    expect(exit).toBe(0);
    expect(text).toContain(
      [
        'Compared by tag and content, since safe_load refuses them before and after: 2 sessions',
        "  a  could not determine a constructor for the tag '!include' (2:4)",
        "  b  could not determine a constructor for the tag '!include' (2:4)",
      ].join('\n'),
    );
    lay({ 'new/sessions/b.yaml': 'cids: [2]\nx: !include z.yaml\n' });
    expect((await cli(...verify('--with-python'))).exit).toBe(1);
  });

  describe('every fixture', () => {
    test.each(CASES)('%s', async (name) => {
      const old = path.join(FIXTURES, 'old', name);
      const options = OPTIONS[name] ?? [];
      const { exit, result } = await json(
        'migrate',
        old,
        '--out',
        at('new'),
        ...options,
        '--dry-run',
        '--with-python',
      );
      expect(result.proof.loaders.at(-1)).toMatch(LOADER);
      // What is equal to YAML 1.2 alone is not equal to PyYAML: that is what the case is about.
      const only12 = options.some((word, index) => word === '1.2' && options[index - 1] === '--yaml');
      expect({ exit, ok: result.ok }).toEqual({ exit: only12 ? 1 : 0, ok: !only12 });
      expect(result.proof.differences.every(({ loader }) => loader === 'python')).toBe(true);
    });
  });
});

describe('a Python that cannot be asked stops everything', () => {
  const rows: [string, () => string, string, string][] = [
    ['no such program', () => at('none'), 'python-not-found', 'there is no such program'],
    ['a folder', () => folder, 'python-not-found', 'it is not a program that you may run'],
    [
      'PyYAML is missing',
      () => fake('exec python3 -S -E "$@"'),
      'pyyaml-missing',
      'python -m pip install pyyaml',
    ],
    ['it fails', () => fake('echo first >&2; echo last >&2; exit 3'), 'python-failed', '(exit 3: last)'],
    ['it ends without an answer', () => fake('cat >/dev/null'), 'python-failed', '(exit 0: no message)'],
    ['it is killed', () => fake('kill -9 $$'), 'python-failed', '(SIGKILL: no message)'],
    ['it says something else', () => fake('echo hello'), 'python-failed', '(it printed: hello)'],
    [
      'it answers for fewer sessions',
      () => fake(`echo '{"done": {"sessions": 1, "differences": 0}}'; cat >/dev/null`),
      'python-failed',
      '2 sessions sent, 1 compared',
    ],
  ];
  const usable = rows.filter(([name]) => PYTHON === null || name !== 'PyYAML is missing');

  test.each(usable)('%s', async (_, command, code, message) => {
    const python = command();
    for (const mode of [[], ['--dry-run'], ['--check']]) {
      const { exit, text } = await cli(...migrate(...mode, '--with-python', python));
      expect(text).toContain(message);
      expect(text).toContain('othing was written');
      expect(text.trimEnd().endsWith(`[${code}]`), text).toBe(true);
      expect(exit).toBe(2);
    }
    expect(existsSync(at('new'))).toBe(false);
    lay(LAYOUT);
    const { exit, text } = await cli(...verify('--with-python', python, '--format', 'json'));
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code } });
    expect(exit).toBe(2);
  });
});
