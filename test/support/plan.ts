/** Plans a folder of texts in memory, and says what the proof thinks of it. */
import { contractOf, type PresetName } from '../../src/contract.js';
import { Identities } from '../../src/core/identities.js';
import { dialectsOf, type DialectChoice, type KeyOrder } from '../../src/core/value.js';
import type { Problem } from '../../src/errors.js';
import type { Strategy } from '../../src/core/factor.js';
import type { Legacy } from '../../src/plan/legacy.js';
import { planMigration, type Plan } from '../../src/plan/plan.js';
import type { CommentChoice } from '../../src/plan/session-text.js';
import { prove, type Proof } from '../../src/proof/prove.js';
import { ConfigReader } from '../../src/yaml/config-reader.js';
import { decode } from '../../src/yaml/decode.js';
import { scalarId } from '../../src/yaml/scalar.js';

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface PlanTestOptions {
  readonly preset?: PresetName;
  readonly pin?: readonly string[];
  readonly yaml?: DialectChoice;
  readonly keyOrder?: KeyOrder;
  readonly comments?: CommentChoice;
  readonly strategy?: Strategy;
}

export interface Planned {
  readonly plan: Plan;
  readonly legacies: readonly Legacy[];
  readonly proof: Proof;
  /** Text of the parent and of each session by name, with byte order marks. */
  readonly parent: string;
  readonly sessions: ReadonlyMap<string, string>;
}

/** @returns the configs of texts, or the problems found in them */
export function readTexts(
  files: readonly TextFile[],
  identities: Identities,
): { readonly legacies: readonly Legacy[]; readonly problems: readonly Problem[] } {
  const reader = new ConfigReader(identities);
  const legacies: Legacy[] = [];
  const problems: Problem[] = [];
  for (const { name, text } of files) {
    const source = decode(`${name}.yaml`, new TextEncoder().encode(text));
    const config = 'code' in source ? [source] : reader.read(source);
    if ('head' in config) legacies.push({ name, path: `${name}.yaml`, config });
    else problems.push(...config);
  }
  return { legacies, problems };
}

export function identitiesOf(yaml: DialectChoice = 'both', keyOrder: KeyOrder = 'nested'): Identities {
  const dialects = dialectsOf(yaml);
  return new Identities((text, plain) => scalarId(text, plain, dialects), keyOrder);
}

/** @returns the plan of texts that must all be valid, proved */
export function planTexts(files: readonly TextFile[], options: PlanTestOptions = {}): Planned {
  const {
    preset = 'plain',
    yaml = 'both',
    keyOrder = 'nested',
    comments = 'keep',
    strategy = 'shared',
  } = options;
  const identities = identitiesOf(yaml, keyOrder);
  const { legacies, problems } = readTexts(files, identities);
  if (problems.length > 0)
    throw new Error(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  const contract = contractOf(preset, { pin: options.pin ?? [] });
  const dialects = dialectsOf(yaml);
  const plan = planMigration(legacies, {
    out: 'new',
    name: 'parent',
    sessionDir: 'sessions',
    contract,
    keyOrder,
    dialects,
    comments,
    strategy,
    identities,
  });
  const parent = plan.parents[0]?.text ?? '';
  const sessions = new Map(
    plan.sessions.map(({ name, bytes }) => [
      name,
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes()),
    ]),
  );
  const proof = prove(
    [
      {
        parent: { path: 'new/parent.yaml', text: () => parent },
        sessions: files.map(({ name, text }) => ({
          name,
          legacy: { path: name, text: () => text },
          session: { path: `new/${name}`, text: () => sessions.get(name) ?? '' },
        })),
      },
    ],
    { dialects, keyOrder, contract },
  );
  return { plan, legacies, proof, parent, sessions };
}
