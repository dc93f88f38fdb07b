/** The commands that change a layout, as yargs knows them: flags, help, examples, and from flags to options. */
import type { Argv } from 'yargs';
import { CONTRACT, EQUALITY, excludeWords, OUTPUT, SCAN, TEXT_OR_JSON, type Runner } from './cli-options.js';
import { contractOf } from './contract.js';
import { ConfigError } from './errors.js';

/** Adds `trim`. */
export function trimCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'trim <parent>',
    'Take out of sessions what the parent says already, and hoist what all of them say',
    (command) =>
      command
        .positional('parent', { type: 'string', demandOption: true, describe: 'The parent file' })
        .options({
          hoist: {
            type: 'boolean',
            default: true,
            describe: 'Hoist what all sessions say; --no-hoist: only take redundant overrides out',
          },
          'dry-run': {
            type: 'boolean',
            default: false,
            describe: 'Plan, prove, show the diffs; write nothing',
          },
          check: {
            type: 'boolean',
            default: false,
            describe: 'Exit 1 if something would change; write nothing',
          },
          comments: {
            choices: ['keep', 'drop'] as const,
            default: 'keep' as const,
            describe: 'Comments of what goes that the parent has not: keep in the session, or drop',
          },
          ...CONTRACT,
          pin: {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'A key path that stays in the sessions, e.g. transforms.stim.ops',
          },
          ...EQUALITY,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example('$0 trim experiments/dataset_configs.yaml --dry-run', 'See what would go, and the proof')
        .example('$0 trim experiments/dataset_configs.yaml --check', 'Exit 1 when something is redundant'),
    (args) =>
      runner(args, async () => {
        if (args.dryRun && args.check) {
          throw new ConfigError('usage', 'Give --dry-run or --check, not both: neither writes anything.');
        }
        const { trim } = await import('./commands/trim.js');
        return trim({
          ...args,
          contract: contractOf(args.preset, { pin: args.pin ?? [], require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          mode: args.dryRun ? 'dry-run' : args.check ? 'check' : 'write',
        });
      }),
  );
}

const PARENT = { type: 'string', demandOption: true, describe: 'The parent file' } as const;

const DRY_RUN = { type: 'boolean', default: false, describe: 'Show the diffs; write nothing' } as const;

/** Adds `add`. */
export function addCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'add <parent> <name>',
    'Add a session: its file, without what the parent says, and its name in the list',
    (command) =>
      command
        .positional('parent', PARENT)
        .positional('name', { type: 'string', demandOption: true, describe: "The new session's name" })
        .options({
          set: {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'key=value, the value being YAML; may be repeated',
          },
          from: { type: 'string', requiresArg: true, describe: "Take the session's config from FILE" },
          'dry-run': DRY_RUN,
          ...CONTRACT,
          ...EQUALITY,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example("$0 add experiment.yaml Allen_2022-05-01 --set cids='[1, 4, 5]'", 'A new session')
        .example('$0 add experiment.yaml Allen_2022-05-01 --from old/Allen_2022-05-01.yaml', 'From a config'),
    (args) =>
      runner(args, async () =>
        (await import('./commands/add.js')).add({
          ...args,
          set: args.set ?? [],
          contract: contractOf(args.preset, { require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          mode: args.dryRun ? 'dry-run' : 'write',
        }),
      ),
  );
}

/** Adds `remove`. */
export function removeCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'remove <parent> <name>',
    'Take a session off the list, and with --delete its file away',
    (command) =>
      command
        .positional('parent', PARENT)
        .positional('name', { type: 'string', demandOption: true, describe: "The session's name" })
        .options({
          delete: {
            type: 'boolean',
            default: false,
            describe: "Delete the session's file too, unless another parent beside it lists the session",
          },
          'dry-run': DRY_RUN,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example('$0 remove experiment.yaml Allen_2022-05-01', 'The file stays'),
    (args) =>
      runner(args, async () =>
        (await import('./commands/remove.js')).remove({ ...args, mode: args.dryRun ? 'dry-run' : 'write' }),
      ),
  );
}

/** Adds `schema`. */
export function schemaCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'schema <from>',
    'Infer a JSON Schema for sessions and parents, so that editors complete and check',
    (command) =>
      command
        .positional('from', {
          type: 'string',
          demandOption: true,
          describe: 'A parent, or a folder of complete configs',
        })
        .options({
          kind: {
            choices: ['session', 'parent'] as const,
            default: 'session' as const,
            describe: 'Which files of a layout the printed schema is for',
          },
          out: { type: 'string', requiresArg: true, describe: 'Write all schemas to this folder' },
          recursive: SCAN.recursive,
          exclude: SCAN.exclude,
          ...CONTRACT,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example('$0 schema experiment.yaml --out schemas', 'Write them, and show the line for editors')
        .example('$0 schema experiment.yaml --kind parent', 'Print the one for the parent'),
    (args) =>
      runner(args, async () =>
        (await import('./commands/schema.js')).schema({
          ...args,
          exclude: excludeWords(args.exclude),
          contract: contractOf(args.preset, { require: args.require ?? [] }),
        }),
      ),
  );
}
