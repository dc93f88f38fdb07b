/**
 * The documentation says what is true: its commands are run, its examples are compared, its links lead somewhere, and
 * every code, option and public name is in it.
 *
 * How documents are written for that:
 * - `bash` blocks are run line by line, in the order of the document, in a folder of their own that holds a copy of
 *   fixtures/old. Only lines that begin with `config-inherit` or `node bin/config-inherit.js` are run; `npm ci` and
 *   `npm run check` are not, since they would install packages over the running ones and start this test again. The
 *   exit code must be 0, or what a comment line before says (`# exit 1`).
 * - ```text output is what the last command or module before it printed: its lines are there in this order and next to
 *   each other; a line `...` stands for lines that are left out, and so do beginning and end. ```json output is all
 *   that the last command printed.
 * - ```yaml file=PATH is written to that folder before anything is run; ```yaml made=PATH must be there afterwards.
 * - `js` blocks are run as modules, with the sources in place of the package.
 * - In docs/problems.md, ```yaml problem=CODE is a legacy config with that problem and ```yaml error=CODE a parent with
 *   that error.
 */
import {
  cpSync,
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
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../src/cli.js';
import * as api from '../src/index.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const COMMANDS = ['migrate', 'verify', 'show', 'trim', 'add', 'remove', 'schema', 'audit', 'diff', 'expand'];

const textOf = (document: string) => readFileSync(path.join(ROOT, document), 'utf8');

interface Block {
  readonly language: string;
  readonly marks: ReadonlyMap<string, string>;
  readonly text: string;
  /** Whether it is marked as output. */
  readonly shown: boolean;
  /** The line of its fence. */
  readonly line: number;
}

const FENCE = /^( *)```(\w+)(.*)\n([^]*?)^\1```$/gm;

/** The fenced blocks of a document; blocks in lists lose the indentation of their fence. */
function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(FENCE)].map((match) => {
    const [, indent = '', language = '', info = '', body = ''] = match;
    const marks = [...info.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const);
    const text = body
      .split('\n')
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n');
    const line = markdown.slice(0, match.index).split('\n').length;
    return { language, marks: new Map(marks), text, shown: / output\b/.test(info), line };
  });
}

let folder = '';
let home = '';

beforeEach(() => {
  home = process.cwd();
  folder = mkdtempSync(path.join(tmpdir(), 'config-inherit-docs-'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, text);
}

async function runCommand(
  argv: readonly string[],
): Promise<{ readonly exit: number; readonly text: string }> {
  let text = '';
  const out = (part: string) => void (text += part);
  return { exit: await run(argv, { out, err: out, color: false }), text };
}

/** The commands of a bash block with the exit codes they must have. */
function commandsOf(block: Block): readonly { readonly argv: readonly string[]; readonly exit: number }[] {
  const commands: { argv: string[]; exit: number }[] = [];
  let exit = 0;
  for (const line of block.text.replaceAll(/ *\\\n\s*/g, ' ').split('\n')) {
    const expected = /^# exit (\d)$/.exec(line)?.[1];
    const command = /^(?:npm ci && )?(?:config-inherit|node bin\/config-inherit\.js) (.*)$/.exec(line)?.[1];
    if (command !== undefined) {
      const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      commands.push({ argv: words, exit });
    }
    exit = Number(expected ?? 0);
  }
  return commands;
}

function expectLines(output: string, expected: string, where: string): void {
  for (const part of expected.split(/^\.\.\.$\n?/m)) {
    expect(output, where).toContain(part.trimEnd());
    output = output.slice(output.indexOf(part.trimEnd()) + part.trimEnd().length);
  }
}

/** Modules of the documentation import the package; here they get the sources. */
async function runModule(text: string): Promise<string> {
  const sources = pathToFileURL(path.join(ROOT, 'src/index.ts')).href;
  const file = path.resolve(`module-${Math.random()}.js`);
  write(file, text.replaceAll("from 'config-inherit'", `from ${JSON.stringify(sources)}`));
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    return log.mock.calls.map((words) => words.map(String).join(' ')).join('\n');
  } finally {
    log.mockRestore();
  }
}

describe.each(DOCUMENTS)('%s', (document) => {
  test('its commands do what it says', async () => {
    const blocks = blocksOf(textOf(document));
    cpSync(path.join(ROOT, 'fixtures/old'), 'fixtures/old', { recursive: true });
    for (const { marks, text } of blocks) {
      const file = marks.get('file');
      if (file !== undefined) write(file, text);
    }
    let output = '';
    for (const block of blocks) {
      const { language, text, shown } = block;
      const where = `${document}:${block.line}`;
      for (const { argv, exit } of language === 'bash' ? commandsOf(block) : []) {
        const result = await runCommand(argv);
        expect(result.exit, `${where}: ${argv.join(' ')}\n${result.text}`).toBe(exit);
        output = result.text;
      }
      if (language === 'js') output = await runModule(text);
      if (shown && language === 'json') expect(JSON.parse(text), where).toEqual(JSON.parse(output));
      else if (shown) expectLines(output, text, where);
    }
    for (const { marks, text, line } of blocks) {
      const made = marks.get('made');
      if (made !== undefined) expect(readFileSync(made, 'utf8'), `${document}:${line}`).toBe(text);
    }
  });

  test('its links lead somewhere', () => {
    const text = textOf(document).replaceAll(FENCE, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', heading] = target.split('#');
      const linked = file === '' ? document : path.join(path.dirname(document), file);
      expect(existsSync(path.join(ROOT, linked)), `${document} links to ${target}`).toBe(true);
      if (heading !== undefined) expect(targetsOf(textOf(linked)), target).toContain(heading);
    }
  });
});

/** The anchors that GitHub gives to headings, and those a page gives itself. */
function targetsOf(markdown: string): readonly string[] {
  const text = markdown.replaceAll(FENCE, '');
  const titles = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...titles, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}

describe('docs/problems.md', () => {
  const blocks = blocksOf(textOf('docs/problems.md'));
  const examples = (mark: string) =>
    blocks.flatMap(({ marks, text }) => {
      const code = marks.get(mark);
      return code === undefined ? [] : [[code, text] as const];
    });

  test('has a heading for every code, and for nothing else', () => {
    const source = textOf('src/errors.ts');
    const codesOf = (part: string) =>
      [...part.matchAll(/^ {2}\| '([a-z-]+)';?$/gm)].map(([, code]) => code).sort();
    const titlesOf = (part: string) => [...part.matchAll(/^### ([a-z-]+)/gm)].map(([, code]) => code).sort();
    expect(codesOf(source).length).toBeGreaterThan(30);
    const [problems = '', errors = ''] = textOf('docs/problems.md').split('\n## Errors\n');
    const split = source.indexOf('type ErrorCode');
    expect(titlesOf(problems)).toEqual(codesOf(source.slice(0, split)));
    expect(titlesOf(errors)).toEqual(codesOf(source.slice(split)));
  });

  test.each(examples('problem'))('the example of %s has that problem', async (code, text) => {
    write('legacy/a.yaml', text);
    const { exit, text: output } = await runCommand([
      'migrate',
      'legacy',
      '--out',
      'new',
      '--format',
      'json',
    ]);
    const { problems } = JSON.parse(output) as { problems: { code: string; severity: string }[] };
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(exit).toBe(problems[0]?.severity === 'error' ? 2 : 0);
  });

  test.each(examples('error'))('the example of %s has that error', async (code, text) => {
    write('parent.yaml', text);
    write('sessions/a.yaml', 'cids: [1]\n');
    const { exit, text: output } = await runCommand(['show', 'parent.yaml', '--format', 'json']);
    expect(JSON.parse(output)).toMatchObject({ ok: false, error: { code } });
    expect(exit).toBe(2);
  });
});

describe('README.md', () => {
  const readme = textOf('README.md');

  test('begins its quick start with the commands that set up, migrate and test', () => {
    const commands = blocksOf(readme)
      .filter(({ language }) => language === 'bash')
      .map(({ text }) => text.trim());
    expect(commands.slice(0, 2)).toEqual([
      'npm ci && node bin/config-inherit.js migrate fixtures/old/multi_basic_120 --out out/multi_basic_120',
      'npm run check',
    ]);
  });

  const rows = [
    ...readme.matchAll(
      /^\| `(.+?)` +\| `(.+?)` +\| (equal|not equal) +\| (equal|not equal) +\| (equal|not equal) +\|$/gm,
    ),
  ];
  test.each(rows.map((row) => row.slice(1)))('is right about %s and %s', async (one, other, ...expected) => {
    expect(rows.length).toBeGreaterThan(15);
    write('pair/a.yaml', `v: ${one}\n`);
    write('pair/b.yaml', `v: ${other}\n`);
    const options = ['--preset', 'plain', '--dry-run', '--format', 'json'];
    for (const [index, yaml] of ['both', 'pyyaml', '1.2'].entries()) {
      const { text } = await runCommand(['migrate', 'pair', '--out', 'new', '--yaml', yaml, ...options]);
      const { parents } = JSON.parse(text) as { parents: { sharedKeys: string[] }[] };
      const equal = parents[0]?.sharedKeys.includes('v') === true;
      expect(equal ? 'equal' : 'not equal', yaml).toBe(expected[index]);
    }
  });

  test('names everything the package exports', () => {
    const types = [...textOf('src/index.ts').matchAll(/\btype (?:\{ )?(\w+(?:, \w+)*)/g)];
    const names = [...Object.keys(api), ...types.flatMap(([, list = '']) => list.split(', '))];
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(readme).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

test('every option of every command is documented', async () => {
  const all = DOCUMENTS.map(textOf).join('\n');
  for (const command of COMMANDS) {
    const { text } = await runCommand([command, '--help']);
    const options = [...text.matchAll(/^ +(--[a-z-]+) /gm)].map(([, option = '']) => option);
    expect(options.length).toBeGreaterThan(5);
    for (const option of options) expect(all, `${option} of ${command}`).toMatch(new RegExp(`${option}\\b`));
  }
});

test('every package is explained', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const document = textOf('docs/dependencies.md');
  for (const name of Object.keys({ ...dependencies, ...devDependencies }))
    expect(document).toContain(`\`${name}\``);
});
