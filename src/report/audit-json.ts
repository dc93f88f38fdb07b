/** The result of an audit as plain data, in the shape of docs/json.md. Nothing is left out of it. */
import type { AuditResult } from '../commands/audit.js';

type Finding = AuditResult['findings'][number];
type KeyRow = AuditResult['keys'][number];

/** @returns an audit's result as plain data */
export function auditJson(result: AuditResult): unknown {
  const { command, ok, failOn, problems, skipped, findings, keys, baseline, written } = result;
  return {
    command,
    ok,
    failOn,
    problems,
    skipped,
    findings: findings.map(findingJson),
    keys: keys.map(keyJson),
    baseline:
      baseline === null
        ? null
        : { file: baseline.file, known: baseline.known.map(findingJson), stale: baseline.stale },
    written,
    totals: { configs: result.configs, ...result.totals, hidden: result.hidden },
  };
}

function findingJson(finding: Finding): unknown {
  const { rule, severity, path, places, message, advice, expected, actual, values, fingerprint } = finding;
  return {
    rule,
    severity,
    path,
    files: [...new Set(places.map(({ file }) => file))],
    line: places[0]?.line ?? 0,
    message,
    expected,
    actual,
    advice,
    values,
    places,
    fingerprint,
  };
}

function keyJson({
  directory,
  path,
  present,
  configs,
  distinct,
  majority,
  share,
  groups,
  types,
}: KeyRow): unknown {
  return { path, present, distinct, majority, share, directory, configs, types, values: groups };
}
