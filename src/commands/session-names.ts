/** Names of sessions in a parent: whether one can be a file's, where a new one stands, and the parent's text with and without it. */
import path from 'node:path';
import { ConfigError } from '../errors.js';
import { byCodePoint } from '../files/scan.js';
import { saysStill, reread } from '../plan/reread.js';
import { valueAt } from '../plan/redundancy.js';
import type { ConfigReader } from '../yaml/config-reader.js';
import type { Config } from '../yaml/config.js';
import { CannotEdit, withName, withoutName } from '../yaml/name-list.js';

/** @throws ConfigError `session-name` when a name cannot be the name of a file in the session folder */
export function requireFileName(name: string): void {
  const wrong = wrongName(name);
  if (wrong !== null) throw new ConfigError('session-name', `'${name}' cannot be a session's name: ${wrong}`);
}

const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd\ufeff]/u;

function wrongName(name: string): string | null {
  if (name.trim() !== name || name === '') return 'it is empty, or begins or ends with a space.';
  if (UNPRINTABLE.test(name)) return 'it has a character that cannot be printed.';
  if (name.includes('\\')) return 'it has a backslash.';
  if (/\.ya?ml$/i.test(name))
    return `the ending is added by the loader. Give '${name.replace(/\.ya?ml$/i, '')}'.`;
  const parts = name.split('/');
  if (path.isAbsolute(name) || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'it leads out of the session folder, or is not a plain path in it.';
  if (parts.some((part) => Buffer.byteLength(part) > 250)) return 'it is longer than a file name may be.';
  return null;
}

/** @returns how many names stand before a new one: by code point if they are sorted so, else all of them */
export function placeOf(name: string, names: readonly string[]): number {
  const orders = [(text: string) => `${text}.yaml`, (text: string) => text];
  const key = orders.find((of) =>
    names.every((one, at) => at === 0 || byCodePoint(of(names[at - 1] ?? ''), of(one)) <= 0),
  );
  if (key === undefined) return names.length;
  const at = names.findIndex((one) => byCodePoint(key(one), key(name)) > 0);
  return at < 0 ? names.length : at;
}

/** @returns the parent with a name in its list; every other character as it was */
export function listName(parent: Config, name: string, index: number, reader: ConfigReader): Config {
  return edited(
    parent,
    reader,
    (names) => names.toSpliced(index, 0, name),
    () => withName(parent.source.text, name, index),
  );
}

/** @returns the parent without a name of its list; every other character as it was */
export function unlistName(parent: Config, index: number, reader: ConfigReader): Config {
  return edited(
    parent,
    reader,
    (names) => names.toSpliced(index, 1),
    () => withoutName(parent.source.text, index),
  );
}

function edited(
  parent: Config,
  reader: ConfigReader,
  expected: (names: readonly string[]) => readonly string[],
  edit: () => string,
): Config {
  const { path: file } = parent.source;
  const refused = (why: string) =>
    new ConfigError(
      'cannot-edit',
      `${file}: 'sessions' cannot be changed without touching other text: ${why}. Change it by hand.`,
    );
  try {
    const source = { ...parent.source, text: edit() };
    const after = parent.whole === null ? reread(parent, source.text, reader) : reader.read(source);
    if (after === null || !('head' in after)) throw refused('the result could not be read');
    const meant = expected(namesOf(parent)).join('\n') === namesOf(after).join('\n');
    if (!meant || !saysStill(after, parent, ['sessions']))
      throw refused('the result would say something else');
    return after;
  } catch (error) {
    if (error instanceof CannotEdit) throw refused(error.message);
    throw error;
  }
}

function namesOf(parent: Config): readonly string[] {
  const value = valueAt(parent, ['sessions']);
  return value?.kind === 'sequence'
    ? value.items.map((item) => (item.kind === 'scalar' ? item.text : ''))
    : [];
}
