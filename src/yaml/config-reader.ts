/**
 * Reads configs. Ordinary files are split at column 0 and each distinct entry is parsed once for the whole folder; the
 * rest is parsed whole. Both ways give the same entries and the same values.
 */
import { isMap, isScalar, Scalar, type ParsedNode, type YAMLMap } from 'yaml';
import type { Identities, IntegerOwner } from '../core/identities.js';
import type { MappingValue, Pair, Value } from '../core/value.js';
import type { Problem } from '../errors.js';
import { headEnd, splitBlocks, whyNotSplit } from './blocks.js';
import { CoreReader } from './cores.js';
import { problemAt, type Source } from './decode.js';
import { endsInsideScalar, EntryReader } from './entries.js';
import { lineAt, lineOfOffset, linesBetween, linesOf, splitGap, type Lines } from './lines.js';
import { Shelf } from './held.js';
import { linksOf, namesIn } from './links.js';
import { Outliner, type IntegerPart, type Part } from './outline.js';
import { OutlineReader } from './outlined.js';
import { mended } from './mend.js';
import { parseText, type Parsed, type SyntaxProblem } from './parse.js';
import type { Comment } from './tokens.js';
import { isMergeKey } from './loadable.js';
import { ValueReader, type ValueProblem } from './values.js';
import type { Block, Config, Core, FlowRoot } from './config.js';

const MAP_TAG = 'tag:yaml.org,2002:map';

/** How many files were split, and how many the full parser read, by reason. */
export interface Ways {
  split: number;
  readonly whole: Map<string, number>;
}

/** Reads the configs of one run; equal entries are parsed once. */
export class ConfigReader {
  readonly #identities: Identities;
  readonly #cores: CoreReader;
  readonly #outliner: Outliner;
  readonly #shelf = new Shelf();
  readonly #outlines: OutlineReader;
  readonly ways: Ways = { split: 0, whole: new Map() };

  /** @param identities - of the run */
  constructor(identities: Identities) {
    this.#identities = identities;
    this.#outliner = new Outliner((sketch) => identities.isSettled(sketch));
    this.#cores = new CoreReader(identities);
    this.#outlines = new OutlineReader(identities, this.#cores);
  }

  /**
   * Reads an ordinary config in the quickest way there is.
   *
   * @param path - path to name in problems
   * @param bytes - the file's content
   * @returns the config; null when the bytes have to be decoded and read as any other text
   */
  readBytes(path: string, bytes: Buffer): Config | null {
    const config = this.readAgain(path, bytes);
    if (config !== null) this.ways.split++;
    return config;
  }

  /** As `readBytes`, of a file that is counted among `ways` already. */
  readAgain(path: string, bytes: Buffer): Config | null {
    const parts = this.#outliner.outline(bytes);
    return parts === null ? null : this.#outlines.read(this.#sourceOf(path, bytes, parts), parts);
  }

  #sourceOf(path: string, bytes: Buffer, parts: readonly Part[]): Source {
    const [part, second] = parts;
    // A file that is one run has a text that is held already.
    if (part?.kind !== 'run' || second !== undefined) {
      return this.#shelf.put(
        path,
        bytes,
        parts,
        parts.reduce((sum, { lines }) => sum + lines, 0),
      );
    }
    const { text } = part;
    return { path, text, bom: false, encoding: 'utf-8', eol: text.includes('\n') ? '\n' : null };
  }

  /**
   * @param bytes - a file's content
   * @param owner - knows the integers of its lists
   * @returns the values of an ordinary config, without its text; null where `readBytes` gives null
   */
  readValues(bytes: Buffer, owner: IntegerOwner): MappingValue | null {
    const parts = this.#outliner.outline(bytes);
    const values = parts === null ? null : this.#outlines.values(parts, owner);
    if (values !== null) this.ways.split++;
    return values;
  }

  /** @returns the parts of an ordinary config; null when `readBytes` would give none */
  partsOf(bytes: Buffer): readonly Part[] | null {
    const parts = this.#outliner.outline(bytes);
    return parts !== null && this.#outlines.isOrdinary(parts) ? parts : null;
  }

  /**
   * @param source - of a file; its text is not needed to read it
   * @param parts - what `partsOf` gave, in any process, runs by their texts
   * @returns the config
   */
  readParts(source: Source, parts: readonly (string | IntegerPart)[]): Config | null {
    const own = parts.map((part) => (typeof part === 'string' ? this.#outliner.runOf(part) : part));
    const config = this.#outlines.read(source, own);
    if (config !== null) this.ways.split++;
    return config;
  }

  /**
   * @param source - a file's text
   * @returns the config, or every problem found in it
   */
  read(source: Source): Config | readonly Problem[] {
    return this.#readBlocks(source) ?? this.readWhole(source);
  }

  #readBlocks(source: Source): Config | null {
    const raw = splitBlocks(source.text);
    if (raw === null) return this.#leave(whyNotSplit(source.text));
    const blocks: Block[] = [];
    for (const block of raw.blocks) {
      const core = this.#cores.read(block);
      if (core === null) return this.#leave('an entry that is not read alone as one key and its value');
      blocks.push({ name: block.name, lead: block.lead, core, tail: block.tail });
    }
    const names = new Set(raw.blocks.map((block) => block.name));
    this.ways.split++;
    return { source, head: raw.head, blocks, foot: raw.foot, names, whole: null, anchors: [], links: [] };
  }

  #leave(why: string): null {
    this.ways.whole.set(why, (this.ways.whole.get(why) ?? 0) + 1);
    return null;
  }

  /** Reads a file with the full parser, however ordinary it looks. */
  readWhole(source: Source): Config | readonly Problem[] {
    const first = parseText(source.text);
    const mendedText = 'code' in first ? mended(source.text, first) : null;
    const parsed = mendedText?.parsed ?? first;
    if ('code' in parsed) return [syntaxProblem(source, parsed)];
    if (parsed.contents === null || isEmpty(parsed.contents)) {
      return [
        problemAt(source.path, source.text, 0, 'empty', 'The file holds no value. Remove it, or write {}.'),
      ];
    }
    if (!isMap(parsed.contents)) {
      const offset = parsed.contents.range[0];
      const message = 'The root of a config must be a mapping (key: value).';
      return [problemAt(source.path, source.text, offset, 'root-not-mapping', message)];
    }
    if (parsed.contents.tag && parsed.contents.tag !== MAP_TAG) {
      const message = `The root of a config must be a mapping, not a node with the tag ${parsed.contents.tag}.`;
      return [problemAt(source.path, source.text, 0, 'root-not-mapping', message)];
    }
    const values = new ValueReader(this.#identities);
    const root = values.read(parsed.contents);
    if (values.problems.length > 0) return valueProblems(source, values.problems);
    return mendedText === null
      ? this.#layOut(source, parsed, parsed.contents, values, root)
      : wholeConfig(source, parsed, root, ODD_INDENT, mendedText.text);
  }

  #layOut(source: Source, parsed: Parsed, map: YAMLMap, values: ValueReader, root: Value): Config {
    const lines = linesOf(source.text);
    const reader = new EntryReader(lines, values);
    const spans = reader.spans(map);
    const why =
      whyWhole(map, parsed, root) ?? (spans?.length ? null : 'its keys do not start their own lines');
    if (why !== null || !spans) {
      const flow = map.flow && root.kind === 'mapping' ? this.#flowRoot(source, parsed, map, reader) : null;
      return wholeConfig(source, parsed, root, why ?? '', source.text, flow);
    }

    const blocks: Block[] = [];
    const firstLine = spans[0]?.line ?? 0;
    const indent = spans[0] === undefined ? 0 : columnOf(lines, firstLine);
    let start = headEnd(lines, lineAfterMarker(lines, firstLine), firstLine);
    const head = linesBetween(lines, 0, start);
    const end = endOfDocument(lines, spans.at(-1)?.last ?? 0);
    for (const [index, span] of spans.entries()) {
      const next = spans[index + 1]?.line;
      const gap = splitGap(lines, span.last + 1, next ?? end, indent);
      const tail = next === undefined ? gap.core : gap.tail;
      const node = span.pair.value;
      const core: Core = {
        lines,
        entry: reader.entryOf(span, span.line, gap.core, indent),
        comments: commentsIn(parsed.comments, lines, span.line, gap.core),
        ...namesIn(values, span.pair.key, node),
        unfinished: endsInsideScalar(node, lines),
      };
      const lead = linesBetween(lines, start, span.line);
      blocks.push({ name: span.name, lead, core, tail: linesBetween(lines, gap.core, tail) });
      start = tail;
    }
    const foot = linesBetween(lines, start, lines.count);
    const names = namesOf(pairsOf(root));
    const { anchors } = parsed;
    return { source, head, blocks, foot, names, whole: null, anchors, links: linksOf(parsed, source.text) };
  }

  /** The pairs on lines of their own must read as the pairs do. */
  #flowRoot(source: Source, parsed: Parsed, map: YAMLMap, reader: EntryReader): FlowRoot | null {
    if (parsed.anchors.length > 0 || parsed.directives) return null;
    const entries = reader.flowEntries(map);
    const eol = source.eol ?? '\n';
    const text = entries?.map(({ from, to }) => source.text.slice(from, to) + eol).join('') ?? '';
    const blocks = text === '' ? [] : this.readWhole({ ...source, text });
    if (entries === null || !('blocks' in blocks) || blocks.blocks.length !== entries.length) return null;
    const same = blocks.blocks.every(
      ({ name, core }, at) => name === entries[at]?.name && core.entry.value.id === entries[at]?.value.id,
    );
    return same ? { entries, blocks } : null;
  }
}

const ODD_INDENT = 'a text in quotes or brackets goes on further left than YAML 1.2 allows';

function wholeConfig(
  source: Source,
  { comments, anchors }: Parsed,
  root: Value,
  why: string,
  text: string,
  flow: FlowRoot | null = null,
): Config {
  const pairs = pairsOf(root);
  const whole = { why, pairs, comments: comments.length, text, flow };
  return {
    source,
    head: source.text,
    blocks: [],
    foot: '',
    names: namesOf(pairs),
    whole,
    anchors,
    links: [],
  };
}

function pairsOf(root: Value): readonly Pair[] {
  const content = root.kind === 'tagged' ? root.content : root;
  return content.kind === 'mapping' ? content.pairs : [];
}

function namesOf(pairs: readonly Pair[]): ReadonlySet<string> {
  return new Set(pairs.flatMap(({ name }) => (name === null ? [] : [name])));
}

/**
 * @param text - an entry's text after a cut
 * @param core - the entry it was cut from
 * @param id - what it must read as
 * @param identities - of the same run
 * @returns whether the text is one entry of that key and value
 */
export function readsAs(text: string, { entry, aliases }: Core, id: number, identities: Identities): boolean {
  const parsed = parseText(text);
  if ('code' in parsed || !isMap(parsed.contents)) return false;
  const values = new ValueReader(identities, aliases);
  const root = values.read(parsed.contents);
  const [pair, second] = root.kind === 'mapping' ? root.pairs : [];
  if (pair === undefined || second !== undefined || values.problems.length > 0) return false;
  return pair.name === entry.name && pair.value.id === id;
}

/** Between `---` and `...` there may be nothing. */
function isEmpty(node: ParsedNode): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && node.source === '' && !node.tag && !node.anchor;
}

/** Roots that cannot be cut into entries, or where an entry means more than itself. */
function whyWhole(map: YAMLMap, parsed: Parsed, root: Value): string | null {
  if (root.kind !== 'mapping' || map.tag) return 'its root has a tag';
  if (map.anchor) return 'its root has an anchor';
  if (map.flow) return 'its root is a flow mapping {...}';
  if (parsed.directives) return 'it has a directive (%), which other files do not share';
  if (root.pairs.some((pair) => isMergeKey(pair.key))) return 'it has a merge key (<<) at the top level';
  return null;
}

function columnOf(lines: Lines, line: number): number {
  return lineAt(lines, line).search(/[^ ]/);
}

function lineAfterMarker(lines: Lines, before: number): number {
  let line = before;
  while (line > 0 && !/^(?:---|%)/.test(lineAt(lines, line - 1))) line--;
  return line;
}

function endOfDocument(lines: Lines, last: number): number {
  let line = last + 1;
  while (line < lines.count && !lineAt(lines, line).startsWith('...')) line++;
  return line;
}

function commentsIn(
  comments: readonly Comment[],
  lines: Lines,
  from: number,
  to: number,
): readonly Comment[] {
  const start = lines.starts[from] ?? 0;
  const end = lines.starts[to] ?? lines.text.length;
  return comments.filter((comment) => comment.offset >= start && comment.offset < end);
}

function syntaxProblem(source: Source, { code, offset, message }: SyntaxProblem): Problem {
  return problemAt(source.path, source.text, offset, code, message);
}

/** The lines are counted once: a file may have as many problems as keys. */
function valueProblems({ path, text }: Source, problems: readonly ValueProblem[]): readonly Problem[] {
  const lines = linesOf(text);
  return problems.map(({ code, offset, message, other }) => {
    const at = lineOfOffset(lines, offset);
    const column = offset - (lines.starts[at] ?? 0) + 1;
    const shown =
      other === undefined ? message : message.replace('{line}', `${lineOfOffset(lines, other) + 1}`);
    return { code, severity: 'error', file: path, line: at + 1, column, message: shown };
  });
}
