/**
 * A finding before it is weighed against the others: what a rule saw, in which configs, and how surprising it would
 * be on its own. weigh.ts decides what becomes of it; finish.ts looks up the places.
 */
import type { AuditConfig } from './input.js';
import type { Place, RuleName, Severity } from './finding.js';
import type { KeyNode } from './table.js';

export interface Draft {
  readonly rule: RuleName;
  readonly path: string;
  /** What it is about: a path, or something of its own. */
  readonly subject: string;
  /** Subjects about which it says enough, so that weaker rules need not repeat it for the same configs. */
  readonly covers: readonly string[];
  /** Indices of the configs that stand out; empty when none does more than another. */
  readonly suspects: readonly number[];
  readonly configs: readonly AuditConfig[];
  /** Surprise on its own, in bits. */
  readonly bits: number;
  /** How the surprise is judged: `count` is weighed with the rest of the folder, `kept` is not. */
  readonly weighing: 'count' | 'kept';
  /** Fixed by the rule; null: by the surprise. */
  readonly severity: Severity | null;
  readonly message: string;
  readonly brief: string;
  readonly advice: string;
  readonly groups: readonly DraftGroup[];
  readonly expected: string | null;
  readonly actual: string | null;
}

export interface DraftGroup {
  readonly value: string;
  readonly count: number;
  /** What to look up; the group's configs, and where in them. */
  readonly configs: readonly number[];
  readonly node: KeyNode | null;
  /** Id of the value that is looked for under a pooled path; null: the first one. */
  readonly id: number | null;
  readonly what: 'key' | 'value';
  /** Whether its places are the finding's. */
  readonly suspect: boolean;
  /** Places that are known already, of what is not in a config. */
  readonly places?: readonly Place[];
}
