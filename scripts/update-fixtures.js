// Writes fixtures/new from fixtures/old with the built tool. Read the difference before you commit it.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { run } from '../dist/cli.js';

const options = JSON.parse(readFileSync('fixtures/options.json', 'utf8'));
for (const name of readdirSync('fixtures/old').sort()) {
  const out = `fixtures/new/${name}`;
  rmSync(out, { recursive: true, force: true });
  const exit = await run([
    'migrate',
    `fixtures/old/${name}`,
    '--out',
    out,
    '--quiet',
    ...(options[name] ?? []),
  ]);
  if (exit !== 0) console.error(`${name}: exit ${exit}`);
}
