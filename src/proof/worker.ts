/**
 * What runs in another thread: one prover for as long as the thread lives, which is given one chunk after another.
 */
import { workerData } from 'node:worker_threads';
import { proveChunk, type Chunk, type ChunkProof } from './chunk.js';
import { Prover, type Layers, type ProofOptions } from './prove.js';

const prover = new Prover(workerData as ProofOptions); // given by `Threads`
let opened: { readonly path: string; readonly layers: Layers } | null = null;

/** @returns what there is to say of a chunk */
export function prove(chunk: Chunk): ChunkProof {
  const { parent } = chunk;
  if (opened === null || opened.path !== parent.path || opened.layers.text !== parent.text)
    opened = { path: parent.path, layers: prover.reopen(parent) };
  return proveChunk(prover, chunk, opened.layers);
}
