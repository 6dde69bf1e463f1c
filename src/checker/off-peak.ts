// Off-peak hours as the clock on the wall has them, asked of the runtime's own time zone data (R3).
// Refuses to share a table or a rule with the simulator: this is the second opinion.

import { DAY, HOUR, type Instant } from '../calendar/instant.ts';

export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

/** Further than any clock is from UTC, and nearer than any two clock changes of one zone. */
const AROUND = 36 * HOUR;

export class OffPeak {
  readonly #format: Intl.DateTimeFormat;
  readonly #from: number;
  readonly #to: number;
  readonly #windows = new Map<number, Window>();

  /**
   * @param from, to seconds of the local day; from after to: past midnight
   * @throws RangeError for a zone the runtime does not know
   */
  constructor(zone: string, from: number, to: number) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
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
        start: this.#firstShowing(day * DAY + this.#from),
        end: this.#firstShowing(lastDay * DAY + this.#to),
      };
      this.#windows.set(day, window);
    }
    return window;
  }

  /** The first instant at which the wall shows that time or a later one: what a gap or an overlap leaves of it. */
  #firstShowing(wall: number): Instant {
    const before = this.#offset(wall - AROUND);
    const after = this.#offset(wall + AROUND);
    if (before === after) return wall - before;
    let [still, already] = [wall - AROUND, wall + AROUND];
    while (already - still > 1) {
      const middle = Math.floor((still + already) / 2);
      if (this.#offset(middle) === before) still = middle;
      else already = middle;
    }
    return wall - before < already ? wall - before : Math.max(already, wall - after);
  }

  #offset(instant: Instant): number {
    const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
    for (const { type, value } of this.#format.formatToParts(instant * 1000)) {
      if (type in part) part[type as keyof typeof part] = Number(value);
    }
    const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
    return wall / 1000 - instant;
  }
}
