/** Which findings are shown, known or left out, and which of them fail. */
import { describe, expect, it, test } from 'vitest';
import { select, totalsOf } from '../../src/commands/audit-select.js';
import { EQUAL, NEAR_MISS, OUTLIER, TWICE } from '../report/audit-sample.js';

const ALL = [TWICE, NEAR_MISS, OUTLIER, EQUAL];
const NOTHING = { rules: {}, ignore: [], failOn: 'warning' } as const;

describe('rules', () => {
  it('change what a finding counts as, and its place', () => {
    const rules = { 'case-drift': 'error', 'near-miss-key': 'info', 'duplicate-key': 'off' } as const;
    const { findings, hidden } = select(ALL, { ...NOTHING, rules }, []);
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['case-drift', 'error'],
      ['near-miss-key', 'info'],
      ['duplicate-config', 'info'],
    ]);
    expect(hidden).toBe(1);
    expect(totalsOf(findings)).toEqual({ error: 1, warning: 0, info: 2 });
  });

  it('leave the findings that were given as they are', () => {
    select(ALL, { ...NOTHING, rules: { 'case-drift': 'error' } }, []);
    expect(OUTLIER.severity).toBe('warning');
  });
});

test('ignored paths leave out what is at them and below, and never what has no path', () => {
  const ignoring = (...ignore: readonly string[]) =>
    select(ALL, { ...NOTHING, ignore }, []).findings.map(({ rule }) => rule);
  expect(ignoring('datafilters')).toEqual(['duplicate-key', 'case-drift', 'duplicate-config']);
  expect(ignoring('*')).toEqual(['duplicate-config']);
  expect(ignoring('lab', 'seed', '**.threshold')).toEqual(['duplicate-config']);
  expect(ignoring('**')).toEqual([]);
});

describe('a baseline', () => {
  const entry = ({ rule, path, fingerprint }: typeof OUTLIER) => ({ rule, path, fingerprint });
  const gone = { rule: 'dialect', path: 'x', fingerprint: 'gone' };

  it('takes out what it lists, by fingerprint, and names what is gone', () => {
    const { findings, known, stale } = select(ALL, NOTHING, [entry(OUTLIER), entry(TWICE), gone]);
    expect(findings).toEqual([NEAR_MISS, EQUAL]);
    expect(known).toEqual([TWICE, OUTLIER]);
    expect(stale).toEqual([gone]);
  });

  it('has no stale entry for a finding that a rule or a path leaves out', () => {
    const selecting = { ...NOTHING, rules: { 'case-drift': 'off' }, ignore: ['seed'] } as const;
    expect(select(ALL, selecting, [entry(OUTLIER), entry(TWICE)])).toMatchObject({ known: [], stale: [] });
  });
});

describe('fails', () => {
  test.each([
    ['error', [TWICE], true],
    ['error', [NEAR_MISS, EQUAL], false],
    ['warning', [NEAR_MISS], true],
    ['warning', [EQUAL], false],
    ['info', [EQUAL], true],
    ['info', [], false],
    ['never', [TWICE], false],
  ] as const)('at %s', (failOn, findings, expected) => {
    expect(select(findings, { ...NOTHING, failOn }, []).fails).toBe(expected);
  });

  it('not for what a baseline knows, and by the severity that the user gave', () => {
    expect(select([TWICE], NOTHING, [TWICE]).fails).toBe(false);
    expect(select([TWICE], { ...NOTHING, rules: { 'duplicate-key': 'info' } }, []).fails).toBe(false);
    expect(select([EQUAL], { ...NOTHING, rules: { 'duplicate-config': 'warning' } }, []).fails).toBe(true);
  });
});
