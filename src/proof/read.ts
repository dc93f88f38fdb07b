/**
 * Text to a tree with nothing lost, by js-yaml: the second parser of this project, on which nothing else depends.
 * Nothing is resolved and nothing executed: each plain scalar stays text, each tag stays a tag. What it all means is
 * for view.ts.
 */
import jsyaml from 'js-yaml';
import { Keeper } from './keeper.js';
import { listed, NONCE, PLAIN_MARK, Tagged, Unreadable, type RawDocument } from './raw.js';
import { obstacleIn, placeOf } from './source.js';

const KINDS = ['scalar', 'sequence', 'mapping'] as const;

// Under a name no file can hold, or `!plain "1"` would be the integer 1.
const PLAIN = new jsyaml.Type(`!plain-${NONCE}`, {
  kind: 'scalar',
  resolve: () => true,
  construct: (text: string | null) => PLAIN_MARK + (text ?? ''),
});

const ANY_TAG = ['!', 'tag:', ''].flatMap((prefix) =>
  KINDS.map(
    (kind) =>
      new jsyaml.Type(prefix, {
        kind,
        multi: true,
        resolve: () => true,
        construct: (content: unknown, tag?: string) => new Tagged(tag ?? '', listed(content)),
      }),
  ),
);

const SCHEMA = new jsyaml.Schema({ implicit: [PLAIN], explicit: ANY_TAG });

const MAX_DEPTH = 500;

/**
 * @param given - a YAML text, with or without byte order mark
 * @returns its one document
 * @throws Unreadable when js-yaml cannot read it, or reads something it cannot keep apart
 */
export function readRaw(given: string): RawDocument {
  const text = given.replace(/^\uFEFF/, '');
  const obstacle = obstacleIn(text);
  if (obstacle !== null) throw new Unreadable(obstacle.message + placeOf(text, obstacle.at));
  const keeper = new Keeper(text);
  // `maxDepth` is an option of js-yaml 4.3 that its published types do not know.
  const options = { schema: SCHEMA, maxDepth: MAX_DEPTH, listener: keeper.listen } as jsyaml.LoadOptions;
  try {
    return keeper.document(listed(jsyaml.load(text, options)));
  } catch (error) {
    if (error instanceof jsyaml.YAMLException) {
      // Errors about the whole stream have no mark, whatever the types say.
      const mark = error.mark as typeof error.mark | undefined;
      const place = mark === undefined ? '' : ` (${mark.line + 1}:${mark.column + 1})`;
      throw new Unreadable(error.reason + place, { cause: error });
    }
    if (error instanceof RangeError) throw new Unreadable('nested too deeply', { cause: error });
    throw error;
  }
}
