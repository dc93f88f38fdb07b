/**
 * `schema`: JSON Schemas for the files of a layout, or for the complete configs of a legacy folder, inferred from what
 * is there, and the line that tells editors about them.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract.js';
import { ConfigError, type Problem } from '../errors.js';
import { attempt } from '../files/attempt.js';
import { readLayout, readParent } from '../files/layout.js';
import { configReader } from '../files/load.js';
import { readConfigs } from '../files/read.js';
import { scanDirectory } from '../files/scan.js';
import { configSchema, parentSchema, sessionSchema, type JsonSchema } from '../schema/infer.js';
import { rootValue } from '../yaml/config.js';
import { readScalar } from '../yaml/scalar.js';

export interface SchemaOptions {
  /** A parent, or a folder of complete configs. */
  readonly from: string;
  readonly contract: Contract;
  readonly exclude: readonly string[];
  readonly recursive: boolean;
  /** Which files of a layout; a folder has complete configs only. */
  readonly kind: 'session' | 'parent';
  /** Folder to write the schemas to; without it nothing is written. */
  readonly out?: string | undefined;
}

export interface InferredSchema {
  /** What it describes. */
  readonly kind: 'session' | 'parent' | 'config';
  /** Folder of the files it describes. */
  readonly folder: string;
  readonly schema: JsonSchema;
}

export interface SchemaResult {
  readonly command: 'schema';
  readonly ok: true;
  readonly exit: 0;
  readonly problems: readonly Problem[];
  readonly from: string;
  /** The schema that was asked for. */
  readonly shown: InferredSchema;
  /** The files that were written, with the line to put on top of the YAML files they describe. */
  readonly written: readonly {
    readonly kind: InferredSchema['kind'];
    readonly path: string;
    readonly line: string;
  }[];
}

/**
 * @param from - path of a parent, or of a folder of complete configs
 * @param options - contract, and what to scan of a folder
 * @returns JSON Schemas (draft-07): of sessions and the parent, or of complete configs
 * @throws ConfigError as `loadDatasetConfigs`, or `invalid-config` when a config of the folder has a problem
 */
export async function inferSchema(
  from: string,
  options: Pick<SchemaOptions, 'contract' | 'exclude' | 'recursive'>,
): Promise<readonly InferredSchema[]> {
  const { contract } = options;
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory()) {
    const { found } = await scanDirectory(from, options);
    const { configs, problems } = readConfigs(found, configReader(), contract);
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new ConfigError('invalid-config', `Configs in ${from} have problems: mend them first.`, errors);
    if (configs.length === 0)
      throw new ConfigError('nothing-to-migrate', `${from} holds no configs to make a schema from.`);
    const roots = configs.map(({ config }) => rootValue(config));
    return [{ kind: 'config', folder: from, schema: configSchema(roots, contract, readScalar) }];
  }
  const layout = readLayout(from, configReader(), contract);
  const { folder } = readParent(from, configReader());
  const input = {
    parent: rootValue(layout.parent),
    sessions: layout.sessions.map(({ config }) => rootValue(config)),
  };
  return [
    { kind: 'session', folder, schema: sessionSchema(input, contract, readScalar) },
    { kind: 'parent', folder: path.dirname(from), schema: parentSchema(input, contract, readScalar) },
  ];
}

/**
 * Infers schemas and, with `out`, writes them.
 *
 * @param options - see `SchemaOptions`
 * @returns the schemas and where they were written
 * @throws ConfigError as `inferSchema`; `write-failed`
 */
export async function schema(options: SchemaOptions): Promise<SchemaResult> {
  const schemas = await inferSchema(options.from, options);
  const shown = schemas.find(({ kind }) => kind === options.kind) ?? schemas[0];
  if (shown === undefined) throw new Error('no schema was inferred');
  const { out } = options;
  const written = out === undefined ? [] : schemas.map((one) => save(one, out, options.from));
  return { command: 'schema', ok: true, exit: 0, problems: [], from: options.from, shown, written };
}

function save({ kind, folder, schema: content }: InferredSchema, out: string, from: string) {
  const name = path.basename(path.resolve(from)).replace(/\.ya?ml$/, '');
  const file = path.join(out, `${name}.${kind}.schema.json`);
  attempt(file, () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  });
  // Editors read the path from the YAML file's own folder.
  const link = path.relative(folder, file).replaceAll('\\', '/');
  const shown = link.startsWith('.') ? link : `./${link}`;
  return { kind, path: file, line: `# yaml-language-server: $schema=${shown}` };
}
