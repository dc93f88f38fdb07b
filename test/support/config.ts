/** What tests compare of configs that were read in different ways. */
import { coreText, type Block, type Config } from '../../src/yaml/config.js';
import type { Entry } from '../../src/yaml/entries.js';

/** @returns the text a config is cut from */
export function textOf({ head, blocks, foot }: Config): string {
  return head + blocks.map((block) => block.lead + coreText(block.core) + block.tail).join('') + foot;
}

/** @returns what all ways of reading must agree on; line numbers count from the entry's own first line */
export function summary({ name, lead, core, tail }: Block): unknown {
  const start = core.entry.line;
  const shape = (entry: Entry): unknown =>
    entry.kind === 'flow'
      ? {
          name: entry.name,
          id: entry.value.id,
          text: core.lines.text.slice(entry.from, entry.to),
          children: entry.children?.map(shape) ?? null,
        }
      : {
          name: entry.name,
          id: entry.value.id,
          at: [entry.start - start, entry.line - start, entry.end - start],
          ending: entry.ending,
          children: entry.children?.map(shape) ?? null,
        };
  const comments = core.comments.map(({ offset, text }) => [offset - (core.lines.starts[start] ?? 0), text]);
  return {
    name,
    lead,
    tail,
    text: coreText(core),
    shape: shape(core.entry),
    comments,
    unfinished: core.unfinished,
  };
}
