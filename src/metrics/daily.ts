// Day by day: how many VMs of a group have the newest release on offer, installed, in effect; how many are on track.
// Refuses to know single days' meaning to a reader.

import { DAY } from '../calendar/instant.ts';

export const SERIES = ['offered', 'installed', 'effective', 'onTrack'] as const;
export type Series = (typeof SERIES)[number];

/** Code of a series: its position. */
export const SERIES_CODE = { offered: 0, installed: 1, effective: 2, onTrack: 3 } as const;

/** The four series of one group. Day k is the instant k days after the run's start, before anything happens then. */
export class Daily {
  /** What changed on each day, a row for each series. */
  readonly changes: Int32Array;
  readonly #length: number;
  readonly #now: Int32Array;

  constructor(days: number, vms: number, onTrack: number) {
    this.#length = days + 2;
    this.changes = new Int32Array(SERIES.length * this.#length);
    this.#now = Int32Array.of(vms, vms, vms, onTrack);
    this.#now.forEach((value, series) => {
      this.changes[series * this.#length] = value;
    });
  }

  /** `series`: a SERIES_CODE. */
  add(series: number, t: number, by: number): void {
    this.#now[series] += by;
    this.changes[series * this.#length + Math.floor(t / DAY) + 1] += by;
  }

  /** A new release: nobody has it yet. */
  restart(t: number): void {
    for (const series of [SERIES_CODE.offered, SERIES_CODE.installed, SERIES_CODE.effective])
      this.add(series, t, -this.#now[series]);
  }

  /** Values of the days 0 .. days - 1. */
  values(series: Series, days: number): number[] {
    const first = SERIES_CODE[series] * this.#length;
    let now = 0;
    return Array.from(this.changes.subarray(first, first + days), (change) => {
      now += change;
      return now;
    });
  }
}
