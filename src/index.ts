/** The public API: explicit names only. */
export { add, type AddOptions, type AddResult } from './commands/add.js';
export type { Finding, KeyRow, Place, RuleName, Severity, ValueGroup } from './audit/finding.js';
export { audit, type AuditOptions, type AuditResult } from './commands/audit.js';
export { diffLayouts, type DiffOptions, type DiffResult } from './commands/diff.js';
export { expand, type ExpandedConfig, type ExpandOptions, type ExpandResult } from './commands/expand.js';
export {
  explainPath,
  type ExplainPathOptions,
  type ExplainPathResult,
  type SessionValue,
  type PathGroup,
} from './commands/explain-path.js';
export {
  explain,
  type ExplainOptions,
  type ExplainResult,
  type OriginLine,
  type OriginPlace,
  type SessionOrigins,
  type ValueOrigin,
} from './commands/explain.js';
export { migrate, type MigrateOptions, type MigrateResult } from './commands/migrate.js';
export { remove, type RemoveOptions, type RemoveResult } from './commands/remove.js';
export { inferSchema, type InferredSchema, type SchemaOptions } from './commands/schema.js';
export { show, type ShowOptions, type ShowResult } from './commands/show.js';
export { trim, type TrimOptions, type TrimResult } from './commands/trim.js';
export type { SchemaCheck, SchemaViolation } from './commands/verify-schema.js';
export { verify, type VerifyOptions, type VerifyResult } from './commands/verify.js';
export { contractOf, PRESETS, type Contract, type PresetName } from './contract.js';
export { deepMergeConfigs, type ConfigMap, type ConfigValue } from './core/merge.js';
export type { Dialect, DialectChoice, KeyOrder } from './core/value.js';
export type { Change, ChangeKind, ListChange } from './diff/changes.js';
export type { ChangeGroup } from './diff/groups.js';
export { ConfigError, type ErrorCode, type Problem, type ProblemCode } from './errors.js';
export { loadDatasetConfigs, type DatasetConfig, type LoadOptions } from './files/load.js';
export type { Plan, PlannedParent, PlannedSession } from './plan/plan.js';
export type { JsonSchema } from './schema/infer.js';
export type { Difference, Proof } from './proof/prove.js';
