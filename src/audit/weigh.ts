/**
 * From what the rules saw to what is worth a person's time. Each rule looks at one path; here a draft is weighed with
 * all the others.
 *
 * - Said once: where two rules see the same thing (a slip in a key is also a missing key and an extra one), the rule
 *   that explains most is kept.
 * - A file that differs in one way is a slip; a file that differs in many ways is meant to differ. So drafts whose
 *   suspects all stand apart in many respects are information. So are drafts of two or more files that stand apart
 *   together, the very same files at several paths: that is a variant. And so is what differs beside a `type` or
 *   `name` that differs in the same files: a part that says it is of another kind has other keys.
 * - Said once for one cause: where the very same files drift in the same way at three paths or more (one file quotes
 *   all its dates), the first finding stands for all, and the others are information.
 * - Under keys that are data (`devices.*`) nothing says that two values are the same thing: information.
 * - A folder whose configs agree on most paths makes each difference count. In one where half of the paths vary, a
 *   rare value is what one expects: bits are taken off in proportion, for the rules that count (`weighing`).
 */
import type { Draft } from './draft.js';
import type { RuleName, Severity } from './finding.js';
import type { Population } from './folder.js';
import { groupBy } from './group-by.js';
import { isPerConfig } from './nature.js';
import { nodesOf } from './table.js';

export interface Weighed {
  readonly draft: Draft;
  readonly severity: Severity;
  readonly bits: number;
}

/** From here on, in bits, a counted draft is a warning, or worth a line. */
const WARNING = 2.3;
const INFO = 1.5;

/** A quarter of the paths may vary before a rare value is less of a surprise; beyond, 6 bits from none to all. */
const ORDINARY = 0.25;
const BITS_OF_VARIETY = 6;
/** In a handful of paths a share says little. */
const FEW_PATHS = 4;

/** So many ways in which a file may stand apart and still be thought to follow the others. */
const MANY_WAYS = 6;
/** So many paths at which the same files stand apart make a variant. */
const VARIANT = 3;

/** Which rule says more, where several see the same: the first. */
const ORDER: readonly RuleName[] = [
  'duplicate-key',
  'near-miss-key',
  'name-mismatch',
  'dialect',
  'case-drift',
  'type-drift',
  'outlier-value',
  'missing-key',
  'extra-key',
];

/**
 * @param drafts - of all rules
 * @param populations - the folders they are about
 * @returns the findings to make, the worst and most surprising first
 */
export function weigh(drafts: readonly Draft[], populations: readonly Population[]): readonly Weighed[] {
  const own = saidOnce(drafts);
  const apart = new Apart(own.filter(({ weighing }) => weighing === 'count'));
  const varied = new Map(populations.map((population) => [population.configs, variety(population)]));
  const weighed = oncePerCause(own).flatMap((draft): Weighed[] => {
    const meaningless = /(?:^|\.)\*(?:[.[]|$)/.test(draft.path);
    if (draft.weighing === 'kept') {
      const severity = draft.severity ?? 'warning';
      return [
        { draft, severity: meaningless && severity === 'warning' ? 'info' : severity, bits: draft.bits },
      ];
    }
    const bits = draft.bits - Math.max(0, (varied.get(draft.configs) ?? 0) - ORDINARY) * BITS_OF_VARIETY;
    if (bits < INFO) return [];
    const severity = bits >= WARNING && !meaningless && !apart.isVariant(draft) ? 'warning' : 'info';
    return [{ draft, severity: draft.severity ?? severity, bits }];
  });
  return weighed.sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || b.bits - a.bits || compare(a.draft, b.draft),
  );
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compare(a: Draft, b: Draft): number {
  const [one, other] = [`${a.path} ${a.rule}`, `${b.path} ${b.rule}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

function saidOnce(drafts: readonly Draft[]): readonly Draft[] {
  const bySubject = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.severity === 'info') continue;
    for (const subject of draft.covers) {
      const known = bySubject.get(subject);
      if (known === undefined) bySubject.set(subject, [draft]);
      else known.push(draft);
    }
  }
  return drafts.filter((draft) => {
    const rivals = bySubject.get(draft.subject) ?? [];
    return !rivals.some((rival) => saysMore(rival, draft) && concerns(rival, draft));
  });
}

/** Rules about how values are spelt: what one hand did to a file, it did throughout. */
const SPELLING: readonly RuleName[] = ['dialect', 'type-drift', 'case-drift'];

function oncePerCause(drafts: readonly Draft[]): readonly Draft[] {
  const spelt = drafts.filter(({ rule, severity }) => SPELLING.includes(rule) && severity === 'warning');
  const result = new Map<Draft, Draft>();
  for (const same of groupBy(spelt, (draft) => `${draft.rule}\n${fileSet(draft)}`).values()) {
    const [first, ...others] = same.toSorted((a, b) => b.bits - a.bits || compare(a, b));
    if (first === undefined || same.length < VARIANT) continue;
    const paths = others.slice(0, 4).map(({ path }) => path);
    const more = others.length > paths.length ? ` and ${others.length - paths.length} more` : '';
    const message = `${first.message} So it is at ${paths.join(', ')}${more}.`;
    result.set(first, { ...first, message });
    for (const other of others) result.set(other, { ...other, severity: 'info' });
  }
  return drafts.map((draft) => result.get(draft) ?? draft);
}

function place(rule: RuleName): number {
  const at = ORDER.indexOf(rule);
  return at < 0 ? ORDER.length : at;
}

/** Of one rule, what holds by itself says more than what merely counts. */
function saysMore(rival: Draft, draft: Draft): boolean {
  if (rival.rule === draft.rule) return rival.weighing === 'kept' && draft.weighing === 'count';
  return place(rival.rule) < place(draft.rule);
}

/** Whether a stronger draft is about all files of a weaker one, as what stands out or what it is compared with. */
function concerns(rival: Draft, draft: Draft): boolean {
  const files = new Set(filesOf(rival));
  if (draft.rule === 'missing-key' || rival.rule === 'near-miss-key') {
    return draft.suspects.some((index) => files.has(draft.configs[index]?.file ?? ''));
  }
  return draft.suspects.every((index) => files.has(draft.configs[index]?.file ?? ''));
}

function fileSet(draft: Draft): string {
  return filesOf(draft).join('\n');
}

function filesOf({ suspects, configs }: Draft): readonly string[] {
  return suspects.map((index) => configs[index]?.file ?? '');
}

/** Keys that say of what kind the mapping around them is. */
const KIND = /(?:^|[.\]])(?:type|kind|class|name|op|mode|platform|_component_|_target_)$/;

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** In how many ways each file, and each set of files, stands apart. */
class Apart {
  readonly #ways = new Map<object, Map<number, number>>();
  readonly #sets = new Map<object, Map<string, number>>();
  /** Files and mappings that say they are of another kind than the rest. */
  readonly #kinds = new Set<string>();

  constructor(drafts: readonly Draft[]) {
    for (const draft of drafts) {
      const { configs, suspects } = draft;
      if (KIND.test(draft.path)) this.#kinds.add(`${above(draft.path)}\n${fileSet(draft)}`);
      const ways = this.#ways.get(configs) ?? new Map<number, number>();
      const sets = this.#sets.get(configs) ?? new Map<string, number>();
      this.#ways.set(configs, ways);
      this.#sets.set(configs, sets);
      for (const index of suspects) ways.set(index, (ways.get(index) ?? 0) + 1);
      sets.set(suspects.join(' '), (sets.get(suspects.join(' ')) ?? 0) + 1);
    }
  }

  isVariant(draft: Draft): boolean {
    const { configs, suspects, path } = draft;
    for (let at = above(path); at !== '' && !KIND.test(path); at = above(at)) {
      if (this.#kinds.has(`${at}\n${fileSet(draft)}`)) return true;
    }
    const ways = suspects.map((index) => this.#ways.get(configs)?.get(index) ?? 0);
    if (Math.min(...ways) >= MANY_WAYS) return true;
    return suspects.length > 1 && (this.#sets.get(configs)?.get(suspects.join(' ')) ?? 0) >= VARIANT;
  }
}

/** Share of the usual paths at which more than a few configs differ from the most common value, or lack it: 0 to 1. */
function variety({ root, configs }: Population): number {
  let all = 0;
  let varied = 0;
  for (const node of nodesOf(root)) {
    const { parent, groups, children } = node;
    if (parent === null || node.pooled || parent.present < 0.5 * configs.length) continue;
    if (children.size > 0 && node.present > 0.8 * parent.present) continue;
    if (isPerConfig(node)) continue;
    all++;
    if ((groups[0]?.configs.length ?? 0) < 0.8 * parent.present && children.size === 0) varied++;
    else if (node.present < 0.8 * parent.present && node.present > 0.2 * parent.present) varied++;
  }
  return varied / (all + FEW_PATHS);
}
