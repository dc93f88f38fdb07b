/** The rules as rows: texts in, findings out. Twelve files are like `usual`; the odd ones come after them. */
import { describe, expect, test } from 'vitest';
import { auditTexts, folder, line, warnings } from './files.js';

interface Row {
  readonly what: string;
  readonly usual: string;
  readonly odd: readonly string[];
  readonly finds: readonly string[];
}

const OPS = 'ops: [{diff: {axis: 0}}, {norm: {}}, {missing_pct: {threshold: 45}}]\n';

const NAMED: readonly Row[] = [
  {
    what: 'a key misspelt inside a list of steps is one finding, not three',
    usual: OPS,
    odd: [OPS.replace('threshold', 'theshold')],
    finds: ['warning near-miss-key ops[].missing_pct.theshold old/odd1.yaml:1:53'],
  },
  {
    what: 'a step misspelt',
    usual: OPS,
    odd: [OPS.replace('norm', 'nrom')],
    finds: ['warning near-miss-key ops[].nrom old/odd1.yaml:1:27'],
  },
  {
    what: 'a step that comes twice',
    usual: OPS,
    odd: [OPS.replace('{norm: {}}', '{norm: {}}, {norm: {}}')],
    finds: ['warning extra-key ops[].norm#2 old/odd1.yaml:1:39'],
  },
  {
    what: 'steps in another order',
    usual: OPS,
    odd: ['ops: [{norm: {}}, {diff: {axis: 0}}, {missing_pct: {threshold: 45}}]\n'],
    finds: ['warning order-drift ops old/odd1.yaml:1:1'],
  },
  {
    what: 'separators and case of a key',
    usual: 'net: {batch_size: 8, lr: 2}\n',
    odd: ['net: {batchSize: 8, lr: 2}\n'],
    finds: ['warning near-miss-key net.batchSize old/odd1.yaml:1:7'],
  },
  {
    what: 'a plural',
    usual: 'cids: [{n}]\n',
    odd: ['cid: [40]\n'],
    finds: ['warning near-miss-key cid old/odd1.yaml:1:1'],
  },
  {
    what: 'an item of a list with names',
    usual: 'layers:\n  - name: a\n    size: 8\n  - name: b\n    size: 4\n',
    odd: ['layers:\n  - name: a\n    size: 80\n  - name: b\n    size: 4\n'],
    finds: ['warning outlier-value layers[name=a].size old/odd1.yaml:3:11'],
  },
  {
    what: 'an item more at the front of a list without names shifts nothing',
    usual: 'blocks:\n  - dim: 3\n    act: silu\n  - dim: 5\n    act: silu\n  - dim: 7\n    act: relu\n',
    odd: [
      'blocks:\n  - dim: 9\n    act: gelu\n  - dim: 3\n    act: silu\n  - dim: 5\n    act: silu\n  - dim: 7\n    act: relu\n',
    ],
    finds: ['warning extra-key blocks[3] old/odd1.yaml:2:5'],
  },
  {
    what: 'a list as a set',
    usual: 'paths: [/, /api, /health]\n',
    odd: ['paths: [/, /api]\n'],
    finds: ['warning outlier-value paths old/odd1.yaml:1:8'],
  },
  {
    what: 'two files with the same other value are one finding',
    usual: 'sampling:\n  rate: 240\n',
    odd: ['sampling:\n  rate: 60\n', 'sampling:\n  rate: 60\n'],
    finds: ['warning outlier-value sampling.rate old/odd1.yaml:2:9 old/odd2.yaml:2:9'],
  },
  {
    what: 'a number far from numbers that all differ',
    usual: 'a: 1\nnoise: 1.{n}7\n',
    odd: ['a: 1\nnoise: 57\n'],
    finds: ['warning outlier-value noise old/odd1.yaml:2:8'],
  },
  {
    what: '1.0 for 1 beside other values of the same key',
    usual: 'init: {sigma: 1}\n',
    odd: ['init: {sigma: 1.0}\n', 'init: {sigma: 2.5}\n'],
    finds: [
      'warning type-drift init.sigma old/odd1.yaml:1:15',
      'warning outlier-value init.sigma old/odd1.yaml:1:15 old/odd2.yaml:1:15',
    ],
  },
  {
    what: 'a string among bools',
    usual: 'a: {soft: False}\n',
    odd: ['a: {soft: "false"}\n'],
    finds: ['warning type-drift a.soft old/odd1.yaml:1:11'],
  },
  {
    what: 'yes among bools is the loaders’ affair',
    usual: 'a: {soft: true}\n',
    odd: ['a: {soft: yes}\n'],
    finds: ['warning dialect a.soft old/odd1.yaml:1:11'],
  },
  {
    what: 'a scalar among lists',
    usual: 'types: [backimage]\n',
    odd: ['types: backimage\n'],
    finds: ['warning type-drift types old/odd1.yaml:1:8'],
  },
  {
    what: 'a whole section missing is one finding',
    usual: 'a: 1\neye: {side: left, gain: {x: 1, y: 2}}\n',
    odd: ['a: 1\n'],
    finds: ['warning missing-key eye old/odd1.yaml:1:1'],
  },
  {
    what: 'a file with a key twice is audited all the same',
    usual: 'lab: yates\nsampling: {rate: 240}\n',
    odd: ['lab: yates\nsampling: {rate: 24}\nlab: yates\n'],
    finds: [
      'error duplicate-key lab old/odd1.yaml:1:1 old/odd1.yaml:3:1',
      'warning outlier-value sampling.rate old/odd1.yaml:2:18',
    ],
  },
];

describe('what nobody meant', () => {
  test.each(NAMED)('$what', async ({ usual, odd, finds }) => {
    const found = warnings(await auditTexts(folder(usual, odd)));
    expect(found).toEqual(finds);
  });
});

const QUIET: readonly Omit<Row, 'finds'>[] = [
  {
    what: 'latitude and altitude in different files',
    usual: 'site: {latitude: {n}.5, name: x{n}}\n',
    odd: Array(6).fill('site: {altitude: 20, name: y}\n') as string[],
  },
  {
    what: 'letters and numbers as indices',
    usual: 'optim_g: {lr: 1}\noptim_d: {lr: 1}\nq_proj: 1\nk_proj: 1\nlambda1: 1\nlambda2: 1\n',
    odd: [],
  },
  {
    what: 'float16 and bfloat16, both at home',
    usual: 'dtype: bfloat16\n',
    odd: Array(9).fill('dtype: float16\n'),
  },
  {
    what: 'seeds, names, paths and ids of their own',
    usual: 'seed: {n}77\npath: /data/{n}\nname: s{n}\nid: {n}\n',
    odd: [],
  },
  {
    what: 'keys that are data',
    usual: 'gain:\n  cell_{n}a: 1\n  cell_{n}b: 2\n  cell_{n}c: 3\n',
    odd: [],
  },
  {
    what: 'files of one family that differ together',
    usual: 'lab: yates\nrate: 240\n',
    odd: [],
  },
  { what: 'a remark in one file', usual: 'rate: 240\n', odd: ['rate: 240\nnotes: eye moved\n'] },
  {
    what: 'three values that are all common',
    usual: 'size: 8\n',
    odd: [...Array(8).fill('size: 16\n'), ...Array(7).fill('size: 4\n')],
  },
  { what: 'fewer than five files', usual: '', odd: ['a: {b: 1}\n', 'a: {b: 2}\n', 'a: {b: 1}\n'] },
  { what: 'a date that all loaders could read, in every file', usual: 'date: 2022-02-16\nn: {n}\n', odd: [] },
];

describe('what stays quiet', () => {
  test.each(QUIET)('$what', async ({ usual, odd }) => {
    const files = { ...folder(usual, odd.map(String), usual === '' ? 0 : 12) };
    const found = warnings(await auditTexts(files)).filter((one) => !one.includes('duplicate-config'));
    expect(found).toEqual([]);
  });

  test('a family of files that differs from the rest', async () => {
    const files: Record<string, string> = folder('lab: yates\nrate: 240\nid: {n}\n', []);
    for (const n of [1, 2]) files[`old/Luke_${n}.yaml`] = `lab: rowley\nrate: 480\nid: 5${n}\n`;
    const { findings } = await auditTexts(files);
    expect(findings.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  test('a file that differs in many ways', async () => {
    const keys = ['alpha', 'beta', 'gamma', 'delta', 'kappa', 'sigma', 'omega'];
    const text = (value: number) => keys.map((key) => `${key}: ${value}\n`).join('');
    const files = folder(text(3), [text(8)]);
    const { findings } = await auditTexts(files);
    expect(findings.filter(({ rule }) => rule === 'outlier-value').map(({ severity }) => severity)).toEqual(
      Array(7).fill('info'),
    );
  });
});

describe('one path, two shapes', () => {
  test('a mapping among lists of steps is none of the configs whose order is compared', async () => {
    const steps = folder('ops:\n  - a: {n}\n  - b: 2\n', ['ops:\n  - b: 2\n  - a: 1\n']);
    const files = { ...steps, 'old/t.yaml': 'ops:\n  a: 1\n  b: 2\n' };
    const { findings } = await auditTexts(files);
    const [finding] = findings.filter(({ rule }) => rule === 'order-drift');
    expect(finding?.message).toContain('1 config of 13 has the items in another order');
  });

  test('the items of two lists of one config, under keys that look alike, are not taken for one each', async () => {
    const list = (key: string, first: string, second: string): string =>
      `  ${key}:\n    - {name: a, v: ${first}}\n    - {name: b, v: ${second}}\n`;
    const files = folder(`m:\n${list('1', '{n}', '1')}${list('"1"', '7', '2')}`, [], 6);
    const { findings, keys } = await auditTexts(files);
    expect(findings).toEqual([]);
    const present = keys
      .filter(({ path }) => path.startsWith('m.1['))
      .map(({ path, present: count }) => [path, count]);
    expect(present).toEqual([
      ['m.1[name=a]', 6],
      ['m.1[name=a].name', 6],
      ['m.1[name=a].v', 6],
      ['m.1[name=b]', 6],
      ['m.1[name=b].name', 6],
      ['m.1[name=b].v', 6],
    ]);
  });
});

describe('several folders', () => {
  test('a slip that a whole folder copied is found beside another folder', async () => {
    const files: Record<string, string> = {};
    for (let n = 1; n <= 9; n++) {
      files[`one/s${n}.yaml`] = `id: ${n}\nfilter: {theshold: 45}\n`;
      if (n < 3) files[`two/s${n}.yaml`] = `id: ${n}\nfilter: {threshold: 45}\n`;
    }
    const { findings } = await auditTexts(files, { paths: ['one', 'two'] });
    const [finding] = findings.filter(({ rule }) => rule === 'near-miss-key');
    expect(finding).toMatchObject({
      severity: 'warning',
      values: [{ count: 9 }, { count: 2 }],
      message: expect.stringContaining('theshold (in 9 configs) and threshold (in 2)') as string,
    });
  });

  test('files of one name in folders of their own are compared', async () => {
    const files: Record<string, string> = {};
    for (let n = 1; n <= 9; n++) files[`old/s${n}/config.yaml`] = `id: ${n}\nrate: ${n === 4 ? 24 : 240}\n`;
    expect(warnings(await auditTexts(files, { recursive: true }))).toEqual([
      'warning outlier-value rate old/s4/config.yaml:2:7',
    ]);
  });
});

describe('what the code reads', () => {
  const files = folder('filter: {theshold: 45}\n', Array(2).fill('filter: {threshold: 45}\n') as string[]);

  test('turns a finding to the key that is not read, though most have it', async () => {
    const { findings } = await auditTexts(files, { knownKeys: new Set(['filter', 'threshold']) });
    const [finding] = findings.filter(({ rule }) => rule === 'near-miss-key');
    expect(finding).toMatchObject({ path: 'filter.theshold', actual: 'theshold', expected: 'threshold' });
    expect(finding?.places).toHaveLength(12);
  });

  test('finds a slip that all files share', async () => {
    const all = folder('filter: {theshold: {n}}\n', []);
    const { findings } = await auditTexts(all, { knownKeys: new Set(['filter', 'threshold']) });
    expect(findings.map(({ rule, expected }) => [rule, expected])).toEqual([['near-miss-key', 'threshold']]);
  });
});

describe('files that cannot be read', () => {
  test('are problems, and the others are audited', async () => {
    const files = folder('sampling: {rate: 240}\n', ['sampling: {rate: 24}\n', 'a: [\n', '']);
    const { problems, findings, configs } = await auditTexts(files);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['syntax', 'old/odd2.yaml'],
      ['empty', 'old/odd3.yaml'],
    ]);
    expect(configs).toBe(13);
    expect(findings.filter(({ severity }) => severity === 'warning').map(line)).toEqual([
      'warning outlier-value sampling.rate old/odd1.yaml:1:18',
    ]);
  });
});

describe('fingerprints', () => {
  test('stay when lines move and other files come', async () => {
    const one = await auditTexts(folder('sampling: {rate: 240}\n', ['sampling: {rate: 24}\n']));
    const two = await auditTexts(
      folder('# head\nsampling: {rate: 240}\n', ['# a\n\nsampling: {rate: 24}\n'], 15),
    );
    const print = ({ findings }: typeof one) =>
      findings.find(({ rule }) => rule === 'outlier-value')?.fingerprint;
    expect(print(one)).toMatch(/^[0-9a-f]{16}$/);
    expect(print(two)).toBe(print(one));
  });
});
