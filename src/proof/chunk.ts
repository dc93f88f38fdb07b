/**
 * A chunk: some sessions of one parent, as plain data, and what is found when they are proved. Whoever proves it, the
 * main thread or another, does it with this code; what the chunks say, one behind the other, is what one proof says.
 */
import type { Difference } from './difference.js';
import { digestOf, type KnownSession, type Layers, type ProofParent, type Prover } from './prove.js';
import type { Ways } from './pieces.js';
import { hashedText, textOfBytes, unchangedText, type SharedText, type TextSource } from './text.js';

/** A parent whose sessions other threads can read. */
export interface SharedParent extends ProofParent {
  readonly parent: SharedText;
  readonly before?: never;
  readonly sessions: readonly SharedSession[];
}

export interface SharedSession {
  readonly name: string;
  readonly legacy: SharedText;
  readonly session: SharedText;
}

export interface Chunk {
  readonly sessions: readonly ChunkSession[];
  /** What an earlier proof knows of these sessions. */
  readonly known: readonly KnownSession[];
}

/** A chunk on its way to another thread. */
export interface HandedChunk extends Chunk {
  readonly parent: HandedParent;
}

/** A parent that could be read; its text is shared, so that it is not copied with each chunk. */
export interface HandedParent {
  readonly path: string;
  /** Tells the parents of one proof, and of several, apart. */
  readonly number: number;
  /** UTF-8. */
  readonly bytes: SharedArrayBuffer;
}

/** @returns a parent that can be handed to other threads */
export function handedParent(path: string, text: string, number: number): HandedParent {
  const encoded = new TextEncoder().encode(text);
  const bytes = new SharedArrayBuffer(encoded.length);
  new Uint8Array(bytes).set(encoded);
  return { path, number, bytes };
}

/** @returns its text */
export function handedText({ bytes }: HandedParent): string {
  // What is shared cannot be decoded before it is copied.
  return Buffer.from(new Uint8Array(bytes)).toString();
}

interface ChunkSession {
  readonly name: string;
  readonly legacy: TextSource;
  /** Of the session, to be named. */
  readonly path: string;
  readonly session: TextSource;
}

export interface ChunkProof {
  readonly differences: readonly Difference[];
  /** Number of scalars compared. */
  readonly compared: number;
  /** Legacy files that do not hold any more what they held; nothing else is said of them. */
  readonly changed: readonly string[];
  readonly ways: Ways;
  /** For a later proof. */
  readonly known: readonly KnownSession[];
}

/** Sessions of a chunk, and bytes of those that are in memory: small, so that few are on their way at a time. */
const MOST_SESSIONS = 64;
const MOST_BYTES = 1_000_000;

/** @returns the sessions of a parent in chunks; texts that are in memory are asked for as late as possible */
export function* chunksOf(sessions: readonly SharedSession[]): Generator<Chunk['sessions']> {
  let chunk: ChunkSession[] = [];
  let bytes = 0;
  for (const { name, legacy, session } of sessions) {
    const own = session.source();
    chunk.push({ name, legacy: legacy.source(), path: session.path, session: own });
    bytes += 'bytes' in own ? own.bytes.length : 0;
    if (chunk.length < MOST_SESSIONS && bytes < MOST_BYTES) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * What holds of three texts holds whenever they are the same three: a session that was proved before is not read again,
 * only digested.
 *
 * @param prover - what it has proved once it does not prove again
 * @param layers - the chunk's parent
 * @returns what there is to say of the chunk's sessions, in their order
 */
export function proveChunk(prover: Prover, { sessions, known }: Chunk, layers: Layers): ChunkProof {
  const before = { ...prover.ways };
  const differences: Difference[] = [];
  const changed: string[] = [];
  const proved: KnownSession[] = [];
  let compared = 0;
  prover.learn(known);
  for (const { name, legacy, path, session } of sessions) {
    const old = unchangedText(legacy);
    if (old === null) {
      changed.push('file' in legacy ? legacy.file : name);
      continue;
    }
    const own = hashedText(session);
    const digest = digestOf([layers.digest(), old.hash, own.hash]);
    const same = prover.known(name, digest);
    if (same !== null) {
      compared += same.compared;
      proved.push(same);
      continue;
    }
    const texts = {
      name,
      legacy: { path: name, text: () => textOfBytes(old.bytes) },
      session: { path, text: () => textOfBytes(own.bytes) },
    };
    const found = differences.length;
    const scalars = prover.session(texts, layers, differences);
    compared += scalars;
    if (differences.length === found) proved.push({ name, digest, compared: scalars });
  }
  prover.learn(proved);
  const { pieces, whole } = prover.ways;
  return {
    ...{ differences, compared, changed },
    ways: { pieces: pieces - before.pieces, whole: whole - before.whole },
    known: proved,
  };
}
