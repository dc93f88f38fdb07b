/**
 * Changing the files of a layout: what is proved about the change, and how it gets to disk. Sessions are written
 * first and the parent last, all of them or none.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkUnchanged, hashBytes } from '../files/hash.js';
import { commitStage, discardStage, stageFiles, type PlannedFile } from '../files/stage.js';
import { prove, type Proof, type ProofOptions, type ProofParent } from '../proof/prove.js';
import type { Config } from '../yaml/config.js';
import { encode } from '../yaml/decode.js';
import { sameName, type OpenLayout } from './open-layout.js';
import { textOfBytes } from '../proof/text.js';
import { unifiedDiff } from './unified-diff.js';

/** A file of a layout with another text. */
export interface Edit {
  readonly path: string;
  readonly kind: 'session' | 'parent';
  /** Null for a new file. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** @returns the files that change, the parent last */
export function editsOf(
  sessions: readonly { readonly path: string; readonly before: Config; readonly after: Config }[],
  parent: { readonly before: Config; readonly after: Config },
): readonly Edit[] {
  const edits = sessions.map((session) => editOf(session.path, 'session', session));
  return parent.before === parent.after
    ? edits
    : [...edits, editOf(parent.before.source.path, 'parent', parent)];
}

function editOf(
  file: string,
  kind: Edit['kind'],
  { before, after }: { readonly before: Config; readonly after: Config },
): Edit {
  return { path: file, kind, before: bytesOf(before), after: bytesOf(after) };
}

/** A file that was read is written as it was encoded, so its text gives its bytes back. */
function bytesOf({ source }: Config): Uint8Array {
  return encode(source.text, source);
}

/** @returns the unified diff of one file */
export function diffOfEdit({ path: file, before, after }: Edit): string {
  return before === null
    ? unifiedDiff('/dev/null', '', file, textOfBytes(after))
    : unifiedDiff(file, textOfBytes(before), file, textOfBytes(after));
}

/** A file's bytes after the change; undefined for files that do not change. */
export type Planned = (file: string) => Uint8Array | undefined;

/** @returns the bytes as they are planned */
export function asPlanned(edits: readonly Edit[]): Planned {
  const after = new Map(edits.map((edit) => [path.resolve(edit.path), edit.after]));
  return (file) => after.get(path.resolve(file));
}

/**
 * @param open - the layout as it was read
 * @param edits - what changes
 * @param planned - where the changed texts come from
 * @returns for the parent, and each other one that lists a changed session: sessions before and after
 */
export function proofOf(open: OpenLayout, edits: readonly Edit[], planned: Planned): readonly ProofParent[] {
  const before = new Map(edits.map((edit) => [path.resolve(edit.path), edit.before]));
  const changed = open.sessions.filter((session) => before.has(path.resolve(session.path)));
  const touched = open.others.filter(({ names }) =>
    names.some((name) => changed.some((session) => sameName(name, session.name))),
  );
  const old = (file: string) => () => textOfBytes(before.get(path.resolve(file)) ?? readFileSync(file));
  const now = (file: string) => () => textOfBytes(planned(file) ?? readFileSync(file));
  const parents = [{ path: open.layout.parentPath, names: open.layout.sessions.map(({ name }) => name) }];
  return [...parents, ...touched].map(({ path: parent, names }) => ({
    parent: { path: parent, text: now(parent) },
    before: { path: parent, text: old(parent) },
    sessions: names.map((name) => {
      const file = path.join(open.folder, `${name}.yaml`);
      return { name, legacy: { path: file, text: old(file) }, session: { path: file, text: now(file) } };
    }),
  }));
}

/**
 * Stages, proves what is staged, and puts it in place.
 *
 * @param proofFor - what is to be proved, from where the texts come from
 * @returns the proof of the files as staged; they are in place when it holds, and gone when it does not
 * @throws ConfigError when a file has changed since it was read, or writing is refused or fails
 */
export function writeEdits(
  open: OpenLayout,
  edits: readonly Edit[],
  proofFor: (planned: Planned) => readonly ProofParent[],
  options: ProofOptions,
): Proof {
  const files: readonly PlannedFile[] = edits.map(({ path: file, kind, after }) => ({
    path: file,
    kind,
    bytes: () => after,
  }));
  const stage = stageFiles(files, { force: true });
  try {
    const places = new Set(edits.map((edit) => path.resolve(edit.path)));
    const staged: Planned = (file) => (places.has(path.resolve(file)) ? stage.read(file) : undefined);
    const proof = prove(proofFor(staged), options);
    if (proof.ok) {
      checkUnchanged(readHashes(open));
      commitStage(stage);
    } else discardStage(stage);
    return proof;
  } catch (error) {
    discardStage(stage);
    throw error;
  }
}

/** Every file the proof speaks about, as it was read. */
function readHashes(open: OpenLayout): readonly { readonly path: string; readonly hash: string }[] {
  const files = [open.layout.parent, ...open.sessions.map(({ config }) => config), ...othersOf(open)];
  return files.map((config) => ({ path: config.source.path, hash: hashBytes(bytesOf(config)) }));
}

function othersOf({ others }: OpenLayout): readonly Config[] {
  return others.map(({ parent }) => parent);
}
