/** A weighed draft to a finding: places looked up, values shown, fingerprint made. */
import { createHash } from 'node:crypto';
import type { AuditConfig } from './input.js';
import type { Draft, DraftGroup } from './draft.js';
import type { Finding, Place, ValueGroup } from './finding.js';
import { stepsTo } from './steps.js';
import type { Weighed } from './weigh.js';

/** Places cost a look into the file each, so common values show a few. */
const EXAMPLES = 3;
const SUSPECTS = 20;

/**
 * @param weighed - what is worth saying
 * @returns the finding
 */
export function finish({ draft, severity, bits }: Weighed): Finding {
  const groups = draft.groups.map((group) => ({ group, shown: valueGroup(group, draft.configs) }));
  const places = groups.flatMap(({ group, shown }) => (group.suspect ? shown.places : []));
  return {
    rule: draft.rule,
    severity,
    path: draft.path,
    message: draft.message,
    brief: draft.brief,
    advice: draft.advice,
    values: groups.map(({ shown }) => shown),
    places: places.sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column),
    expected: draft.expected,
    actual: draft.actual,
    fingerprint: fingerprint(draft),
    surprise: Math.round(bits * 100) / 100,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function valueGroup(group: DraftGroup, configs: readonly AuditConfig[]): ValueGroup {
  const places =
    group.places ??
    group.configs
      .slice(0, group.suspect ? SUSPECTS : EXAMPLES)
      .flatMap((index) => placeOf(group, configs[index]) ?? []);
  return { value: group.value, count: group.count, places };
}

function placeOf({ node, id, what }: DraftGroup, config: AuditConfig | undefined): Place | null {
  if (config === undefined) return null;
  if (node === null) return { file: config.file, line: 0, column: 0 };
  const place = config.locate(stepsTo(config.root, node, id), what);
  return { file: place.file ?? config.file, line: place.line, column: place.column };
}

/** File names, not paths: the same from wherever the audit is run. */
function fingerprint({ rule, path, suspects, configs, actual, subject, groups }: Draft): string {
  const files = suspects.map((index) => nameOf(configs[index]?.file ?? ''));
  const fixed = groups
    .flatMap(({ places, suspect }) => (suspect ? (places ?? []) : []))
    .map(({ file }) => nameOf(file));
  const parts = [rule, path, subject === path ? '' : subject, actual ?? '', ...files, ...fixed];
  return createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 16);
}

function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
