// A comparison as Markdown for the comment of a pull request: the verdict, the measures, details folded.
// Refuses to know how any number was computed.

import type { CompareResult, Comparison, Row } from '../experiment/compare.ts';
import { rowText, toldGroups, toldRows, verdict, vmsText } from './comparison-words.ts';
import { markdownText } from './markdown.ts';
import { count } from './numbers.ts';

/** Marks the comment, so that a bot finds its own again. */
export const COMMENT_MARK = '<!-- patchsim compare -->';

const HEAD = (base: string, other: string): string[] => [
  `| | ${markdownText(base)} | ${markdownText(other)} | difference | 95 % | ratio |`,
  '| --- | ---: | ---: | ---: | --- | ---: |',
];

function line(row: Row): string {
  const { label, base, other, difference, interval, ratio } = rowText(row);
  const mark = row.worse ? ' ⚠' : '';
  return `| ${markdownText(label)}${mark} | ${base} | ${other} | ${difference} | ${interval} | ${ratio} |`;
}

function table({ base, other }: Comparison, rows: readonly Row[]): string {
  return [...HEAD(base, other), ...rows.map(line)].join('\n');
}

function folded(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}

function block(comparison: Comparison, result: CompareResult): string {
  const rows = toldRows(comparison);
  const whole = rows.filter(({ partOf }) => partOf === undefined);
  const parts = rows.filter(({ partOf }) => partOf !== undefined);
  const details = toldGroups(comparison).map(
    (one) => `**${markdownText(one.group)}**\n\n${table(comparison, one.rows)}`,
  );
  return [
    `**${markdownText(verdict(comparison, result))}**`,
    vmsText(comparison),
    whole.length === 0 ? 'Nothing clearly differs.' : table(comparison, whole),
    parts.length === 0 ? '' : folded('Reboots by cause and month', table(comparison, parts)),
    details.length === 0 ? '' : folded(`By group (${details.length})`, details.join('\n\n')),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Ends with a newline. */
export function renderComparisonMarkdown(result: CompareResult): string {
  const blocks = result.comparisons.map((one) => block(one, result));
  const foot = `<sub>patchsim, ${result.start.slice(0, 10)} to ${result.end.slice(0, 10)}, ${count(result.replications, 'replication')}, ${result.method}; only what clearly changed is listed, ⚠ is worse.</sub>`;
  return `${[COMMENT_MARK, '### Patching compared', ...blocks, foot].join('\n\n')}\n`;
}
