/** The rows of the benchmark: what each one runs. A row that parses knows nothing but parsing. */
import { fileURLToPath } from 'node:url';
import { measured, says } from './child.js';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const BIN = here('../../bin/config-inherit.js');
const PLAIN = here('plain.py');

/** The row all others are compared with. */
export const REFERENCE = 'js-yaml 4, parse';

/** `slow`: only up to --slow. `python`: needs PyYAML with libyaml. `writes`: leaves as many files as it is given. */
export const ROWS = [
  { name: 'read the bytes', run: parses('read') },
  { name: REFERENCE, run: parses('js-yaml 4') },
  { name: 'js-yaml 5, parse', run: parses('js-yaml 5') },
  { name: 'yaml, parse', slow: true, run: parses('yaml') },
  { name: 'PyYAML C, parse', slow: true, python: true, run: parsesInPython('c') },
  { name: 'PyYAML, parse', slow: true, python: true, once: true, run: parsesInPython('pure') },
  {
    name: 'plain Python script (C)',
    slow: true,
    python: true,
    writes: true,
    run: ({ home, legacy, out }) => measured(home, ['python3', PLAIN, 'c', 'migrate', legacy, out]),
  },
  { name: 'config-inherit, audit', run: runs('audit', '--fail-on', 'never', '--quiet') },
  { name: 'config-inherit, dry run with proof', run: migrates('--dry-run') },
  { name: 'config-inherit, migrate with proofs', writes: true, run: migrates() },
];

function parses(engine) {
  return ({ home, legacy }) => says(home, [process.execPath, here('parse.js'), engine, legacy]);
}

function parsesInPython(loader) {
  return ({ home, legacy }) => says(home, ['python3', PLAIN, loader, 'parse', legacy]);
}

function runs(command, ...options) {
  return ({ home, legacy }) => measured(home, [process.execPath, BIN, command, legacy, ...options]);
}

function migrates(...options) {
  return (folder) => runs('migrate', '--out', folder.out, ...options)(folder);
}
