/** What `prove` is given, from texts that stand in a test. */
import { contractOf, type Contract } from '../../src/contract.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../../src/core/value.js';
import { prove, type Difference, type Proof, type ProofParent } from '../../src/proof/prove.js';

export interface Texts {
  readonly legacy: string;
  /** Without `session_dir` and `sessions`. */
  readonly parent: string;
  readonly session: string;
}

export interface Options {
  readonly yaml?: DialectChoice;
  readonly keyOrder?: KeyOrder;
  readonly contract?: Contract;
}

export const HEAD = 'session_dir: s\nsessions: [one]\n';

/** @returns a layout of one session `one`; `head` is what stands above the parent's text */
export function layout({ legacy, parent, session }: Texts, head = HEAD): ProofParent {
  return {
    parent: { path: 'parent.yaml', text: () => head + parent },
    sessions: [
      {
        name: 'one',
        legacy: { path: 'old/one.yaml', text: () => legacy },
        session: { path: 's/one.yaml', text: () => session },
      },
    ],
  };
}

export function proveLayouts(
  parents: readonly ProofParent[],
  { yaml = 'both', keyOrder = 'nested', contract = contractOf('plain') }: Options = {},
): Proof {
  return prove(parents, { dialects: dialectsOf(yaml), keyOrder, contract });
}

/** @returns the proof that parent and session give the legacy text */
export function proveTexts(texts: Texts, options: Options = {}): Proof {
  return proveLayouts([layout(texts)], options);
}

/** @returns the proof that one text can stand for the other, as a whole session */
export function proveSame(legacy: string, session: string, options: Options = {}): Proof {
  return proveTexts({ legacy, parent: '', session }, options);
}

/** Each difference as one line, `loader session path kind: before -> after`. */
export function told({ differences }: Proof): readonly string[] {
  return differences.map(line);
}

function line({ loader, path, kind, before, after }: Difference): string {
  return `${loader} ${path === '' ? '(root)' : path} ${kind}: ${before} -> ${after}`;
}
