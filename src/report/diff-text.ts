/** The report of `diff`: each change once, with how many sessions have it and which. */
import type { DiffResult } from '../commands/diff.js';
import { count, type Paint } from './lines.js';

type Group = DiffResult['changes'][number];

/** @returns the report's lines */
export function diffText(result: DiffResult, paint: Paint): readonly string[] {
  const { before, after, sessions, changes, ok } = result;
  const title = `${paint('bold', before.name)} -> ${paint('bold', after.name)}`;
  if (ok) return [`${title}: no difference in ${count(sessions.compared, 'merged config')}`];
  const what = changes.length === 0 ? 'no merged config changes' : count(changes.length, 'change');
  const where =
    changes.length === 0 ? '' : ` in ${sessions.changed} of ${count(sessions.compared, 'session')}`;
  return [`${title}: ${what}${where}`, ...sessionLines(sessions, paint), ...changeLines(result, paint)];
}

function sessionLines({ added, removed, order }: DiffResult['sessions'], paint: Paint): readonly string[] {
  const lines: string[] = [];
  if (added.length > 0)
    lines.push(`${paint('green', `${count(added.length, 'session')} added`)}: ${names(added, 30)}`);
  if (removed.length > 0)
    lines.push(`${paint('red', `${count(removed.length, 'session')} removed`)}: ${names(removed, 30)}`);
  if (order !== null) {
    const at = order.before.findIndex((name, index) => name !== order.after[index]);
    const was = `${order.before[at] ?? ''} was ${at + 1}. of those both have, ${order.after[at] ?? ''} is now`;
    lines.push(`${paint('yellow', 'Sessions in another order')}: ${was}`);
  }
  return lines.length === 0 ? [] : ['', ...lines.map((line) => `  ${line}`)];
}

/** Of one key only so many different changes are shown; the rest is counted. */
const MOST_GROUPS = 6;

function changeLines({ changes, sessions }: DiffResult, paint: Paint): readonly string[] {
  const lines: string[] = [];
  for (const path of new Set(changes.map((change) => change.path))) {
    const groups = changes.filter((change) => change.path === path);
    for (const group of groups.slice(0, MOST_GROUPS))
      lines.push(...groupLines(group, sessions.compared, paint));
    const rest = groups.slice(MOST_GROUPS);
    if (rest.length === 0) continue;
    const more = new Set(rest.flatMap((group) => group.sessions)).size;
    lines.push(
      `  ... ${path}: ${count(rest.length, 'more different change')}, in ${count(more, 'session')} (--format json has all)`,
    );
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

function groupLines(group: Group, compared: number, paint: Paint): readonly string[] {
  const { sessions, loader, otherReading } = group;
  const all = sessions.length === compared && compared > 1;
  const who = all ? `all ${compared} sessions` : count(sessions.length, 'session');
  const only = loader === null ? '' : paint('yellow', `  (only ${LOADERS[loader]} sees this)`);
  const other =
    otherReading === null
      ? ''
      : `  (to YAML 1.2: ${arrow(otherReading.before ?? 'nothing', otherReading.after ?? 'nothing')})`;
  const line = `  ${paint('bold', who)}: ${changeText(group, paint)}${other}${only}`;
  return all ? [line] : [line, paint('dim', `      ${names(sessions, 5)}`)];
}

const LOADERS = { pyyaml: 'PyYAML', '1.2': 'YAML 1.2' } as const;

function changeText({ path, kind, before, after, list }: Group, paint: Paint): string {
  const [old, fresh] = [shortened(before ?? ''), shortened(after ?? '')];
  if (kind === 'added') return `${paint('green', '+')} ${path}: ${fresh}`;
  if (kind === 'removed') return `${paint('red', '-')} ${path}: ${old}`;
  if (kind === 'type') return `${path} ${arrow(old, fresh)} ${paint('yellow', 'type changed')}`;
  if (kind === 'order')
    return `${path === '' ? 'top level' : path} ${paint('yellow', 'order of keys changed')}: ${arrow(old, fresh)}`;
  if (kind === 'more') return 'there are more than 5,000 differences; the rest is not listed';
  return list === null ? `${path} ${arrow(old, fresh)}` : `${path}: ${listText(list, old, fresh)}`;
}

/** Short lists are shown whole; of long ones what came and what went. */
function listText(list: NonNullable<Group['list']>, before: string, after: string): string {
  const { added, removed, lengths, reordered } = list;
  if (Math.max(...lengths) <= SHORT_LIST && !/\.\.\. \(/.test(before + after)) return arrow(before, after);
  if (added.length + removed.length === 0) return `the same ${lengths[0]} items in another order`;
  const order = reordered ? ', the others in another order' : '';
  const parts = [someItems('new', added), someItems('gone', removed)].filter((part) => part !== '');
  return `+${added.length} -${removed.length} of ${lengths[0]}${order} (${parts.join('; ')})`;
}

function someItems(what: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const rest = items.length > SOME ? ` and ${items.length - SOME} more` : '';
  return `${what}: ${items.slice(0, SOME).map(shortened).join(', ')}${rest}`;
}

const SHORT_LIST = 8;
const SOME = 8;
const LONGEST = 90;

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}... (${count(text.length - LONGEST, 'more character')})`;
}

function arrow(before: string, after: string): string {
  return `${before} -> ${after}`;
}

function names(list: readonly string[], most: number): string {
  if (list.length <= most + 1) return list.join(', ');
  return `${list.slice(0, most).join(', ')} and ${list.length - most} more`;
}
