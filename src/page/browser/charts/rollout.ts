// One rollout as a timeline: its phases with their gates, the zones in their turns, the update domains. Refuses to know why.

import type { RolloutLanes, RolloutSpan } from '../../data.ts';
import type { Chart } from '../chart.ts';
import type { Cell } from '../elements.ts';
import { type GanttBar, gantt } from './gantt.ts';

const COLORS: Readonly<Record<RolloutSpan['kind'], string>> = {
  phase: '#0072b2',
  zone: '#56b4e9',
  updateDomain: '#009e73',
};
const KINDS: Readonly<Record<RolloutSpan['kind'], string>> = {
  phase: 'phase',
  zone: 'region or zone',
  updateDomain: 'update domain',
};
const DAY_MS = 86_400_000;
/** Regions and zones of the world are more than a person follows at once. */
const MOST_LANES = 60;

export function rolloutChart({ month, released, halted, spans }: RolloutLanes): Chart {
  const told = spans.slice(0, MOST_LANES);
  const iso = (seconds: number): string =>
    new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const words = ({ lane, kind, from, to, runs, open }: RolloutSpan): string =>
    kind === 'phase'
      ? `phase ${lane}: opened ${iso(from)} UTC, ${open ? 'never passed' : `passed ${iso(to)} UTC`}`
      : `${lane}: ${runs} install runs, the first ${iso(from)}, the last ${iso(to)} UTC`;
  const bars: GanttBar[] = told.map((span) => ({
    lane: span.lane,
    from: span.from * 1000,
    to: span.to * 1000,
    color: COLORS[span.kind],
    words: words(span),
  }));
  const lanes = [...new Set(told.map(({ lane }) => lane))];
  if (halted !== null) {
    lanes.unshift('halted');
    bars.push({
      lane: 'halted',
      from: halted * 1000,
      to: halted * 1000 + DAY_MS,
      color: '#d55e00',
      words: `halted ${iso(halted)} UTC`,
    });
  }
  const until = Math.min(Math.max(...bars.map(({ to }) => to)), released * 1000 + 45 * DAY_MS);
  return {
    id: 'rollout',
    title: `Rollout of ${month}`,
    about: `Phases from their opening to their gate, then the first to the last install run of each region, zone and update domain.${halted === null ? '' : ' The rollout was halted.'}${spans.length > told.length ? ` ${spans.length - told.length} more lanes are not shown.` : ''}`,
    head: ['lane', 'kind', 'from (UTC)', 'to (UTC)', 'install runs'],
    rows: [
      ...(halted === null ? [] : [['halted', 'halt', iso(halted), '', '']]),
      ...spans.map(({ lane, kind, from, to, runs, open }): Cell[] => [
        lane,
        KINDS[kind],
        iso(from),
        open ? 'never passed' : iso(to),
        runs ?? '',
      ]),
    ],
    height: 90 + 24 * lanes.length,
    option: (colors) => gantt(lanes, bars, { from: released * 1000, to: until }, colors),
  };
}
