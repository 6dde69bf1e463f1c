// What zones.generated.ts knows: names, and changes of clocks in the years that scenarios are about. The changes count only where
// they were made from the time zone data of this very process. Refuses to ask a library.
import { type Instant, MINUTE } from './instant.ts';
import type { Offsets } from './zone-changes.ts';
import { TZDATA, WINDOWS, YEARS, ZONES } from './zones.generated.ts';

interface Tabulated {
  /** Changes of each IANA zone as they are written in the table. */
  readonly changes: ReadonlyMap<string, string>;
  /** Windows' ids and the IANA zone of each. */
  readonly windows: ReadonlyMap<string, string>;
}

let read: Tabulated | undefined;

/** Whether the time zone data in force is what the table was made from. */
export function isInForce(tzdata = process.versions.tz): boolean {
  return tzdata === TZDATA;
}

/** The table, read when first asked for. */
export function tabulated(): Tabulated {
  if (read !== undefined) return read;
  const changes = new Map<string, string>();
  for (const line of ZONES) {
    const [names = '', written = ''] = line.split('|');
    for (const name of names.split(' ')) changes.set(name, written);
  }
  read = { changes, windows: new Map(WINDOWS.map((line) => line.split('|') as [string, string])) };
  return read;
}

/** The instants between which the table answers. */
export const TABLE_FROM: Instant = yearStart(YEARS[0]);
export const TABLE_TO: Instant = yearStart(YEARS[1]);

function yearStart(year: number): Instant {
  return Date.UTC(year, 0, 1) / 1000;
}

/** The offset at `from` and every change after it until `to`; undefined when the table does not know. */
export function tabulatedOffsets(
  zone: string,
  from: Instant,
  to: Instant,
  tzdata = process.versions.tz,
): Offsets | undefined {
  if (!isInForce(tzdata) || from < TABLE_FROM || to > TABLE_TO) return undefined;
  const written = tabulated().changes.get(zone);
  if (written === undefined) return undefined;
  const [first, ...rest] = written.split(' ').map((minutes) => Number(minutes) * MINUTE);
  const starts = [from];
  const offsets = [first!];
  for (let at = 0; at < rest.length; at += 2) {
    const [start, offset] = [rest[at]!, rest[at + 1]!];
    if (start > to) break;
    if (start <= from) offsets[0] = offset;
    else {
      starts.push(start);
      offsets.push(offset);
    }
  }
  return { starts, offsets };
}
