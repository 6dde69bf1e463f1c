// Charts that are bars over one axis: days to effect, deferrals, hours of the day, the hotpatch track. Refuses to know how
// the numbers came about.

import type { EChartsCoreOption } from 'echarts/core';
import type { GroupSummary } from '../../../metrics/summary.ts';
import { reasonWords } from '../../../report/words.ts';
import type { GroupSeries } from '../../data.ts';
import type { Chart } from '../chart.ts';
import { type Colors, labelRoom } from '../theme.ts';
import { trackColor, trackWords } from '../words.ts';

interface Bars {
  readonly categories: readonly (string | number)[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly color?: string;
    readonly stack?: string;
  }[];
  readonly unit: string;
  /** Categories down instead of across. */
  readonly lying?: boolean;
}

function bars(
  { categories, series, unit, lying = false }: Bars,
  { line, text, accent }: Colors,
): EChartsCoreOption {
  const category = {
    type: 'category',
    data: categories,
    inverse: lying,
    axisLabel: {
      color: text,
      hideOverlap: true,
      ...(lying && { width: labelRoom(230) - 16, overflow: 'truncate' }),
    },
    axisLine: { lineStyle: { color: line } },
  };
  const value = {
    type: 'value',
    name: unit,
    nameTextStyle: { color: text },
    axisLabel: { color: text, hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
  };
  const legend = series.length > 1;
  return {
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    ...(legend && { legend: { type: 'scroll', bottom: 0, textStyle: { color: text } } }),
    grid: { left: lying ? labelRoom(230) : 60, right: 24, top: 30, bottom: legend ? 56 : 30 },
    xAxis: lying ? value : category,
    yAxis: lying ? category : value,
    series: series.map(({ name, values, color, stack }) => ({
      type: 'bar',
      name,
      data: values,
      stack,
      itemStyle: { color: color ?? accent },
    })),
  };
}

export function effectiveChart({ effectiveByDay }: GroupSeries): Chart | undefined {
  const last = effectiveByDay.length - 1;
  const used = effectiveByDay.findLastIndex((pairs) => pairs > 0);
  if (used < 0) return undefined;
  const counts = effectiveByDay.slice(0, used + 1);
  const categories = counts.map((_, day) => (day === last ? `${day}+` : day));
  return {
    id: 'effective',
    title: 'Days from release to effect',
    about:
      'Pairs of VM and update by whole days between the release and its being in effect, restarted where that is needed.',
    head: ['days', 'pairs of VM and update'],
    rows: counts.map((pairs, day) => [String(categories[day]), pairs]),
    height: 280,
    option: (colors) =>
      bars({ categories, unit: 'pairs', series: [{ name: 'pairs', values: counts }] }, colors),
  };
}

export function hoursChart({ rebootsByHour }: GroupSeries): Chart | undefined {
  if (rebootsByHour.every((reboots) => reboots === 0)) return undefined;
  const categories = rebootsByHour.map((_, hour) => `${String(hour).padStart(2, '0')}:00`);
  return {
    id: 'hours',
    title: 'Reboots by local hour of day',
    about: 'When VMs restart, by the clock of their own time zone.',
    head: ['local hour', 'reboots'],
    rows: rebootsByHour.map((reboots, hour) => [categories[hour]!, reboots]),
    height: 260,
    option: (colors) =>
      bars({ categories, unit: 'reboots', series: [{ name: 'reboots', values: rebootsByHour }] }, colors),
  };
}

export function deferralsChart({ deferrals }: GroupSummary): Chart | undefined {
  const sorted = Object.entries(deferrals).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) return undefined;
  const categories = sorted.map(([reason]) => reasonWords(reason));
  const values = sorted.map(([, times]) => times);
  return {
    id: 'deferrals',
    title: 'Why VMs were put off',
    about: 'Times a VM could have been patched and was not, by reason.',
    head: ['reason', 'times'],
    rows: sorted.map(([reason, times]) => [reasonWords(reason), times]),
    height: 60 + 34 * sorted.length,
    option: (colors) =>
      bars({ categories, unit: '', lying: true, series: [{ name: 'times', values }] }, colors),
  };
}

export function trackChart(months: readonly string[], { track }: GroupSeries): Chart | undefined {
  const states = Object.keys(track);
  if (!states.some((state) => state !== 'notEligible' && state !== 'notEnrolled')) return undefined;
  const series = states.map((state) => ({
    name: trackWords(state),
    values: track[state]!,
    color: trackColor(state),
    stack: 'track',
  }));
  return {
    id: 'track',
    title: 'The hotpatch track, month by month',
    about: 'VMs by the state of their hotpatch track at the end of each month (UTC).',
    head: ['month', ...states.map(trackWords)],
    rows: months.map((month, index) => [month, ...states.map((state) => track[state]![index]!)]),
    height: 300,
    option: (colors) => bars({ categories: months, unit: 'VMs', series }, colors),
  };
}
