// The days and the hour on which updates come out. Refuses to know which updates those are.

import { DAY, formatDate, type Instant, parseInstant } from '../calendar/instant.ts';
import { instantOfWall } from '../calendar/local.ts';
import { zoneTable } from '../calendar/zone.ts';

const RELEASE_ZONE = 'America/Los_Angeles';
const TUESDAY = 2;

/** Day of the second Tuesday of a month: `2024-08` gives `2024-08-13` (R5). */
export function secondTuesday(month: string): string {
  const first = parseInstant(`${month}-01`)!;
  // 1970-01-01 was a Thursday, day 4 of a week that begins on Sunday.
  const weekday = (first / DAY + 4) % 7;
  return formatDate(first + (7 + ((TUESDAY - weekday + 7) % 7)) * DAY);
}

/** The months that touch `from`..`to`, as `2024-08`, in order. */
export function monthsBetween(from: Instant, to: Instant): string[] {
  const months: string[] = [];
  const last = formatDate(to).slice(0, 7);
  for (let day = formatDate(from); day.slice(0, 7) <= last; ) {
    const month = day.slice(0, 7);
    months.push(month);
    day = formatDate(parseInstant(`${month}-01`)! + 32 * DAY);
  }
  return months;
}

/** Instant of a written release day or date-time; undefined for any other text. */
export type ReleaseClock = (text: string) => Instant | undefined;

/**
 * A day alone means `releaseTime` (seconds of the day) on the clocks of Los Angeles (U3); a text with a time is
 * the instant it names.
 */
export function releaseClock(releaseTime: number): ReleaseClock {
  // Three rows of a calendar share a day.
  const known = new Map<string, Instant | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, releaseInstant(text, releaseTime));
    return known.get(text);
  };
}

function releaseInstant(text: string, releaseTime: number): Instant | undefined {
  const instant = parseInstant(text);
  if (instant === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return instant;
  const newYear = parseInstant(`${text.slice(0, 4)}-01-01`)!;
  // One table a year: zoneTable remembers it.
  return instantOfWall(zoneTable(RELEASE_ZONE, newYear, newYear + 366 * DAY), instant + releaseTime);
}
