import { describe, expect, test } from 'vitest';
import { alike, editDistance, partsOf } from '../../src/audit/words.js';
import { keysInCode, keysInList } from '../../src/audit/known-keys.js';

describe('alike', () => {
  test.each([
    ['threshold', 'theshold', 'one letter'],
    ['threshold', 'thershold', 'swapped letters'],
    ['train_val_split', 'trainValSplit', 'style'],
    ['train-val-split', 'train_val_split', 'style'],
    ['cids', 'cid', 'number'],
    ['frequencies', 'frequency', 'number'],
    ['normalization', 'normalisatoin', 'two letters'],
    ['init_sigma', 'initsigma', 'style'],
  ])('%s, %s', (a, b, likeness) => {
    expect(alike(a, b)?.likeness).toBe(likeness);
    expect(alike(b, a)).toEqual(alike(a, b));
  });

  test.each([
    ['optim_g', 'optim_d'],
    ['q_proj', 'k_proj'],
    ['lambda1', 'lambda2'],
    ['min_freq', 'max_freq'],
    ['active', 'inactive'],
    ['train', 'train_loader'],
    ['stim', 'robs'],
    ['float16', 'float32'],
  ])('not %s, %s', (a, b) => {
    expect(alike(a, b)).toBeNull();
  });

  test('a first letter says less than an inner one', () => {
    expect(alike('latitude', 'altitude')?.bits).toBeLessThan(alike('latitude', 'lattiude')?.bits ?? 0);
    expect(alike('height', 'weight')?.bits).toBeLessThan(2);
  });
});

test('words of keys', () => {
  expect(partsOf('trainVal_split2')).toEqual(['train', 'val', 'split', '2']);
});

test.each([
  ['', 'ab', 2, 2],
  ['ab', 'ba', 2, 1],
  ['kitten', 'sitting', 3, 3],
  ['kitten', 'sitting', 2, 3],
  ['abcdef', 'a', 2, 3],
])('distance of %s and %s up to %i', (a, b, limit, distance) => {
  expect(editDistance(a, b, limit)).toBe(distance);
});

describe('keys in code', () => {
  test.each([
    ['cfg.get("threshold", 45)', 'threshold'],
    ["ops['missing_pct']", 'missing_pct'],
    ['if "cids" in config:', 'cids'],
    ['rate = cfg.sampling.rate', 'sampling'],
    ['@dataclass\nclass A:\n    n_lags: int = 32\n', 'n_lags'],
    ['def pixelnorm(x, eps=1e-6):', 'eps'],
    ['OmegaConf.select(cfg, "net.depth")', 'depth'],
  ])('%s', (code, key) => {
    expect([...keysInCode(code)]).toContain(key);
  });

  test('a list of keys', () => {
    expect([...keysInList('# keys\nthreshold # in %\nnet.depth\n\n')]).toEqual(['threshold', 'net', 'depth']);
  });
});
