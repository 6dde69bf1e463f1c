// Off-peak hours of all clocks in one table, which the engine looks up more often than anything else.
// Refuses to know whose nights these are.

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

  /**
   * Row of the first night of a clock that ends after t: the one in progress, or the next one.
   * @throws RangeError when t is past the last night.
   */
  function rowAt(clock: number, t: number): number {
    const first = firstRow[clock];
    const last = firstRow[clock + 1] - 1;
    // Whole numbers of 32 bits, as `| 0` makes them, by a literal: a multiplication.
    let row = Math.min(last, first + Math.max(0, ((t | 0) / 86_400) | 0));
    while (row > first && end[row - 1] > t) row--;
    while (end[row] <= t) {
      if (row === last) throw new RangeError(`no night ends after ${t}`);
      row++;
    }
    return row;
  }

  return { firstRow, start, end, rowAt };
}
