// The share of VMs offered, patched, in effect and on the hotpatch track, day by day, with bands over replications. Refuses to
// know why.

import { SERIES, type Series } from '../../../metrics/daily.ts';
import type { GroupSummary } from '../../../metrics/summary.ts';
import type { Bands } from '../../data.ts';
import type { Chart } from '../chart.ts';
import type { Cell } from '../elements.ts';

const WORDS: Readonly<Record<Series, string>> = {
  offered: 'offered',
  installed: 'installed',
  effective: 'in effect',
  onTrack: 'on the hotpatch track',
};
const COLORS: Readonly<Record<Series, string>> = {
  offered: '#8c96a0',
  installed: '#56b4e9',
  effective: '#0072b2',
  onTrack: '#009e73',
};

export function dailyChart(
  group: GroupSummary,
  start: string,
  bands: Bands | null,
  name: string,
): Chart | undefined {
  if (group.simulated === 0) return undefined;
  const first = Date.parse(start);
  const days = group.daily.effective.map((_, day) =>
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
  );
  const share = (series: Series, day: number): number => (100 * group.daily[series][day]!) / group.simulated;
  const band = bands?.groups[name];
  const shown = SERIES.filter((series) => group.daily[series].some((vms) => vms > 0));
  const rows = days.map((day, index): Cell[] => [
    day,
    ...shown.flatMap((series) => [
      group.daily[series][index]!,
      ...(band === undefined ? [] : [...band[series][index]!].map((one) => Number((100 * one).toFixed(1)))),
    ]),
  ]);
  return {
    id: 'daily',
    title: 'The newest update, day by day',
    about: `Share of the VMs that have been offered the newest update, have it installed and in effect; each release starts again from nothing.${band === undefined ? '' : ` Bands: 5 to 95 % of ${bands!.replications} replications.`}`,
    head: [
      'day',
      ...shown.flatMap((series) => [
        `${WORDS[series]}, VMs`,
        ...(band === undefined
          ? []
          : [`${WORDS[series]}, low share in %`, `${WORDS[series]}, high share in %`]),
      ]),
    ],
    rows,
    height: 360,
    option: ({ line, text }) => ({
      tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => `${Number(value).toFixed(1)} %` },
      legend: {
        type: 'scroll',
        bottom: 0,
        textStyle: { color: text },
        data: shown.map((series) => WORDS[series]),
      },
      grid: { left: 60, right: 20, top: 16, bottom: 90 },
      xAxis: {
        type: 'category',
        data: days,
        axisLabel: { color: text, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: 'value',
        max: 100,
        axisLabel: { color: text, formatter: '{value} %' },
        splitLine: { lineStyle: { color: line } },
      },
      dataZoom: [{ type: 'slider', bottom: 34, height: 18, textStyle: { color: text } }],
      series: shown.flatMap((series) => [
        ...(band === undefined ? [] : bandSeries(series, band[series])),
        {
          type: 'line',
          name: WORDS[series],
          showSymbol: false,
          step: 'end',
          lineStyle: { width: 1.6 },
          color: COLORS[series],
          data: days.map((_, day) => share(series, day)),
        },
      ]),
    }),
  };
}

/** Two stacked lines of which only what is between them is filled. */
function bandSeries(series: Series, pairs: readonly (readonly [number, number])[]): object[] {
  const common = {
    type: 'line',
    showSymbol: false,
    step: 'end',
    stack: `band ${series}`,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
    silent: true,
  };
  return [
    { ...common, data: pairs.map(([low]) => 100 * low) },
    {
      ...common,
      areaStyle: { color: COLORS[series], opacity: 0.2 },
      data: pairs.map(([low, high]) => 100 * (high - low)),
    },
  ];
}
