/** The consumer's own Python and PyYAML, for tests. On a developer's machine they may be missing; in CI never. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';

/** @returns why PyYAML cannot be used, or null */
export function noPyyaml(): string | null {
  try {
    execFileSync('python3', ['-c', 'import yaml'], { stdio: 'ignore' });
    return null;
  } catch {
    if (process.env.CI) throw new Error('CI must have python3 and PyYAML (Debian: python3-yaml)');
    return 'python3 with PyYAML is not installed (Debian: python3-yaml)';
  }
}

/** @returns what a Python script prints for an input given as JSON */
export function runPython(script: string, input: unknown): string {
  return execFileSync('python3', [script], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
}
