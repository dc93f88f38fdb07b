/** Key paths as people write them: keys joined with dots, a key that holds a dot or nothing in quotes. */

export type Path = readonly string[];

/**
 * @param path - keys from the top level down
 * @returns the path as shown to the user, e.g. `transforms.stim.ops` or `net."a.b"`
 */
export function showPath(path: Path): string {
  return path.map((key) => (/^[^."\s]+$/.test(key) ? key : JSON.stringify(key))).join('.');
}

/**
 * @param shown - a path as `showPath` writes it: `transforms.stim.ops`, `net."a.b"`
 * @returns its keys; null when a quote is not closed, or nothing stands between two dots
 */
export function parsePath(shown: string): Path | null {
  const keys: string[] = [];
  const key = /("(?:[^"\\]|\\.)*"|[^."]+)(\.|$)/y;
  while (key.lastIndex < shown.length) {
    const match = key.exec(shown);
    if (match?.[1] === undefined) return null;
    keys.push(match[1].startsWith('"') ? unquoted(match[1]) : match[1]);
  }
  return keys.length === 0 || shown.endsWith('.') ? null : keys;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** Key paths given by the user (`--pin`), for asking whether a path is one of them or above one. */
export class PathSet {
  readonly #paths: ReadonlySet<string>;
  readonly #above: ReadonlySet<string>;

  /** @param shown - paths as `showPath` writes them */
  constructor(shown: readonly string[]) {
    this.#paths = new Set(shown);
    const above = shown.flatMap((path) => [...path.matchAll(/\./g)].map((dot) => path.slice(0, dot.index)));
    this.#above = new Set(above);
  }

  has(path: Path): boolean {
    return this.#paths.has(showPath(path));
  }

  /** @returns whether a path of the set lies below the given one */
  hasBelow(path: Path): boolean {
    return this.#above.has(showPath(path));
  }
}
