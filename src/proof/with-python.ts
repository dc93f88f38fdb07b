/**
 * The proof once more, by the user's own Python and PyYAML: one process for all files, python/prove.py, which reads
 * JSON lines and answers in JSON lines. Texts are handed over one after another and only as fast as Python takes
 * them, so that neither side holds the whole folder. What it says at its end must agree with what was sent and
 * received: a process that stopped halfway has proved nothing.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../errors.js';
import type { ByTag, Difference, Proof, ProofOptions, ProofParent } from './prove.js';
import type { ProofText } from './text.js';

const SCRIPT = fileURLToPath(new URL('../../python/prove.py', import.meta.url));

/** What prove.py writes; the first lines of it say more. */
interface Message {
  readonly difference?: Omit<Difference, 'loader'>;
  readonly byTag?: ByTag;
  readonly missing?: string;
  readonly done?: Done;
}

interface Done {
  readonly sessions: number;
  readonly differences: number;
  readonly python: string;
  readonly pyyaml: string;
}

type Python = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * @param proof - the proof so far
 * @param command - the user's Python: a name on the path or the path of a program, without arguments
 * @param parents - what was proved, to be read again
 * @returns the proof with PyYAML among its loaders and with what PyYAML reads differently
 * @throws ConfigError `python-not-found`, `pyyaml-missing`, `python-failed`
 */
export async function proveWithPython(
  proof: Proof,
  command: string,
  parents: readonly ProofParent[],
  options: ProofOptions,
): Promise<Proof> {
  const differences: Difference[] = [];
  const byTag: ByTag[] = [];
  const sent = { sessions: 0 };
  const done = await converse(command, linesOf(parents, options, sent), (message) => {
    if (message.missing !== undefined) throw pyyamlMissing(command);
    if (message.difference !== undefined) differences.push({ ...message.difference, loader: 'python' });
    if (message.byTag !== undefined) byTag.push(message.byTag);
  });
  if (done.sessions !== sent.sessions || done.differences !== differences.length) {
    const counts = `${sent.sessions} sessions sent, ${done.sessions} compared; ${done.differences} differences said, ${differences.length} received`;
    throw failed(command, `it lost count: ${counts}`);
  }
  return {
    ...proof,
    ok: proof.ok && differences.length === 0,
    loaders: [...proof.loaders, `PyYAML ${done.pyyaml} (${command} ${done.python})`],
    differences: [...proof.differences, ...differences],
    byTag,
  };
}

/** Counts the sessions in `sent` as they are asked for. */
function* linesOf(
  parents: readonly ProofParent[],
  { keyOrder, contract }: ProofOptions,
  sent: { sessions: number },
): Generator<string> {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const textOf = ({ path, text }: ProofText) => ({ path, text: text() });
  yield line({ kind: 'options', keyOrder, reserved: contract.reserved, required: contract.required });
  for (const { parent, sessions } of parents) {
    yield line({ kind: 'parent', ...textOf(parent), sessions: sessions.map(({ name }) => name) });
    for (const { name, legacy, session } of sessions) {
      sent.sessions++;
      yield line({ kind: 'session', name, legacy: textOf(legacy), session: textOf(session) });
    }
  }
}

/** @returns the last thing Python says; what it says before goes to `take` */
async function converse(
  command: string,
  lines: Iterable<string>,
  take: (message: Message) => void,
): Promise<Done> {
  const python = await start(command);
  const closed = once(python, 'close');
  const complaint = lastLine(python.stderr);
  let done: Done | undefined;
  const answers = async () => {
    for await (const line of createInterface({ input: python.stdout, crlfDelay: Infinity })) {
      const message = messageOf(line, command);
      take(message);
      done ??= message.done;
    }
  };
  try {
    await Promise.all([send(lines, python.stdin), answers()]);
  } catch (error) {
    python.kill();
    throw error;
  }
  const [exit, signal] = (await closed) as [number | null, string | null];
  if (exit === 0 && done !== undefined) return done;
  throw failed(command, `${exit === null ? String(signal) : `exit ${exit}`}: ${complaint() || 'no message'}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program',
  EACCES: 'it is not a program that you may run',
};

async function start(command: string): Promise<Python> {
  const python = spawn(command, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    await once(python, 'spawn');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = REASONS[code ?? ''] ?? String(error);
    const message = `Python cannot be started as '${command}': ${why}. Nothing was written. Name the Python that reads the configs, e.g. --with-python=.venv/bin/python, or leave the option out.`;
    throw new ConfigError('python-not-found', message, [], { cause: error });
  }
  return python;
}

/** Python may stop reading, which its exit code and its last line explain; a text that cannot be read is thrown. */
async function send(lines: Iterable<string>, stdin: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(lines, { highWaterMark: 1 }), stdin);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'write' && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ERR_STREAM_DESTROYED')
      throw error;
  }
}

function messageOf(line: string, command: string): Message {
  try {
    const message: unknown = JSON.parse(line);
    // What python/prove.py writes, which is part of this package.
    if (typeof message === 'object' && message !== null) return message as Message;
  } catch {
    // Not from our script: said below.
  }
  throw failed(command, `it printed: ${line.slice(0, 200)}`);
}

const KEPT = 10_000;

/** @returns what gives the last line with text in it, once all has been read */
function lastLine(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (part: string) => (text = (text + part).slice(-KEPT)));
  return () => text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

function pyyamlMissing(command: string): ConfigError {
  const message = `'${command}' has no PyYAML, so nothing was proved with it and nothing was written. Install it there (${command} -m pip install pyyaml; for Debian's own Python: apt install python3-yaml), or name another Python with --with-python.`;
  return new ConfigError('pyyaml-missing', message);
}

function failed(command: string, why: string): ConfigError {
  const message = `The proof with '${command}' stopped (${why}). Nothing was written. Check that it is Python 3.6 or later, or leave --with-python out.`;
  return new ConfigError('python-failed', message);
}
