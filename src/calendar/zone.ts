// The one door to time zone data: which zones exist, and a zone's UTC offsets over a range tabulated once.
// Knows nothing of windows or plans; never asks for the host's zone.
import { DAY, type Instant } from './instant.ts';
import type { ZoneTable } from './offsets.ts';
import { askedOffsets } from './zone-changes.ts';
import { tabulatedOffsets } from './zone-table.ts';

export { offsetAt, type ZoneTable } from './offsets.ts';
export { obsoleteZone, resolveZone, zoneNames } from './zone-names.ts';

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
