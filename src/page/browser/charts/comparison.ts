// Two variants side by side: reboots a month and by cause, with the interval of the difference. Refuses to know statistics.

import type { Comparison, Row } from '../../../experiment/compare.ts';
import type { Chart } from '../chart.ts';
import { causeWords } from '../words.ts';

export function comparisonChart(
  { base, other, rows }: Comparison,
  partOf: 'reboots.byMonth' | 'reboots.byCause',
  index: number,
): Chart | undefined {
  const parts = rows.filter((row) => row.partOf === partOf && row.group === undefined);
  if (parts.length === 0) return undefined;
  const label = (row: Row): string => (partOf === 'reboots.byCause' ? causeWords(row.label) : row.label);
  const id = `${partOf === 'reboots.byMonth' ? 'months' : 'causes'}-${index}`;
  return {
    id,
    title: partOf === 'reboots.byMonth' ? 'Reboots per VM-year by month' : 'Reboots per VM-year by cause',
    about: `${base} beside ${other}, mean over the replications.`,
    head: [partOf === 'reboots.byMonth' ? 'month' : 'cause', base, other, 'difference', 'low', 'high'],
    rows: parts.map((row) => [
      label(row),
      row.base,
      row.other,
      row.difference,
      ...(row.interval ?? ['–', '–']),
    ]),
    height: 320,
    option: ({ line, text }) => ({
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        valueFormatter: (value: unknown) => Number(value).toFixed(2),
      },
      legend: { type: 'scroll', bottom: 0, textStyle: { color: text } },
      grid: { left: 60, right: 20, top: 16, bottom: 56 },
      xAxis: {
        type: 'category',
        data: parts.map(label),
        axisLabel: { color: text, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: {
        type: 'value',
        axisLabel: { color: text, hideOverlap: true },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        { type: 'bar', name: base, itemStyle: { color: '#8c96a0' }, data: parts.map((row) => row.base) },
        { type: 'bar', name: other, itemStyle: { color: '#0072b2' }, data: parts.map((row) => row.other) },
      ],
    }),
  };
}
