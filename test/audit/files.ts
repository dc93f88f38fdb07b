/** Audits texts: writes them to a folder of their own, reads them as the command does, and takes the folder away. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit, type AuditOutcome } from '../../src/audit/audit.js';
import type { Finding } from '../../src/audit/finding.js';
import { gatherAuditInput, type Gathered } from '../../src/commands/audit-input.js';
import { contractOf, type PresetName } from '../../src/contract.js';
import type { DialectChoice } from '../../src/core/value.js';

export interface Setting {
  readonly paths?: readonly string[];
  readonly preset?: PresetName;
  readonly yaml?: DialectChoice;
  readonly recursive?: boolean;
  readonly knownKeys?: ReadonlySet<string>;
}

export interface Audited extends AuditOutcome {
  readonly problems: Gathered['problems'];
}

/**
 * @param files - texts by path
 * @param setting - `paths`: what is audited, relative to the files; default: the folder `old`
 * @returns the outcome, its paths relative to the files
 */
export async function auditTexts(
  files: Readonly<Record<string, string>>,
  setting: Setting = {},
): Promise<Audited> {
  const { paths = ['old'], preset = 'plain', yaml = 'both', recursive = false, knownKeys = null } = setting;
  const root = mkdtempSync(path.join(tmpdir(), 'config-inherit-audit-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const contract = contractOf(preset);
    const full = paths.map((name) => path.join(root, name));
    const { input, problems } = await gatherAuditInput({
      paths: full,
      exclude: ['base'],
      recursive,
      contract,
      yaml,
    });
    const outcome = audit(input, { contract, yaml, knownKeys });
    return JSON.parse(
      JSON.stringify({ ...outcome, problems }).replaceAll(`${root}${path.sep}`, ''),
    ) as Audited;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** `count` files like the usual text, with `{n}` for their number, and the odd ones. */
export function folder(usual: string, odd: readonly string[], count = 12): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let n = 1; n <= count; n++) files[`old/s${n}.yaml`] = usual.replaceAll('{n}', `${n}`);
  for (const [at, text] of odd.entries()) files[`old/odd${at + 1}.yaml`] = text;
  return files;
}

/** A finding as a line: `warning outlier-value a.b old/odd1.yaml:1:8`. */
export function line({ severity, rule, path: key, places }: Finding): string {
  const where = places.map((place) => `${place.file}:${place.line}:${place.column}`);
  return [severity, rule, key, ...where].filter((part) => part !== '').join(' ');
}

/** @returns findings at warning or over, as lines */
export function warnings({ findings }: AuditOutcome): readonly string[] {
  return findings.filter(({ severity }) => severity !== 'info').map(line);
}
