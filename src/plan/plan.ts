/**
 * The plan: what a migration would write, as a value. Dry run, report, proof and writer all read this one value;
 * nothing else decides what is written.
 *
 * A plan has any number of parents; each names its sessions, and all sessions stand in one list, so that several
 * parents can share a session folder.
 */
import path from 'node:path';
import type { Contract } from '../contract.js';
import type { Decision, Strategy } from '../core/factor.js';
import type { Reason } from '../core/reason.js';
import { showPath } from '../core/path.js';
import type { Identities } from '../core/identities.js';
import { keyText, type Dialect, type KeyOrder, type Value } from '../core/value.js';
import type { Config, Whole } from '../yaml/config.js';
import { encode, encodedLength } from '../yaml/decode.js';
import { bytesOfSource, countLines, linesOfSource } from '../yaml/held.js';
import { decideAll } from './decisions.js';
import { chooseDonors, type Donation } from './donors.js';
import type { Legacy } from './legacy.js';
import { asBlocks, flowSessionText, isFlowRoot } from './flow-root.js';
import { parentText } from './parent-text.js';
import { sessionText, type CommentChoice, type CommentCounts, type Moves } from './session-text.js';

export interface Plan {
  readonly parents: readonly PlannedParent[];
  /** All sessions of all parents, in the order of the legacy files. */
  readonly sessions: readonly PlannedSession[];
  readonly comments: CommentCounts;
  readonly totals: Totals;
}

export interface PlannedParent {
  /** Path of the file to write. */
  readonly path: string;
  /** Path of the session folder from the parent's folder, as it stands in the parent. */
  readonly sessionDir: string;
  readonly text: string;
  /** Session names in the loader's order. */
  readonly sessions: readonly string[];
  readonly shared: readonly SharedKey[];
  /** What stays, and why. */
  readonly own: readonly OwnKey[];
}

export interface SharedKey {
  readonly path: string;
  /** The session that gave the text. */
  readonly donor: string;
}

export interface OwnKey {
  readonly path: string;
  readonly reason: Reason;
}

export interface PlannedSession {
  readonly name: string;
  /** The legacy file. */
  readonly source: string;
  /** Path of the file to write. */
  readonly path: string;
  /** The file's content. It is put together when asked for, so that a plan holds no text twice. */
  readonly bytes: () => Uint8Array;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Key paths that stay in this session. */
  readonly ownKeys: readonly OwnKey[];
}

export interface Totals {
  readonly configs: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly linesBefore: number;
  readonly linesAfter: number;
}

export interface PlanOptions {
  /** Folder the parent is written to. */
  readonly out: string;
  /** File name of the parent without its ending. */
  readonly name: string;
  /** Path of the session folder from `out`. */
  readonly sessionDir: string;
  readonly contract: Contract;
  readonly keyOrder: KeyOrder;
  readonly strategy: Strategy;
  readonly dialects: readonly Dialect[];
  readonly comments: CommentChoice;
  readonly identities: Identities;
}

/**
 * Factors configs into one parent and one session each.
 *
 * @param legacies - the configs in the loader's order, at least one
 * @param options - where to write, and what counts as equal
 * @returns what would be written; nothing is
 */
export function planMigration(legacies: readonly Legacy[], options: PlanOptions): Plan {
  const { decisions, legacies: settled } = decideAll(legacies.map(asBlocks), options);
  const donors = chooseDonors(settled, decisions, options.identities);
  const moves: Moves = {
    decisions: new Map(decisions.map((decision) => [decision.path[0] ?? '', decision])),
    donations: donors.donations,
    comments: options.comments,
  };
  const names = legacies.map(({ name }) => name);
  const sessionDir = options.sessionDir.startsWith('.') ? options.sessionDir : `./${options.sessionDir}`;
  const text = parentText(donors.base, donors, sessionDir, names, donors.eol);
  const parent: PlannedParent = {
    path: path.join(options.out, `${options.name}.yaml`),
    sessionDir,
    text,
    sessions: names,
    shared: decisions.flatMap((decision) =>
      sharedKeys(decision, donors.donations.get(decision.path[0] ?? '')),
    ),
    own: [...decisions.flatMap(ownKeys), ...keysNoString(legacies)],
  };
  const folder = path.join(options.out, options.sessionDir);
  const written = legacies.map((legacy, index) =>
    planSession(legacy, settled[index]?.config ?? legacy.config, folder, moves, options.identities),
  );
  return {
    parents: [parent],
    sessions: written.map(({ session }) => session),
    comments: sum(written.map(({ comments }) => comments)),
    totals: {
      configs: legacies.length,
      bytesBefore: total(written, ({ session }) => session.bytesBefore),
      bytesAfter: Buffer.byteLength(text) + total(written, ({ session }) => session.bytesAfter),
      linesBefore: total(legacies, ({ config }) => linesOfSource(config.source)),
      linesAfter: countLines(text) + total(written, ({ lines }) => lines),
    },
  };
}

/** @param config - the legacy config, ready to be cut */
function planSession(
  { name, path: source, config: original }: Legacy,
  config: Config,
  folder: string,
  moves: Moves,
  identities: Identities,
) {
  const before = original.source;
  const write = () =>
    isFlowRoot(original) ? flowSessionText(original, moves, identities) : sessionText(config, moves);
  const { text, comments } = write();
  const session: PlannedSession = {
    name,
    source,
    path: path.join(folder, `${name}.yaml`),
    bytes: () => encode(write().text, before),
    bytesBefore: bytesOfSource(before),
    bytesAfter: encodedLength(text, before),
    // For reports; thousands of sessions are often only counted.
    get ownKeys() {
      return config.whole === null ? ownKeysOfBlocks(config, moves) : ownKeysOfWhole(config.whole);
    },
  };
  return { session, comments, lines: countLines(text) };
}

function ownKeysOfBlocks(config: Config, moves: Moves): readonly OwnKey[] {
  return config.blocks.flatMap(({ name: key, core }) => {
    if (key === null) return [{ path: keyText(core.entry.key), reason: NOT_A_STRING }];
    const decision = moves.decisions.get(key);
    return decision === undefined ? [] : ownKeysOf(core.entry.value, decision);
  });
}

function ownKeysOfWhole({ why, pairs }: Whole): readonly OwnKey[] {
  return pairs.map(({ name, key }) => ({
    path: name === null ? keyText(key) : showPath([name]),
    reason: { kind: 'stuck', why: `the file is kept as it is: ${why}` },
  }));
}

const NOT_A_STRING: Reason = { kind: 'stuck', why: 'the key is not a string to every loader' };

/** Top-level keys that are not strings to everyone, which no decision is made about. */
function keysNoString(legacies: readonly Legacy[]): readonly OwnKey[] {
  const keys = legacies.flatMap(({ config }) =>
    config.blocks.flatMap(({ name, core }) => (name === null ? [keyText(core.entry.key)] : [])),
  );
  return [...new Set(keys)].map((path) => ({ path, reason: NOT_A_STRING }));
}

export function sharedKeys(decision: Decision, donation: Donation | undefined): readonly SharedKey[] {
  if (decision.kind === 'own' || donation === undefined) return [];
  if (decision.kind === 'split') return decision.children.flatMap((child) => sharedKeys(child, donation));
  return [{ path: showPath(decision.path), donor: donation.session }];
}

function ownKeys(decision: Decision): readonly OwnKey[] {
  if (decision.kind === 'shared') return [];
  if (decision.kind === 'split') return decision.children.flatMap(ownKeys);
  if (decision.kind === 'majority') return [{ path: showPath(decision.path), reason: { kind: 'overrides' } }];
  return [{ path: showPath(decision.path), reason: decision.reason }];
}

/** @returns the own key paths that this session's value really has */
function ownKeysOf(value: Value, decision: Decision): readonly OwnKey[] {
  if (decision.kind === 'majority' && value.id === decision.value.id) return [];
  if (decision.kind !== 'split') return ownKeys(decision);
  const keys = new Map((value.kind === 'mapping' ? value.pairs : []).map((pair) => [pair.name, pair.value]));
  return decision.children.flatMap((child) => {
    const inner = keys.get(child.path.at(-1) ?? '');
    return inner === undefined ? [] : ownKeysOf(inner, child);
  });
}

function total<T>(items: readonly T[], size: (item: T) => number): number {
  return items.reduce((count, item) => count + size(item), 0);
}

function sum(counts: readonly CommentCounts[]): CommentCounts {
  return {
    moved: total(counts, ({ moved }) => moved),
    kept: total(counts, ({ kept }) => kept),
    dropped: total(counts, ({ dropped }) => dropped),
  };
}
