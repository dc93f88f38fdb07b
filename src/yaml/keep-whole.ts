/** A config that is not cut, although it could be: it stays as it is, and its values count like any other's. */
import { commentLines, commentsOf } from './comments.js';
import { rootValue, type Config } from './config.js';

/**
 * @param config - a config
 * @param why - why it must stay as it is, told to the user
 * @returns the same config with no entry that could leave it or give its text to the parent
 */
export function keepWhole(config: Config, why: string): Config {
  if (config.whole !== null) {
    return config.whole.flow === null ? config : { ...config, whole: { ...config.whole, why, flow: null } };
  }
  const { source, head, blocks, foot } = config;
  const inside = blocks.reduce((count, block) => count + commentsOf(block).length, 0);
  const comments = inside + commentLines(head).length + commentLines(foot).length;
  const whole = { why, pairs: rootValue(config).pairs, comments, text: source.text, flow: null };
  return { ...config, head: source.text, blocks: [], foot: '', whole };
}
