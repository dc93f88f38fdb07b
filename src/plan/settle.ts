/**
 * Texts that can be taken apart as decided although anchors tie them together.
 *
 * An alias needs its anchor above it in the same file, and the node it means whole. Where an alias would come to
 * stand in a session and its anchor in the parent, or the other way round, or where the node it means is divided
 * between both, the alias is written out before anything is cut. All other anchors and aliases stay as they are.
 *
 * The parent's aliases can mean only anchors of the one session whose order it takes (the base). Every other session
 * gives text to the parent only without anchors and aliases.
 */
import type { Decision } from '../core/factor.js';
import type { Identities } from '../core/value.js';
import { ConfigReader, hasLinks, type Config } from '../yaml/config.js';
import type { Entry } from '../yaml/entries.js';
import { anchorTwice } from '../yaml/links.js';
import { writeOut, type AnchorChoice } from '../yaml/write-out.js';
import type { Legacy } from './legacy.js';

/** Where a place in a config goes; `divided`: it is above entries of which some go and some stay. */
type Fate = 'session' | 'parent' | 'divided';

export interface Settled {
  readonly legacies: readonly Legacy[];
  /** Top-level keys whose anchors and aliases must stay together, since one cannot be written out. */
  readonly tied: ReadonlySet<string>;
}

/**
 * @param legacies - the configs of one parent
 * @param decisions - about their top-level keys
 * @param base - the session whose anchors the parent may have
 * @param identities - of the same run
 * @returns the configs with aliases written out where they have to be
 */
export function settle(
  legacies: readonly Legacy[],
  decisions: readonly Decision[],
  base: Legacy | undefined,
  identities: Identities,
): Settled {
  const byKey = new Map(decisions.map((decision) => [decision.path[0] ?? '', decision]));
  const tied = new Set<string>();
  const settled = legacies.map((legacy) => {
    const chosen = severed(legacy.config, byKey, legacy === base && mayLink(legacy));
    if (chosen.size === 0) return legacy;
    const config = rewritten(legacy.config, chosen, 'keep', identities);
    if (config !== null) return { ...legacy, config };
    for (const { name, core } of legacy.config.blocks) if (name !== null && hasLinks(core)) tied.add(name);
    return legacy;
  });
  return { legacies: settled, tied };
}

/** @returns whether a session's anchors may stand in the parent: PyYAML refuses a file that has one name twice */
export function mayLink({ config }: Legacy): boolean {
  return anchorTwice(config.anchors) === undefined;
}

/** @returns the config with no anchors and aliases at all, or as it is when that cannot be written */
export function withoutLinks(legacy: Legacy, identities: Identities): Legacy {
  const { config } = legacy;
  if (!config.blocks.some(({ core }) => hasLinks(core))) return legacy;
  const all = new Set(config.links.map(({ alias }) => alias));
  return { ...legacy, config: rewritten(config, all, 'drop', identities) ?? config };
}

/** @returns the offsets of the aliases that would lose their anchor */
function severed(
  config: Config,
  decisions: ReadonlyMap<string, Decision>,
  isBase: boolean,
): ReadonlySet<number> {
  const chosen = config.links.filter(({ alias, anchor }) => {
    const fate = fateAt(config, alias, decisions);
    if (fate === 'parent' && !isBase) return false;
    return fate === 'divided' || fateAt(config, anchor, decisions) !== fate;
  });
  return new Set(chosen.map(({ alias }) => alias));
}

function fateAt(config: Config, offset: number, decisions: ReadonlyMap<string, Decision>): Fate {
  for (const { name, core } of config.blocks) {
    if (!holds(core.entry, offset, core.lines.starts)) continue;
    return fateIn(core.entry, offset, decisions.get(name ?? ''), core.lines.starts);
  }
  return 'session';
}

function fateIn(
  entry: Entry,
  offset: number,
  decision: Decision | undefined,
  starts: readonly number[],
): Fate {
  if (decision === undefined || decision.kind === 'own') return 'session';
  if (decision.kind === 'shared') return 'parent';
  if (decision.kind === 'majority') return entry.value.id === decision.value.id ? 'parent' : 'session';
  const child = entry.children?.find((inner) => holds(inner, offset, starts));
  if (child === undefined) return 'divided';
  const next = decision.children.find(({ path }) => path.at(-1) === child.name);
  return fateIn(child, offset, next, starts);
}

function holds(entry: Entry, offset: number, starts: readonly number[]): boolean {
  if (entry.kind === 'flow') return entry.from <= offset && offset < entry.to;
  return (starts[entry.line] ?? 0) <= offset && offset < (starts[entry.end] ?? 0);
}

/** @returns the config with some aliases written out; null when it would not be read as the same values */
function rewritten(
  config: Config,
  aliases: ReadonlySet<number>,
  anchors: AnchorChoice,
  identities: Identities,
): Config | null {
  const text = writeOut(config.source.text, aliases, anchors);
  const after = text === null ? [] : new ConfigReader(identities).readWhole({ ...config.source, text });
  if (!('blocks' in after) || after.blocks.length !== config.blocks.length) return null;
  const same = config.blocks.every(({ name, core }, index) => {
    const other = after.blocks[index];
    return other?.name === name && other.core.entry.value.id === core.entry.value.id;
  });
  return same ? after : null;
}
