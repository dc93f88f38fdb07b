/** What each rule looks for, in words for reports: one line, and what to do. docs/rules.md has reasons and examples. */
import type { Finding } from '../audit/finding.js';

type RuleName = Finding['rule'];

export interface RuleText {
  /** What the rule finds, as one short sentence. */
  readonly title: string;
  /** Why it matters and what to do. */
  readonly help: string;
  /** What its findings usually count as; one finding may count more or less. */
  readonly severity: Finding['severity'];
}

export const RULE_TEXTS: Readonly<Record<RuleName, RuleText>> = {
  'near-miss-key': {
    title: 'Two keys at the same place differ by a letter or a sign',
    help: 'A misspelt key is not read, and the code falls back to its default. Look up which spelling the code reads, and use it everywhere.',
    severity: 'warning',
  },
  'outlier-value': {
    title: 'Few configs have another value than nearly all others',
    help: 'The few may be meant, or forgotten when the others were changed. Check them against the experiment.',
    severity: 'warning',
  },
  'type-drift': {
    title: 'One key has values of different types',
    help: 'Code may treat 1, 1.0, "1" and true differently. Write the value in the same type everywhere.',
    severity: 'warning',
  },
  'case-drift': {
    title: 'Values differ only in upper and lower case',
    help: 'Comparisons in code usually count case. Use one spelling.',
    severity: 'warning',
  },
  'missing-key': {
    title: 'Few configs lack a key that nearly all others have',
    help: 'Without the key the code falls back to its default, which may differ from what the others say. Add it, or check the default.',
    severity: 'warning',
  },
  'extra-key': {
    title: 'Few configs have a key that nearly all others lack',
    help: 'It may be left over, misspelt, or at the wrong depth. Remove it, or add it where it is missing.',
    severity: 'warning',
  },
  dialect: {
    title: 'Loaders read a value differently',
    help: 'PyYAML and YAML 1.2 disagree about it, for example yes, 012 or 1e-3. Write it so that all agree: in quotes, or as 0.001.',
    severity: 'warning',
  },
  'order-drift': {
    title: 'The same keys stand in another order',
    help: 'Where order has a meaning, such as concatenated transforms, the result differs. Use the same order everywhere.',
    severity: 'warning',
  },
  'duplicate-key': {
    title: 'A key stands twice in one mapping',
    help: 'PyYAML keeps the last one without a word; other loaders refuse the file. Remove one of them.',
    severity: 'error',
  },
  'name-mismatch': {
    title: 'File name and contents disagree',
    help: 'A file that was copied may still carry the name or the date of the other. Check which is right.',
    severity: 'warning',
  },
  'duplicate-config': {
    title: 'Two configs are equal',
    help: 'One may be a copy that was never changed, and its data would count twice. Check both.',
    severity: 'warning',
  },
  'near-duplicate-config': {
    title: 'Two configs are equal but for very little',
    help: 'One may be a copy of which only a part was changed. Check what else should differ.',
    severity: 'warning',
  },
  'repeated-list': {
    title: 'Two keys hold the same list in every config',
    help: 'One of them may be superfluous, or filled with the wrong data. Nothing has to be done if both are meant.',
    severity: 'info',
  },
  'skipped-by-name': {
    title: 'A config is skipped because of its name',
    help: 'Its name contains an excluded word. If it is a config, use --exclude or --no-exclude, or rename it.',
    severity: 'warning',
  },
  'redundant-override': {
    title: 'A session repeats what its parent says',
    help: 'It hides later changes of the parent. Take it out of the session.',
    severity: 'warning',
  },
  hoistable: {
    title: 'All sessions say the same',
    help: 'The parent could say it once. Move it to the parent.',
    severity: 'warning',
  },
  'dead-parent-key': {
    title: 'Every session overrides a value of the parent',
    help: 'Changing it in the parent has no effect. Remove it from the parent.',
    severity: 'warning',
  },
  'unlisted-session': {
    title: 'A config in the session folder that no parent lists',
    help: 'The loader never reads it. Add its name to sessions, or remove the file.',
    severity: 'warning',
  },
  'missing-session': {
    title: 'A listed session has no file',
    help: 'The loader stops there. Add the file, or take the name out of sessions.',
    severity: 'error',
  },
  'name-case': {
    title: 'A listed session and its file differ in upper and lower case',
    help: 'It works on some file systems only. Use one spelling.',
    severity: 'error',
  },
};
