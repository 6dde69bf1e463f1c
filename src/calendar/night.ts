// The daily local window of a zone (off-peak hours) as instants, one entry per local day. Knows clock changes;
// refuses to know what is done at night.
import { DAY, type Instant } from './instant.ts';
import { instantOfWall, localDays } from './local.ts';
import type { ZoneTable } from './zone.ts';

/**
 * Windows in seconds relative to the origin they were made for, `start[i] <= t < end[i]`, sorted, never overlapping.
 * Index i is the window that starts on the local day i - 1 days after origin's.
 *
 * R3: across a clock change a window is shorter, longer, or starts at the first instant that exists. One whose whole
 * local time does not exist (02:00-03:00 in a spring gap; Apia's 2011-12-30) is empty, `start[i] === end[i]`, at the
 * first instant that exists; it stays in the list, so that the index keeps counting local days.
 */
export interface Nights {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * Every window of a local day between two instants inside the table's range. `window` is in seconds of the local day,
 * start in 0..86399, end in 0..86400; start > end runs past midnight. The first entry is that of the local day before
 * origin's, the last one starts after `until`: nightAt answers for every t in 0..until - origin.
 * @throws RangeError for equal start and end, and for seconds outside the day.
 */
export function nights(
  table: ZoneTable,
  window: { readonly start: number; readonly end: number },
  origin: Instant,
  until: Instant,
): Nights {
  if (!(window.start >= 0 && window.start < DAY && window.end >= 0 && window.end <= DAY)) {
    throw new RangeError(`window ${window.start}..${window.end} is outside the day`);
  }
  if (window.start === window.end) throw new RangeError(`window starts and ends at ${window.start}`);
  const days = localDays(table, origin, until);
  const count = days.last - days.first + 1;
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  const endDay = window.start > window.end ? 1 : 0;
  for (let index = 0; index < count; index++) {
    const day = days.first + index;
    start[index] = instantOfWall(table, day * DAY + window.start) - origin;
    end[index] = instantOfWall(table, (day + endDay) * DAY + window.end) - origin;
  }
  return { start, end };
}

/**
 * Index of the first night that ends after t (seconds relative to the origin): the one in progress if `start[i] <= t`,
 * else the next one, which may be empty (start === end). Constant time, allocates nothing.
 * @throws RangeError when t is past the last night.
 */
export function nightAt(nights: Nights, t: number): number {
  const { end } = nights;
  const last = end.length - 1;
  // Whole numbers of 32 bits by a literal, which is a multiplication.
  let index = Math.min(last, Math.max(0, ((t | 0) / 86_400) | 0));
  while (index > 0 && end[index - 1]! > t) index--;
  while (end[index]! <= t) {
    if (index === last) throw new RangeError(`no night ends after ${t}`);
    index++;
  }
  return index;
}
