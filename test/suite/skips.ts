/**
 * Cases that PyYAML reads and that are refused all the same, each with its reason. `code` is the problem that is told.
 * A case that is not refused any more must be taken out: the test says so.
 */
import type { ProblemCode } from '../../src/errors.js';

export interface Skip {
  readonly code: ProblemCode;
  readonly reason: string;
}

export const SKIPS: Readonly<Record<string, Skip>> = {};
