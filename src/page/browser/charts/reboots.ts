// Reboots a month by cause, one bar a group, and above them what was released in the month. Refuses to know single VMs.
/// <reference lib="dom" />

import type { EChartsCoreOption } from 'echarts/core';
import type { ReleaseSummary } from '../../../metrics/summary.ts';
import type { GroupSeries } from '../../data.ts';
import type { Chart } from '../chart.ts';
import type { Cell } from '../elements.ts';
import type { Colors } from '../theme.ts';
import { causeColor, causeWords } from '../words.ts';

const RELEASES_SHOWN = [
  'baseline_planned',
  'baseline_unplanned',
  'hotpatch',
  'oob_hotpatch',
  'oob',
  'cumulative',
];
const LETTERS: Readonly<Record<string, string>> = {
  baseline_planned: 'B',
  baseline_unplanned: 'B!',
  hotpatch: 'H',
  oob_hotpatch: 'H+',
  oob: '+',
  cumulative: 'C',
};

export function rebootsChart(
  months: readonly string[],
  groups: readonly GroupSeries[],
  releases: readonly ReleaseSummary[],
): Chart {
  const causes = [...new Set(groups.flatMap(({ rebootsByMonth }) => Object.keys(rebootsByMonth)))].sort();
  const lines = [...new Set(releases.map(({ product }) => product))].filter((product) =>
    releases.some((one) => one.product === product && RELEASES_SHOWN.includes(one.kind)),
  );
  const rows = months.flatMap((month, index) =>
    groups.map(({ name, rebootsByMonth }): Cell[] => [
      month,
      name === '' ? 'all' : name,
      ...causes.map((cause) => rebootsByMonth[cause]?.[index] ?? 0),
    ]),
  );
  const strip = 22 * lines.length;
  const besides =
    groups.length > 1
      ? `In each month from left to right: ${groups.map(({ name }) => name).join(', ')}. `
      : '';
  return {
    id: 'reboots',
    title: 'Reboots per month by cause',
    about: `${besides}Above the bars what was released: B planned baseline, B! unplanned, H hotpatch, H+ and + out of band, C cumulative.`,
    head: ['month', 'group', ...causes.map(causeWords)],
    rows,
    height: 340 + strip,
    option: (colors) => option({ months, groups, causes, lines, releases, strip }, colors),
  };
}

/** Badges with letters, as long as there is room for them. */
const MOST_BADGES = 18;
const NARROW = 700;

interface Charted {
  readonly months: readonly string[];
  readonly groups: readonly GroupSeries[];
  readonly causes: readonly string[];
  readonly lines: readonly string[];
  readonly releases: readonly ReleaseSummary[];
  readonly strip: number;
}

function option(
  { months, groups, causes, lines, releases, strip }: Charted,
  { line, text }: Colors,
): EChartsCoreOption {
  const axisLine = { lineStyle: { color: line } };
  const small = months.length > MOST_BADGES || innerWidth < NARROW;
  const marks = releases.filter(({ kind, month }) => RELEASES_SHOWN.includes(kind) && months.includes(month));
  return {
    tooltip: { trigger: 'item' },
    legend: { type: 'scroll', bottom: 0, textStyle: { color: text }, data: causes.map(causeWords) },
    grid: [
      { left: 130, right: 20, top: 8, height: strip },
      { left: 130, right: 20, top: strip + 24, bottom: 60 },
    ],
    xAxis: [
      { type: 'category', gridIndex: 0, data: months, show: false },
      {
        type: 'category',
        gridIndex: 1,
        data: months,
        axisLine,
        axisLabel: { color: text, hideOverlap: true },
      },
    ],
    yAxis: [
      {
        type: 'category',
        gridIndex: 0,
        data: lines,
        inverse: true,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: text, hideOverlap: true },
      },
      {
        type: 'value',
        gridIndex: 1,
        axisLabel: { color: text, hideOverlap: true },
        splitLine: axisLine,
        minInterval: 1,
      },
    ],
    series: [
      {
        type: 'scatter',
        xAxisIndex: 0,
        yAxisIndex: 0,
        symbol: 'roundRect',
        symbolSize: small ? [9, 12] : [26, 16],
        data: marks.map(({ month, product, kind, kb, date }, index) => ({
          value: [month, product],
          name: `${kb}, ${causeWords(kind)}, ${date.slice(0, 10)}`,
          itemStyle: { color: causeColor(kind) },
          symbolOffset: [besideOthers(marks, index) * (small ? 10 : 28), 0],
          label: {
            show: !small,
            formatter: LETTERS[kind] ?? '',
            color:
              kind === 'hotpatch' || kind === 'oob_hotpatch' || kind === 'cumulative' || kind === 'oob'
                ? '#10151a'
                : '#ffffff',
            fontSize: 10,
          },
        })),
        tooltip: { formatter: '{b}' },
      },
      ...groups.flatMap(({ name, rebootsByMonth }) =>
        causes.map((cause) => ({
          type: 'bar',
          name: causeWords(cause),
          stack: `group ${name}`,
          xAxisIndex: 1,
          yAxisIndex: 1,
          itemStyle: { color: causeColor(cause) },
          data: rebootsByMonth[cause] ?? months.map(() => 0),
          tooltip: { formatter: `${name === '' ? 'all' : encode(name)}<br>{b}: {c} {a}` },
        })),
      ),
    ],
  };
}

/** How far from the middle, in widths, the one of several releases of a product and month is put. */
function besideOthers(marks: readonly ReleaseSummary[], index: number): number {
  const { month, product } = marks[index]!;
  const same = marks.flatMap((one, place) => (one.month === month && one.product === product ? [place] : []));
  return same.indexOf(index) - (same.length - 1) / 2;
}

/** Tooltips of ECharts are markup. */
export const encode = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('{', '&#123;');
