/**
 * `near-miss-key` in a layout: a session's own key that the parent does not have, beside one that the parent has and
 * that is nearly the same word. The session means to override it and adds a key that nobody reads instead; in the
 * merged config the two stand side by side, so the rule for folders would take them for two keys.
 */
import type { DialectChoice, MappingValue } from '../../core/value.js';
import { showPath } from '../../core/path.js';
import type { AuditConfig, AuditLayout } from '../input.js';
import type { Draft } from '../draft.js';
import { groupBy } from '../group-by.js';
import { typeName } from '../scalars.js';
import { counted } from '../show.js';
import { alike } from '../words.js';
import { layoutDraft } from './layout-draft.js';
import { nameOf } from './merged.js';

const ENOUGH = 5;
/** For standing where an override would stand, in few of the sessions. */
const REPLACES = 2;

interface Near {
  readonly path: string;
  readonly steps: readonly string[];
  readonly own: string;
  readonly parents: string;
  readonly bits: number;
  readonly session: AuditConfig;
}

/** @returns drafts for one layout, one for each pair of keys */
export function nearMissOverrides(layout: AuditLayout, yaml: DialectChoice): readonly Draft[] {
  const sessions = layout.sessions.flatMap(({ config }) => config ?? []);
  const found = sessions.flatMap((session) => nearIn(layout.parent.root, session.root, [], session, yaml));
  const byPair = groupBy(found, ({ path, parents }) => `${path} ${parents}`);
  return [...byPair.values()].flatMap((same) => {
    const [first] = same;
    // What half of the sessions have is a key of theirs.
    if (first === undefined || same.length > Math.max(1, sessions.length / 2)) return [];
    const places = same.map(({ session, steps }) => ({
      file: session.file,
      ...session.locate(steps, 'key'),
    }));
    const above = [...first.steps.slice(0, -1), first.parents];
    const parentPlace = { file: layout.parent.file, ...layout.parent.locate(above, 'key') };
    const shared = { configs: [], node: null, id: null, what: 'key' as const };
    return layoutDraft({
      rule: 'near-miss-key',
      path: first.path,
      severity: 'warning',
      bits: first.bits,
      message: `${counted(same.length, 'session')} ${same.length === 1 ? 'has' : 'have'} ${first.own} where the parent has ${first.parents}, nearly the same word: it overrides nothing.`,
      brief: 'A session’s key is nearly one of the parent’s, and overrides nothing.',
      advice: `If ${first.parents} is meant, rename it; see which one the code reads.`,
      groups: [
        {
          ...shared,
          value: `${first.parents} (in the parent)`,
          count: 1,
          suspect: false,
          places: [parentPlace],
        },
        { ...shared, value: first.own, count: same.length, suspect: true, places },
      ],
      expected: first.parents,
      actual: first.own,
    });
  });
}

function nearIn(
  parent: MappingValue,
  own: MappingValue,
  steps: readonly string[],
  session: AuditConfig,
  yaml: DialectChoice,
): readonly Near[] {
  const base = new Map(parent.pairs.map((pair) => [nameOf(pair), pair.value]));
  const names = new Set(own.pairs.map(nameOf));
  return own.pairs.flatMap((pair) => {
    const name = nameOf(pair);
    const inner = [...steps, name];
    const below = base.get(name);
    if (below !== undefined) {
      const both = below.kind === 'mapping' && pair.value.kind === 'mapping';
      return both ? nearIn(below, pair.value as MappingValue, inner, session, yaml) : [];
    }
    return [...base].flatMap(([other, value]) => {
      if (names.has(other)) return [];
      const same = typeName(value, yaml) === typeName(pair.value, yaml) ? 1.5 : 0;
      const bits = (alike(name, other)?.bits ?? -9) + REPLACES + same;
      if (bits < ENOUGH) return [];
      return [{ path: showPath(inner), steps: inner, own: name, parents: other, bits, session }];
    });
  });
}
