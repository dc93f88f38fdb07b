/** The public API: explicit names only. */
export { diffLayouts, type DiffOptions, type DiffResult } from './commands/diff.js';
export { expand, type ExpandedConfig, type ExpandOptions, type ExpandResult } from './commands/expand.js';
export {
  explainPath,
  type ExplainPathOptions,
  type ExplainPathResult,
  type SessionValue,
  type ValueGroup,
} from './commands/explain-path.js';
export {
  explain,
  type ExplainOptions,
  type ExplainResult,
  type OriginLine,
  type Place,
  type SessionOrigins,
  type ValueOrigin,
} from './commands/explain.js';
export { migrate, type MigrateOptions, type MigrateResult } from './commands/migrate.js';
export { show, type ShowOptions, type ShowResult } from './commands/show.js';
export { verify, type VerifyOptions, type VerifyResult } from './commands/verify.js';
export { contractOf, PRESETS, type Contract, type PresetName } from './contract.js';
export { deepMergeConfigs, type ConfigMap, type ConfigValue } from './core/merge.js';
export type { Dialect, DialectChoice, KeyOrder } from './core/value.js';
export type { Change, ChangeKind, ListChange } from './diff/changes.js';
export type { ChangeGroup } from './diff/groups.js';
export { ConfigError, type ErrorCode, type Problem, type ProblemCode } from './errors.js';
export { loadDatasetConfigs, type DatasetConfig, type LoadOptions } from './files/load.js';
export type { Plan, PlannedParent, PlannedSession } from './plan/plan.js';
export type { Difference, Proof } from './proof/prove.js';
