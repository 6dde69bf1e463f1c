// The days and months a run covers, as its counts are laid out. Refuses to know what is counted.

import { DAY, type Instant, monthOf } from '../calendar/instant.ts';

export interface RunExtent {
  /** Seconds of the run. */
  readonly horizon: number;
  readonly days: number;
  /** Months (UTC) in order, such as `2024-08`. */
  readonly months: readonly string[];
  /** Index into `months` of each day, counted from the start. */
  readonly monthOfDay: Uint16Array;
}

export function runExtent(start: Instant, end: Instant): RunExtent {
  const days = Math.ceil((end - start) / DAY);
  const ofDay = Array.from({ length: days + 1 }, (_, day) => monthOf(start + day * DAY));
  const months = [...new Set([...ofDay, monthOf(end)])];
  const monthOfDay = Uint16Array.from(ofDay, (month) => months.indexOf(month));
  return { horizon: end - start, days, months, monthOfDay };
}
