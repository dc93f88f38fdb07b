/**
 * How well the audit finds what was planted: faults of every rule, in generated folders and in real ones where they
 * stand beside the project, one to four files of thirty each. Prints recall, precision and what is said about clean
 * folders; docs/accuracy.md keeps what was measured.
 *
 *   npm run bench:audit -- [--seeds 1,2,3] [--trials 4] [--faults 1] [--misses]
 *
 * `--faults`: how many faults a folder gets at once. `--misses` lists what was not found, and false alarms.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../dist/audit/audit.js';
import { gatherAuditInput } from '../dist/commands/audit-input.js';
import { contractOf } from '../dist/contract.js';
import { FAULTS, plain } from './audit/faults.js';
import { randomOf } from './audit/random.js';
import { SHAPES } from './audit/shapes.js';

const { values: flags } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    trials: { type: 'string', default: '4' },
    faults: { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
  },
});

const SIZE = 30;
const REAL = new URL('../../shared/corpora/vc-legacy/', import.meta.url);

/** Shapes by name; each makes a clean folder of files. Real folders are taken as they are. */
function shapes() {
  const real = existsSync(REAL)
    ? readdirSync(REAL).map((folder) => [
        `vc-legacy/${folder}`,
        () => readFolder(new URL(`${folder}/`, REAL)),
      ])
    : [];
  return { ...SHAPES, ...Object.fromEntries(real.filter(([, make]) => make().length >= 15)) };
}

function readFolder(url) {
  return readdirSync(url)
    .sort()
    .slice(0, SIZE)
    .map((file) => ({ name: file.replace('.yaml', ''), text: readFileSync(new URL(file, url), 'utf8') }));
}

async function auditFiles(files) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-bench-'));
  try {
    const inner = join(folder, 'configs');
    mkdirSync(inner);
    for (const { name, text } of files) writeFileSync(join(inner, `${name}.yaml`), plain(text));
    const contract = contractOf('plain');
    const gathered = await gatherAuditInput({
      paths: [inner],
      exclude: ['base'],
      recursive: false,
      contract,
      yaml: 'both',
    });
    if (gathered.problems.length > 0) throw new Error(gathered.problems[0].message);
    return audit(gathered.input, { contract, yaml: 'both', knownKeys: null }).findings.filter(
      ({ severity }) => severity !== 'info',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const filesOf = ({ places }) => places.map(({ file }) => basename(file, '.yaml'));

/** Whether a finding is about a fault: one of its files, and its key or the mapping it stands in. */
function names(finding, fault) {
  if (!filesOf(finding).some((file) => fault.files.includes(file))) return false;
  if (finding.path === '' || fault.path.length === 0) return true;
  const keys = finding.path.replace(/\[[^\]]*\]/g, '').split('.');
  const above = (path) => path.slice(0, -1).join('.');
  return (
    keys.includes(fault.path.at(-1)) || fault.path.includes(keys.at(-1)) || above(keys) === above(fault.path)
  );
}

const keyOf = ({ rule, path, message }) => `${rule} ${path} ${message}`;

const rows = new Map();
const clean = { folders: 0, findings: 0 };
const about = { planted: 0, all: 0 };
const misses = [];

for (const seed of flags.seeds.split(',').map(Number)) {
  for (const [shape, make] of Object.entries(shapes())) {
    const random = randomOf(seed * 7919 + shape.length);
    const before = await auditFiles(make(random, SIZE));
    clean.folders++;
    clean.findings += before.length;
    for (const finding of before) if (!shape.includes('/')) misses.push(`clean ${shape}: ${keyOf(finding)}`);
    const jobs = Object.keys(FAULTS).flatMap((fault) =>
      Array.from({ length: Number(flags.trials) }, () => fault),
    );
    const size = Number(flags.faults);
    const rounds =
      size === 1
        ? jobs.map((fault) => [fault])
        : Array.from({ length: Math.ceil(jobs.length / size) }, () => random.sample(jobs, size));
    for (const faults of rounds) {
      const files = make(random, SIZE);
      const known = new Set((await auditFiles(files)).map(({ rule, path }) => `${rule} ${path}`));
      // What only the text can hold, or changes names, comes after what goes through a parser.
      const last = (fault) => ['duplicate-key', 'skipped-by-name'].indexOf(fault);
      const planted = faults
        .toSorted((a, b) => last(a) - last(b))
        .flatMap((fault) => {
          const done = FAULTS[fault](random, files);
          return done === null ? [] : [{ fault, ...done }];
        });
      if (planted.length === 0) continue;
      const found = (await auditFiles(files)).filter(({ rule, path }) => !known.has(`${rule} ${path}`));
      for (const one of planted) {
        const row = rows.get(one.fault) ?? { planted: 0, named: 0 };
        row.planted++;
        if (found.some((finding) => names(finding, one))) row.named++;
        else
          misses.push(
            `missed ${shape} seed ${seed}: ${one.fault} ${one.path.join('.')} in ${one.files.join(', ')}`,
          );
        rows.set(one.fault, row);
      }
      const all = new Set(planted.flatMap((one) => one.files));
      for (const finding of found) {
        about.all++;
        if (filesOf(finding).some((file) => all.has(file))) about.planted++;
        else misses.push(`false alarm ${shape} seed ${seed} (${faults}): ${keyOf(finding)}`);
      }
    }
  }
}

const percent = (part, all) => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
console.log('| fault | planted | named | recall |\n| --- | ---: | ---: | ---: |');
let [planted, named] = [0, 0];
for (const [fault, row] of rows) {
  planted += row.planted;
  named += row.named;
  console.log(`| ${fault} | ${row.planted} | ${row.named} | ${percent(row.named, row.planted)} |`);
}
console.log(`| all | ${planted} | ${named} | ${percent(named, planted)} |`);
console.log(
  `\nOf ${about.all} findings at warning or over, ${about.planted} are about a planted file: ${percent(about.planted, about.all)}.`,
);
console.log(`Clean folders: ${clean.findings} findings at warning or over in ${clean.folders} folders.`);
if (flags.misses) console.log(`\n${misses.join('\n')}`);
