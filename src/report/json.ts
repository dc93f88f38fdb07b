/** Results as JSON, in the shapes of docs/json.md. */
import type { DiffResult } from '../commands/diff.js';
import type { ExpandResult } from '../commands/expand.js';
import type { ExplainPathResult } from '../commands/explain-path.js';
import type { ExplainResult } from '../commands/explain.js';
import type { MigrateResult } from '../commands/migrate.js';
import type { ShowResult } from '../commands/show.js';
import type { VerifyResult } from '../commands/verify.js';
import { reasonText } from './reason.js';

/** @returns a migration's result as plain data */
export function migrateJson(result: MigrateResult): unknown {
  const { command, ok, problems, skipped, plan, proof, changes, removed, mode } = result;
  return {
    command,
    ok,
    dryRun: mode === 'dry-run',
    check: mode === 'check',
    problems,
    skipped,
    parents: (plan?.parents ?? []).map((parent) => ({
      path: parent.path,
      sharedKeys: parent.shared.map((key) => key.path),
      donors: Object.fromEntries(parent.shared.map((key) => [key.path, key.donor])),
      sessions: parent.sessions,
    })),
    sessions: (plan?.sessions ?? []).map(({ name, source, path, bytesBefore, bytesAfter, ownKeys }) => ({
      ...{ name, source, path, bytesBefore, bytesAfter },
      ownKeys: ownKeys.map((key) => key.path),
      reasons: Object.fromEntries(ownKeys.map((key) => [key.path, reasonText(key.reason)])),
    })),
    comments: plan?.comments ?? { moved: 0, kept: 0, dropped: 0 },
    proof,
    totals: plan?.totals ?? { configs: 0, bytesBefore: 0, bytesAfter: 0, linesBefore: 0, linesAfter: 0 },
    changes,
    removed,
    ...(mode === 'dry-run' ? { diffs: [...result.diffs] } : {}),
  };
}

/** @returns a proof's result as plain data */
export function verifyJson({
  command,
  ok,
  problems,
  skipped,
  parents,
  proof,
  schema,
}: VerifyResult): unknown {
  return { command, ok, problems, skipped, parents, proof, ...(schema === null ? {} : { schema }) };
}

/** @returns the merged configs with their metadata: a list, also for one session */
export function showJson(result: ShowResult): unknown {
  return result.configs;
}

/** @returns the origins of merged configs as plain data */
export function explainJson({ ok, parent, sessions }: ExplainResult): unknown {
  const shown = sessions.map((session) => ({
    ...session,
    lines: session.lines.map((line) => ({ ...line, values: line.values.map(({ path }) => path) })),
  }));
  return { command: 'show', ok, parent, sessions: shown };
}

/** @returns the values of one key as plain data */
export function explainPathJson({ ok, parent, path, sessions, groups }: ExplainPathResult): unknown {
  return { command: 'show', ok, parent, path, sessions, groups };
}

/** @returns the changes of `diff` as plain data */
export function diffJson({ command, ok, before, after, sessions, changes }: DiffResult): unknown {
  return { command, ok, before, after, sessions, changes };
}

/** @returns what `expand` wrote as plain data */
export function expandJson(result: ExpandResult): unknown {
  const { command, ok, dryRun, parent, out, problems, configs, proof, changes } = result;
  return { command, ok, dryRun, parent, out, problems, configs, proof, changes };
}
