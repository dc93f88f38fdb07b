/** What this program says of itself. */
import { readFileSync } from 'node:fs';

/** Two folders down from the package, as the bundle of the command line is too. */
const PACKAGE = new URL('../../package.json', import.meta.url);

/** @returns the version of this program */
export function programVersion(): string {
  return (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version;
}
