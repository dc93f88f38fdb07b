/** Asks git whether a folder can be changed without losing work. */
import { execFileSync } from 'node:child_process';
import { ConfigError } from '../errors.js';

/**
 * Files are removed only where git can bring them back: everything in the folder must be committed.
 *
 * @param directory - the folder
 * @throws ConfigError `dirty-tree` when it is not in a git work tree or holds changes that are not committed
 */
export function requireCleanTree(directory: string): void {
  let status: string;
  try {
    status = execFileSync('git', ['status', '--porcelain', '--ignored', '--', '.'], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    throw new ConfigError(
      'dirty-tree',
      `${directory} is not in a git work tree, so removed files could not be brought back. Commit them first, or migrate without --in-place.`,
      [],
      { cause: error },
    );
  }
  if (status === '') return;
  const first = status.split('\n', 3).filter((line) => line !== '');
  throw new ConfigError(
    'dirty-tree',
    `${directory} has files that are not committed (${first.join('; ')}). Commit or stash them before --in-place.`,
  );
}
