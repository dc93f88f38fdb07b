/** What was measured, as Markdown: a table for each size, and one of how time grows with it. */
import { REFERENCE } from './rows.js';

/** @returns the lines of one size: medians over its rounds; ratios are of the same round */
export function sizeTable({ count, megabytes, runs }, rounds) {
  const reference = runs.get(REFERENCE);
  const rows = [...runs].map(([name, all]) => {
    const seconds = median(all.map((run) => run.seconds));
    const ratio = median(all.map((run, round) => run.seconds / reference[round].seconds));
    const cells = [
      number(seconds, 2),
      number(median(all.map((run) => run.user)), 2),
      number(megabytes / seconds, 1),
      number(ratio, 2),
      number(median(all.map((run) => run.megabytes)), 0),
      String(all.length),
    ];
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const title = `### ${count.toLocaleString('en')} configs, ${megabytes.toFixed(1)} MB, ${rounds} rounds`;
  const head = '| | seconds | user seconds | MB/s | times js-yaml 4 | peak MB | runs |';
  return ['', title, '', head, '| --- | --: | --: | --: | --: | --: | --: |', ...rows];
}

/** @returns the lines that say, by row, whether a thousand configs take longer among many */
export function growthTable(sizes) {
  const names = [...new Set(sizes.flatMap(({ runs }) => [...runs.keys()]))];
  const rows = names.map((name) => {
    const cells = sizes.map(({ count, runs }) => {
      const all = runs.get(name);
      if (all === undefined) return '';
      const each = (what) => number((median(all.map((run) => run[what])) * 1000) / count, 2);
      return `${each('seconds')} (${each('user')})`;
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const head = `| configs | ${sizes.map(({ count }) => count.toLocaleString('en')).join(' | ')} |`;
  return [
    '',
    '### Seconds for each 1,000 configs (user seconds)',
    '',
    head,
    `| --- |${' --: |'.repeat(sizes.length)}`,
    ...rows,
  ];
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function number(value, digits) {
  return Number.isNaN(value) ? '?' : value.toFixed(digits);
}
