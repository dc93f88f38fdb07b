/**
 * `--no-values`: a result for reports that leave the group. What stands in the files goes: values, messages that quote
 * them, what a parser says about a text. Names stay: of files, keys, rules and types, with all counts and places.
 */
import type { Finding, KeyRow } from '../audit/finding.js';
import { ConfigError, type Problem } from '../errors.js';

/** @returns the finding with its values' counts and places, and none of the values */
export function findingWithoutValues(finding: Finding): Finding {
  return {
    ...finding,
    path: pathWithoutValues(finding.path),
    message: finding.brief,
    expected: null,
    actual: null,
    values: finding.values.map((group) => ({ ...group, value: '' })),
  };
}

/** @returns the row with numbers and types only */
export function rowWithoutValues(row: KeyRow): KeyRow {
  return {
    ...row,
    path: pathWithoutValues(row.path),
    majority: '',
    groups: row.groups.map((group) => ({ ...group, value: '' })),
  };
}

/** @returns the key path without the values that tell items of a list apart: `ops[name=fast].gain` is `ops[name].gain` */
export function pathWithoutValues(path: string): string {
  return path.replaceAll(/\[([^[\]=."]+)=(?:"(?:[^"\\]|\\.)*"|.*?)\](?=[.[]|$)/gs, '[$1]');
}

/** @returns the problem with the meaning of its code in place of the words, which may quote the file */
export function problemWithoutValues(problem: Problem): Problem {
  return {
    ...problem,
    message: `Not shown with --no-values; docs/problems.md says what ${problem.code} means.`,
  };
}

/** @returns the error with its own words, which name files and sessions, and problems without any */
export function errorWithoutValues({ code, message, problems, cause }: ConfigError): ConfigError {
  return new ConfigError(code, message, problems.map(problemWithoutValues), { cause });
}
