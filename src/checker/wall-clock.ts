// What the clock on the wall of a zone shows, asked of the runtime's own time zone data (R3).
// Refuses to share a table or a rule with the simulator: this is the second opinion.

import { HOUR, type Instant } from '../calendar/instant.ts';

/** Further than any clock is from UTC, and nearer than any two clock changes of one zone. */
const AROUND = 36 * HOUR;

export class WallClock {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError for a zone the runtime does not know */
  constructor(zone: string) {
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
  }

  /** The first instant at which the wall shows that time or a later one: what a gap or an overlap leaves of it. */
  firstShowing(wall: number): Instant {
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
