// When a recurring window of a zone begins, as instants, across clock changes. Refuses to know how long it lasts and what
// is done in it.
import { DAY, HOUR, type Instant } from './instant.ts';
import { instantOfWall, localDays } from './local.ts';
import { fallsOn, type Recurrence } from './recurrence/recurrence.ts';
import { zoneTable } from './zone.ts';

/** Start and expiration are local times of the zone, written as if they were UTC seconds. */
export interface Recurring {
  readonly recurrence: Recurrence;
  readonly start: number;
  readonly expiration?: number | undefined;
  /** IANA id. */
  readonly zone: string;
}

/**
 * The instants from `from` to before `until` at which it begins, ascending: none before its start, none at or after its
 * expiration. All are at the start's clock time; one in a gap is at the first instant that exists, one that comes twice
 * is the first of the two (R3). Hours are counted as they pass, whatever the clock shows.
 */
export function occurrences(
  { recurrence, start, expiration, zone }: Recurring,
  from: Instant,
  until: Instant,
): Instant[] {
  if (start - DAY >= until) return [];
  const hourly = recurrence.unit === 'hour';
  const table = zoneTable(zone, Math.min(from, hourly ? start : from) - DAY, until + DAY);
  const isWithin = (instant: Instant): boolean => instant >= from && instant < until;
  // A day beyond the table is after all that is asked for.
  const expires =
    expiration === undefined || expiration - DAY >= until
      ? until
      : expiration + DAY <= from
        ? from
        : instantOfWall(table, expiration);
  if (hourly) {
    const first = instantOfWall(table, start);
    const step = recurrence.every * HOUR;
    const begin = first + Math.max(0, Math.ceil((from - first) / step)) * step;
    const count = Math.max(0, Math.ceil((Math.min(until, expires) - begin) / step));
    return Array.from({ length: count }, (_, index) => begin + index * step).filter(isWithin);
  }
  const startDay = Math.floor(start / DAY);
  const days = localDays(table, from, until);
  const found: Instant[] = [];
  for (let day = Math.max(startDay, days.first); day <= days.last; day++) {
    if (!fallsOn(recurrence, startDay, day)) continue;
    const instant = instantOfWall(table, day * DAY + (start - startDay * DAY));
    if (isWithin(instant) && instant < expires) found.push(instant);
  }
  return found;
}
