// Off-peak hours of all clocks in one table, which the engine looks up more often than anything else.
// Refuses to know whose nights these are.

import { byDay, firstAfter } from '../calendar/by-day.ts';
import { DAY } from '../calendar/instant.ts';
import type { Clock } from '../fleet/fleet.ts';
import { NEVER } from '../kernel/eventlist.ts';

export type NightTable = ReturnType<typeof nightTableOf>;

/** A night is a row of the table: that of night n of a clock is `firstRow[clock] + n` (calendar/night.ts). */
export function nightTableOf(clocks: readonly Clock[]) {
  const firstRow = new Int32Array(clocks.length + 1);
  clocks.forEach(({ offPeak }, clock) => {
    firstRow[clock + 1] = firstRow[clock] + offPeak.start.length;
  });
  /** Seconds of the run; what begins after its last night never ends. */
  const start = new Int32Array(firstRow[clocks.length]);
  const end = new Int32Array(firstRow[clocks.length]);
  clocks.forEach(({ offPeak }, clock) => {
    start.set(offPeak.start, firstRow[clock]);
    end.set(offPeak.end, firstRow[clock]);
  });

  /** Until then a night of every clock ends later, which is beyond the run. */
  const reach = clocks.reduce((least, { offPeak }) => Math.min(least, offPeak.end.at(-1) ?? 0), NEVER);
  const days = Math.ceil(reach / DAY);
  /** Where a look-up begins: by clock and day, the first row that ends after the day began. */
  const rowOfDay = new Int32Array(clocks.length * days);
  clocks.forEach(({ offPeak: { end: ends } }, clock) => {
    const nights = byDay(ends);
    for (let day = 0; day < days; day++)
      rowOfDay[clock * days + day] = firstRow[clock] + firstAfter(ends, nights, day * DAY);
  });

  /**
   * Row of the first night of a clock that ends after t: the one in progress, or the next one.
   * @throws RangeError when t is past the last night.
   */
  function rowAt(clock: number, until: number): number {
    // Whole numbers of 32 bits, as `| 0` makes them, by a literal: a multiplication.
    const t = until | 0;
    if (t >= reach) throw new RangeError(`no night ends after ${t}`);
    let row = rowOfDay[clock * days + ((t / 86_400) | 0)];
    // Added, not branched to: whether a night ends between the day's begin and t is hard to foretell.
    row += Number(end[row] <= t);
    while (end[row] <= t) row++;
    return row;
  }

  /** How many nights of a clock are over at t. */
  function nightsOver(clock: number, t: number): number {
    return rowAt(clock, t) - firstRow[clock];
  }

  return { firstRow, start, end, rowAt, nightsOver };
}
