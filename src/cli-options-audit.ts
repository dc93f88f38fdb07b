/** `audit` as yargs knows it. What the command line does not say comes from the settings file, then from defaults. */
import type { Argv } from 'yargs';
import { CONTRACT, excludeWords, OUTPUT, SCAN, TIMINGS, type Runner } from './cli-options.js';
import { FAIL_ON, type FailOn } from './audit/finding.js';
import type { AuditOptions } from './commands/audit.js';
import type { AuditSettings } from './commands/audit-settings.js';
import { contractOf, type PresetName } from './contract.js';
import type { DialectChoice } from './core/value.js';
import { ConfigError } from './errors.js';
import type { Format } from './report/report.js';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'github'] as const;

const OPTIONS = {
  'fail-on': {
    choices: FAIL_ON,
    describe: 'Exit 1 when a finding has this severity or a higher one (default: warning)',
  },
  rule: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Severity of a rule, name=error|warning|info, or name=off',
  },
  ignore: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Leave out findings at this key path and below; * is any key, ** any number of keys',
  },
  baseline: {
    type: 'string',
    requiresArg: true,
    describe: 'Leave out the findings that FILE lists, and say which of them are gone',
  },
  'write-baseline': {
    type: 'string',
    describe: "Write the findings of this run to FILE (without a value: to the settings' baseline)",
  },
  values: {
    type: 'boolean',
    describe: 'Contents of files in the report; --no-values for none (names of keys and files remain)',
  },
  'known-keys': {
    type: 'string',
    requiresArg: true,
    describe: 'File of keys that the consuming code reads, one a line',
  },
  code: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: "The consuming code ('src/**/*.py'): keys it reads break ties between near misses",
  },
  'summary-out': {
    type: 'string',
    requiresArg: true,
    describe: 'Audit nothing; write to FILE what an audit of the folders needs to know (.gz: compressed)',
  },
  shard: {
    type: 'string',
    requiresArg: true,
    implies: 'summary-out',
    describe: 'Summarise one share of the files: 2/8 is the second of eight',
  },
  summaries: {
    type: 'boolean',
    conflicts: 'summary-out',
    describe: 'The paths are files that --summary-out wrote: audit what they hold together',
  },
  config: {
    type: 'string',
    requiresArg: true,
    describe: 'Settings file (default: config-inherit.yaml here, if there is one); --no-config for none',
  },
  recursive: { type: 'boolean', describe: SCAN.recursive.describe },
  exclude: SCAN.exclude,
  'skip-invalid': { type: 'boolean', describe: SCAN['skip-invalid'].describe },
  preset: {
    choices: CONTRACT.preset.choices,
    describe: 'What the loader expects: dataset (the default) or plain (nothing)',
  },
  require: CONTRACT.require,
  yaml: {
    type: 'string',
    choices: ['both', 'pyyaml', '1.1', '1.2'],
    describe: 'Whose reading decides what is equal (default: both); 1.1 means pyyaml',
  },
  format: {
    choices: FORMATS,
    describe: 'Form of the report (default: text; github when run by GitHub Actions)',
  },
  timings: { ...TIMINGS.timings, conflicts: 'summary-out' },
  ...OUTPUT,
  report: {
    ...OUTPUT.report,
    describe: 'Also write the report to FILE (.json, .md, .sarif: in that form, else as text)',
  },
} as const;

/** Adds `audit`. */
export function auditCommand(parser: Argv, runner: Runner, format: Format): void {
  parser.command(
    'audit <path..>',
    'Find differences between configs that nobody seems to have meant',
    (command) =>
      command
        .positional('path', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Legacy folders and parents (with --summaries, files)',
        })
        .options(OPTIONS)
        .example('$0 audit dataset_configs', 'What stands out among the configs of a folder')
        .example('$0 audit experiments/*.yaml --fail-on error', 'Layouts, audited together')
        .example(
          '$0 audit configs --write-baseline audit.json',
          'Live with what there is: write it down, ...',
        )
        .example('$0 audit configs --baseline audit.json', '... and see only what is new')
        .example(
          '$0 audit configs --shard 1/2 --summary-out 1.json',
          'Half of many files here, half elsewhere, ...',
        )
        .example('$0 audit --summaries 1.json 2.json', '... and all of them audited together'),
    (args) =>
      runner({ ...args, format: args.format ?? format }, async () => {
        const { levelsOf, readAuditSettings } = await import('./commands/audit-settings.js');
        const { audit } = await import('./commands/audit.js');
        const { file, settings } = readAuditSettings(args.config as unknown as SettingsPath);
        const summaryOut = args['summary-out'];
        if (summaryOut !== undefined) {
          const { writeSummary } = await import('./commands/audit-summary.js');
          return writeSummary({
            ...auditOptions(args, settings),
            paths: args.path,
            summaryOut,
            shard: args.shard,
          });
        }
        const rules = { ...settings.rule, ...levelsOf(args.rule ?? []) };
        return audit({
          ...auditOptions(args, settings),
          rules,
          paths: args.path,
          settings: file ?? undefined,
        });
      }),
  );
}

/** `--no-config` arrives as false. */
type SettingsPath = string | false | undefined;

/** The arguments as yargs hands them on: undefined where nothing was said. */
interface Given {
  readonly 'fail-on': FailOn | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly baseline: string | undefined;
  readonly 'write-baseline': string | undefined;
  readonly values: boolean | undefined;
  readonly 'known-keys': string | undefined;
  readonly code: readonly string[] | undefined;
  readonly recursive: boolean | undefined;
  readonly exclude: readonly unknown[] | false | undefined;
  readonly 'skip-invalid': boolean | undefined;
  readonly preset: PresetName | undefined;
  readonly require: readonly string[] | undefined;
  readonly yaml: DialectChoice | '1.1' | undefined;
  readonly summaries: boolean | undefined;
}

/** Single values of the command line win over the settings'; lists are put together. */
function auditOptions(given: Given, settings: AuditSettings): Omit<AuditOptions, 'paths' | 'rules'> {
  const yaml = given.yaml ?? settings.yaml ?? 'both';
  const baseline = given.baseline ?? settings.baseline;
  return {
    summaries: given.summaries ?? false,
    exclude: excludeWords(given.exclude ?? settings.exclude),
    recursive: given.recursive ?? settings.recursive ?? false,
    contract: contractOf(given.preset ?? settings.preset ?? 'dataset', {
      require: [...(settings.require ?? []), ...(given.require ?? [])],
    }),
    yaml: yaml === '1.1' ? 'pyyaml' : yaml,
    skipInvalid: given['skip-invalid'] ?? settings['skip-invalid'] ?? false,
    ignore: [...(settings.ignore ?? []), ...(given.ignore ?? [])],
    failOn: given['fail-on'] ?? settings['fail-on'] ?? 'warning',
    baseline,
    writeBaseline: given['write-baseline'] === '' ? baselinePlace(baseline) : given['write-baseline'],
    values: given.values ?? !(settings['no-values'] ?? false),
    knownKeys: given['known-keys'] ?? settings['known-keys'],
    code: [...(settings.code ?? []), ...(given.code ?? [])],
  };
}

function baselinePlace(baseline: string | undefined): string {
  if (baseline !== undefined) return baseline;
  throw new ConfigError('usage', 'Say where to write the baseline: --write-baseline FILE.');
}
