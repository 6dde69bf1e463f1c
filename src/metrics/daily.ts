// Day by day: how many VMs of a group have the newest release on offer, installed, in effect; how many are on track.
// Refuses to know single days' meaning to a reader.

import { DAY } from '../calendar/instant.ts';

export const SERIES = ['offered', 'installed', 'effective', 'onTrack'] as const;
export type Series = (typeof SERIES)[number];

/** The four series of one group. Day k is the instant k days after the run's start, before anything happens then. */
export class Daily {
  readonly #changes: Record<Series, Int32Array>;
  readonly #now: Record<Series, number>;

  constructor(days: number, vms: number, onTrack: number) {
    const row = (): Int32Array => new Int32Array(days + 2);
    this.#changes = { offered: row(), installed: row(), effective: row(), onTrack: row() };
    this.#now = { offered: vms, installed: vms, effective: vms, onTrack };
    for (const series of SERIES) this.#changes[series][0] = this.#now[series];
  }

  add(series: Series, t: number, by: number): void {
    this.#now[series] += by;
    this.#changes[series][Math.floor(t / DAY) + 1] += by;
  }

  /** A new release: nobody has it yet. */
  restart(t: number): void {
    for (const series of ['offered', 'installed', 'effective'] as const)
      this.add(series, t, -this.#now[series]);
  }

  /** Values of the days 0 .. days - 1. */
  values(series: Series, days: number): number[] {
    let now = 0;
    return Array.from(this.#changes[series].subarray(0, days), (change) => {
      now += change;
      return now;
    });
  }
}
