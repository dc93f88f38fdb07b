/** Migrates a folder of texts in memory as the command line would, and says how far that went. */
import { planAndProve } from '../../src/commands/migrate-prove.js';
import { contractOf } from '../../src/contract.js';
import { dialectsOf } from '../../src/core/value.js';
import type { Problem } from '../../src/errors.js';
import { identitiesOf, readTexts, type PlanTestOptions, type TextFile } from './plan.js';
import { SharedProver } from '../../src/proof/shared.js';
import type { Legacy } from '../../src/plan/legacy.js';
import type { Plan } from '../../src/plan/plan.js';

export type Outcome =
  /** Planned, and the proof holds. */
  | { readonly kind: 'equal'; readonly migrated: Migrated }
  /** Nothing would be written, for problems that are told. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** Planned, but the proof says that a value would change: a defect. */
  | { readonly kind: 'wrong'; readonly messages: readonly string[] };

export interface Migrated {
  readonly plan: Plan;
  /** The configs as they were planned with. */
  readonly legacies: readonly Legacy[];
  /** Text of the parent and of each session by name, with byte order marks. */
  readonly parent: string;
  readonly sessions: ReadonlyMap<string, string>;
}

/** @returns the outcome; whatever is thrown on the way is a defect, and comes out */
export async function attempt(files: readonly TextFile[], options: PlanTestOptions = {}): Promise<Outcome> {
  const { preset = 'plain', yaml = 'both', keyOrder = 'nested', pin = [] } = options;
  const identities = identitiesOf(yaml, keyOrder);
  const { legacies, problems } = readTexts(files, identities);
  if (problems.length > 0) return { kind: 'refused', problems };
  const contract = contractOf(preset, { pin });
  const dialects = dialectsOf(yaml);
  const settings = {
    ...{ out: 'new', name: 'parent', sessionDir: 'sessions', skipInvalid: false },
    ...{ keyOrder, comments: options.comments ?? 'keep', strategy: options.strategy ?? 'shared' },
    ...{ contract, dialects, identities, prover: new SharedProver({ contract, dialects, keyOrder }, null) },
  } as const;
  const texts = new Map(files.map(({ name, text }) => [`${name}.yaml`, text]));
  const proved = await planAndProve(
    legacies.map((legacy) => ({ ...legacy, hash: '' })),
    settings,
    ({ source }) => ({ text: texts.get(source) ?? '' }),
  );
  const { plan, proof } = proved;
  if (proved.problems.length > 0) return { kind: 'refused', problems: proved.problems };
  if (plan === null || proof?.ok !== true) {
    const messages = proof?.differences.map(
      (one) => `${one.session} ${one.path}: ${one.before} | ${one.after}`,
    );
    return { kind: 'wrong', messages: messages ?? [] };
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const sessions = new Map(plan.sessions.map(({ name, bytes }) => [name, decoder.decode(bytes())]));
  return {
    kind: 'equal',
    migrated: { plan, legacies: proved.configs, parent: plan.parents[0]?.text ?? '', sessions },
  };
}
