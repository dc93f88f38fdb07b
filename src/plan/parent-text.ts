/**
 * The text of the parent: `session_dir` and `sessions` on top, then the donated entries. Their lines are the
 * donors' lines, in the order they have in one session, with that entry's own gap above each.
 */
import { cutCore, endOf, joinPieces, shifted, splitLead, type GraftSource, type Piece } from '../yaml/cut.js';
import { quoteWord, wrappedList } from '../yaml/quote.js';
import type { Donation, Donors } from './donors.js';
import type { Legacy } from './legacy.js';

/**
 * @param base - the session whose order the parent's entries take
 * @param donors - who gives which entry
 * @param sessionDir - path of the session folder from the parent's folder
 * @param sessions - names in the order the loader must keep
 * @returns the parent file's text
 */
export function parentText(
  base: Legacy,
  donors: Donors,
  sessionDir: string,
  sessions: readonly string[],
  eol: '\n' | '\r\n',
): string {
  const top = `session_dir: ${quoteWord(sessionDir)}${eol}${wrappedList('sessions', sessions, eol)}`;
  const entries = splitLead(donatedText(base, donors, eol))[1];
  return entries === '' ? top : top + eol + entries;
}

/** @returns the donated entries' text at column 0, in the order of one session, with the gap above the first */
export function donatedText(
  base: Legacy,
  { donations, grafts: graft }: Pick<Donors, 'donations' | 'grafts'>,
  eol: string,
): string {
  const pieces = base.config.blocks.map(({ name, lead }): Piece => {
    const donation = donations.get(name ?? '');
    // An entry that stays behind still parts its neighbours by the gap above it.
    return donation === undefined
      ? { lead, body: null, notes: '', ending: 'plain', complete: true }
      : pieceOf(donation, eol, graft);
  });
  return joinPieces(pieces).text;
}

function pieceOf({ block, removal }: Donation, eol: string, graft: GraftSource): Piece {
  const cut = cutCore(block.core, removal, { notes: new Map(), eol, graft });
  const text = cut.text + block.tail;
  // Entries of a root that is indented as a whole start at column 0 in the parent.
  const { indent } = block.core.entry;
  const body = shifted(text.endsWith('\n') ? text : text + eol, -indent);
  return {
    lead: shifted(block.lead, -indent),
    body,
    notes: '',
    // What follows here may have followed something else in its file.
    ...endOf({ ending: cut.ending, complete: false }, block.tail),
  };
}
