/** Every rule is in docs/rules.md, with an example in which the audit says it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FOLDER_RULES, LAYOUT_RULES, RULES } from '../../src/audit/finding.js';
import { auditTexts, folder } from './files.js';

const TEXT = readFileSync(path.resolve(import.meta.dirname, '../../docs/rules.md'), 'utf8');

interface Example {
  readonly marks: Readonly<Record<string, string>>;
  readonly text: string;
}

const EXAMPLES: readonly Example[] = [...TEXT.matchAll(/^```yaml (.*)\n([^]*?)^```$/gm)].map(
  ([, marks = '', text = '']) => ({
    marks: Object.fromEntries(marks.split(' ').map((mark) => mark.split('=') as [string, string])),
    // Braces would be YAML to the formatter.
    text: text.replaceAll('$n', '{n}'),
  }),
);

function example(kind: string, rule: string): Example | undefined {
  return EXAMPLES.find(({ marks }) => marks[kind] === rule);
}

test('every rule has a section, in the order of the list', () => {
  expect([...TEXT.matchAll(/^### (.*)$/gm)].map(([, name]) => name)).toEqual([...RULES]);
});

describe('the example of', () => {
  test.each(FOLDER_RULES)('%s', async (rule) => {
    const [usual, odd] = [example('usual', rule), example('odd', rule)];
    const files: Record<string, string> = { ...folder(usual?.text ?? '', []) };
    files[`old/${odd?.marks.name ?? 'odd'}.yaml`] = odd?.text ?? '';
    const { findings } = await auditTexts(files);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    const [finding] = findings.filter((one) => one.rule === rule);
    const expected = { 'duplicate-key': 'error', 'repeated-list': 'info' }[rule as string] ?? 'warning';
    expect(finding?.severity).toBe(expected);
    if (expected !== 'info') {
      expect(finding?.places.map(({ file }) => file)).toContain(`old/${odd?.marks.name ?? 'odd'}.yaml`);
    }
  });

  test.each(LAYOUT_RULES)('%s', async (rule) => {
    const odd = example('oddsession', rule);
    const names = ['s1', 's2', 's3', 's4'];
    const files: Record<string, string> = {};
    for (const [at, name] of names.entries()) {
      const text = example('session', rule)?.text.replaceAll('{n}', `${at + 1}`) ?? '';
      files[`new/sessions/${name}.yaml`] = text;
    }
    if (odd !== undefined && odd.marks.missing === undefined) files['new/sessions/odd.yaml'] = odd.text;
    const listed =
      odd === undefined || odd.marks.unlisted ? names : [...names, odd.marks.case ? 'Odd' : 'odd'];
    const head = `session_dir: sessions\nsessions: [${listed.join(', ')}]\n`;
    files['new/p.yaml'] = head + (example('parent', rule)?.text ?? '');
    const { findings } = await auditTexts(files, { paths: ['new/p.yaml'], preset: 'dataset' });
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});
