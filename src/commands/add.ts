/**
 * `add`: a new session, checked against the contract, without what its parents say already, and listed in the parent.
 *
 *     read -> the session's text -> take out what is redundant -> list the name -> prove -> stage -> commit -> report
 *
 * The session's file is written first and the parent last. Proved is that the minimal session gives what the given
 * one would have given, and that no other session's merged config changes.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { contractProblems } from '../files/read.js';
import { valueAt, withoutRedundant } from '../plan/redundancy.js';
import { prove, type Proof, type ProofParent } from '../proof/prove.js';
import type { Config } from '../yaml/config.js';
import { decode, encode } from '../yaml/decode.js';
import { asPlanned, diffOfEdit, editsOf, writeEdits, type Edit, type Planned } from './layout-edit.js';
import { bytesGiven, type NewSession } from './new-session.js';
import { openLayout, sameName, type OpenLayout } from './open-layout.js';
import { textOfBytes } from '../proof/text.js';
import { listName, placeOf, requireFileName } from './session-names.js';

export interface AddOptions extends NewSession {
  readonly parent: string;
  /** The new session's name. */
  readonly name: string;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  readonly keyOrder: KeyOrder;
  /** `dry-run` plans, proves and shows. */
  readonly mode: 'write' | 'dry-run';
}

export interface AddResult {
  readonly command: 'add';
  readonly ok: boolean;
  readonly exit: 0 | 1;
  readonly mode: AddOptions['mode'];
  readonly parent: string;
  readonly name: string;
  /** The session's file. */
  readonly path: string;
  /** Its place in `sessions`, from 0. */
  readonly index: number;
  /** Key paths that were given and that the parent says already. */
  readonly redundant: readonly string[];
  readonly problems: readonly Problem[];
  readonly proof: Proof;
  /** Paths of the files that are, or would be, written, the parent last. */
  readonly changes: readonly string[];
  readonly diffs: readonly string[];
}

/**
 * Adds a session to a layout.
 *
 * @param options - see `AddOptions`; with neither `set` nor `from`, a file that is there already is listed as it is
 * @returns what was added, and the proof; `exit` 1 when the proof failed: nothing is written then
 * @throws ConfigError as `loadDatasetConfigs`; `session-exists`, `session-name`, `invalid-config`, `cannot-edit`,
 *   `usage`, `would-overwrite`, `write-failed`
 */
export function add(options: AddOptions): AddResult {
  const { name, contract } = options;
  requireFileName(name);
  const open = openLayout(options.parent, options);
  const { parent, sessions } = open.layout;
  const file = path.join(open.folder, `${name}.yaml`);
  if (sessions.some((session) => sameName(session.name, name)))
    throw new ConfigError('session-exists', `${options.parent} lists '${name}' already.`);
  const bytes = bytesGiven(options);
  const given = readNew(open, options.from ?? file, bytes ?? existing(file), contract);
  const minimal = bytes === null ? null : cutNew(open, given, name, contract);
  const after = minimal?.config ?? given;
  refuseOther(file, after, options.parent);
  const index = placeOf(
    name,
    sessions.map((session) => session.name),
  );
  const listed = listName(parent, name, index, open.reader);

  const edits = [...newFile(file, after), ...editsOf([], { before: parent, after: listed })];
  const settings = { dialects: dialectsOf(options.yaml), keyOrder: options.keyOrder, contract };
  const proofFor = (planned: Planned) => [proofParent(open, planned, { name, file, index, given })];
  const proof = prove(proofFor(asPlanned(edits)), settings);
  const result = {
    command: 'add',
    mode: options.mode,
    parent: options.parent,
    name,
    path: file,
    index,
    redundant: minimal?.removed ?? [],
    problems: contractProblems(after, contract),
    changes: edits.map((edit) => edit.path),
    diffs: options.mode === 'dry-run' ? edits.map(diffOfEdit) : [],
  } as const;
  const write = proof.ok && options.mode === 'write';
  const last = write ? writeEdits(open, edits, proofFor, settings) : proof;
  return { ...result, proof: last, ok: last.ok, exit: last.ok ? 0 : 1 };
}

function existing(file: string): Uint8Array {
  if (existsSync(file)) return readFileSync(file);
  return new TextEncoder().encode('{}\n');
}

function readNew(open: OpenLayout, file: string, bytes: Uint8Array, contract: Contract): Config {
  const source = decode(file, bytes);
  const read = 'code' in source ? [source] : open.reader.read(source);
  const problems = 'head' in read ? contractProblems(read, contract) : read;
  requireCells(read, file, contract);
  if ('head' in read && problems.every(({ severity }) => severity !== 'error')) return read;
  const missing = problems.some(({ code }) => code === 'missing-key');
  const advice = missing ? ' Give what is required with --set key=value or --from FILE.' : '';
  throw new ConfigError('invalid-config', `The new session cannot be added.${advice}`, problems);
}

/** What the training code takes for granted, as the loader checks it. */
function requireCells(read: Config | readonly Problem[], file: string, contract: Contract): void {
  if (!('head' in read) || contract.preset !== 'dataset') return;
  const cids = valueAt(read, ['cids']);
  if (cids === undefined || cids.kind === 'sequence') return;
  throw new ConfigError('invalid-config', `${file}: 'cids' must be a list of cell ids, e.g. cids=[1, 4, 5].`);
}

/** What all parents say that list it. */
function cutNew(
  open: OpenLayout,
  given: Config,
  name: string,
  contract: Contract,
): { readonly config: Config; readonly removed: readonly string[] } | null {
  const others = open.beside.filter(({ names }) => names.some((one) => sameName(one, name)));
  const pinned = [...contract.pinned, ...contract.metadata, ...contract.reserved];
  const parents = [open.layout.parent, ...others.map(({ parent }) => parent)];
  const cut = withoutRedundant(given, parents, { pinned, comments: 'keep', identities: open.identities });
  const config = cut === null ? null : open.reader.read({ ...given.source, text: cut.text });
  return cut === null || config === null || !('head' in config) ? null : { config, removed: cut.removed };
}

function refuseOther(file: string, { source }: Config, parent: string): void {
  if (!existsSync(file)) return;
  if (Buffer.from(encode(source.text, source)).equals(readFileSync(file))) return;
  throw new ConfigError(
    'session-exists',
    `${file} is there already, with other content. Choose another name, or leave --set and --from out to list the file as it is in ${parent}.`,
  );
}

function newFile(file: string, { source }: Config): readonly Edit[] {
  if (existsSync(file)) return [];
  return [{ path: file, kind: 'session', before: null, after: encode(source.text, source) }];
}

interface Addition {
  readonly name: string;
  readonly file: string;
  readonly index: number;
  readonly given: Config;
}

function proofParent(
  { layout, folder }: OpenLayout,
  planned: Planned,
  { name, file, index, given }: Addition,
): ProofParent {
  const now = (at: string) => () => textOfBytes(planned(at) ?? readFileSync(at));
  const names = layout.sessions.map((session) => session.name).toSpliced(index, 0, name);
  const { parentPath, parent } = layout;
  return {
    parent: { path: parentPath, text: now(parentPath) },
    before: { path: parentPath, text: () => parent.source.text },
    sessions: names.map((one) => {
      const at = one === name ? file : path.join(folder, `${one}.yaml`);
      const session = { path: at, text: now(at) };
      const before = { path: at, text: () => given.source.text };
      return { name: one, legacy: one === name ? before : session, session };
    }),
  };
}
