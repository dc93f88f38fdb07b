/** The commands that change a layout, as yargs knows them: flags, help, examples, and from flags to options. */
import type { Argv } from 'yargs';
import { CONTRACT, EQUALITY, OUTPUT, TEXT_OR_JSON, type Runner } from './cli-options.js';
import { trim } from './commands/trim.js';
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
      runner(args, () => {
        if (args.dryRun && args.check) {
          throw new ConfigError('usage', 'Give --dry-run or --check, not both: neither writes anything.');
        }
        return trim({
          ...args,
          contract: contractOf(args.preset, { pin: args.pin ?? [], require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          mode: args.dryRun ? 'dry-run' : args.check ? 'check' : 'write',
        });
      }),
  );
}
