/**
 * The command line: arguments to a command's options, its result to a report, a report to the screen and an exit
 * code. The only file that knows the process and the console.
 *
 * Exit codes: 0 fine; 1 the answer is no (a difference, a finding, a change under --check); 2 it could not run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import yargs, { type Argv } from 'yargs';
import { auditCommand } from './cli-options-audit.js';
import { migrateCommand, REPEATABLE, verifyCommand, type Runner } from './cli-options.js';
import { addCommand, removeCommand, schemaCommand, trimCommand } from './cli-options-layout.js';
import { diffCommand, expandCommand, showCommand } from './cli-options-origin.js';
import { ConfigError } from './errors.js';
import { programVersion } from './files/program.js';
import {
  errorReport,
  formatOfFile,
  problemReport,
  report,
  timingsReport,
  type Format,
  type Result,
} from './report/report.js';

const VERSION = programVersion();

/** Where a run writes to; tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `out` is a terminal that shows colours. */
  readonly color: boolean;
  /** Whether `out` is read by a runner of GitHub Actions; default: it is not. */
  readonly github?: boolean;
}

interface Output {
  readonly format: Format;
  readonly report?: string | undefined;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly timings?: boolean | undefined;
}

const PROCESS: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  github: process.env.GITHUB_ACTIONS === 'true',
};

/**
 * Runs one command line.
 *
 * @param argv - the arguments after the program's name
 * @param terminal - where to write; default: this process
 * @returns the exit code
 */
export async function run(argv: readonly string[], terminal: Terminal = PROCESS): Promise<0 | 1 | 2> {
  let exit: 0 | 1 | 2 = 0;
  const runner: Runner = async (options, command) => {
    exit = await runCommand(options, command, terminal);
  };
  try {
    const shown = await parse(argv, runner, terminal.github === true ? 'github' : 'text');
    if (shown !== '') terminal.out(`${shown}\n`);
  } catch (error) {
    terminal.err(`config-inherit: ${usageText(error) ?? defectText(error)}\n`);
    return 2;
  }
  return exit;
}

class UsageError extends Error {}

function usageText(error: unknown): string | null {
  return error instanceof UsageError ? `${error.message}\nTry 'config-inherit --help'.` : null;
}

/** Whatever was not foreseen is a defect of this program: the stack says where. Exit 1 would mean "no". */
function defectText(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return `stopped by a defect of its own; please report this:\n${stack ?? String(error)}`;
}

/** @returns what yargs wants shown (help, version, completion), or nothing */
async function parse(argv: readonly string[], runner: Runner, auditFormat: Format): Promise<string> {
  let shown = '';
  const parser: Argv = yargs()
    .scriptName('config-inherit')
    .usage(
      '$0 <command>\n\nTurns a folder of copied YAML configs into one parent and small sessions, and proves it.',
    )
    .locale('en')
    .parserConfiguration({ 'greedy-arrays': false })
    .version(VERSION)
    .help()
    .completion('completion', 'Print a completion script for bash or zsh')
    .strict()
    .demandCommand(1, 'Give a command.')
    .recommendCommands()
    .check(refuseTwice)
    // Help is laid out on every run, shown or not; folding its lines takes most of that.
    .wrap(argv.some((arg) => arg.includes('help')) ? 100 : null)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw message ? new UsageError(message) : error;
    })
    .epilogue(
      'Exit codes: 0 fine, 1 the answer is no (a difference, a finding, a change under --check), 2 it could not run.',
    );
  for (const command of [
    migrateCommand,
    verifyCommand,
    showCommand,
    diffCommand,
    expandCommand,
    trimCommand,
    addCommand,
    removeCommand,
    schemaCommand,
  ])
    command(parser, runner);
  auditCommand(parser, runner, auditFormat);
  await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    shown = output;
  });
  return shown;
}

/** yargs makes a list of an option that is given twice. */
function refuseTwice(args: Readonly<Record<string, unknown>>): true {
  const twice = Object.keys(args).find((key) => Array.isArray(args[key]) && !REPEATABLE.includes(key));
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice.`);
  return true;
}

async function runCommand(
  output: Output,
  command: () => Promise<Result> | Result,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const color = terminal.color && output.color;
  try {
    const result = await command();
    if (!output.quiet) terminal.out(await report(result, output.format, color, VERSION));
    else terminal.err(problemReport(result));
    if (output.timings === true) terminal.err(await timingsReport(result));
    return output.report === undefined ? result.exit : await saveReport(output.report, result, terminal);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { text, stream } = await errorReport(error, output.format);
    if (stream === 'out') terminal.out(text);
    else terminal.err(text);
    return 2;
  }
}

/** The result is on the screen by now: a failure must not follow it. */
async function saveReport(file: string, result: Result, terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, await report(result, formatOfFile(file), false, VERSION));
    return result.exit;
  } catch (error) {
    const { message } = error as NodeJS.ErrnoException;
    const failure = new ConfigError('write-failed', `The report cannot be written to ${file}: ${message}.`);
    terminal.err((await errorReport(failure, 'text')).text);
    return 2;
  }
}
