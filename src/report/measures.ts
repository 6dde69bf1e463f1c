// What is measured of a group, as labelled rows of numbers, one column per group.
// Refuses to know whether groups are shown across or down.

import type { GroupSummary } from '../metrics/summary.ts';
import { alignedNumbers, formatDays, formatNumber, formatShare } from './numbers.ts';
import { kindWords, reasonWords } from './words.ts';

export interface Measure {
  readonly label: string;
  /** One text per group; null for a heading. */
  readonly cells: readonly string[] | null;
  /** A row below a heading. */
  readonly nested?: boolean;
  readonly tone?: 'caution' | 'good';
}

type Groups = readonly GroupSummary[];

const whole = (groups: Groups, of: (group: GroupSummary) => number) =>
  groups.map((group) => formatNumber(of(group)));

/** One row per code that any group counted, most frequent first, then by code. */
function counted(
  groups: Groups,
  of: (group: GroupSummary) => Readonly<Record<string, number>>,
  words: (code: string) => string,
): Measure[] {
  const totals = new Map<string, number>();
  for (const group of groups) {
    for (const [code, n] of Object.entries(of(group))) totals.set(code, (totals.get(code) ?? 0) + n);
  }
  return [...totals]
    .filter(([, total]) => total > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([code]) => ({
      label: words(code),
      cells: whole(groups, (group) => of(group)[code] ?? 0),
      nested: true,
    }));
}

const under = (label: string, rows: Measure[]): Measure[] =>
  rows.length === 0 ? [] : [{ label, cells: null }, ...rows];

function rebootRows(groups: Groups): Measure[] {
  const perVm = alignedNumbers(
    groups.map((group) => group.reboots.perVm),
    2,
  );
  return [
    { label: 'Reboots', cells: whole(groups, (group) => group.reboots.total) },
    { label: 'per VM, mean', cells: perVm, nested: true },
    {
      label: 'per VM, fewest–most',
      cells: groups.map(({ reboots }) =>
        reboots.min === reboots.max ? `${reboots.min}` : `${reboots.min}–${reboots.max}`,
      ),
      nested: true,
    },
    ...counted(
      groups,
      (group) => group.reboots.byCause,
      (code) => `for ${kindWords(code)}`,
    ),
  ];
}

function timeRows(groups: Groups): Measure[] {
  const days = (label: string, of: (group: GroupSummary) => number | null): Measure => ({
    label,
    cells: groups.map((group) => formatDays(of(group))),
    nested: true,
  });
  const within = (key: '7d' | '14d' | '30d'): Measure => ({
    label: `${key.slice(0, -1)} days`,
    cells: groups.map((group) => formatShare(group.effectiveWithin[key])),
    nested: true,
  });
  return [
    { label: 'Days from release to effective', cells: null },
    days('median', (group) => group.daysToEffective.p50),
    days('95th percentile', (group) => group.daysToEffective.p95),
    days('worst', (group) => group.daysToEffective.max),
    { label: 'Share effective within', cells: null },
    within('7d'),
    within('14d'),
    within('30d'),
  ];
}

function failureRows(groups: Groups): Measure[] {
  const rows: [string, keyof GroupSummary['failures']][] = [
    ['installation failed', 'install'],
    ['reboot failed', 'reboot'],
    ['switched off during a run', 'interrupted'],
    ['unhealthy after a run', 'unhealthy'],
  ];
  return rows
    .map(([label, key]) => ({ label, cells: whole(groups, (group) => group.failures[key]), nested: true }))
    .filter((row) => row.cells.some((cell) => cell !== '0'));
}

/** Every measure of R34 that a terminal shows; rows that are nought for every group and say nothing are left out. */
export function measuresOf(groups: Groups): Measure[] {
  const minutes = alignedNumbers(
    groups.map((group) => (group.vms === 0 ? null : group.downtimeMinutes / group.vms)),
    1,
  );
  const anyOverdue = groups.some((group) => group.overdue > 0);
  return [
    { label: 'VMs', cells: whole(groups, (group) => group.vms) },
    { label: 'covered', cells: whole(groups, (group) => group.covered), nested: true },
    ...rebootRows(groups),
    { label: 'Hotpatches installed', cells: whole(groups, (group) => group.hotpatches) },
    ...timeRows(groups),
    {
      label: 'Overdue VMs',
      cells: whole(groups, (group) => group.overdue),
      ...(anyOverdue ? { tone: 'caution' as const } : {}),
    },
    ...under(
      'Deferrals',
      counted(groups, (group) => group.deferrals, reasonWords),
    ),
    ...under('Failures', failureRows(groups)),
    { label: 'Peak VMs at once', cells: null },
    { label: 'rebooting', cells: whole(groups, (group) => group.peakRebooting), nested: true },
    { label: 'in flight', cells: whole(groups, (group) => group.peakInFlight), nested: true },
    { label: 'Downtime for reboots', cells: null },
    {
      label: 'hours in all',
      cells: alignedNumbers(
        groups.map((group) => group.downtimeMinutes / 60),
        1,
      ),
      nested: true,
    },
    { label: 'minutes per VM', cells: minutes, nested: true },
  ];
}
