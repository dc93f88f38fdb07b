/**
 * Texts that can be taken apart as decided although anchors tie them together.
 *
 * An alias needs its anchor above it in the same file, and the node it means whole. Where an alias would come to
 * stand in a session and its anchor in the parent, or the other way round, or where the node it means is divided
 * between both, the alias is written out before anything is cut. All other anchors and aliases stay as they are.
 *
 * In the parent this happens once, in the sessions in each. So there it is done only for a word or two; of a longer
 * text the anchor's entry stays with its alias, and the decisions are made again.
 *
 * The parent's aliases can mean only anchors of the one session whose order it takes (the base). Every other session
 * gives text to the parent only without anchors and aliases.
 */
import type { Decision } from '../core/factor.js';
import type { Path } from '../core/path.js';
import type { Identities } from '../core/identities.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { hasLinks, type Config } from '../yaml/config.js';
import type { Entry } from '../yaml/entries.js';
import { anchorTwice } from '../yaml/links.js';
import { writeOut, type AnchorChoice } from '../yaml/write-out.js';
import type { Legacy } from './legacy.js';

/** Where a place in a config goes; `divided`: it is above entries of which some go and some stay. */
type Fate = 'session' | 'parent' | 'divided';

export interface Settled {
  readonly legacies: readonly Legacy[];
  /** Paths of entries that must stay in the sessions, since an alias that stays means too much to be written out. */
  readonly kept: readonly Path[];
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
  const all = legacies.map((legacy) => severed(legacy.config, byKey, legacy === base && mayLink(legacy)));
  const kept = all.flatMap(({ kept: paths }) => paths);
  if (kept.length > 0) return { legacies, kept, tied: new Set() };
  const tied = new Set<string>();
  const settled = legacies.map((legacy, index) => {
    const chosen = all[index]?.chosen ?? new Set();
    if (chosen.size === 0) return legacy;
    const config = rewritten(legacy.config, chosen, 'keep', identities);
    if (config !== null) return { ...legacy, config };
    for (const { name, core } of legacy.config.blocks) if (name !== null && hasLinks(core)) tied.add(name);
    return legacy;
  });
  return { legacies: settled, kept, tied };
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

/** What becomes of the aliases of a config that would lose their anchors. */
interface Severed {
  /** Offsets of those to write out. */
  readonly chosen: ReadonlySet<number>;
  readonly kept: readonly Path[];
}

function severed(config: Config, decisions: ReadonlyMap<string, Decision>, isBase: boolean): Severed {
  const chosen = new Set<number>();
  const kept: Path[] = [];
  for (const link of config.links) {
    const alias = fateAt(config, link.alias, decisions);
    if (alias.fate === 'parent' && !isBase) continue;
    const anchor = fateAt(config, link.anchor, decisions);
    if (alias.fate !== 'divided' && anchor.fate === alias.fate) continue;
    if (link.short || alias.fate === 'parent') chosen.add(link.alias);
    else {
      if (alias.fate === 'divided') kept.push(alias.path);
      if (anchor.fate !== 'session') kept.push(anchor.path);
    }
  }
  return { chosen, kept };
}

interface Placed {
  readonly fate: Fate;
  /** Path of the innermost entry that holds the place. */
  readonly path: Path;
}

function fateAt(config: Config, offset: number, decisions: ReadonlyMap<string, Decision>): Placed {
  const chain = entriesAt(config, offset);
  const path = chain.map(({ name }) => name);
  return { fate: fateOf(chain, decisions.get(path[0] ?? '')), path };
}

function fateOf(chain: readonly Entry[], top: Decision | undefined): Fate {
  let decision = top;
  for (const [depth, { value }] of chain.entries()) {
    if (decision === undefined || decision.kind === 'own') return 'session';
    if (decision.kind === 'shared') return 'parent';
    if (decision.kind === 'majority') return value.id === decision.value.id ? 'parent' : 'session';
    const next: Entry | undefined = chain[depth + 1];
    if (next === undefined) return 'divided';
    decision = decision.children.find(({ path }) => path.at(-1) === next.name);
  }
  return 'session';
}

/** @returns the entries around a place, outermost first */
function entriesAt({ blocks }: Config, offset: number): readonly Entry[] {
  const core = blocks
    .map((block) => block.core)
    .find(({ entry, lines }) => holds(entry, offset, lines.starts));
  const chain: Entry[] = [];
  for (let entry: Entry | undefined = core?.entry; core !== undefined && entry !== undefined;) {
    chain.push(entry);
    entry = entry.children?.find((child) => holds(child, offset, core.lines.starts));
  }
  return chain;
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
