/**
 * Reads an entry whose value is a list of plain decimal integers, `cids: [1, 4, 5]`, wrapped or not, without the
 * parser: most of the bytes of a dataset config are such lists, and they differ in every file, so that parsing each
 * distinct text once does not help there. Anything else, a comment or a leading zero, is left to the parser.
 */
import type { Identities, Value } from '../core/value.js';

const LIST =
  /^([A-Za-z_][\w.-]*): \[[ \r\n]*((?:0|[1-9][0-9]{0,14})(?:,[ \r\n]*(?:0|[1-9][0-9]{0,14}))*)[ \r\n]*\]\r?\n?$/;

/**
 * @param core - the lines of one entry, of which only the first starts at column 0
 * @param identities - of the run
 * @returns key and value as the parser would give them; null when the text is not such a list
 */
export function readFlatList(
  core: string,
  identities: Identities,
): { readonly key: Value; readonly value: Value } | null {
  const match = LIST.exec(core);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const items = match[2].split(/,[ \r\n]*/).map((text) => identities.sharedScalar(text, true));
  const key = identities.sharedScalar(match[1], true);
  return { key, value: { kind: 'sequence', id: identities.sequence(items), items } };
}
