// Who did not get what the others got: VMs not covered and VMs overdue, with reasons.
// Refuses to know how a reason is found.

import type { Summary } from '../metrics/summary.ts';
import { groupsOf, type Layout, type Section, shortName } from './layout.ts';
import { count, formatNumber } from './numbers.ts';
import { left, right, tableLines } from './table.ts';
import { visibleText } from './visible-text.ts';
import { coverageWords, reasonWords } from './words.ts';

const MOST_OVERDUE = 10;
const MOST_UNCOVERED = 12;

export function notCoveredSection(summary: Summary, _layout: Layout): Section {
  const rows = groupsOf(summary).flatMap(({ name, group }) =>
    Object.entries(group.notCovered)
      .filter(([, vms]) => vms > 0)
      .map(([reason, vms]) => [left(shortName(name)), right(count(vms, 'VM')), left(coverageWords(reason))]),
  );
  const lines = tableLines(rows.slice(0, MOST_UNCOVERED));
  if (rows.length > MOST_UNCOVERED)
    lines.push(`  … and ${rows.length - MOST_UNCOVERED} more rows, all in summary.json`);
  return { title: 'Not covered by automatic guest patching', lines };
}

function byReason(summary: Summary): string[] {
  const rows = Object.entries(summary.fleet.overdueByReason)
    .filter(([, pairs]) => pairs > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return tableLines(rows.map(([reason, pairs]) => [right(formatNumber(pairs)), left(reasonWords(reason))]));
}

export function overdueSection(summary: Summary, layout: Layout): Section {
  const { overdue, fleet } = summary;
  if (overdue.length === 0) return { title: 'Overdue', lines: byReason(summary) };
  const head = ['VM', 'release', 'KB', 'reason'].map((text) => left(layout.palette.strong(text)));
  const rows = overdue
    .slice(0, MOST_OVERDUE)
    .map((row) =>
      [row.vm, row.month, row.kb, reasonWords(row.reason)].map((text) => left(visibleText(text))),
    );
  const pairs = Object.values(fleet.overdueByReason).reduce((sum, n) => sum + n, 0);
  const more = Math.max(pairs, overdue.length) - rows.length;
  const lines = [...byReason(summary), '', ...tableLines([head, ...rows])];
  if (more > 0) lines.push(`  … and ${formatNumber(more)} more`);
  return { title: 'Overdue, VM and release by reason', lines };
}
