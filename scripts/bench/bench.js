/**
 * The benchmark, `npm run bench -- [sizes] [--rounds N] [--slow N]`: this tool beside what others need to parse the
 * same bytes. Every row runs in a process of its own; rows are interleaved round by round, so that a machine that is
 * busy for a while is so for all of them, and ratios are of the same round. Rows that parse know nothing but parsing:
 * texts are read before the clock starts. Rows of the tool and of the Python script are whole processes, start-up,
 * proof and writing included.
 *
 * `--slow N`: the slowest rows (yaml, PyYAML) run up to folders of N configs; default 1000.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeFolder } from './folder.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    slow: { type: 'string', default: '1000' },
    in: { type: 'string', default: os.tmpdir() },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [100, 1000, 10_000];
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const BIN = here('../../bin/config-inherit.js');

/** How a row is run: a child that says its own time, or a process that is measured from outside. */
const parseRow = (engine, slow) => ({
  name: `${engine === 'read' ? 'read the bytes' : `${engine}, parse`}`,
  slow,
  run: (f) => says([process.execPath, here('parse.js'), engine, f.legacy]),
});
const ROWS = [
  parseRow('read', false),
  parseRow('js-yaml 4', false),
  parseRow('js-yaml 5', false),
  parseRow('yaml', true),
  {
    name: 'PyYAML C, parse',
    slow: true,
    python: true,
    run: (f) => says(['python3', here('plain.py'), 'c', 'parse', f.legacy]),
  },
  {
    name: 'PyYAML, parse',
    slow: true,
    python: true,
    once: true,
    run: (f) => says(['python3', here('plain.py'), 'pure', 'parse', f.legacy]),
  },
  {
    name: 'plain Python script (C)',
    slow: true,
    python: true,
    run: (f) => says(['python3', here('plain.py'), 'c', 'migrate', f.legacy, f.out]),
  },
  { name: 'config-inherit, dry run with proof', run: (f) => measured(f, ['--dry-run']) },
  { name: 'config-inherit, migrate with proofs', run: (f) => measured(f, []) },
];

function says([command, ...args]) {
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 }));
}

/** GNU time gives the peak memory of a child; without it only the time is known. */
function measured(folder, options) {
  const args = [BIN, 'migrate', folder.legacy, '--out', folder.out, ...options];
  const start = process.hrtime.bigint();
  const child = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (child.status !== 0) throw new Error(child.error?.message ?? child.stderr);
  return { seconds, megabytes: Number(child.stderr.trim().split('\n').at(-1)) / 1024 };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function hasPython() {
  return spawnSync('python3', ['-c', 'import yaml; yaml.CSafeLoader']).status === 0;
}

function benchSize(count, python) {
  const home = mkdtempSync(path.join(values.in, 'config-inherit-bench-'));
  const folder = { legacy: path.join(home, 'configs'), out: path.join(home, 'out') };
  const megabytes = writeFolder(count, folder.legacy) / 1e6;
  const rows = ROWS.filter((row) => (python || !row.python) && (!row.slow || count <= Number(values.slow)));
  const runs = new Map(rows.map((row) => [row.name, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const row of rows) {
      if (row.once && round > 0) continue;
      rmSync(folder.out, { recursive: true, force: true });
      runs.get(row.name).push(row.run(folder));
    }
  }
  rmSync(home, { recursive: true, force: true });
  const reference = runs.get('js-yaml 4, parse');
  console.log(
    `\n### ${count.toLocaleString('en')} configs, ${megabytes.toFixed(1)} MB, ${values.rounds} rounds\n`,
  );
  console.log('| | seconds | MB/s | times js-yaml 4 | peak MB |\n| --- | --: | --: | --: | --: |');
  for (const [name, all] of runs) {
    const seconds = median(all.map((run) => run.seconds));
    const ratio = median(all.map((run, round) => run.seconds / reference[round].seconds));
    const peak = median(all.map((run) => run.megabytes));
    console.log(
      `| ${name} | ${seconds.toFixed(2)} | ${(megabytes / seconds).toFixed(1)} | ${ratio.toFixed(2)} | ${peak.toFixed(0)} |`,
    );
  }
}

const python = hasPython();
const [cpu] = os.cpus();
console.log(
  `${os.cpus().length} cores, ${cpu?.model.trim()}, Node.js ${process.version}${python ? '' : ', no PyYAML with libyaml'}; load ${os.loadavg()[0]?.toFixed(1)} at the start.`,
);
for (const count of sizes) benchSize(count, python);
