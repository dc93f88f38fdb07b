/**
 * An audit as SARIF 2.1.0, for code scanning. One result a finding, at the first of its places; the further places and
 * those of the other values are related locations. With a baseline, each result says whether it is new.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AuditResult } from '../commands/audit.js';
import type { Problem } from '../errors.js';
import { RULE_TEXTS } from './audit-rules.js';

type Finding = AuditResult['findings'][number];
type Place = Finding['places'][number];

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
const RULE_IDS = Object.keys(RULE_TEXTS) as Finding['rule'][];

/** Paths count from the folder the audit was run in. */
const ROOT = 'SRCROOT';

const MOST_RELATED = 50;

/**
 * @param result - of an audit
 * @param version - of this program
 * @returns a SARIF log as plain data
 */
export function auditSarif(result: AuditResult, version: string): unknown {
  const { findings, baseline, problems, exit } = result;
  const state = (name: string) => (baseline === null ? {} : { baselineState: name });
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'config-inherit', semanticVersion: version, rules: RULE_IDS.map(ruleSarif) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder the audit was run in' } } },
        invocations: [
          { executionSuccessful: exit !== 2, toolExecutionNotifications: problems.map(notification) },
        ],
        artifacts: artifactsOf(result),
        results: [
          ...findings.map((finding) => ({ ...resultSarif(finding), ...state('new') })),
          ...(baseline?.known ?? []).map((finding) => ({
            ...resultSarif(finding),
            ...state('unchanged'),
            suppressions: [
              { kind: 'external', status: 'accepted', justification: `in ${baseline?.file ?? ''}` },
            ],
          })),
        ],
      },
    ],
  };
}

function ruleSarif(id: Finding['rule']): object {
  const { title, help, severity } = RULE_TEXTS[id];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${help}` },
    help: { text: help, markdown: `${help}\n\nTo turn the rule off: \`--rule ${id}=off\`.` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultSarif({
  rule,
  severity,
  path: key,
  message,
  advice,
  places,
  values,
  fingerprint,
}: Finding): object {
  const [place, ...others] = places;
  const seen = new Set(places.map(placeKey));
  const related = [
    ...others.map((other) => ({ place: other, text: message })),
    ...values.flatMap(({ value, count, places: of }) =>
      of
        .filter((one) => !seen.has(placeKey(one)))
        .map((one) => ({
          place: one,
          text: value === '' ? `one of ${count}` : `${value} (one of ${count})`,
        })),
    ),
  ].slice(0, MOST_RELATED);
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule),
    level: LEVELS[severity],
    message: { text: `${key === '' ? '' : `${key}: `}${message} ${advice}` },
    locations: place === undefined ? [] : [locationSarif(place, key)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, id) => ({
            id,
            ...locationSarif(one.place, key),
            message: { text: one.text },
          })),
        }),
    partialFingerprints: { 'configInherit/v1': fingerprint },
  };
}

function placeKey({ file, line, column }: Place): string {
  return `${line}:${column}:${file}`;
}

function locationSarif({ file, line, column }: Place, key: string): object {
  const region = line === 0 ? {} : { region: { startLine: line, startColumn: Math.max(column, 1) } };
  return {
    physicalLocation: { artifactLocation: artifactSarif(file), ...region },
    ...(key === '' ? {} : { logicalLocations: [{ fullyQualifiedName: key, kind: 'member' }] }),
  };
}

function notification({ code, severity, file, line, column, message }: Problem): unknown {
  return {
    descriptor: { id: code },
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationSarif({ file, line, column }, '')],
  };
}

function artifactsOf({ findings, baseline, problems }: AuditResult): readonly unknown[] {
  const places = [...findings, ...(baseline?.known ?? [])].flatMap((finding) => finding.places);
  const files = new Set([...places, ...problems].map(({ file }) => file));
  return [...files].map((file) => ({ location: artifactSarif(file) }));
}

/** Relative where the file lies below the current folder; what lies elsewhere has no relative URI without `..`. */
function artifactSarif(file: string): object {
  const relative = path.relative('', file);
  const outside = relative.split(path.sep)[0] === '..' || path.isAbsolute(relative);
  if (outside) return { uri: pathToFileURL(file).href };
  const uri = relative.split(path.sep).map(encodeURIComponent).join('/');
  return { uri, uriBaseId: ROOT };
}
