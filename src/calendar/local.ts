// Local wall time of a zone, both ways. Knows the two awkward cases, the gap and the overlap of a clock change, and
// refuses to know what the time is for.
import { DAY, type Instant } from './instant.ts';
import { offsetAt, offsetIndexAt, type ZoneTable } from './offsets.ts';

/** What the clock on the wall shows at an instant, written as if it were UTC seconds. */
export function wallOf(table: ZoneTable, instant: Instant): number {
  return instant + offsetAt(table, instant);
}

/**
 * The instant at which the wall shows `wallSeconds` (local time as if it were UTC seconds). In a gap, when clocks go
 * forward, it is the first instant that exists after the gap; in an overlap, when they go back, the first of the
 * two (R3). Never decreases as wallSeconds grows.
 * @throws RangeError when the answer is outside the table.
 */
export function instantOfWall(table: ZoneTable, wallSeconds: number): Instant {
  const { starts, offsets } = table;
  // No offset reaches a day, so no later offset than the one a day earlier can be skipped.
  let index = offsetIndexAt(table, Math.max(table.from, wallSeconds - DAY));
  while (index + 1 < starts.length && wallSeconds >= starts[index + 1]! + offsets[index]!) index++;
  const instant = Math.max(starts[index]!, wallSeconds - offsets[index]!);
  if (instant >= table.to || wallSeconds < table.from + offsets[0]!) {
    throw new RangeError(`wall time ${wallSeconds} is outside the table of ${table.zone}`);
  }
  return instant;
}

/**
 * The local days, counted from 1970-01-01, whose windows can matter between two instants: from the day before
 * origin's, whose window may still be open, to the second after until's, whose window starts after until even when
 * a clock change at midnight repeats a piece of the day.
 * @throws RangeError when the range is too long for seconds relative to origin to fit 32 bits (68 years).
 */
export function localDays(
  table: ZoneTable,
  origin: Instant,
  until: Instant,
): { first: number; last: number } {
  if (!(origin <= until && until - origin < 2 ** 31 - 7 * DAY)) {
    throw new RangeError(`range ${origin}..${until} is empty or longer than 68 years`);
  }
  return {
    first: Math.floor(wallOf(table, origin) / DAY) - 1,
    last: Math.floor(wallOf(table, until) / DAY) + 2,
  };
}
