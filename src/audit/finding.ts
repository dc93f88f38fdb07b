/**
 * What an audit says: findings, and one row a key path. Plain data, so that reports, baselines and severities chosen
 * by the user work on the same values. A finding names every spelling with its count; it never says which is right.
 */

export type Severity = 'error' | 'warning' | 'info';

/** What decides the exit code: findings of this severity and those above it; `never`: none. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

export type FailOn = (typeof FAIL_ON)[number];

/** Rules for folders of standalone configs, and for the merged configs of a layout. */
export const FOLDER_RULES = [
  'near-miss-key',
  'outlier-value',
  'type-drift',
  'case-drift',
  'missing-key',
  'extra-key',
  'dialect',
  'order-drift',
  'duplicate-key',
  'name-mismatch',
  'duplicate-config',
  'near-duplicate-config',
  'repeated-list',
  'skipped-by-name',
] as const;

/** Rules for a parent and its sessions. */
export const LAYOUT_RULES = [
  'redundant-override',
  'hoistable',
  'dead-parent-key',
  'unlisted-session',
  'missing-session',
  'name-case',
] as const;

export const RULES = [...FOLDER_RULES, ...LAYOUT_RULES] as const;

export type RuleName = (typeof RULES)[number];

export interface Place {
  /** Path of the file, as the user would write it. */
  readonly file: string;
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  /** From 1, in UTF-16 code units; 0 when `line` is 0. */
  readonly column: number;
}

/** One of the values (or keys, or orders of keys) a finding is about. */
export interface ValueGroup {
  /** As written, shortened to one line. */
  readonly value: string;
  /** How many configs have it. */
  readonly count: number;
  /** Where it stands: a few examples for the common ones, every place for the rare ones up to a limit. */
  readonly places: readonly Place[];
}

export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Key path as shown: `transforms.stim.ops[].threshold`; empty when it is about whole files. */
  readonly path: string;
  /** One sentence with the counts. Holds values: see `brief` for reports that must not. */
  readonly message: string;
  /** The message without any value from the files. */
  readonly brief: string;
  /** What to do. */
  readonly advice: string;
  /** The values that stand side by side, the most common first. */
  readonly values: readonly ValueGroup[];
  /** The places to look at first, in the order of the files. */
  readonly places: readonly Place[];
  /** What most configs have here; null where that has no meaning. */
  readonly expected: string | null;
  /** What stands at `places`; null where that has no meaning. */
  readonly actual: string | null;
  /** Stable over moved lines and over other files: rule, path, files and value, hashed to hexadecimal digits. */
  readonly fingerprint: string;
  /** How surprising it is, in bits; findings are ranked by severity and by this. */
  readonly surprise: number;
}

/** One row of the table of key paths × configs. */
export interface KeyRow {
  /** The folder or parent it belongs to. */
  readonly directory: string;
  readonly path: string;
  /** In how many configs of `configs` it stands. */
  readonly present: number;
  readonly configs: number;
  /** Number of different values. */
  readonly distinct: number;
  /** The most common value, as written, shortened to one line. */
  readonly majority: string;
  /** Share of the configs that have it which have the majority's value: 0 to 1. */
  readonly share: number;
  /** Values with their counts, the most common first, at most 8. */
  readonly groups: readonly { readonly value: string; readonly count: number }[];
  /** Types found, as PyYAML names them, most common first: `int`, `str`, `list`, `mapping` … */
  readonly types: readonly string[];
  /** A key that tells the configs apart (ids, names, seeds): different in nearly every file by nature. */
  readonly perConfig: boolean;
}
