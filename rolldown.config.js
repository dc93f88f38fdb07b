/**
 * The command line in few files: what `bin/config-inherit.js` imports. Node.js takes longer to find and open the 380
 * modules of a small run one by one than to run them. The library (`dist/index.js`) is left in its modules.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What only some runs import, or what finds its own files beside itself, stays in node_modules. */
const LEFT_OUT = ['ajv', 'ajv-formats', 'deep-diff', 'diff', 'fast-glob', 'js-yaml', 'piscina'];

/** The licences of the packages that are in the bundle go with it. */
const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => file.moduleIds ?? []);
    const packages = new Set(
      modules.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
    );
    const source = [...packages].sort().map(licenceOf).join('\n\n');
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
  },
};

function licenceOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(path.join(directory, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text}`.trim();
}

export default {
  input: { cli: 'dist/cli.js', worker: 'dist/proof/worker.js' },
  platform: 'node',
  external: LEFT_OUT.map((name) => new RegExp(`^${name}(/|$)`)),
  plugins: [licences],
  // The same package, built from the same source, but as modules: only what is used gets in, and none of it asks
  // process.env for every token.
  resolve: { alias: { yaml: path.resolve(import.meta.dirname, 'node_modules/yaml/browser/dist/index.js') } },
  logLevel: 'warn',
  output: { dir: 'dist/bundle', format: 'esm', cleanDir: true },
};
