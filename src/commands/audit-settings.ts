/**
 * The settings of `audit` in a settings file: the section `audit`, in which each setting has the name of its option.
 * Whatever is wrong is collected, so that the user sees all of it, with its places.
 */
import { isAbsolute, join } from 'node:path';
import { FAIL_ON, RULES, type RuleName } from '../audit/finding.js';
import { ConfigError, type Problem } from '../errors.js';
import { readSettingsFile, type SettingsFile } from '../files/settings.js';
import { problemAt } from '../yaml/decode.js';
import type { Located, LocatedEntry } from '../yaml/located.js';

/** What a rule can be set to. */
export const LEVELS = ['error', 'warning', 'info', 'off'] as const;

export type Level = (typeof LEVELS)[number];
export type RuleLevels = Readonly<Partial<Record<RuleName, Level>>>;

/** Reads one setting; throws `Refused` when it is not what it must be. */
type Check<T> = (value: Located, folder: string) => T;

class Refused extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const SETTINGS = {
  'fail-on': oneOf(FAIL_ON),
  rule: ruleLevels,
  ignore: listOf(text),
  baseline: path,
  'known-keys': path,
  code: listOf(path),
  'no-values': flag,
  recursive: flag,
  'skip-invalid': flag,
  exclude: listOf(text),
  preset: oneOf(['dataset', 'plain']),
  require: listOf(text),
  yaml: oneOf(['both', 'pyyaml', '1.1', '1.2']),
} as const;

type Name = keyof typeof SETTINGS;

/** What a settings file says, by the names of the options; paths are joined with the folder of the file. */
export type AuditSettings = { readonly [K in Name]?: ReturnType<(typeof SETTINGS)[K]> };

/**
 * @param given - path of the settings file; undefined: the one in the current folder, if there is one; false: none
 * @returns its path, and what its section `audit` says; null and nothing when there is no file
 * @throws ConfigError as `readSettingsFile`; `invalid-settings` with every setting that is not what it must be
 */
export function readAuditSettings(given: string | false | undefined): {
  readonly file: string | null;
  readonly settings: AuditSettings;
} {
  const file = readSettingsFile(given);
  if (file === null) return { file: null, settings: {} };
  const problems: Problem[] = [];
  const settings: Partial<Record<Name, unknown>> = {};
  const collect = (entry: LocatedEntry, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(problemOf(file, error.offset, `'${entry.key}' ${error.message}`));
    }
  };
  for (const entry of sectionOf(file, problems)) {
    const { key, value, offset } = entry;
    if (isSetting(key)) collect(entry, () => (settings[key] = SETTINGS[key](value, file.folder)));
    else
      problems.push(problemOf(file, offset, `Unknown setting '${key}'.${hint(key, Object.keys(SETTINGS))}`));
  }
  if (problems.length > 0) {
    throw new ConfigError('invalid-settings', `The settings ${file.source.path} are not valid.`, problems);
  }
  return { file: file.source.path, settings: settings as AuditSettings }; // each by its own check, above
}

function isSetting(key: string): key is Name {
  return Object.hasOwn(SETTINGS, key);
}

/** Other sections are other commands' business, and there are none yet: a wrong name must not go unseen. */
function sectionOf(file: SettingsFile, problems: Problem[]): readonly LocatedEntry[] {
  const { root } = file;
  if (root.kind !== 'mapping') {
    problems.push(problemOf(file, root.offset, "The settings must be a mapping with the section 'audit'."));
    return [];
  }
  for (const { key, offset } of root.entries) {
    if (key !== 'audit')
      problems.push(
        problemOf(file, offset, `Unknown section '${key}'. The settings of audit stand below 'audit:'.`),
      );
  }
  const section = root.entries.find(({ key }) => key === 'audit');
  if (section === undefined || isNull(section.value)) return [];
  if (section.value.kind === 'mapping') return section.value.entries;
  problems.push(problemOf(file, section.offset, "'audit' must be a mapping of settings."));
  return [];
}

function problemOf({ source }: SettingsFile, offset: number, message: string): Problem {
  return problemAt(source.path, source.text, offset, 'invalid-setting', message);
}

function isNull(value: Located): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function text(value: Located): string {
  if (value.kind === 'scalar' && typeof value.value === 'string' && value.value !== '') return value.value;
  throw new Refused(value.offset, `must be a text, not ${shown(value)}.`);
}

function path(value: Located, folder: string): string {
  const given = text(value);
  return isAbsolute(given) ? given : join(folder, given);
}

function flag(value: Located): boolean {
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  throw new Refused(value.offset, `must be true or false, not ${shown(value)}.`);
}

function oneOf<const T extends string>(choices: readonly T[]): Check<T> {
  return (value) => {
    // Versions (1.2) are numbers to YAML.
    const given = value.kind === 'scalar' ? String(value.value) : null;
    const choice = choices.find((one) => one === given);
    if (choice !== undefined) return choice;
    throw new Refused(value.offset, `must be one of ${choices.join(', ')}, not ${shown(value)}.`);
  };
}

function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, folder) => {
    if (value.kind === 'list') return value.items.map((item) => check(item, folder));
    throw new Refused(value.offset, `must be a list, not ${shown(value)}.`);
  };
}

function ruleLevels(value: Located, folder: string): RuleLevels {
  if (value.kind !== 'mapping') {
    throw new Refused(value.offset, `must be a mapping of rules to severities, not ${shown(value)}.`);
  }
  const levels: Partial<Record<RuleName, Level>> = {};
  for (const { key, offset, value: level } of value.entries) {
    const rule = RULES.find((name) => name === key);
    if (rule === undefined) throw new Refused(offset, `names no rule: '${key}'.${hint(key, RULES)}`);
    levels[rule] = oneOf(LEVELS)(level, folder);
  }
  return levels;
}

function shown(value: Located): string {
  if (value.kind !== 'scalar') return `a ${value.kind}`;
  return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
}

/**
 * @param given - `name=severity`, as `--rule` takes it
 * @returns the levels by rule; of a rule that is given twice, the last
 * @throws ConfigError `usage` for a name that is no rule, and for anything but a severity or `off` behind it
 */
export function levelsOf(given: readonly string[]): RuleLevels {
  const levels: Partial<Record<RuleName, Level>> = {};
  for (const word of given) {
    const [name = '', wanted] = word.split('=');
    const rule = RULES.find((one) => one === name);
    if (rule === undefined) throw new ConfigError('usage', `--rule: no rule '${name}'.${hint(name, RULES)}`);
    const level = LEVELS.find((one) => one === wanted);
    if (level === undefined) {
      throw new ConfigError('usage', `--rule ${word}: write ${name}=SEVERITY, one of ${LEVELS.join(', ')}.`);
    }
    levels[rule] = level;
  }
  return levels;
}

/** @returns the name that is meant, if only dashes or case differ; else all that there are */
function hint(given: string, known: readonly string[]): string {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[-_ ]|s$/g, '');
  const meant = known.find((name) => plain(name) === plain(given));
  return meant === undefined ? ` Known: ${known.join(', ')}.` : ` Did you mean '${meant}'?`;
}
