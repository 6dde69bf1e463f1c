// A weekly schedule in local time as instants. Knows weekdays and clock changes; refuses to know that the schedule
// says when a VM is on.
import { DAY, type Instant } from './instant.ts';
import { instantOfWall, localDays } from './local.ts';
import type { ZoneTable } from './zone.ts';

/** On each of `days` (0 = Sunday), local seconds of day `from` to `to`; past midnight when from >= to. */
export interface WeeklyEntry {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Intervals in seconds relative to an origin, `start[i] <= t < end[i]`, sorted, apart from each other. */
export interface Intervals {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * The union of all entries' times. It is complete for [origin, until]; intervals that reach over either edge are not
 * cut there, and one that is open at `until` ends later. Local times across a clock change follow R3: a time in a gap is
 * the first instant after it, of a time that comes twice the first counts, an entry wholly in a gap vanishes.
 * @throws RangeError for a range the table does not hold.
 */
export function weeklyIntervals(
  table: ZoneTable,
  entries: readonly WeeklyEntry[],
  origin: Instant,
  until: Instant,
): Intervals {
  const days = localDays(table, origin, until);
  const starts: number[] = [];
  const ends: number[] = [];
  let inOrder = true;
  for (let day = days.first; day <= days.last; day++) {
    // 1970-01-01, day 0, was a Thursday; the day before it is -1.
    const weekday = (day + 4) % 7;
    // By index: an iterator for each day of each clock is a twelfth of what a small run allocates.
    for (let entry = 0; entry < entries.length; entry++) {
      const { days: weekdays, from, to } = entries[entry]!;
      if (!weekdays.includes(weekday)) continue;
      const start = instantOfWall(table, day * DAY + from) - origin;
      const end = instantOfWall(table, (from < to ? day : day + 1) * DAY + to) - origin;
      if (start >= end) continue;
      if (start < starts[starts.length - 1]!) inOrder = false;
      starts.push(start);
      ends.push(end);
    }
  }
  const order = starts.map((_, index) => index);
  if (!inOrder) order.sort((left, right) => starts[left]! - starts[right]!);
  const merged = { start: new Int32Array(order.length), end: new Int32Array(order.length) };
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    const start = starts[order[at]!]!;
    const end = ends[order[at]!]!;
    if (count > 0 && start <= merged.end[count - 1]!) {
      merged.end[count - 1] = Math.max(merged.end[count - 1]!, end);
    } else {
      merged.start[count] = start;
      merged.end[count++] = end;
    }
  }
  return { start: merged.start.slice(0, count), end: merged.end.slice(0, count) };
}
