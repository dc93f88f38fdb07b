/** Runs a command line as `cli.ts` does, and keeps what it prints. */
import { run } from '../../src/cli.js';

export interface Ran {
  readonly exit: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** @returns exit code and output of a command line, without colours */
export async function cli(...argv: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: false,
  };
  const exit = await run(argv, terminal);
  return { exit, out, err };
}
