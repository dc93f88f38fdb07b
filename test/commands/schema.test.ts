/** `schema` and `verify --schema` on the command line: what is inferred, and where a value that is refused stands. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { contractOf } from '../../src/contract.js';
import { inferSchema } from '../../src/commands/schema.js';
import { loadDatasetConfigs } from '../../src/files/load.js';
import { compileSchema } from '../../src/schema/check.js';
import { contents, folder, lay, write } from '../files/sandbox.js';
import { cli } from './terminal.js';

const at = process.cwd();

beforeEach(() => {
  lay({
    'p.yaml':
      'session_dir: s\nsessions: [a, b, c]\nseed: 1\nops:\n  - norm: {}\n  - lag: 2\nrate: {hz: 60, name: x}\n',
    's/a.yaml': 'cids: [1]\nvisual: [1]\nkind: day\nrate: {hz: 1.5}\n',
    's/b.yaml': 'cids: []\nvisual: [x]\nkind: day\nwhen: 2022-02-16\nflag: yes\n',
    's/c.yaml': 'cids: [2]\nvisual: []\nkind: day\ninf: .inf\n',
  });
  process.chdir(folder);
});

afterEach(() => process.chdir(at));

describe('schema', () => {
  it('says types, few words and required keys of sessions', async () => {
    const { exit, out } = await cli('schema', 'p.yaml');
    expect([exit, JSON.parse(out)]).toEqual([
      0,
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'A session',
        type: 'object',
        required: ['cids', 'visual', 'kind'],
        properties: {
          seed: { type: 'integer' },
          ops: {
            type: 'array',
            items: { type: 'object', properties: { norm: { type: 'object' }, lag: { type: 'integer' } } },
          },
          rate: { type: 'object', properties: { hz: { type: 'number' }, name: { type: 'string' } } },
          cids: { type: 'array', items: { type: 'integer' } },
          visual: { type: 'array', items: { type: ['integer', 'string'] } },
          kind: { type: 'string', enum: ['day'] },
          when: { type: 'string' },
          flag: { type: ['boolean', 'string'] },
          inf: {},
        },
      },
    ]);
  });

  it('writes schemas and says which line names them', async () => {
    const { out } = await cli('schema', 'p.yaml', '--out', 'schemas');
    expect(out).toContain('# yaml-language-server: $schema=../schemas/p.session.schema.json\n');
    expect(out).toContain('# yaml-language-server: $schema=./schemas/p.parent.schema.json\n');
    expect(JSON.parse(contents()['schemas/p.parent.schema.json'] ?? '')).toMatchObject({
      required: ['session_dir', 'sessions'],
      properties: { sessions: { minItems: 1 }, seed: { type: 'integer' } },
    });
  });

  it('makes one of a folder of complete configs', async () => {
    const { out } = await cli('schema', 's', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      kind: 'config',
      schema: { required: ['cids', 'visual', 'kind'] },
    });
    write('s/broken.yaml', 'cids: ]\n');
    expect((await cli('schema', 's')).err).toContain('s/broken.yaml:1:7: error:');
  });

  it('is valid for what it was made of', async () => {
    await cli('schema', 'p.yaml', '--out', '.');
    expect((await cli('verify', 'p.yaml', '--schema', 'p.session.schema.json')).exit).toBe(0);
  });
});

describe('verify --schema', () => {
  test.each([
    ['properties: {seed: {type: string}}', 'p.yaml:3:7: seed must be string (3 sessions)'],
    ['properties: {ops: {items: {properties: {lag: {maximum: 1}}}}}', 'p.yaml:6:10: ops.1.lag must be <= 1'],
    ['properties: {rate: {properties: {hz: {type: integer}}}}', 's/a.yaml:4:12: rate.hz must be integer (a)'],
    ['required: [zz]', "s/a.yaml:1:1: the config must have required property 'zz' (a)"],
    ['properties: {rate: {required: [zz]}}', "rate must have required property 'zz'"],
    ['properties: {kind: {enum: [night]}}', 'allowed values: "night"'],
    ['not: {required: [inf]}', 's/c.yaml:1:1: the config must NOT be valid (c)'],
    [
      '$schema: https://json-schema.org/draft/2020-12/schema\nproperties: {cids: {prefixItems: [{const: 1}]}}',
      'cids.0',
    ],
    ['properties: {when: {format: email}}', 's/b.yaml:4:7: when must match format "email" (b)'],
  ])('%s', async (schema, row) => {
    write('u.yaml', schema);
    const { exit, out } = await cli('verify', 'p.yaml', '--schema', 'u.yaml');
    expect([exit, out]).toEqual([1, expect.stringContaining(row)]);
  });

  it('does not look at what the loader adds', async () => {
    write('u.json', '{"propertyNames": {"pattern": "^[a-z]"}}');
    expect((await cli('verify', 'p.yaml', '--schema', 'u.json')).exit).toBe(0);
  });

  it('proves and checks when the legacy folder is given too', async () => {
    lay({ 'old/a.yaml': 'cids: [1]\nseed: 1\n', 'u.json': '{"properties": {"seed": {"maximum": 0}}}' });
    await cli('migrate', 'old', '--out', '.');
    const { exit, out } = await cli('verify', 'old', 'old.yaml', '--schema', 'u.json');
    expect([exit, out]).toEqual([1, expect.stringMatching(/Proved: [^]*old\.yaml:4:7: seed must be <= 0/)]);
    expect((await cli('verify', 'old', 'old.yaml')).exit).toBe(0);
  });

  test.each([
    ['type: foo', 'invalid-schema'],
    ['[1]', 'invalid-schema'],
    ['{a: ]', 'invalid-schema'],
    ['$schema: http://json-schema.org/draft-04/schema#', 'is not known'],
    ['$ref: other.json', 'Other files'],
  ])('refuses the schema %s', async (schema, message) => {
    write('u.yaml', schema);
    const { exit, err } = await cli('verify', 'p.yaml', '--schema', 'u.yaml');
    expect([exit, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('needs a schema or a legacy folder', async () => {
    expect((await cli('verify', 'p.yaml')).exit).toBe(2);
    expect((await cli('verify', 'p.yaml', '--schema', 'none.json')).err).toContain('not-found');
  });
});

const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpora/vc-legacy');

describe.skipIf(!existsSync(CORPUS))('real layouts are valid by their own schema', () => {
  test.each(existsSync(CORPUS) ? readdirSync(CORPUS) : [])('%s', async (name) => {
    const out = mkdtempSync(path.join(tmpdir(), 'config-inherit-schema-'));
    try {
      await cli('migrate', path.join(CORPUS, name), '--out', out);
      const parent = path.join(out, `${name}.yaml`);
      const options = { contract: contractOf('dataset'), exclude: [], recursive: false };
      const [session] = await inferSchema(parent, options);
      const check = compileSchema(session?.schema, 'inferred');
      for (const config of loadDatasetConfigs(parent)) expect(check(config)).toEqual([]);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
