// A summary.json by its content. Refuses to know where it was read.

import type { GroupSummary, Summary } from '../metrics/summary.ts';

/** A summary.json, undefined for anything else. */
export function asSummary(text: string): Summary | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const data = JSON.parse(text) as Partial<Summary>;
    if (data.formatVersion !== 1 || data.peaks === undefined || data.fleet === undefined) return undefined;
    const groups = [data.fleet, ...Object.values(data.groups ?? {})];
    return groups.every(isGroup) ? (data as Summary) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the figures that everything is made from are numbers: the file may have been edited. */
function isGroup(group: Partial<GroupSummary>): boolean {
  const { reboots, failures } = group;
  const figures: unknown[] = [
    group.vms,
    group.covered,
    group.hotpatches,
    group.overdue,
    group.downtimeMinutes,
    group.exposureVmDays,
    group.peakRebooting,
    ...[reboots?.total, reboots?.perVm, reboots?.min, reboots?.max],
    ...Object.values({ ...failures, ...reboots?.byCause, ...reboots?.byMonth, ...group.deferrals }),
  ];
  return figures.every((figure) => typeof figure === 'number' && Number.isFinite(figure));
}
