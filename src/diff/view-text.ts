/** Typed values as people write them: strings in quotes, `1.0` for a float, lists and mappings in brackets. */
import { UNKNOWN_MERGE, type View } from '../proof/view.js';

/** @returns a value on one line, whole */
export function viewText(view: View): string {
  if (typeof view === 'string') return scalarText(view);
  if (view.kind === 'list') return `[${view.items.map(viewText).join(', ')}]`;
  if (view.kind === 'tagged') return `${view.tag} ${contentText(view.content)}`.trimEnd();
  return `{${[...view.entries].map(([key, value]) => `${keyText(key)}: ${viewText(value)}`).join(', ')}}`;
}

/** @returns the type's name: a scalar's, `list`, `mapping` or the tag */
export function typeOfView(view: View): string {
  if (typeof view === 'string') return view.split(' ', 1)[0] ?? '';
  if (view.kind === 'tagged') return view.tag;
  return view.kind === 'map' ? 'mapping' : view.kind;
}

function keyText(key: string): string {
  if (key === UNKNOWN_MERGE) return '<<';
  return /^str [\w.-]+$/.test(key) ? key.slice(4) : scalarText(key);
}

function scalarText(view: string): string {
  const at = view.indexOf(' ');
  const [type, text] = at < 0 ? [view, ''] : [view.slice(0, at), view.slice(at + 1)];
  if (type === 'str') return JSON.stringify(text);
  if (type === 'float') return floatText(text);
  return type === 'null' ? 'null' : text;
}

function floatText(text: string): string {
  if (/inf$|nan$/i.test(text)) return text.replace(/(?=inf|nan)/i, '.').toLowerCase();
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The content of a tagged scalar says how it was written, not what it is. */
function contentText(content: View): string {
  if (typeof content !== 'string') return viewText(content);
  const [style, ...words] = content.split(' ');
  return style === 'quoted' ? JSON.stringify(words.join(' ')) : words.join(' ');
}
