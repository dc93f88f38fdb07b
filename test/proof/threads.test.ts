/**
 * The proof by several threads: it says what it says in one, to the letter, and when a thread dies it says nothing.
 * Threads run compiled files, so the sources are compiled first, into a folder of their own.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as Api from '../../src/index.js';
import type * as ThreadsFile from '../../src/proof/threads.js';
import { contractOf } from '../../src/contract.js';
import { sharedText } from '../../src/proof/text.js';
import { SharedProver } from '../../src/proof/shared.js';
import { Threads, threadsFor } from '../../src/proof/threads.js';
import { contents, folder, lay, write } from '../files/sandbox.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const BUILT = path.join(ROOT, 'out/threads-test');

let built: typeof Api;
let builtThreads: typeof ThreadsFile;

beforeAll(async () => {
  rmSync(BUILT, { recursive: true, force: true });
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', BUILT], { cwd: ROOT });
  const from = (file: string): Promise<unknown> => import(pathToFileURL(path.join(BUILT, file)).href);
  built = (await from('index.js')) as typeof Api;
  builtThreads = (await from('proof/threads.js')) as typeof ThreadsFile;
});

afterAll(() => {
  rmSync(BUILT, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

const SHARED = `shared:\n  text: "${'word '.repeat(150)}"\n  list: [a, b]\n  map: {x: 1, y: yes}\n`;

/** Enough for many chunks: some sessions override what the others share, so that they are worth a digest. */
function configs(count: number, odd: (index: number) => string = () => ''): Files {
  const names = Array.from({ length: count }, (_, index) => `s${String(index).padStart(3, '0')}`);
  return Object.fromEntries(
    names.map((name, index) => [
      `old/${name}.yaml`,
      `session: ${name}\ncids: [${index}, ${index + 1},\n  ${index + 2}]\n` +
        (index % 7 === 0 ? SHARED.replace('x: 1', `x: ${index}`) : SHARED) +
        odd(index),
    ]),
  );
}

const UNPROVED = 'names: {"one"\n  : 1}\n';

function options(threads: number, out: string): Api.MigrateOptions {
  return {
    ...{ legacy: path.join(folder, 'old'), out: path.join(folder, out), name: 'p', sessionDir: 's', threads },
    ...{ exclude: ['base'], recursive: false, contract: contractOf('dataset', {}), yaml: 'both' },
    ...{ keyOrder: 'nested', strategy: 'majority', comments: 'keep', skipInvalid: false, force: false },
    ...{ mode: 'write', inPlace: false },
  };
}

/** What there is to say of a run, but for where it wrote. */
function saying(result: Api.MigrateResult | Api.VerifyResult, out: string): unknown {
  const said = { ...result, options: null, timings: null };
  return JSON.parse(JSON.stringify(said).replaceAll(path.join(folder, out), 'OUT'));
}

async function migrated(threads: number, more: Partial<Api.MigrateOptions>): Promise<unknown> {
  const out = `new${threads}`;
  return saying(await built.migrate({ ...options(threads, out), ...more }), out);
}

function written(out: string): Files {
  const files = Object.entries(contents()).filter(([name]) => name.startsWith(`${out}/`));
  return Object.fromEntries(files.map(([name, text]) => [name.slice(out.length), text]));
}

describe('with two threads more', () => {
  const folders: readonly (readonly [what: string, files: Files, more: Partial<Api.MigrateOptions>])[] = [
    ['a folder', configs(300), {}],
    ['a folder with less than a chunk', configs(5), {}],
    ['files the proof cannot read', configs(200, (index) => (index % 50 === 3 ? UNPROVED : '')), {}],
    [
      'such files, left out',
      { ...configs(200, (index) => (index % 50 === 3 ? UNPROVED : '')), 'old/s0x.yaml': 'cids: [1\n' },
      { skipInvalid: true },
    ],
    ['what only PyYAML refuses', configs(200, (index) => (index % 60 === 5 ? 'when: 2022-02-30\n' : '')), {}],
    ['a tab that only PyYAML refuses', configs(150, (index) => `tab: ${index % 2 ? '1' : '1\t# x'}\n`), {}],
    ['UTF-8 and a byte order mark', configs(150, (index) => (index % 9 === 1 ? 'é: "ü"\n' : '')), {}],
  ];
  test.each(folders)('%s: the same is said and written', async (_what, files, more) => {
    lay(files);
    if (more.skipInvalid !== true) write('old/marked.yaml', '\uFEFFcids: [1]\nsession: marked\n');
    const one = await migrated(1, more);
    expect(await migrated(3, more)).toEqual(one);
    expect(written('new3')).toEqual(written('new1'));
  });

  test('verify names the same differences, in the order of the sessions', async () => {
    lay(configs(300));
    expect((await built.migrate(options(1, 'new'))).exit).toBe(0);
    const texts = contents();
    const text = (name: string) => texts[name] ?? '';
    write('old/s004.yaml', text('old/s004.yaml').replace('cids: [4,', 'cids: [5,'));
    write('old/s100.yaml', text('old/s100.yaml').replace('y: yes', 'y: "yes"'));
    write('new/s/s170.yaml', text('new/s/s170.yaml').replace('session: s170', 'session: S170'));
    write('new/s/s171.yaml', `${text('new/s/s171.yaml')}more: [1, 2]\n`);
    write('new/s/s172.yaml', text('new/s/s172.yaml') + UNPROVED);
    write('old/s299.yaml', `${text('old/s299.yaml')}more: 1\n`);
    const parents = [path.join(folder, 'new/p.yaml')];
    const run = async (threads: number, legacy = path.join(folder, 'old')) =>
      saying(await built.verify({ ...options(threads, 'new'), legacy, parents }), 'new');
    const one = await run(1);
    expect(one).toMatchObject({ exit: 1 });
    expect(await run(3)).toEqual(one);
    const sessions = (one as Api.VerifyResult).proof?.differences.map(({ session }) => session) ?? [];
    expect(sessions).toEqual([...sessions].sort());
    expect(new Set(sessions)).toEqual(new Set(['s004', 's100', 's170', 's171', 's172', 's299']));
    write('new/p.yaml', text('new/p.yaml') + UNPROVED);
    const refused = await run(1);
    expect((refused as Api.VerifyResult).proof?.differences[0]).toMatchObject({ kind: 'unreadable' });
    expect(await run(3)).toEqual(refused);
  });

  test.each(readdirSync(path.join(ROOT, 'fixtures/old')))('fixture %s', async (name) => {
    const legacy = path.join(ROOT, 'fixtures/old', name);
    const preset = contractOf('plain', {});
    const run = (threads: number) =>
      migrated(threads, { legacy, contract: preset, mode: 'check', skipInvalid: true, strategy: 'shared' });
    const said = async (threads: number) => {
      const text = await run(threads).then((result) => JSON.stringify(result), String);
      return text.replaceAll(`new${threads}`, 'new');
    };
    expect(await said(2)).toBe(await said(1));
  });
});

describe('how many threads', () => {
  test('one for little, where the user asks for one, and where nothing is compiled', () => {
    expect(builtThreads.threadsFor(1000, undefined)).toBe(1);
    expect(builtThreads.threadsFor(1e9, 1)).toBe(1);
    expect(builtThreads.threadsFor(1000, 3)).toBe(3);
    expect(builtThreads.threadsFor(1e9, undefined)).toBeLessThanOrEqual(4);
    expect(threadsFor(1e9, 3)).toBe(1);
  });
});

describe('a thread that', () => {
  const proofOptions = {
    dialects: ['pyyaml', '1.2'],
    keyOrder: 'nested',
    contract: contractOf('plain', {}),
  } as const;

  beforeEach(() => {
    lay({
      'exits.mjs': 'import process from "node:process";\nexport function prove() { process.exit(0); }\n',
      'throws.mjs': 'export function prove() { throw new Error("odd"); }\n',
      'does-not-start.mjs': 'throw new Error("no start");\n',
      'is-no-module.mjs': 'export const prove = ;\n',
      'runs-out-of-memory.mjs':
        'export function prove() { const all = []; for (;;) all.push(new Array(100000).fill(0.5)); }\n',
    });
  });

  test.each(['exits', 'throws', 'does-not-start', 'is-no-module', 'is-not-there', 'runs-out-of-memory'])(
    '%s stops the proof',
    async (name) => {
      const worker = pathToFileURL(path.join(folder, `${name}.mjs`));
      const prover = new SharedProver(
        proofOptions,
        await Threads.start(1, proofOptions, { worker, megabytes: 40 }),
      );
      const sessions = Array.from({ length: 300 }, (_, index) => ({
        name: `s${index}`,
        legacy: sharedText('l', () => ({ text: `b: ${index}\na: 1\n` })),
        session: sharedText('s', () => ({ text: `b: ${index}\n` })),
      }));
      const names = sessions.map((session) => session.name).join(', ');
      const parent = sharedText('p', () => ({
        text: `session_dir: ./s\nsessions: [${names}]\na: 1\n`,
      }));
      try {
        await expect(prover.prove([{ parent, sessions }])).rejects.toMatchObject({ code: 'proof-stopped' });
      } finally {
        await prover.close();
      }
    },
  );
});
