/** One row of the benchmark in a process of its own: `parse.js <engine> <folder>` prints seconds and peak memory as JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ENGINES = {
  read: async () => (text) => text.length,
  'js-yaml 4': async () => (await import('js-yaml')).default.load,
  'js-yaml 5': async () => (await import('js-yaml-5')).load,
  yaml: async () => (await import('yaml')).parse,
};

const [engine = '', folder = ''] = process.argv.slice(2);
const parse = await ENGINES[engine]();
const files = readdirSync(folder).map((name) => path.join(folder, name));
const texts = engine === 'read' ? files : files.map((file) => readFileSync(file, 'utf8'));
const start = process.hrtime.bigint();
for (const text of texts) parse(engine === 'read' ? readFileSync(text, 'utf8') : text);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
