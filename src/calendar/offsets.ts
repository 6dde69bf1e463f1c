// The UTC offsets of a zone over a range, as a table to look them up in. Refuses to know where they come from: the report's page
// looks them up in a browser.
import type { Instant } from './instant.ts';

/**
 * The UTC offsets of one zone: `offsets[i]` seconds east of UTC hold from `starts[i]` (UTC seconds, ascending) until
 * `starts[i + 1]`, the last one until `to`. It answers for instants `from <= t < to`, which is a week more on either
 * side than was asked for, so that windows at the edges are whole.
 */
export interface ZoneTable {
  readonly zone: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly starts: Float64Array;
  readonly offsets: Int32Array;
}

/**
 * Index into `table.starts` of the offset that holds at an instant.
 * @throws RangeError outside [table.from, table.to): an answer there would be a guess.
 */
export function offsetIndexAt(table: ZoneTable, instant: Instant): number {
  if (!(instant >= table.from && instant < table.to)) {
    throw new RangeError(`instant ${instant} is outside the table of ${table.zone}`);
  }
  let low = 0;
  let high = table.starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table.starts[middle]! <= instant) low = middle;
    else high = middle;
  }
  return low;
}

/** Seconds east of UTC at an instant. @throws RangeError outside [table.from, table.to). */
export function offsetAt(table: ZoneTable, instant: Instant): number {
  return table.offsets[offsetIndexAt(table, instant)]!;
}
