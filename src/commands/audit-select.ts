/** Which findings are shown, and how much they count: the user's severities, ignored paths, and the baseline. */
import type { Finding, Severity } from '../audit/finding.js';
import { pathMatcher } from '../core/path-glob.js';
import type { BaselineEntry } from '../files/baseline.js';
import type { FailOn } from '../audit/finding.js';
import type { RuleLevels } from './audit-settings.js';

export interface Selection {
  /** What is to be looked at: by severity, then by surprise. */
  readonly findings: readonly Finding[];
  /** Findings that a baseline lists. */
  readonly known: readonly Finding[];
  /** Entries of the baseline that nothing finds any more. */
  readonly stale: readonly BaselineEntry[];
  /** How many findings are left out by rule or path. */
  readonly hidden: number;
  /** Whether one is at or over the severity that fails. */
  readonly fails: boolean;
}

/** What a user says about findings. */
export interface Selecting {
  readonly rules: RuleLevels;
  readonly ignore: readonly string[];
  readonly failOn: FailOn;
}

/** From the one that counts most. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * @param found - all findings, ranked
 * @param selecting - what the user says
 * @param entries - the baseline; empty without one
 * @returns what is left, and what was left out
 */
export function select(
  found: readonly Finding[],
  { rules, ignore, failOn }: Selecting,
  entries: readonly BaselineEntry[],
): Selection {
  const shown = found
    .flatMap((finding) => withLevel(finding, rules))
    .filter(outside(ignore))
    .sort((a, b) => rank(a) - rank(b)); // stable: within a severity the order is that of surprise
  const known = new Set(entries.map(({ fingerprint }) => fingerprint));
  const all = new Set(found.map(({ fingerprint }) => fingerprint));
  const findings = shown.filter(({ fingerprint }) => !known.has(fingerprint));
  return {
    findings,
    known: shown.filter(({ fingerprint }) => known.has(fingerprint)),
    stale: entries.filter(({ fingerprint }) => !all.has(fingerprint)),
    hidden: found.length - shown.length,
    fails: failOn !== 'never' && findings.some(({ severity }) => weight(severity) <= weight(failOn)),
  };
}

/** @returns what tells whether a finding or a row of the table is at none of the ignored paths */
export function outside(ignore: readonly string[]): (at: { readonly path: string }) => boolean {
  const ignored = ignore.map(pathMatcher);
  return ({ path }) => !ignored.some((matches) => matches(path));
}

/** @returns how many findings there are of each severity */
export function totalsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const totals = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) totals[severity]++;
  return totals;
}

function withLevel(finding: Finding, rules: RuleLevels): readonly Finding[] {
  const level = rules[finding.rule] ?? finding.severity;
  return level === 'off' ? [] : [{ ...finding, severity: level }];
}

function weight(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function rank({ severity }: Finding): number {
  return weight(severity);
}
