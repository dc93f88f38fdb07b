/**
 * What runs in another thread: one prover for as long as the thread lives, which is given one chunk after another.
 */
import { workerData } from 'node:worker_threads';
import { handedText, proveChunk, type ChunkProof, type HandedChunk } from './chunk.js';
import { Prover, type Layers, type ProofOptions } from './prove.js';

const prover = new Prover(workerData as ProofOptions); // given by `Threads`
let opened: { readonly number: number; readonly layers: Layers } | null = null;

/** @returns what there is to say of a chunk */
export function prove(chunk: HandedChunk): ChunkProof {
  const { parent } = chunk;
  if (opened?.number !== parent.number) {
    const layers = prover.reopen({ path: parent.path, text: handedText(parent) });
    opened = { number: parent.number, layers };
  }
  return proveChunk(prover, chunk, opened.layers);
}
