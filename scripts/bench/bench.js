/**
 * The benchmark, `npm run bench -- [sizes] [--rounds N] [--slow N] [--in FOLDER]`: this tool beside what others need to
 * parse the same bytes. Every row runs in a process of its own; rows are interleaved round by round, so that a machine
 * that is busy for a while is so for all of them, and ratios are of the same round. Rows that parse read texts while the
 * clock stands. Rows of the tool and of the Python script are whole processes, start-up, proof and writing included.
 *
 * `--slow N`: the slowest rows (yaml, PyYAML, the Python script) run up to folders of N configs, default 1000; above 1,000
 * they run in the first round only.
 *
 * What earlier runs have written is on the disk before the next one starts, and is removed only at the very end: both
 * would be paid by the run that follows.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HAS_TIME } from './child.js';
import { writeFolder } from './folder.js';
import { ROWS } from './rows.js';
import { growthTable, sizeTable } from './tables.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    slow: { type: 'string', default: '1000' },
    in: { type: 'string', default: os.tmpdir() },
  },
});
const sizes = (positionals.length > 0 ? positionals : ['100', '1000', '10000']).map(whole);
const [rounds, slow] = [values.rounds, values.slow].map(whole);

/** What a config of 7 KB takes in blocks of a disk, with its name; the same again for what is written of it. */
const DISK_BYTES = 12_000;
const ONCE_ABOVE = 1000;

function whole(text) {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  console.error(`'${text}' is not a number of configs or rounds.`);
  process.exit(2);
}

function hasPython() {
  return spawnSync('python3', ['-c', 'import yaml; yaml.CSafeLoader']).status === 0;
}

function rowsFor(count, python) {
  return ROWS.filter((row) => (python || !row.python) && (!row.slow || count <= slow));
}

function inRound(round, count) {
  return (row) => round === 0 || !(row.once || (row.slow && count > ONCE_ABOVE));
}

function requireSpace(count, runs) {
  const { bavail, bsize } = statfsSync(values.in);
  const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
  const needed = count * DISK_BYTES * (1 + runs.filter((row) => row.writes).length);
  if (bavail * bsize > needed) return;
  throw new Error(
    `${count} configs need about ${gigabytes(needed)} in ${values.in}, which has ${gigabytes(bavail * bsize)} left. Give another folder with --in, or fewer --rounds.`,
  );
}

function benchSize(count, home, python) {
  const rows = rowsFor(count, python);
  const plan = Array.from({ length: rounds }, (_, round) => rows.filter(inRound(round, count))).flat();
  requireSpace(count, plan);
  const legacy = path.join(home, String(count), 'configs');
  const megabytes = writeFolder(count, legacy) / 1e6;
  const runs = new Map(rows.map((row) => [row.name, []]));
  plan.forEach((row, index) => {
    spawnSync('sync', ['-f', home]);
    const out = path.join(home, String(count), `out-${index}`);
    runs.get(row.name).push(row.run({ home, legacy, out }));
  });
  return { count, megabytes, runs };
}

function benchAll() {
  const python = hasPython();
  const [cpu] = os.cpus();
  const missing = [...(python ? [] : ['PyYAML with libyaml']), ...(HAS_TIME ? [] : ['GNU time'])];
  console.log(
    `${os.cpus().length} cores, ${cpu?.model.trim()}, Node.js ${process.version}${missing.map((one) => `, no ${one}`).join('')}; load ${os.loadavg()[0]?.toFixed(1)} at the start.`,
  );
  const home = mkdtempSync(path.join(values.in, 'config-inherit-bench-'));
  try {
    const done = [];
    for (const count of sizes) {
      done.push(benchSize(count, home, python));
      console.log(sizeTable(done.at(-1), rounds).join('\n'));
    }
    if (done.length > 1) console.log(growthTable(done).join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

benchAll();
