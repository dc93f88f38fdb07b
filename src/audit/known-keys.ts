/**
 * Which keys the consuming code reads, found in its text without understanding it: string literals in `.get("x")`,
 * `["x"]`, `.pop("x")`, `"x" in cfg`, attributes of configs (`cfg.x`), fields of dataclasses and arguments with a
 * default. Too many found costs little: a key counts as read, and is only compared with keys that nearly spell it.
 */

/** Each has the key, or a path of keys joined with dots, as its first group. */
const READS: readonly RegExp[] = [
  /\.(?:get|pop|setdefault|getattr|has|hasOwn|get_value)\(\s*[frbu]?["'`]([^"'`\n]+)["'`]/g,
  /\[\s*["'`]([^"'`\n]+)["'`]\s*\]/g,
  /["'`]([\w.-]+)["'`]\s+(?:not\s+)?in\s+\w/g,
  /(?:getattr|hasattr|pick|require|select)\(\s*[\w.]+\s*,\s*["'`]([^"'`\n]+)["'`]/g,
  /\b(?:cfg|conf|config|configs|params|opts|options|args|settings|hparams|self)\.([A-Za-z_]\w*)/g,
  /^\s+([A-Za-z_]\w*)\s*:\s*[A-Za-z_][\w.[\], |"']*(?:=|$)/gm,
  /[(,]\s*([A-Za-z_]\w*)\s*(?::\s*[\w.[\], |]+?)?\s*=\s*[^=]/g,
];

/**
 * @param text - source code, of Python or a language like it
 * @returns the keys that it seems to read
 */
export function keysInCode(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const pattern of READS) {
    for (const [, found] of text.matchAll(pattern)) for (const key of (found ?? '').split('.')) keys.add(key);
  }
  keys.delete('');
  return keys;
}

/**
 * @param text - a list of keys, one a line; `#` begins a comment; a path gives all its keys
 * @returns the keys
 */
export function keysInList(text: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  return new Set(lines.flatMap((line) => line.split('.')).filter((key) => key !== ''));
}
