/**
 * One row of the benchmark in a process of its own: `parse.js <engine> <folder>` prints seconds, processor seconds in user
 * mode and peak memory as JSON. A thousand texts at a time are read while the clock stands, so that any folder fits.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ENGINES = {
  read: async () => (file) => readFileSync(file, 'utf8'),
  'js-yaml 4': async () => (await import('js-yaml')).default.load,
  'js-yaml 5': async () => (await import('js-yaml-5')).load,
  yaml: async () => (await import('yaml')).parse,
};
const AT_ONCE = 1000;

const [engine = '', folder = ''] = process.argv.slice(2);
const parse = await ENGINES[engine]();
const files = readdirSync(folder).map((name) => path.join(folder, name));
let seconds = 0;
let user = 0;
for (let at = 0; at < files.length; at += AT_ONCE) {
  const some = files.slice(at, at + AT_ONCE);
  const given = engine === 'read' ? some : some.map((file) => readFileSync(file, 'utf8'));
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  for (const one of given) parse(one);
  seconds += Number(process.hrtime.bigint() - start) / 1e9;
  user += process.cpuUsage(used).user / 1e6;
}
console.log(JSON.stringify({ seconds, user, megabytes: process.resourceUsage().maxRSS / 1024 }));
