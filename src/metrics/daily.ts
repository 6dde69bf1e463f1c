// Day by day: how many VMs of a group have the newest release on offer, installed, in effect; how many are on track.
// Refuses to know single days' meaning to a reader.

import { DAY } from '../calendar/instant.ts';

export const SERIES = ['offered', 'installed', 'effective', 'onTrack'] as const;
export type Series = (typeof SERIES)[number];

/** Code of a series: its position. */
export const SERIES_CODE = { offered: 0, installed: 1, effective: 2, onTrack: 3 } as const;

/** Takes changes of the series of all groups. Day k is the instant k days after the run's start, before anything happens then. */
export interface Daily {
  /** Before the run begins: VMs that have whatever is newest, and those on track. */
  begin(group: number, vms: number, onTrack: number): void;
  /** `series`: a SERIES_CODE. */
  add(group: number, series: number, t: number, by: number): void;
  /** A new release: nobody has it yet. */
  restart(group: number, t: number): void;
}

/** `changes` has a row for each group, in it one of `days + 2` numbers for each series. */
export function dailyOf(changes: Int32Array, days: number): Daily {
  const length = days + 2;
  // In here they are constants to the compiler.
  const SERIES_COUNT = SERIES.length;
  const A_DAY = DAY;

  function add(group: number, series: number, t: number, by: number): void {
    changes[(group * SERIES_COUNT + series) * length + (((t | 0) / A_DAY) | 0) + 1] += by;
  }

  return {
    add,
    begin(group, vms, onTrack) {
      [vms, vms, vms, onTrack].forEach((value, series) => {
        changes[(group * SERIES.length + series) * length] = value;
      });
    },
    restart(group, t) {
      for (const series of [SERIES_CODE.offered, SERIES_CODE.installed, SERIES_CODE.effective]) {
        const first = (group * SERIES.length + series) * length;
        let now = 0;
        for (let at = first; at < first + length; at++) now += changes[at];
        add(group, series, t, -now);
      }
    },
  };
}

/** Values of the days 0 .. days - 1 of a group, from its row of changes. */
export function dailyValues(changes: Int32Array, series: Series, days: number): number[] {
  const first = SERIES_CODE[series] * (changes.length / SERIES.length);
  const values = new Array<number>(days);
  let now = 0;
  for (let day = 0; day < days; day++) {
    now += changes[first + day];
    values[day] = now;
  }
  return values;
}
