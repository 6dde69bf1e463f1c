// When the windows of a maintenance configuration begin, counted forward from its start month by month, week by week
// (R31). Refuses to share code with the simulator: this is the second opinion.

import { DAY, HOUR, type Instant } from '../calendar/instant.ts';
import { WallClock } from './wall-clock.ts';

/** As the head of the trace has it; local times are written as if they were UTC seconds. */
export interface Recurring {
  readonly start: number;
  readonly expiration: number;
  readonly timeZone: string;
  readonly recurEvery: Readonly<Record<string, unknown>>;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(number) : []);

/** Starts in `from <= t < until`, ascending. @throws RangeError for a zone the runtime does not know */
export function startsOf(
  { start, expiration, timeZone, recurEvery }: Recurring,
  from: Instant,
  until: Instant,
): Instant[] {
  const clock = new WallClock(timeZone);
  const expires = expiration === Number.POSITIVE_INFINITY ? until : clock.firstShowing(expiration);
  const end = Math.min(until, expires);
  const found: Instant[] = [];
  if (recurEvery.unit === 'hour') {
    for (let t = clock.firstShowing(start); t < end; t += number(recurEvery.every) * HOUR)
      if (t >= from) found.push(t);
    return found;
  }
  const midnight = Math.floor(start / DAY) * DAY;
  for (const day of daysFrom(midnight, recurEvery, until + 2 * DAY)) {
    const t = clock.firstShowing(day + (start - midnight));
    if (day >= midnight && t >= from && t < end) found.push(t);
  }
  return found.sort((a, b) => a - b);
}

/** Local midnights on which it falls, from the period of its start on; some may come before the start. */
function* daysFrom(first: number, recurEvery: Recurring['recurEvery'], last: number): Generator<number> {
  const every = number(recurEvery.every);
  if (recurEvery.unit === 'day') {
    for (let day = first; day <= last; day += every * DAY) yield day;
    return;
  }
  const date = new Date(first * 1000);
  if (recurEvery.unit === 'week') {
    const given = numbers(recurEvery.weekdays);
    const weekdays = given.length > 0 ? given : [date.getUTCDay()];
    // Weeks begin on Monday.
    const monday = first - ((date.getUTCDay() + 6) % 7) * DAY;
    for (let week = monday; week <= last; week += every * 7 * DAY)
      for (const weekday of weekdays) yield week + ((weekday + 6) % 7) * DAY;
    return;
  }
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  for (let ahead = 0; ; ahead += every) {
    const begins = Date.UTC(year, month + ahead, 1) / 1000;
    if (begins > last + 7 * DAY) return;
    const length = (Date.UTC(year, month + ahead + 1, 1) / 1000 - begins) / DAY;
    if ('nth' in recurEvery) yield nthWeekday(begins, length, recurEvery);
    else
      for (const day of numbers(recurEvery.days).length > 0 ? numbers(recurEvery.days) : [date.getUTCDate()])
        if (day <= length) yield begins + (day === -1 ? length - 1 : day - 1) * DAY;
  }
}

function nthWeekday(begins: number, length: number, recurEvery: Recurring['recurEvery']): number {
  const [nth, weekday] = [number(recurEvery.nth), number(recurEvery.weekday)];
  const first = (weekday - new Date(begins * 1000).getUTCDay() + 7) % 7;
  const last = first + Math.floor((length - 1 - first) / 7) * 7;
  return begins + ((nth === -1 ? last : first + 7 * (nth - 1)) + number(recurEvery.offset)) * DAY;
}
