/** The texts of the suite: the project's own, by chapter of the specification, and the public ones where they are given. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export interface Case {
  /** `8-block: [189] explicit: key without value`, or the four characters of the public suite. */
  readonly id: string;
  readonly text: string;
  /** Whether YAML 1.2 allows it. */
  readonly valid: boolean;
}

const OWN = fileURLToPath(new URL('cases', import.meta.url));

/** Stands for what an editor would not show, or not keep. */
const MARKS: Readonly<Record<string, string>> = {
  '␣': ' ',
  '⇥': '\t',
  '␍': '\r',
  '␤': '\u0085',
  '␊': '\u2028',
  '¶': '\u2029',
  '⇔': '\uFEFF',
  '␇': '\x07',
  '␡': '\x7f',
};

/** @returns the cases that stand in `cases/` */
export function ownCases(): readonly Case[] {
  return readdirSync(OWN).flatMap((file) => {
    const [, ...parts] = readFileSync(path.join(OWN, file), 'utf8').split(/^=== /m);
    return parts.map((part) => {
      const end = part.indexOf('\n');
      const [, invalid, title = ''] = /^(! )?(.*)$/.exec(part.slice(0, end)) ?? [];
      const id = `${path.basename(file, '.txt')}: ${title}`;
      return { id, text: shown(part.slice(end + 1)), valid: invalid === undefined };
    });
  });
}

function shown(text: string): string {
  const marks = new RegExp(`[${Object.keys(MARKS).join('')}]`, 'gu');
  return text.replace(/∎\n$/, '').replace(marks, (mark) => MARKS[mark] ?? '');
}

/** One case of a file of the public suite; later ones of a file say only what differs. */
interface PublicCase {
  readonly yaml?: string;
  readonly fail?: boolean;
}

/**
 * The public suite is not part of this project. `YAML_TEST_SUITE` names the folder of a checkout of
 * github.com/yaml/yaml-test-suite; without it there are none.
 */
export function publicCases(): readonly Case[] {
  const folder = process.env.YAML_TEST_SUITE;
  if (folder === undefined) return [];
  const files = readdirSync(path.join(folder, 'src')).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) => {
    const listed = parse(readFileSync(path.join(folder, 'src', file), 'utf8')) as readonly PublicCase[];
    const name = path.basename(file, '.yaml');
    let last: PublicCase = {};
    return listed.map((one, index) => {
      last = { ...last, ...one };
      const id = listed.length > 1 ? `${name}/${index}` : name;
      return { id, text: publicText(last.yaml ?? ''), valid: last.fail !== true };
    });
  });
}

/** Its own marks, as its ReadMe explains them. */
function publicText(text: string): string {
  return text
    .replaceAll('␣', ' ')
    .replace(/—*»/g, '\t')
    .replaceAll('⇔', '\uFEFF')
    .replaceAll('↵', '')
    .replaceAll('←', '\r')
    .replace(/∎\n$/, '');
}
