/**
 * `expand`: a layout back to standalone configs, each proved to be what the loader merges before anything is written.
 */
import path from 'node:path';
import type { Contract } from '../contract.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../core/value.js';
import { ConfigError, type Problem } from '../errors.js';
import { readLayout, sessionNamed, type Layout, type LayoutSession } from '../files/layout.js';
import { layoutIdentities } from '../files/load.js';
import {
  commitStage,
  discardStage,
  findChanges,
  stageFiles,
  type Change,
  type PlannedFile,
  type Stage,
} from '../files/stage.js';
import { givenComments, mergedText, type MergeTextOptions } from '../plan/merged-text.js';
import { prove, type Proof, type ProofOptions } from '../proof/prove.js';
import { ConfigReader } from '../yaml/config-reader.js';
import { encode } from '../yaml/decode.js';
import { textOfBytes } from '../proof/text.js';

export interface ExpandOptions {
  readonly parent: string;
  /** Folder to write to. */
  readonly out: string;
  /** Name of the one session to expand; undefined: all. */
  readonly session?: string | undefined;
  readonly contract: Contract;
  /** Whose readings the proof compares. */
  readonly yaml: DialectChoice;
  readonly keyOrder: KeyOrder;
  /** Overwrite files that have other content. */
  readonly force: boolean;
  /** Plan and prove; write nothing. */
  readonly dryRun: boolean;
}

export interface ExpandedConfig {
  readonly name: string;
  /** The session's file. */
  readonly source: string;
  /** Path of the standalone config. */
  readonly path: string;
  readonly bytes: number;
  /** Top-level keys whose text could not be kept. */
  readonly anew: readonly string[];
}

export interface ExpandResult {
  readonly command: 'expand';
  readonly ok: boolean;
  readonly exit: 0 | 2;
  readonly dryRun: boolean;
  readonly parent: string;
  readonly out: string;
  readonly problems: readonly Problem[];
  readonly configs: readonly ExpandedConfig[];
  readonly proof: Proof;
  /** Files that were written, or would be; files that are right already are not among them. */
  readonly changes: readonly Change[];
}

interface Planned extends ExpandedConfig {
  readonly session: LayoutSession;
  readonly text: string;
}

/**
 * Writes a standalone config for each session: its own text, then what it inherits in the parent's text. What the
 * loader fills in (a default lab, a name) is not written.
 *
 * @param options - see `ExpandOptions`
 * @returns what was written, with the proof that each config is what the loader merges; `exit` 2 when that cannot be
 *   proved for some session, and then nothing is written
 * @throws ConfigError when the layout cannot be read, the parent does not list the session, or writing is refused or
 *   fails (`would-overwrite`, `write-failed`)
 */
export function expand(options: ExpandOptions): ExpandResult {
  const identities = layoutIdentities();
  const reader = new ConfigReader(identities);
  const layout = readLayout(options.parent, reader, options.contract);
  const sessions = options.session === undefined ? layout.sessions : [sessionNamed(layout, options.session)];
  const settings: ProofOptions = { ...options, dialects: dialectsOf(options.yaml) };
  const merge = {
    reserved: options.contract.reserved,
    identities,
    reader,
    dialect: options.yaml === '1.2' ? ('1.2' as const) : ('pyyaml' as const),
    loaderOrder: options.keyOrder === 'strict',
    given: givenComments(layout.sessions.map(({ config }) => config)),
  };
  const planned = sessions.map((session) => planOne(layout, session, merge, options.out));
  refuseOwnFiles(layout, planned);

  const proof = proveTexts(layout, planned, settings, ({ text }) => text);
  const result = {
    command: 'expand',
    dryRun: options.dryRun,
    parent: options.parent,
    out: options.out,
    configs: planned.map(({ name, source, path: file, bytes, anew }) => ({
      name,
      source,
      path: file,
      bytes,
      anew,
    })),
  } as const;
  const notes = planned.flatMap(noteOn);
  if (!proof.ok) {
    const problems = [...notes, ...failures(planned, proof)];
    return { ...result, ok: false, exit: 2, problems, proof, changes: [] };
  }
  const files = planned.map(plannedFile);
  const changes = findChanges(files);
  if (options.dryRun) return { ...result, ok: true, exit: 0, problems: notes, proof, changes };
  const staged = write(files, options.force, (stage) =>
    proveTexts(layout, planned, settings, (config) => textOfBytes(stage.read(config.path))),
  );
  return { ...result, ok: true, exit: 0, problems: notes, proof: staged, changes };
}

function planOne(layout: Layout, session: LayoutSession, merge: MergeTextOptions, out: string): Planned {
  const merged = mergedText(layout.parent, session.config, merge);
  const text = merged.lines.map((line) => line.text).join('');
  return {
    name: session.name,
    source: session.path,
    path: path.join(out, `${session.name}.yaml`),
    bytes: encode(text, session.config.source).length,
    anew: merged.anew,
    session,
    text,
  };
}

/** The same proof as a migration's, with the standalone configs as the legacy ones. */
function proveTexts(
  layout: Layout,
  planned: readonly Planned[],
  settings: ProofOptions,
  textOf: (config: Planned) => string,
): Proof {
  const proof = prove(
    [
      {
        parent: { path: layout.parentPath, text: () => layout.parent.source.text },
        sessions: planned.map((config) => ({
          name: config.name,
          legacy: { path: config.path, text: () => withoutMark(textOf(config)) },
          session: { path: config.source, text: () => config.session.config.source.text },
        })),
      },
    ],
    settings,
  );
  // A single session is not the parent's whole list, which was checked when the layout was read.
  const differences = proof.differences.filter(({ kind }) => kind !== 'sessions');
  return { ...proof, ok: differences.length === 0, differences };
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function noteOn({ source, anew }: Planned): readonly Problem[] {
  if (anew.length === 0) return [];
  const message = `Written anew, since the two files' texts cannot be put together: ${anew.join(', ')}. The values are the same; spelling is kept, layout is not.`;
  return [{ code: 'written-anew', severity: 'info', file: source, line: 0, column: 0, message }];
}

function failures(planned: readonly Planned[], { differences }: Proof): readonly Problem[] {
  return planned.flatMap(({ name, source }): Problem[] => {
    const first = differences.find(({ session }) => session === name || session === '');
    if (first === undefined) return [];
    const { before, after, path: key } = first;
    const where = key === '' ? '' : ` at ${key}`;
    const message = `No single file gives what the loader merges${where} (${before || 'nothing'} instead of ${after || 'nothing'}). Usual reasons are merge keys (<<), which loaders read differently (--yaml pyyaml or --yaml 1.2 asks one alone), and tags. Write the place in another way in the session or the parent.`;
    return [{ code: 'not-expandable', severity: 'error', file: source, line: 0, column: 0, message }];
  });
}

/** The layout must stay what the expanded configs are proved against. */
function refuseOwnFiles(layout: Layout, planned: readonly Planned[]): void {
  const own = new Set(
    [layout.parentPath, ...layout.sessions.map((one) => one.path)].map((one) => path.resolve(one)),
  );
  const target = planned.find((config) => own.has(path.resolve(config.path)));
  if (target === undefined) return;
  throw new ConfigError(
    'would-overwrite',
    `${target.path} would overwrite a file of the layout. Choose another --out.`,
  );
}

function plannedFile({ path: file, text, session }: Planned): PlannedFile {
  return { path: file, kind: 'session', bytes: () => encode(text, session.config.source) };
}

function write(files: readonly PlannedFile[], force: boolean, proveStaged: (stage: Stage) => Proof): Proof {
  const stage = stageFiles(files, { force });
  try {
    const proof = proveStaged(stage);
    if (!proof.ok) throw new Error('the staged files are not what was planned');
    commitStage(stage);
    return proof;
  } catch (error) {
    discardStage(stage);
    throw error;
  }
}
