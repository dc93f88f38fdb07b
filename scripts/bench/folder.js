/**
 * A legacy folder of any size in the shape of real ones: five lists of cell ids that differ in every file and are most
 * of the bytes, two short keys of its own, and a shared part with comments that was copied into each file; one file in
 * thirty overrides a value in it. The same count always gives the same folder.
 *
 *     node scripts/bench/folder.js 1000 out/configs
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SHARED = `
# --- what the loader reads -------------------------------------------
types: [backimage, gaborium, gratings, fixrsvp]

sampling:
  source_rate: 240
  target_rate: 120      # after decimation

keys_lags:
  robs: 0
  stim: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24]
  behavior: 0           # must name an \`expose_as\` below
  dfs: 0

# --- transforms: applied in this order -------------------------------
transforms:
  stim:
    source: stim
    ops:
      - pixelnorm: {}
      - unsqueeze: 0
    expose_as: stim
  # robs:
  #   source: robs
  #   ops:
  #     - smooth: {type: gaussian, params: 1.0}
  eye_vel:
    source: eyepos      # raw key of the recording
    ops:                # an ordered list
      - diff: {axis: 0} # velocity by finite differences
      - maxnorm: {}
      - symlog: {}
      - temporal_basis: # raised cosines
          num_delta_funcs: 0
          num_cosine_funcs: 10
          history_bins: 50
          causal: false
          log_spacing: false
          peak_range_ms: [30, 200]
          normalize: true
      - splitrelu:
          split_dim: 1
          trainable_gain: false
    expose_as: behavior
    concatenate: true
  eye_pos:
    source: eyepos
    ops: []             # passed through
    expose_as: behavior
    concatenate: true   # beside eye_vel

datafilters:
  dfs:
    ops: [{valid_nlags: {n_lags: 32}}, {missing_pct: {threshold: 45}}]
    expose_as: dfs

train_val_split: 0.8
seed: 1002
`;

const OVERRIDES = [
  ['train_val_split: 0.8', 'train_val_split: 0.9'],
  ['seed: 1002', 'seed: 7'],
  ['  target_rate: 120 ', '  target_rate: 240 '],
  ['history_bins: 50', 'history_bins: 64'],
];

/** @returns numbers from 0 up to, not including, 1; the same for the same seed */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A flow list as PyYAML folds it: at column 80. */
function idList(key, length, random) {
  const lines = [];
  let line = `${key}: [`;
  let id = 0;
  for (let index = 0; index < length; index++) {
    id += 1 + Math.floor(random() * 3);
    const item = index === length - 1 ? `${id}]` : `${id},`;
    if (line.length + item.length > 80) {
      lines.push(line.trimEnd());
      line = '  ';
    }
    line += `${item} `;
  }
  return `${[...lines, line.trimEnd()].join('\n')}\n`;
}

/** @returns one config */
export function configText(index) {
  const random = randomOf(index + 1);
  const between = (low, high) => low + Math.floor(random() * (high - low));
  const name = sessionName(index);
  const lists = [
    idList('cids', between(200, 400), random),
    idList('visual', between(200, 400), random),
    idList('qcmissing', between(150, 350), random),
    idList('qccontam', between(150, 350), random),
  ].join('');
  const eye = random() < 0.5 ? 'left' : 'right';
  const [from, to] = index % 30 === 7 ? (OVERRIDES[Math.floor(index / 30) % OVERRIDES.length] ?? []) : [];
  const shared = from === undefined ? SHARED : SHARED.replace(from, to);
  return `session: ${name}\n${lists}lab: ${index % 40 === 3 ? 'rowley' : 'yates'}\neye: ${eye}\n${shared}`;
}

/** @returns file names in the order of their indices */
export function sessionName(index) {
  const animals = ['Allen', 'Logan', 'Luke', 'Milo'];
  return `${animals[index % animals.length]}_${String(index).padStart(6, '0')}`;
}

/** Writes the folder. @returns the number of bytes */
export function writeFolder(count, folder) {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const text = configText(index);
    bytes += text.length;
    writeFileSync(path.join(folder, `${sessionName(index)}.yaml`), text);
  }
  return bytes;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = '1000', folder = 'out/configs'] = process.argv.slice(2);
  console.log(`${writeFolder(Number(count), folder)} bytes`);
}
