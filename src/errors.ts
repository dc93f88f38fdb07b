/**
 * What can go wrong, as values with stable codes: a `ConfigError` stops a run, a `Problem` is something found
 * in a user's file. Codes are documented in docs/problems.md; a code is never renamed.
 */

/** What the user's files hold that stops a migration (`error`) or that is worth knowing (`warning`, `info`). */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'info';
  /** Path of the file as the user would write it. */
  readonly file: string;
  /** Line, from 1; 0 when the problem is about the file as a whole and not about a place in it. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units; 0 when `line` is 0. */
  readonly column: number;
  /** What is wrong and what to do, one sentence each. */
  readonly message: string;
}

export type ProblemCode =
  | 'syntax'
  | 'duplicate-key'
  | 'several-documents'
  | 'root-not-mapping'
  | 'empty'
  | 'encoding'
  | 'unknown-alias'
  | 'recursive-anchor'
  | 'too-many-aliases'
  | 'too-deep'
  | 'line-break'
  | 'control-character'
  | 'not-loadable'
  | 'missing-key'
  | 'reserved-key'
  | 'overwritten-key'
  | 'name-clash'
  | 'unreadable'
  | 'two-meanings'
  | 'kept-whole'
  | 'unproved'
  | 'written-anew'
  | 'not-expandable'
  | 'invalid-setting';

export type ErrorCode =
  | 'usage'
  | 'not-found'
  | 'not-a-file'
  | 'is-directory'
  | 'unreadable'
  | 'invalid-config'
  | 'missing-field'
  | 'no-sessions'
  | 'session-name'
  | 'missing-session'
  | 'session-exists'
  | 'still-listed'
  | 'cannot-edit'
  | 'invalid-schema'
  | 'nothing-to-migrate'
  | 'nothing-to-audit'
  | 'legacy-changed'
  | 'proof-stopped'
  | 'would-overwrite'
  | 'dirty-tree'
  | 'write-failed'
  | 'invalid-settings'
  | 'invalid-baseline'
  | 'invalid-summary'
  | 'python-not-found'
  | 'pyyaml-missing'
  | 'python-failed';

/** A run that cannot go on. The message is for the user; `problems` are the places in files behind it. */
export class ConfigError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  /**
   * @param code - the stable code, documented in docs/problems.md
   * @param message - what is wrong and what to do
   * @param problems - the places in files behind it, if any
   * @param options - `cause`: the lower-level error this one explains
   */
  constructor(
    code: ErrorCode,
    message: string,
    problems: readonly Problem[] = [],
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'ConfigError';
    this.code = code;
    this.problems = problems;
  }
}
