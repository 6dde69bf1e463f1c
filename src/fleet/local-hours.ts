// Windows and weekly hours on the clock of a zone, made once for all who go by the same: many groups and regions do.
// Refuses to know what they are for.

import type { Instant } from '../calendar/instant.ts';
import { type Nights, nights } from '../calendar/night.ts';
import { type Intervals, type WeeklyEntry, weeklyIntervals } from '../calendar/weekly.ts';
import type { ZoneTable } from '../calendar/zone.ts';

const nightsOn = new WeakMap<ZoneTable, Map<string, Nights>>();
const weeksOn = new WeakMap<ZoneTable, Map<string, Intervals>>();

/** The same as `nights`. */
export function nightsOf(
  table: ZoneTable,
  window: { readonly start: number; readonly end: number },
  origin: Instant,
  until: Instant,
): Nights {
  const key = `${window.start} ${window.end} ${origin} ${until}`;
  return once(nightsOn, table, key, () => nights(table, window, origin, until));
}

/** The same as `weeklyIntervals`. */
export function weeksOf(
  table: ZoneTable,
  entries: readonly WeeklyEntry[],
  origin: Instant,
  until: Instant,
): Intervals {
  const written = entries.map(({ days, from, to }) => `${days} ${from} ${to}`);
  const key = `${written.join('; ')} ${origin} ${until}`;
  return once(weeksOn, table, key, () => weeklyIntervals(table, entries, origin, until));
}

function once<T>(made: WeakMap<ZoneTable, Map<string, T>>, table: ZoneTable, key: string, make: () => T): T {
  let known = made.get(table);
  if (known === undefined) {
    known = new Map();
    made.set(table, known);
  }
  let one = known.get(key);
  if (one === undefined) {
    one = make();
    known.set(key, one);
  }
  return one;
}
