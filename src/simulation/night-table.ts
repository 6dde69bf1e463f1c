// Off-peak hours of all clocks in one table, which the engine looks up more often than anything else.
// Refuses to know whose nights these are.

import { DAY } from '../calendar/instant.ts';
import type { Clock } from '../fleet/fleet.ts';

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

  /** Where a look-up begins: of each day of a clock, numbered as its nights are, the first row that ends after it began. */
  const rowOfDay = new Int32Array(firstRow[clocks.length]);
  for (let clock = 0; clock < clocks.length; clock++) {
    let row = firstRow[clock];
    for (let day = firstRow[clock]; day < firstRow[clock + 1]; day++) {
      while (row < firstRow[clock + 1] - 1 && end[row] <= (day - firstRow[clock]) * DAY) row++;
      rowOfDay[day] = row;
    }
  }

  /** The first row of a clock that ends after t, or one past its last. */
  function after(clock: number, until: number): number {
    // Whole numbers of 32 bits, as `| 0` makes them, by a literal: a multiplication.
    const t = until | 0;
    const past = firstRow[clock + 1];
    let row = rowOfDay[Math.min(past - 1, firstRow[clock] + ((t / 86_400) | 0))];
    while (row < past && end[row] <= t) row++;
    return row;
  }

  /**
   * Row of the first night of a clock that ends after t: the one in progress, or the next one.
   * @throws RangeError when t is past the last night.
   */
  function rowAt(clock: number, t: number): number {
    const row = after(clock, t);
    if (row === firstRow[clock + 1]) throw new RangeError(`no night ends after ${t}`);
    return row;
  }

  /** How many nights of a clock are over at t. */
  function nightsOver(clock: number, t: number): number {
    return after(clock, t) - firstRow[clock];
  }

  return { firstRow, start, end, rowAt, nightsOver };
}
