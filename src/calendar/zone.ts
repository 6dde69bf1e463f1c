// The one door to time zone data: which zones exist, and a zone's UTC offsets over a range tabulated once.
// Knows nothing of windows or plans; never asks for the host's zone.
import { DAY, type Instant } from './instant.ts';
import { askedOffsets } from './zone-changes.ts';
import { tabulatedOffsets } from './zone-table.ts';

export { resolveZone, zoneNames } from './zone-names.ts';

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

const MARGIN = 7 * DAY;

const tables = new Map<string, ZoneTable>();

/**
 * The offsets of an IANA zone (as resolveZone gives it) over [from, to], transitions exact to the second. The first
 * call for a zone and range may cost 1 ms a year, the next ones nothing. Offsets are whole minutes.
 * @throws RangeError when the zone does not exist or from > to.
 */
export function zoneTable(iana: string, from: Instant, to: Instant): ZoneTable {
  if (!(from <= to)) throw new RangeError(`zoneTable: from ${from} is after to ${to}`);
  const key = `${iana} ${from} ${to}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const range = { from: from - MARGIN, to: to + MARGIN };
  const { starts, offsets } =
    tabulatedOffsets(iana, range.from, range.to) ?? askedOffsets(iana, range.from, range.to);
  const table = {
    zone: iana,
    ...range,
    starts: Float64Array.from(starts),
    offsets: Int32Array.from(offsets),
  };
  tables.set(key, table);
  return table;
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
