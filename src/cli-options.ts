/**
 * The commands as yargs knows them: flags, help, examples, and from flags to a command's options. A command is imported
 * when it runs, so that help and usage errors need not wait for the parsers.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Argv } from 'yargs';
import { contractOf } from './contract.js';
import { ConfigError } from './errors.js';
import type { Format, Result } from './report/report.js';

export interface OutputOptions {
  readonly format: Format;
  readonly report?: string | undefined;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly timings?: boolean | undefined;
}

/** Runs a command and reports what it returns. */
export type Runner = (output: OutputOptions, command: () => Promise<Result> | Result) => Promise<void>;

/** Arguments that may be given more than once; every other is refused the second time. */
export const REPEATABLE: readonly string[] = [
  ...['_', 'legacy', 'parent', 'path'],
  ...['exclude', 'require', 'pin', 'rule', 'ignore', 'code', 'set'],
];

const SCHEMA = {
  schema: {
    type: 'string',
    requiresArg: true,
    describe: 'Check the merged configs against this JSON Schema (JSON or YAML)',
  },
} as const;

export const OUTPUT = {
  report: { type: 'string', requiresArg: true, describe: 'Also write the report to FILE (.json: as JSON)' },
  quiet: { type: 'boolean', default: false, describe: 'Print nothing but errors' },
  color: {
    type: 'boolean',
    default: true,
    describe: 'Colours on a terminal; --no-color or NO_COLOR for none',
  },
} as const;

export const CONTRACT = {
  preset: {
    choices: ['dataset', 'plain'] as const,
    default: 'dataset' as const,
    describe: 'What the loader expects: dataset (cids in every session, default lab) or plain (nothing)',
  },
  require: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'A top-level key every session must hold itself',
  },
} as const;

export const SCAN = {
  recursive: { type: 'boolean', default: false, describe: 'Search folders below too; names keep their path' },
  exclude: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Skip files whose name contains this word (default: base); --no-exclude for none',
  },
  'skip-invalid': {
    type: 'boolean',
    default: false,
    describe: 'Leave files with problems out instead of refusing',
  },
} as const;

export const EQUALITY = {
  yaml: {
    type: 'string',
    choices: ['both', 'pyyaml', '1.1', '1.2'] as const,
    default: 'both' as const,
    describe: 'Whose reading decides what is equal; 1.1 means pyyaml',
  },
  'key-order': {
    choices: ['nested', 'strict', 'ignore'] as const,
    default: 'nested' as const,
    describe: 'Where the order of keys is kept: nested mappings, the top level too, or nowhere',
  },
} as const;

const PYTHON_PROOF = {
  'with-python': {
    type: 'string',
    describe: "Prove once more with your own PyYAML; the value is its Python (without: 'python3')",
  },
} as const;

const THREADS = {
  threads: {
    type: 'number',
    requiresArg: true,
    describe: 'Threads that prove (default: one; from 100 MB of configs on one for each core, 4 at most)',
  },
} as const;

export const TIMINGS = {
  timings: {
    type: 'boolean',
    describe: 'Say on stderr where the time went, and which files took the full parser',
  },
} as const;

export const TEXT_OR_JSON = {
  choices: ['text', 'json'] as const,
  default: 'text' as const,
  describe: 'Form of the report',
};

function threadCount(given: number | undefined): number | undefined {
  if (given === undefined || (Number.isInteger(given) && given > 0)) return given;
  throw new ConfigError('usage', '--threads: give a whole number from 1 on.');
}

/** Adds `migrate`. */
export function migrateCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'migrate <legacy..>',
    'Turn a folder of complete configs into a parent and sessions, and prove it',
    (command) =>
      command
        .positional('legacy', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'The legacy folder',
        })
        .options({
          out: {
            type: 'string',
            requiresArg: true,
            describe: 'Folder to write to (with --in-place: the legacy folder)',
          },
          name: {
            type: 'string',
            requiresArg: true,
            describe: "The parent's name (default: the folder's name)",
          },
          'session-dir': {
            type: 'string',
            requiresArg: true,
            default: 'sessions',
            describe: 'Session folder, from --out',
          },
          'dry-run': {
            type: 'boolean',
            default: false,
            describe: 'Plan, prove, show the diffs; write nothing',
          },
          check: {
            type: 'boolean',
            default: false,
            describe: 'Exit 1 if writing would change anything; write nothing',
          },
          'in-place': {
            type: 'boolean',
            default: false,
            describe: 'Remove the legacy files at the end (asks for a clean git tree)',
          },
          force: {
            type: 'boolean',
            default: false,
            describe: 'Overwrite existing files that have other content',
          },
          ...SCAN,
          ...CONTRACT,
          pin: {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'A key path that stays in the sessions, e.g. transforms.stim.ops',
          },
          ...EQUALITY,
          strategy: {
            choices: ['shared', 'majority'] as const,
            default: 'shared' as const,
            describe:
              'What moves: equal values only, or also the value that saves most, overridden elsewhere',
          },
          comments: {
            choices: ['keep', 'drop'] as const,
            default: 'keep' as const,
            describe: 'Comments of moved entries that the parent has not: keep in the session, or drop',
          },
          ...PYTHON_PROOF,
          ...THREADS,
          ...TIMINGS,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example(
          '$0 migrate dataset_configs --out experiments --dry-run',
          'See plan, diffs and proof; nothing is written',
        )
        .example(
          '$0 migrate dataset_configs --out experiments',
          'Write experiments/dataset_configs.yaml and sessions/',
        )
        .example('$0 migrate clusters --out new --preset plain', 'Configs that are not datasets'),
    (args) =>
      runner(args, async () => {
        const [legacy, second] = args.legacy;
        if (legacy === undefined || second !== undefined) {
          throw new ConfigError('usage', 'Give one legacy folder at a time.');
        }
        if (args.dryRun && args.check) {
          throw new ConfigError('usage', 'Give --dry-run or --check, not both: neither writes anything.');
        }
        const { migrate } = await import('./commands/migrate.js');
        return migrate({
          ...args,
          legacy,
          ...place(args.out, args.name, legacy, args.sessionDir, args.inPlace),
          exclude: excludeWords(args.exclude),
          contract: contractOf(args.preset, { pin: args.pin ?? [], require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          withPython: pythonCommand(args.withPython),
          threads: threadCount(args.threads),
          mode: args.dryRun ? 'dry-run' : args.check ? 'check' : 'write',
        });
      }),
  );
}

/** Adds `verify`. */
export function verifyCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'verify <legacy> [parent..]',
    'Prove that parents and their sessions give the legacy configs back',
    (command) =>
      command
        .positional('legacy', {
          type: 'string',
          demandOption: true,
          describe: 'The legacy folder; may be left out with --schema',
        })
        .positional('parent', {
          type: 'string',
          array: true,
          describe: 'One parent or more',
        })
        .options({
          ...SCHEMA,
          ...SCAN,
          ...CONTRACT,
          ...EQUALITY,
          ...PYTHON_PROOF,
          ...THREADS,
          ...TIMINGS,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example(
          '$0 verify dataset_configs experiments/dataset_configs.yaml',
          'Exit 0 when every value is the same',
        ),
    (args) =>
      runner(args, async () => {
        const { verify } = await import('./commands/verify.js');
        return verify({
          ...args,
          ...verifyPaths(args.legacy, args.parent ?? [], args.schema),
          exclude: excludeWords(args.exclude),
          contract: contractOf(args.preset, { require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          withPython: pythonCommand(args.withPython),
          threads: threadCount(args.threads),
        });
      }),
  );
}

/** With a schema the first path may be a parent: nothing is compared then. */
function verifyPaths(first: string, rest: readonly string[], schema: string | undefined) {
  const file = statSync(first, { throwIfNoEntry: false })?.isFile() === true;
  if (schema !== undefined && file) return { legacy: undefined, parents: [first, ...rest] };
  if (rest.length === 0) throw new ConfigError('usage', 'Give the legacy folder and one parent or more.');
  return { legacy: first, parents: rest };
}

/** `--with-python` without a value arrives as an empty text, `--no-with-python` as false. */
function pythonCommand(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  return given === '' ? 'python3' : given;
}

/** `--no-exclude` arrives as false, or as a list that holds it. */
export function excludeWords(given: readonly unknown[] | false | undefined): readonly string[] {
  if (given === undefined) return ['base'];
  if (given === false) return [];
  return given.filter((word): word is string => typeof word === 'string');
}

function place(
  out: string | undefined,
  name: string | undefined,
  legacy: string,
  sessionDir: string,
  inPlace: boolean,
): { readonly out: string; readonly name: string; readonly sessionDir: string } {
  const folder = out ?? (inPlace ? legacy : undefined);
  if (folder === undefined) throw new ConfigError('usage', 'Say where to write: --out DIR.');
  if (path.isAbsolute(sessionDir)) {
    throw new ConfigError('usage', '--session-dir is a path from --out: it must not be absolute.');
  }
  const parent = name ?? path.basename(path.resolve(legacy));
  if (/[/\\]/.test(parent) || parent === '')
    throw new ConfigError('usage', '--name is a file name, without a folder.');
  return {
    out: folder,
    name: parent.replace(/\.ya?ml$/, ''),
    sessionDir: path.normalize(sessionDir).replace(/\/+$/, ''),
  };
}
