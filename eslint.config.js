// The house rules a machine can hold: types, and which folder may import which.
import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What each folder of src may import, besides itself and errors. Everything else is refused. */
const allowed = {
  core: ['core'],
  yaml: ['yaml', 'core'],
  files: ['files', 'yaml', 'core', 'contract.ts'],
  proof: ['proof', 'core/value.ts', 'contract.ts'],
  plan: ['plan', 'yaml', 'core', 'contract.ts'],
  audit: ['audit', 'core', 'yaml/scalar.ts', 'contract.ts'],
  schema: ['schema', 'core', 'contract.ts'],
  // Merged configs are compared as the proof reads them: typed, under each dialect, merge keys expanded.
  diff: ['diff', 'proof', 'files', 'yaml', 'core', 'contract.ts'],
  commands: ['commands', 'diff', 'schema', 'plan', 'files', 'proof', 'audit', 'core', 'yaml', 'contract.ts'],
};

const zones = Object.entries(allowed).map(([folder, names]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [...names.map((name) => `./${name}`), './errors.ts'],
  message: `src/${folder} may import only: ${names.join(', ')}, errors`,
}));

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'import-x/no-default-export': 'error',
      // Cycles of types alone are found by test/structure.test.ts.
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', 350],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'use a union' }],
    },
  },
  {
    // Only cli.ts may touch the process or the console.
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts'],
    rules: { 'no-console': 'error', 'no-restricted-globals': ['error', 'process', 'console'] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/yaml/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'yaml', message: 'only src/yaml imports the yaml package' }] },
      ],
    },
  },
  {
    files: ['src/report/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['../*'], allowTypeImports: true, message: 'report imports types only' }] },
      ],
    },
  },
  {
    files: ['vitest.config.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['bin/*.js', '*.js', 'scripts/**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
