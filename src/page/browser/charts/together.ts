// How many VMs reboot at once, hour by hour through the run. Refuses to know which.

import type { Chart } from '../chart.ts';

const HOUR_MS = 3_600_000;

export function togetherChart(
  hours: readonly (readonly [number, number])[],
  start: string,
  end: string,
): Chart | undefined {
  if (hours.length === 0) return undefined;
  const first = Date.parse(start);
  const rows = hours.map(([hour, vms]): [string, number] => [
    new Date(first + hour * HOUR_MS).toISOString().slice(0, 16).replace('T', ' '),
    vms,
  ]);
  const points = hours.map(([hour, vms]) => [first + hour * HOUR_MS, vms]);
  return {
    id: 'together',
    title: 'VMs rebooting at once',
    about:
      'Most VMs of the fleet rebooting in the same minute, for each hour of the run (UTC) in which one began.',
    head: ['hour (UTC)', 'VMs'],
    rows,
    height: 300,
    option: ({ line, text, accent }) => ({
      tooltip: { trigger: 'item', valueFormatter: (value: unknown) => String(value) },
      grid: { left: 60, right: 20, top: 16, bottom: 70 },
      xAxis: {
        type: 'time',
        min: first,
        max: Date.parse(end),
        axisLabel: { color: text, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { color: text, hideOverlap: true },
        splitLine: { lineStyle: { color: line } },
      },
      dataZoom: [{ type: 'slider', bottom: 8, height: 18, textStyle: { color: text } }],
      series: [{ type: 'bar', barWidth: 2, itemStyle: { color: accent }, data: points }],
    }),
  };
}
