// The groups side by side while they fit the terminal, one line each when they do not, a selection when they are many.
// Refuses to know what the measures mean.

import type { GroupSummary, Summary } from '../metrics/summary.ts';
import { groupsOf, type Layout, type NamedGroup, type Section, shortName } from './layout.ts';
import { measuresOf } from './measures.ts';
import { alignedNumbers, count, formatDays, formatNumber, formatShare } from './numbers.ts';
import { type Cell, left, right, tableLines } from './table.ts';
import { displayWidth } from './visible-text.ts';

const MOST_ROWS = 12;
const FLEET = 'all VMs';

function across(columns: readonly NamedGroup[], layout: Layout): string[] {
  const { palette } = layout;
  const head: Cell[] = [left(''), ...columns.map(({ name }) => right(palette.strong(shortName(name))))];
  const rows = measuresOf(columns.map(({ group }) => group)).map((measure): Cell[] => {
    const tone = measure.tone === undefined ? (text: string) => text : palette[measure.tone];
    const label = left(tone((measure.nested ? '  ' : '') + measure.label));
    return [label, ...(measure.cells ?? columns.map(() => '')).map((cell) => right(tone(cell)))];
  });
  return tableLines([head, ...rows]);
}

function widthAcross(columns: readonly NamedGroup[]): number {
  const measures = measuresOf(columns.map(({ group }) => group));
  const labels = measures.map((measure) => displayWidth(measure.label) + (measure.nested ? 2 : 0));
  const widths = columns.map(({ name }, index) =>
    Math.max(
      displayWidth(shortName(name)),
      ...measures.map((measure) => measure.cells?.[index]?.length ?? 0),
    ),
  );
  return 2 + Math.max(...labels) + widths.reduce((sum, width) => sum + width + 2, 0);
}

function down(rows: readonly NamedGroup[], layout: Layout): string[] {
  const groups = rows.map(({ group }) => group);
  const days = (of: (group: GroupSummary) => number | null) => groups.map((group) => formatDays(of(group)));
  const columns: [string, string[]][] = [
    ['VMs', groups.map((group) => formatNumber(group.vms))],
    [
      'reboots/VM',
      alignedNumbers(
        groups.map((group) => group.reboots.perVm),
        2,
      ),
    ],
    ['hotpatches', groups.map((group) => formatNumber(group.hotpatches))],
    ['median d', days((group) => group.daysToEffective.p50)],
    ['worst d', days((group) => group.daysToEffective.max)],
    ['in 30 d', groups.map((group) => formatShare(group.effectiveWithin['30d']))],
    ['overdue', groups.map((group) => formatNumber(group.overdue))],
  ];
  const head = [left(''), ...columns.map(([name]) => right(layout.palette.strong(name)))];
  const body = rows.map(({ name }, index) => [
    left(shortName(name, Math.max(12, layout.columns - 66))),
    ...columns.map(([, cells]) => right(cells[index]!)),
  ]);
  return tableLines([head, ...body]);
}

/** The groups worth a line when not all have one: overdue VMs first, then reboots per VM, then the order of the scenario. */
function worthALine(groups: readonly NamedGroup[]): NamedGroup[] {
  const chosen = [...groups]
    .sort((a, b) => b.group.overdue - a.group.overdue || b.group.reboots.perVm - a.group.reboots.perVm)
    .slice(0, MOST_ROWS);
  return groups.filter((group) => chosen.includes(group));
}

/** The measures of the groups and of the whole fleet. */
export function groupSection(summary: Summary, layout: Layout): Section {
  const groups = groupsOf(summary);
  const fleet = { name: FLEET, group: summary.fleet };
  const columns = groups.length > 1 ? [...groups, fleet] : groups;
  if (widthAcross(columns) <= layout.columns) return { title: 'Groups', lines: across(columns, layout) };
  const shown = groups.length > MOST_ROWS ? worthALine(groups) : groups;
  const lines = down([...shown, fleet], layout);
  if (shown.length < groups.length) {
    const rest = count(groups.length - shown.length, 'more group');
    lines.push(layout.palette.faint(`  and ${rest} in summary.json, none with more overdue VMs`));
  }
  return { title: 'Groups', lines: [...lines, '', ...across([fleet], layout)] };
}
