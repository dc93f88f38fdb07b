/** The options of the commands that look at a layout or lead out of it: `show`, `diff`, `expand`. */
import type { Argv } from 'yargs';
import { CONTRACT, EQUALITY, excludeWords, OUTPUT, TEXT_OR_JSON, type Runner } from './cli-options.js';
import { contractOf } from './contract.js';
import { ConfigError } from './errors.js';

/** Adds `show`. */
export function showCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'show <parent> [session]',
    'Show what the loader makes of a parent and its sessions, and where it comes from',
    (command) =>
      command
        .positional('parent', { type: 'string', demandOption: true, describe: 'The parent file' })
        .positional('session', {
          type: 'string',
          describe: 'One session: its merged config (default: a list of all)',
        })
        .options({
          origin: {
            type: 'boolean',
            default: false,
            describe: 'Original text, with file and line of each value',
          },
          path: {
            type: 'string',
            requiresArg: true,
            describe: 'One key path over all sessions: values, and who overrides',
          },
          ...CONTRACT,
          yaml: {
            type: 'string',
            choices: ['pyyaml', '1.1', '1.2'] as const,
            default: 'pyyaml' as const,
            describe: 'Whose reading of plain scalars JSON shows; 1.1 means pyyaml',
          },
          format: {
            choices: ['text', 'yaml', 'json'] as const,
            default: 'text' as const,
            describe: 'yaml: the merged config; json: a list of merged configs with metadata',
          },
          ...OUTPUT,
        })
        .example('$0 show experiments/dataset_configs.yaml', 'All sessions, and the first in detail')
        .example('$0 show experiments/dataset_configs.yaml Allen_2022-02-16', 'One merged config as YAML')
        .example('$0 show parent.yaml Allen --origin', 'And where it comes from')
        .example('$0 show parent.yaml --path seed', 'One key over all sessions'),
    (args) =>
      runner({ ...args, format: args.format === 'json' ? 'json' : 'text' }, async () => {
        const contract = contractOf(args.preset, { require: args.require ?? [] });
        const dialect = args.yaml === '1.2' ? '1.2' : 'pyyaml';
        if (!args.origin && args.path === undefined)
          return (await import('./commands/show.js')).show({
            ...args,
            yamlOnly: args.format === 'yaml',
            contract,
            dialect,
          });
        if (args.format === 'yaml')
          throw new ConfigError('usage', '--format yaml has no place for origins: give text or json.');
        if (args.path === undefined)
          return (await import('./commands/explain.js')).explain({ ...args, contract, dialect });
        if (args.origin)
          throw new ConfigError('usage', 'Give --origin or --path, not both: --path shows origins too.');
        return (await import('./commands/explain-path.js')).explainPath({
          ...args,
          path: args.path,
          contract,
          dialect,
        });
      }),
  );
}

/** Adds `diff`. */
export function diffCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'diff <a> <b>',
    'Show what changes in the merged configs between two layouts',
    (command) =>
      command
        .positional('a', {
          type: 'string',
          demandOption: true,
          describe: 'A parent, a legacy folder, or either in a git revision: REV:path',
        })
        .positional('b', { type: 'string', demandOption: true, describe: 'The same, for after the change' })
        .options({
          exclude: {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'In legacy folders, skip files whose name contains this word (default: base)',
          },
          ...CONTRACT,
          ...EQUALITY,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example('$0 diff HEAD:experiments/multi.yaml experiments/multi.yaml', 'What your edits change')
        .example('$0 diff experiments/multi_120.yaml experiments/multi_240.yaml', 'Two parents')
        .example('$0 diff dataset_configs experiments/multi_120.yaml', 'A legacy folder and a parent'),
    (args) =>
      runner(args, async () =>
        (await import('./commands/diff.js')).diffLayouts(args.a, args.b, {
          contract: contractOf(args.preset, { require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
          keyOrder: args.keyOrder,
          exclude: excludeWords(args.exclude),
        }),
      ),
  );
}

/** Adds `expand`. */
export function expandCommand(parser: Argv, runner: Runner): void {
  parser.command(
    'expand <parent>',
    'Write standalone configs again: own text first, then what is inherited; proved',
    (command) =>
      command
        .positional('parent', { type: 'string', demandOption: true, describe: 'The parent file' })
        .options({
          out: { type: 'string', requiresArg: true, demandOption: true, describe: 'Folder to write to' },
          session: { type: 'string', requiresArg: true, describe: 'Expand this session only' },
          'dry-run': { type: 'boolean', default: false, describe: 'Plan and prove; write nothing' },
          force: {
            type: 'boolean',
            default: false,
            describe: 'Overwrite existing files that have other content',
          },
          ...CONTRACT,
          ...EQUALITY,
          format: TEXT_OR_JSON,
          ...OUTPUT,
        })
        .example('$0 expand experiments/multi_120.yaml --out standalone', 'One complete config a session')
        .example('$0 expand p.yaml --out new --session a', 'Of one session'),
    (args) =>
      runner(args, async () =>
        (await import('./commands/expand.js')).expand({
          ...args,
          contract: contractOf(args.preset, { require: args.require ?? [] }),
          yaml: args.yaml === '1.1' ? 'pyyaml' : args.yaml,
        }),
      ),
  );
}
