/**
 * Hoisting into entries that the parent has: keys that its nested mappings lack, and values that every session
 * overrides with one other value. One place is changed at a time, and the parent is read again after each.
 *
 * A mapping takes an entry in its own style only: lines behind its last entry, or a pair behind its last pair. A value
 * whose entry in the parent has a comment keeps its place: the comment is about the value that would go.
 */
import { PathSet, showPath, type Path } from '../core/path.js';
import type { Change, Removal } from '../core/removal.js';
import type { MappingValue, Value } from '../core/value.js';
import { coreText, type Block, type Config, type Core } from '../yaml/config.js';
import { commentsOfCore } from '../yaml/comments.js';
import { CannotCut, cutCore, shifted, splitLead, type GraftSource, type Place } from '../yaml/cut.js';
import type { BlockEntry, Entry } from '../yaml/entries.js';
import { linesBetween } from '../yaml/lines.js';
import { entryAt, graftSource } from './grafts.js';
import { blockOf } from './legacy.js';
import type { SharedKey } from './plan.js';
import { valueAt } from './redundancy.js';
import { othersAgree, reread, saysStill, type Hoisted, type HoistOptions, type Listed } from './reread.js';

/** One place of the parent that can say what all sessions say. */
interface Step {
  readonly kind: 'add' | 'replace';
  readonly path: Path;
  readonly value: Value;
}

/**
 * @param parent - the parent's config, which can be cut
 * @param sessions - all its sessions
 * @param options - what is pinned, how order counts
 * @returns the parent after every step that its text allows
 */
export function hoistNested(parent: Config, sessions: readonly Listed[], options: HoistOptions): Hoisted {
  const failed = new Set<string>();
  const keys: SharedKey[] = [];
  let at = parent;
  for (;;) {
    const step = stepsOf(at, sessions, options).find(({ path }) => !failed.has(showPath(path)));
    if (step === undefined) return { parent: at, keys };
    const next = take(at, step, sessions, options);
    if (next === null) failed.add(showPath(step.path));
    else {
      keys.push({ path: showPath(step.path), donor: donorOf(sessions, step) });
      at = next;
    }
  }
}

function donorOf(sessions: readonly Listed[], { path, value }: Step): string {
  return sessions.find(({ config }) => valueAt(config, path)?.id === value.id)?.name ?? '';
}

function stepsOf(parent: Config, sessions: readonly Listed[], options: HoistOptions): readonly Step[] {
  const pinned = new PathSet([...options.contract.pinned, ...options.contract.metadata]);
  const search = new Search(pinned, options.keyOrder !== 'ignore');
  const reserved: readonly string[] = options.contract.reserved;
  return parent.blocks.flatMap(({ name, core }) => {
    if (name === null || reserved.includes(name) || linked({ core })) return [];
    const own = sessions.map(({ config }) => blockOf(config, name));
    if (own.some((block) => block === undefined || linked(block))) return [];
    const values = own.flatMap((block) => block?.core.entry.value ?? []);
    return search.steps([name], core.entry.value, values).filter(({ path }) => othersAgree(sessions, path));
  });
}

function linked({ core }: Pick<Block, 'core'>): boolean {
  return core.anchors.size + core.aliases.size > 0;
}

class Search {
  readonly #pinned: PathSet;
  readonly #ordered: boolean;

  constructor(pinned: PathSet, ordered: boolean) {
    this.#pinned = pinned;
    this.#ordered = ordered;
  }

  steps(path: Path, given: Value, own: readonly Value[]): readonly Step[] {
    if (this.#pinned.has(path)) return [];
    const mappings = own.filter((value) => value.kind === 'mapping');
    if (given.kind === 'mapping' && mappings.length > 0) {
      if (mappings.length < own.length || ![given, ...mappings].every(({ open }) => open)) return [];
      return [...this.#known(path, given, mappings), ...this.#added(path, given, mappings)];
    }
    const value = this.#same(path, own);
    return value === null || value.id === given.id || isTagged(value, given)
      ? []
      : [{ kind: 'replace', path, value }];
  }

  #known(path: Path, given: MappingValue, own: readonly MappingValue[]): readonly Step[] {
    return given.pairs.flatMap(({ name, value }) => {
      const values = own.flatMap((mapping) => find(mapping, name) ?? []);
      return values.length < own.length ? [] : this.steps([...path, name ?? ''], value, values);
    });
  }

  /** The longest common beginning of what the parent's mapping lacks, or all of it where order does not count. */
  #added(path: Path, given: MappingValue, own: readonly MappingValue[]): readonly Step[] {
    const lacking = own.map(({ pairs }) => pairs.filter(({ name }) => find(given, name) === undefined));
    const steps: Step[] = [];
    for (const [index, { name }] of (lacking[0] ?? []).entries()) {
      const values = lacking.flatMap((pairs) => {
        const pair = this.#ordered ? pairs[index] : pairs.find((one) => one.name === name);
        return pair?.name === name ? [pair.value] : [];
      });
      const value = values.length < own.length ? null : this.#same([...path, name ?? ''], values);
      if (value !== null) steps.push({ kind: 'add', path: [...path, name ?? ''], value });
      else if (this.#ordered) break;
    }
    return steps;
  }

  #same(path: Path, values: readonly Value[]): Value | null {
    if (this.#pinned.has(path) || this.#pinned.hasBelow(path)) return null;
    const [first] = values;
    return first !== undefined && values.every(({ id }) => id === first.id) ? first : null;
  }
}

/** What a loader makes of a tag, and so whether it merges, is not known. */
function isTagged(...values: readonly Value[]): boolean {
  return values.some(({ kind }) => kind === 'tagged');
}

function find({ pairs }: MappingValue, name: string | null): Value | undefined {
  return pairs.find((pair) => pair.name === name)?.value;
}

function take(parent: Config, step: Step, sessions: readonly Listed[], options: HoistOptions): Config | null {
  const key = step.path[0] ?? '';
  const block = blockOf(parent, key);
  const same = sessions.filter(({ config }) => config.source.eol === parent.source.eol);
  const graft = graftSource([...same, ...sessions], options.identities);
  const core = block === undefined ? null : coreAfter(block, step, graft, parent.source.eol ?? '\n');
  if (core === null) return null;
  const text = parent.blocks.map((one) => one.lead + (one === block ? core : coreText(one.core)) + one.tail);
  const next = reread(parent, parent.head + text.join('') + parent.foot, options.reader);
  const meant = next !== null && valueAt(next, step.path)?.id === step.value.id;
  const rest = next !== null && saysStill(next, parent, [key]) && onlyChanged(next, parent, step);
  return meant && rest ? next : null;
}

/** Whether the changed entry's other paths are what they were. */
function onlyChanged(after: Config, before: Config, { kind, path }: Step): boolean {
  return path.slice(1).every((_, depth) => {
    const above = path.slice(0, depth + 1);
    const [one, other] = [valueAt(before, above), valueAt(after, above)];
    if (one?.kind !== 'mapping' || other?.kind !== 'mapping') return false;
    const added = kind === 'add' && depth === path.length - 2 ? 1 : 0;
    return (
      other.pairs.length === one.pairs.length + added &&
      one.pairs.every(
        ({ name, value }, at) =>
          other.pairs[at]?.name === name &&
          (name === path[depth + 1] || other.pairs[at]?.value.id === value.id),
      )
    );
  });
}

/** @returns the changed text of the parent's entry; null when its style or a comment does not allow it */
function coreAfter(block: Block, step: Step, graft: GraftSource, eol: string): string | null {
  const { path, value, kind } = step;
  const { core } = block;
  if (kind === 'add') {
    const above = entryAt(core.entry, path.slice(1, -1));
    const style = above?.children?.[0]?.kind;
    const place = style === undefined ? null : graft(path, value.id, style);
    return above === undefined || place === null ? null : added(block, above, place, eol);
  }
  if (commentsOfCore(core).some((comment) => path.every((key, depth) => key === comment.path[depth])))
    return null;
  if (path.length === 1) return replaced(graft(path, value.id, 'block'), core.entry.indent, eol);
  const style = entryAt(core.entry, path.slice(1))?.kind;
  if (style === undefined) return null;
  try {
    return cutCore(core, changeAt(path.slice(1), { graft: value.id }), { notes: new Map(), eol, graft }).text;
  } catch (error) {
    if (error instanceof CannotCut) return null;
    throw error;
  }
}

function changeAt([key = '', ...rest]: Path, change: Change): Removal {
  return new Map([[key, rest.length === 0 ? change : changeAt(rest, change)]]);
}

function replaced(place: Place | null, indent: number, eol: string): string | null {
  if (place?.entry.kind !== 'block') return null;
  return linesOfEntry(place.core, place.entry, indent, eol);
}

function added({ core }: Block, above: Entry, { core: from, entry }: Place, eol: string): string | null {
  const last = above.children?.at(-1);
  if (last?.kind === 'flow' && entry.kind === 'flow') {
    const start = core.lines.starts[core.entry.line] ?? 0;
    const text = coreText(core);
    const pair = from.lines.text.slice(entry.from, entry.to).replace(/\r?\n/g, eol);
    return `${text.slice(0, last.to - start)}, ${pair}${text.slice(last.to - start)}`;
  }
  if (last?.kind !== 'block' || entry.kind !== 'block') return null;
  const before = linesBetween(core.lines, core.entry.line, last.end);
  const after = linesBetween(core.lines, last.end, core.entry.end);
  const lead = splitLead(linesBetween(from.lines, entry.start, entry.line))[1];
  const own = linesOfEntry(from, entry, last.indent, eol);
  return (
    before +
    (before.endsWith('\n') ? '' : eol) +
    shifted(lead, last.indent - entry.indent).replace(/\r?\n/g, eol) +
    own +
    after
  );
}

function linesOfEntry({ lines }: Core, entry: BlockEntry, indent: number, eol: string): string {
  const text = linesBetween(lines, entry.line, entry.end);
  const whole = text.endsWith('\n') ? text : text + eol;
  return shifted(whole, indent - entry.indent).replace(/\r?\n/g, eol);
}
