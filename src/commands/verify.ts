/** `verify`: the proof alone, for a legacy folder and the parents that should give it back. */
import { resolve } from 'node:path';
import type { Contract } from '../contract.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { readLayout, type Layout } from '../files/layout.js';
import { configReader } from '../files/load.js';
import { readConfigs, sizeOf } from '../files/read.js';
import { scanDirectory, type Found, type Skipped } from '../files/scan.js';
import type { SharedParent } from '../proof/chunk.js';
import type { Difference, Proof } from '../proof/prove.js';
import { SharedProver } from '../proof/shared.js';
import { proveWithPython } from '../proof/with-python.js';
import { sharedText } from '../proof/text.js';
import { threadsFor } from '../proof/threads.js';
import { Stopwatch, type Timings } from './timings.js';
import { checkSchema, type SchemaCheck } from './verify-schema.js';

export interface VerifyOptions {
  /** The legacy folder; without it only the schema is checked. */
  readonly legacy?: string | undefined;
  readonly parents: readonly string[];
  readonly exclude: readonly string[];
  readonly recursive: boolean;
  readonly contract: Contract;
  readonly yaml: DialectChoice;
  readonly keyOrder: KeyOrder;
  /** Do not ask for legacy files that cannot be read as configs. */
  readonly skipInvalid: boolean;
  /** A Python with PyYAML that proves once more. */
  readonly withPython?: string | undefined;
  /** A JSON Schema that every merged config must be valid to. */
  readonly schema?: string | undefined;
  /** How many threads may prove; default: as many as are worth it. The result does not depend on it. */
  readonly threads?: number | undefined;
}

export interface VerifyResult {
  readonly command: 'verify';
  readonly ok: boolean;
  readonly exit: 0 | 1 | 2;
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
  readonly parents: readonly { readonly path: string; readonly sessions: readonly string[] }[];
  /** Null when it was not asked for, or legacy files have problems. */
  readonly proof: Proof | null;
  /** Null when no schema was given. */
  readonly schema: SchemaCheck | null;
  /** Where the time went; null when legacy files have problems. Not part of the JSON report. */
  readonly timings: (() => Timings) | null;
}

/**
 * @param options - see `VerifyOptions`
 * @returns the proof; `exit` 1 when something differs, 2 when a legacy file cannot be read as a config
 * @throws ConfigError when the folder or a parent cannot be read, the user's Python cannot be asked, or a
 *   thread of the proof dies
 */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const watch = new Stopwatch();
  const layouts = options.parents.map((parent) => readLayout(parent, configReader(), options.contract));
  watch.done('read the layouts');
  const dialect = options.yaml === '1.2' ? '1.2' : 'pyyaml';
  const schema =
    options.schema === undefined
      ? null
      : checkSchema(options.schema, layouts, { contract: options.contract, dialect });
  if (schema !== null) watch.done('check the schema');
  const { legacy } = options;
  if (legacy !== undefined) {
    const result = await verifyLegacy({ ...options, legacy }, layouts, watch);
    const refused = schema?.ok === false && result.exit === 0;
    return { ...result, ...(refused ? { ok: false, exit: 1 } : {}), schema };
  }
  if (schema === null)
    throw new ConfigError('usage', 'Give a legacy folder to compare with, or --schema FILE.');
  const parents = parentsOf(layouts);
  const exit = schema.ok ? 0 : 1;
  const timings = () => ({ steps: watch.steps, split: 0, whole: new Map<string, number>(), proved: null });
  const nothing = { problems: [], skipped: [], proof: null };
  return { command: 'verify', ok: schema.ok, exit, parents, schema, ...nothing, timings };
}

async function verifyLegacy(
  options: VerifyOptions & { readonly legacy: string },
  layouts: readonly Layout[],
  watch: Stopwatch,
): Promise<Omit<VerifyResult, 'schema'>> {
  const scan = await scanDirectory(options.legacy, options);
  const written = new Set(
    layouts
      .flatMap(({ parentPath, sessions }) => [parentPath, ...sessions.map(({ path }) => path)])
      .map((file) => resolve(file)),
  );
  const found = scan.found.filter(({ path }) => !written.has(resolve(path)));
  watch.done('scan');
  const reader = configReader();
  const read = readConfigs(found, reader, options.contract);
  watch.done('read');
  const invalid = new Set(
    read.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
  );
  const result = {
    command: 'verify',
    problems: read.problems,
    parents: parentsOf(layouts),
  } as const;
  if (invalid.size > 0 && !options.skipInvalid) {
    return { ...result, ok: false, exit: 2, skipped: scan.skipped, proof: null, timings: null };
  }
  const valid = found.filter(({ path }) => !invalid.has(path));
  if (valid.length === 0) {
    throw new ConfigError('nothing-to-migrate', `${options.legacy} holds no configs to compare with.`);
  }
  const input = proofInput(layouts, valid);
  const settings = { ...options, dialects: dialectsOf(options.yaml) };
  const prover = await SharedProver.start(settings, threadsFor(sizeOf(read.configs), options.threads));
  const { proof: first } = await prover.prove(input).finally(() => prover.close());
  watch.done('prove');
  const { withPython } = options;
  const proof = withPython === undefined ? first : await proveWithPython(first, withPython, input, settings);
  if (withPython !== undefined) watch.done('prove with Python');
  const differences = [...coverage(layouts, valid), ...proof.differences];
  const skipped = [...scan.skipped, ...[...invalid].map((path) => ({ path, reason: 'has a problem' }))];
  const ok = differences.length === 0;
  const timings = () => ({ steps: watch.steps, ...reader.ways, proved: prover.ways });
  return { ...result, ok, exit: ok ? 0 : 1, skipped, proof: { ...proof, ok, differences }, timings };
}

function parentsOf(layouts: readonly Layout[]): VerifyResult['parents'] {
  return layouts.map(({ parentPath, sessions }) => ({
    path: parentPath,
    sessions: sessions.map(({ name }) => name),
  }));
}

function proofInput(layouts: readonly Layout[], found: readonly Found[]): readonly SharedParent[] {
  const legacy = new Map(found.map((file) => [file.name, file]));
  const text = (path: string) => sharedText(path, () => ({ file: path }));
  return layouts.map(({ parentPath, sessions }) => ({
    parent: text(parentPath),
    sessions: sessions.flatMap((session) => {
      const file = legacy.get(session.name);
      return file === undefined
        ? []
        : [{ name: session.name, legacy: text(file.path), session: text(session.path) }];
    }),
  }));
}

/** Sessions without a legacy config, legacy configs without a session, and sessions in another order. */
function coverage(layouts: readonly Layout[], found: readonly Found[]): readonly Difference[] {
  const names = found.map(({ name }) => name);
  const listed = layouts.map(({ sessions }) => sessions.map(({ name }) => name));
  const all = new Set(listed.flat());
  const row = (session: string, before: string, after: string): Difference => ({
    session,
    path: '',
    kind: 'missing',
    before,
    after,
    loader: 'pyyaml',
  });
  const known = new Set(names);
  const rows = [
    ...[...all].filter((name) => !known.has(name)).map((name) => row(name, 'no legacy config', 'a session')),
    ...names.filter((name) => !all.has(name)).map((name) => row(name, 'a legacy config', 'in no parent')),
  ];
  const expected = names.filter((name) => all.has(name));
  const [only, second] = listed;
  const order = (only ?? []).filter((name) => known.has(name));
  if (second === undefined && rows.length === 0 && order.join('\n') !== expected.join('\n')) {
    const at = expected.findIndex((name, index) => name !== order[index]);
    rows.push({
      ...row('', `${expected[at] ?? ''} at ${at}`, `${order[at] ?? ''} at ${at}`),
      kind: 'sessions',
    });
  }
  return rows;
}
