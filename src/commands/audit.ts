/**
 * `audit`: folders of configs, and layouts, to findings.
 *
 *     gather -> audit -> select (rules, ignored paths, baseline) -> exit code
 *
 * It changes no config. The only file it may write is the baseline.
 */
import type { Finding, KeyRow, Severity } from '../audit/finding.js';
import type { Contract } from '../contract.js';
import type { DialectChoice } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { readBaseline, writeBaseline, type BaselineEntry } from '../files/baseline.js';
import type { Skipped } from '../files/scan.js';
import { distinctPaths, gatherConfigs } from './audit-gather.js';
import { readKnownKeys } from './audit-input.js';
import { outside, select, totalsOf } from './audit-select.js';
import type { FailOn } from '../audit/finding.js';
import type { RuleLevels } from './audit-settings.js';
import {
  errorWithoutValues,
  findingWithoutValues,
  pathWithoutValues,
  problemWithoutValues,
  rowWithoutValues,
} from './audit-values.js';
import { leftOut } from './left-out.js';
import { Stopwatch, type Timings } from './timings.js';

export interface AuditOptions {
  /** Folders of standalone configs, and parents of layouts; with `summaries`, files that `--summary-out` wrote. */
  readonly paths: readonly string[];
  readonly summaries?: boolean;
  readonly exclude: readonly string[];
  readonly recursive: boolean;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  /** Leave files with problems out instead of exiting 2. */
  readonly skipInvalid: boolean;
  /** Severities other than a rule's own; `off` leaves its findings out. */
  readonly rules: RuleLevels;
  /** Patterns of key paths whose findings are left out. */
  readonly ignore: readonly string[];
  readonly failOn: FailOn;
  /** A file of findings that are known, and left out. */
  readonly baseline?: string | undefined;
  /** Where to write what was found as the new baseline; then no finding is a "no". */
  readonly writeBaseline?: string | undefined;
  /** Whether findings may quote what stands in the files. */
  readonly values: boolean;
  /** A file of keys that the consuming code reads. */
  readonly knownKeys?: string | undefined;
  /** Globs of the consuming code. */
  readonly code: readonly string[];
  /** A settings file that may lie among the configs, and is none. */
  readonly settings?: string | undefined;
}

export interface AuditResult {
  readonly command: 'audit';
  readonly ok: boolean;
  readonly exit: 0 | 1 | 2;
  readonly failOn: FailOn;
  /** Files that cannot be read as configs, and notes. */
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  /** What is to be looked at, ranked: errors first, then by surprise. */
  readonly findings: readonly Finding[];
  /** One row a key path and folder or parent, without the ignored paths. */
  readonly keys: readonly KeyRow[];
  /** Number of configs that were compared. */
  readonly configs: number;
  /** Findings by severity. */
  readonly totals: Readonly<Record<Severity, number>>;
  /** Findings that `rules` and `ignore` left out. */
  readonly hidden: number;
  /** Null without a baseline. */
  readonly baseline: BaselineUse | null;
  /** Null when no baseline was written. */
  readonly written: BaselineWritten | null;
  /** Where the time went. Not part of the JSON report. */
  readonly timings: () => Timings;
}

export interface BaselineUse {
  readonly file: string;
  /** Findings that the baseline lists. */
  readonly known: readonly Finding[];
  /** Entries of the baseline that nothing finds any more. */
  readonly stale: readonly BaselineEntry[];
}

export interface BaselineWritten {
  readonly file: string;
  readonly added: number;
  readonly removed: number;
}

/**
 * @param options - see `AuditOptions`
 * @returns findings and the table of key paths; `exit` 1 when a finding is at or over `failOn`, 2 when a file could
 *   not be read as a config (the others are audited)
 * @throws ConfigError `nothing-to-audit` when there is no config at all; `invalid-baseline`, `not-found` and
 *   `unreadable` for the files it reads; `would-overwrite` and `write-failed` for the baseline it writes; and as
 *   `loadDatasetConfigs` for a parent
 */
export async function audit(options: AuditOptions): Promise<AuditResult> {
  try {
    const result = await auditWithValues({ ...options, paths: distinctPaths(options.paths) });
    return options.values ? result : withoutValues(result);
  } catch (error) {
    throw options.values || !(error instanceof ConfigError) ? error : errorWithoutValues(error);
  }
}

async function auditWithValues(options: AuditOptions): Promise<AuditResult> {
  const watch = new Stopwatch();
  const entries = baselineOf(options);
  const knownKeys = await readKnownKeys(options);
  // The rules are loaded while the folder is listed.
  const [{ audit: findDrift }, gathered] = await Promise.all([
    import('../audit/audit.js'),
    gatherConfigs(options, options.settings),
  ]);
  watch.done('read');
  const { input, problems, skipped, ways } = gathered;
  const outcome = findDrift(input, { ...options, knownKeys });
  watch.done('compare');
  const invalid = problems.filter(({ severity }) => severity === 'error');
  if (outcome.configs === 0 && invalid.length === 0) throw nothingToAudit(options.paths, skipped);

  const selection = select(outcome.findings, options, entries ?? []);
  const complete = invalid.length === 0 || options.skipInvalid;
  const written = complete ? writtenBaseline(options, selection.findings) : null;
  const exit = !complete ? 2 : written === null && selection.fails ? 1 : 0;
  return {
    command: 'audit',
    ok: exit === 0,
    exit,
    failOn: options.failOn,
    problems,
    skipped: options.skipInvalid ? [...skipped, ...leftOut(invalid)] : skipped,
    findings: selection.findings,
    keys: outcome.keys.filter(outside(options.ignore)),
    configs: outcome.configs,
    totals: totalsOf(selection.findings),
    hidden: selection.hidden,
    baseline:
      entries === null
        ? null
        : { file: options.baseline ?? '', known: selection.known, stale: selection.stale },
    written,
    timings: () => ({ steps: watch.steps, ...ways, proved: null }),
  };
}

/** What is written is all that is found: a former baseline takes no part in it. */
function baselineOf({ baseline, writeBaseline }: AuditOptions): readonly BaselineEntry[] | null {
  return baseline === undefined || writeBaseline !== undefined ? null : readBaseline(baseline);
}

function writtenBaseline(options: AuditOptions, findings: readonly Finding[]): BaselineWritten | null {
  const { writeBaseline: file, values } = options;
  if (file === undefined) return null;
  const entries = findings.map(({ rule, path, fingerprint }) => ({
    rule,
    path: values ? path : pathWithoutValues(path),
    fingerprint,
  }));
  return { file, ...writeBaseline(file, entries) };
}

/** For reports that leave the group: nothing of what stands in the files. */
function withoutValues(result: AuditResult): AuditResult {
  const { baseline } = result;
  return {
    ...result,
    problems: result.problems.map(problemWithoutValues),
    findings: result.findings.map(findingWithoutValues),
    keys: result.keys.map(rowWithoutValues),
    baseline:
      baseline === null
        ? null
        : {
            ...baseline,
            known: baseline.known.map(findingWithoutValues),
            stale: baseline.stale.map((entry) => ({ ...entry, path: pathWithoutValues(entry.path) })),
          },
  };
}

function nothingToAudit(paths: readonly string[], skipped: readonly Skipped[]): ConfigError {
  const [first] = skipped;
  const left =
    first === undefined ? '' : ` ${skipped.length} skipped, such as ${first.path}: ${first.reason}.`;
  const message = `${paths.join(', ')}: no configs there.${left} Are they in folders below (--recursive), or skipped by name (--exclude)?`;
  return new ConfigError('nothing-to-audit', message);
}
