/**
 * Configs whose root is a flow mapping, `{a: 1, b: 2}`. They are decided on as if each pair stood on lines of its own;
 * their sessions lose pairs, as any flow mapping does, and they give text to the parent only when no other config can.
 */
import type { Decision } from '../core/factor.js';
import { idWithout, leavesSession, type Change, type Removal } from '../core/removal.js';
import type { Identities } from '../core/identities.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { rootValue, type Config } from '../yaml/config.js';
import { cutFlowRoot } from '../yaml/cut.js';
import { linesOf } from '../yaml/lines.js';
import type { Legacy } from './legacy.js';
import type { Moves, SessionText } from './session-text.js';

/** @returns whether a config's root is a flow mapping that can be cut */
export function isFlowRoot({ whole }: Config): boolean {
  return whole !== null && whole.flow !== null;
}

/** @returns the config to decide on: the one given, or its pairs as lines */
export function asBlocks<L extends Legacy>(legacy: L): L {
  const flow = legacy.config.whole?.flow ?? null;
  return flow === null ? legacy : { ...legacy, config: flow.blocks, isFlow: true };
}

/**
 * @param config - a config whose root is a flow mapping that can be cut
 * @param moves - what moves
 * @param identities - of the same run
 * @returns the session's text: the file without the pairs that moved; the whole file when it cannot be cut
 */
export function flowSessionText(config: Config, moves: Moves, identities: Identities): SessionText {
  const { whole } = config;
  const gone = new Map<string, Change>();
  for (const { name, value } of whole?.pairs ?? []) {
    if (name === null || !moves.donations.has(name)) continue;
    const change = changeOf(moves.decisions.get(name), value);
    if (change !== null) gone.set(name, change);
  }
  // Comments inside the braces keep a file whole: these stand around them.
  const comments = { moved: 0, kept: whole?.comments ?? 0, dropped: 0 };
  return { text: withoutPairs(config, gone, identities) ?? config.source.text, comments };
}

/**
 * @param config - a config whose root is a flow mapping that can be cut
 * @param gone - what is taken out of it
 * @param identities - of the same run
 * @returns the file without it; null when it cannot be cut so
 */
export function withoutPairs(config: Config, gone: Removal, identities: Identities): string | null {
  const { source, whole } = config;
  const text = cutFlowRoot(linesOf(source.text), whole?.flow?.entries ?? [], gone);
  const after = new ConfigReader(identities).readWhole({ ...source, text });
  const left = idWithout(rootValue(config), gone, identities);
  return 'blocks' in after && identities.mapping(rootValue(after).pairs) === left ? text : null;
}

function changeOf(decision: Decision | undefined, value: Parameters<typeof leavesSession>[0]): Change | null {
  switch (decision?.kind) {
    case 'shared':
      return 'whole';
    case 'majority':
      return value.id === decision.value.id ? 'whole' : null;
    case 'split':
      return leavesSession(value, decision);
    default:
      return null;
  }
}
