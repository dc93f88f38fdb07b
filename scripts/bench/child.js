/**
 * Runs a child and says what it took: seconds on the clock, processor seconds in user mode (which say more on a busy
 * machine) and peak memory. What it prints goes nowhere, or to a file of which only the end is read.
 */
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';

const GNU_TIME = '/usr/bin/time';
const SHOWN = 2000;

/** Node.js reads the certificates that this names at each start: 50 ms which have nothing to do with any row. */
const ENVIRONMENT = { ...process.env };
delete ENVIRONMENT.NODE_EXTRA_CA_CERTS;

/** Whether more than the clock can be read of whole processes. */
export const HAS_TIME = existsSync(GNU_TIME);

/** @returns what a child says of itself, as JSON: without its start */
export function says(home, [command, ...args]) {
  return JSON.parse(run(home, command, args, 'pipe').stdout);
}

/** @returns what a whole process took, its start included */
export function measured(home, command) {
  const file = path.join(home, 'time');
  const [program, ...args] = HAS_TIME ? [GNU_TIME, '-o', file, '-f', '%U %M', ...command] : command;
  const start = process.hrtime.bigint();
  run(home, program, args, 'ignore');
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const [user = NaN, kilobytes = NaN] = HAS_TIME
    ? readFileSync(file, 'utf8').trim().split(' ').map(Number)
    : [];
  return { seconds, user, megabytes: kilobytes / 1024 };
}

function run(home, command, args, stdout) {
  const errors = path.join(home, 'stderr');
  const handle = openSync(errors, 'w+');
  try {
    const stdio = ['ignore', stdout, handle];
    const child = spawnSync(command, args, { encoding: 'utf8', stdio, env: ENVIRONMENT });
    if (child.status === 0) return child;
    throw new Error(`${[command, ...args].join(' ')}: ${child.error?.message ?? endOf(handle)}`);
  } finally {
    closeSync(handle);
  }
}

function endOf(handle) {
  const { size } = fstatSync(handle);
  const end = Buffer.alloc(Math.min(size, SHOWN));
  readSync(handle, end, 0, end.length, size - end.length);
  return end.toString();
}
