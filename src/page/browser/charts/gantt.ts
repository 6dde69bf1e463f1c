// Bars in time on lanes: rollouts, and the life of one VM. Refuses to know what a bar means.

import type { EChartsCoreOption } from 'echarts/core';
import { type Colors, labelRoom } from '../theme.ts';
import { encode } from './reboots.ts';

export interface GanttBar {
  readonly lane: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly color: string;
  readonly words: string;
}

/** What ECharts hands to a custom series; only what is used of it. */
interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
  size(extent: readonly [number, number]): [number, number];
}

/** A bar that is shorter on the screen is still seen. */
const LEAST_WIDTH = 3;

export function gantt(
  lanes: readonly string[],
  bars: readonly GanttBar[],
  span: { readonly from: number; readonly to: number },
  { line, text }: Colors,
  zoom = true,
): EChartsCoreOption {
  return {
    tooltip: { trigger: 'item', formatter: ({ data }: { data: { words: string } }) => encode(data.words) },
    grid: { left: labelRoom(190), right: 24, top: 8, bottom: zoom ? 64 : 28 },
    xAxis: {
      type: 'time',
      min: span.from,
      max: span.to,
      axisLabel: { color: text, hideOverlap: true },
      axisLine: { lineStyle: { color: line } },
      splitLine: { show: true, lineStyle: { color: line } },
    },
    yAxis: {
      type: 'category',
      data: lanes,
      inverse: true,
      axisLabel: { color: text, width: labelRoom(190) - 20, overflow: 'truncate' },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    ...(zoom && {
      dataZoom: [
        { type: 'slider', bottom: 8, height: 18, filterMode: 'weakFilter', textStyle: { color: text } },
      ],
    }),
    series: [
      {
        type: 'custom',
        clip: true,
        encode: { x: [1, 2], y: 0 },
        renderItem: (_: unknown, api: Api) => {
          const [x, y] = api.coord([api.value(1), api.value(0)]);
          const [end] = api.coord([api.value(2), api.value(0)]);
          const height = Math.min(16, api.size([0, 1])[1] * 0.6);
          return {
            type: 'rect',
            shape: { x, y: y - height / 2, width: Math.max(LEAST_WIDTH, end - x), height },
            style: { fill: bars[api.value(3)]!.color },
          };
        },
        data: bars.map(({ lane, from, to, words }, index) => ({
          value: [lanes.indexOf(lane), from, to, index],
          words,
        })),
      },
    ],
  };
}
