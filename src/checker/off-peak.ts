// Off-peak hours as the clock on the wall has them, asked of the runtime's own time zone data (R3).
// Refuses to share a table or a rule with the simulator: this is the second opinion.

import { DAY, type Instant } from '../calendar/instant.ts';
import { WallClock } from './wall-clock.ts';

export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

export class OffPeak {
  readonly #clock: WallClock;
  readonly #from: number;
  readonly #to: number;
  readonly #windows = new Map<number, Window>();

  /**
   * @param from, to seconds of the local day; from after to: past midnight
   * @throws RangeError for a zone the runtime does not know
   */
  constructor(zone: string, from: number, to: number) {
    this.#clock = new WallClock(zone);
    this.#from = from;
    this.#to = to;
  }

  /** The window that t is in, `start <= t < end`; undefined when t is outside off-peak hours. */
  windowAt(t: Instant): Window | undefined {
    const today = Math.floor(t / DAY);
    for (let day = today - 2; day <= today + 1; day++) {
      const window = this.#window(day);
      if (window.start <= t && t < window.end) return window;
    }
    return undefined;
  }

  /** Seconds of off-peak hours in `from <= t < to`. */
  secondsBetween(from: Instant, to: Instant): number {
    let seconds = 0;
    for (let day = Math.floor(from / DAY) - 2; day <= Math.floor(to / DAY) + 1; day++) {
      const { start, end } = this.#window(day);
      seconds += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
    return seconds;
  }

  #window(day: number): Window {
    let window = this.#windows.get(day);
    if (window === undefined) {
      const lastDay = this.#from > this.#to ? day + 1 : day;
      window = {
        start: this.#clock.firstShowing(day * DAY + this.#from),
        end: this.#clock.firstShowing(lastDay * DAY + this.#to),
      };
      this.#windows.set(day, window);
    }
    return window;
  }
}
