/**
 * Puts into a parent's text what all its sessions say. Nothing is taken out of sessions here: what the parent says
 * afterwards is redundant in them, and goes as any redundant override does (redundancy.ts).
 *
 * Three cases, each lossless because every session says the value itself:
 *
 * 1. A top-level key that the parent lacks: decided and donated as in a migration, written behind the parent's last
 *    entry. The merged top level keeps the parent's keys first, so with `strict` the rule of the common prefix holds
 *    over the keys the parent lacks.
 * 2. A key of a nested mapping that the parent has: written behind its last entry, where the same rule holds over the
 *    keys the parent's mapping lacks (hoist-nested.ts).
 * 3. A key that the parent has with a value that every session overrides with one other: the value takes the place of
 *    the parent's, which no merged config had.
 *
 * The parent's text is read again after each step, and a step after which it reads as anything else than meant is left
 * out.
 */
import type { Config } from '../yaml/config.js';
import { blankAfter, shifted, splitLead } from '../yaml/cut.js';
import { decideAll } from './decisions.js';
import { chooseDonors } from './donors.js';
import { hoistNested } from './hoist-nested.js';
import { blockOf } from './legacy.js';
import { donatedText } from './parent-text.js';
import { othersAgree, reread, saysStill, type Hoisted, type HoistOptions, type Listed } from './reread.js';
import { sharedKeys } from './plan.js';

/**
 * @param parent - the parent's config
 * @param sessions - all its sessions, at least one
 * @param options - what is pinned and what counts as equal
 * @returns the parent with what all sessions say; the same one when there is nothing
 */
export function hoist(parent: Config, sessions: readonly Listed[], options: HoistOptions): Hoisted {
  if (parent.whole !== null || parent.blocks.some(({ core }) => core.unfinished)) return { parent, keys: [] };
  const top = hoistTop(parent, sessions, options);
  const nested = hoistNested(top.parent, sessions, options);
  return { parent: nested.parent, keys: [...top.keys, ...nested.keys] };
}

function hoistTop(parent: Config, sessions: readonly Listed[], options: HoistOptions): Hoisted {
  const stuck = new Map(options.stuck);
  const taken = new Set(parent.anchors.map(({ name }) => name));
  for (let tries = 0; tries <= sessions.length + 1; tries++) {
    const names = new Set(sessions.flatMap(({ config }) => [...config.names]));
    for (const name of names) {
      if (!othersAgree(sessions, [name])) stuck.set(name, OTHER_PARENT);
      else if (sessions.some(({ config }) => anchorsOf(config, name).some((one) => taken.has(one))))
        stuck.set(name, ANCHOR_TAKEN);
    }
    const given = new Set([...parent.names, ...options.contract.reserved]);
    const { decisions } = decideAll(sessions, { ...options, given, stuck, tieAll: true });
    if (decisions.every(({ kind }) => kind === 'own')) break;
    const donors = chooseDonors(sessions, decisions, options.identities);
    const next = reread(parent, appended(parent, donatedText(donors.base, donors, '\n')), options.reader);
    const keys = decisions.flatMap((decision) =>
      sharedKeys(decision, donors.donations.get(decision.path[0] ?? '')),
    );
    if (next !== null && keys.length > 0 && saysStill(next, parent)) return { parent: next, keys };
    // Some text could not be put behind the parent's: none of these keys moves.
    for (const { kind, path } of decisions) if (kind !== 'own') stuck.set(path[0] ?? '', NO_PLACE);
  }
  return { parent, keys: [] };
}

const OTHER_PARENT = 'another parent lists a session and does not say it';
const ANCHOR_TAKEN = 'the parent has an anchor of the same name';
const NO_PLACE = "its text cannot stand in the parent's";

function anchorsOf(config: Config, key: string): readonly string[] {
  return [...(blockOf(config, key)?.core.anchors ?? [])];
}

/** The parent's text with entries behind its last one, in its line ending and indentation. */
function appended({ source, foot, blocks }: Config, entries: string): string {
  const eol = source.eol ?? '\n';
  const before = source.text.slice(0, source.text.length - foot.length);
  const broken = before === '' || before.endsWith('\n') ? before : before + eol;
  const [gap, rest] = splitLead(shifted(entries, blocks[0]?.core.entry.indent ?? 0));
  const last = blocks.at(-1);
  const parted = last === undefined ? gap : blankAfter(last.core.entry.ending, gap);
  return broken + (parted + rest).replace(/\r?\n/g, eol) + foot;
}
