// The one door to time zone data: which zones exist, and a zone's UTC offsets over a range tabulated once.
// Knows nothing of windows or plans; never asks for the host's zone.
import { formatInTimeZone } from 'date-fns-tz/formatInTimeZone';
import { findIana, IANA_ALIAS_MAP, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { DAY, HOUR, type Instant, MINUTE } from './instant.ts';

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

/** IANA names that Intl knows but windows-iana's data and, on some Node versions, supportedValuesOf leave out. */
const UNLISTED = ['CET', 'EET', 'Europe/Kyiv', 'MET', 'Pacific/Kanton', 'WET'];

// Closer transitions would be missed: the nearest pair since 1970 that cancels out, in any zone of tzdata 2025, is
// 6.96 days apart (Recife in 2000, Gaza in 2040).
const SCAN_STEP = 5 * DAY;
const MARGIN = 7 * DAY;

const windowsNames = [...new Set(WINDOWS_TO_IANA_MAP.map((entry) => entry.windowsName as string))].sort();
const ianaNames = [
  ...new Set([
    ...Intl.supportedValuesOf('timeZone'),
    ...IANA_ALIAS_MAP.flatMap((entry) => entry.alias as readonly string[]),
    ...UNLISTED,
  ]),
]
  .filter((name) => name !== 'Etc/Unknown')
  .sort();

// Later entries win: a Windows id never hides an IANA name ('UTC' is both).
const ianaByLowerCaseName = new Map<string, string>([
  ...windowsNames.map((name): [string, string] => [name.toLowerCase(), findIana(name)[0] as string]),
  ...ianaNames.map((name): [string, string] => [name.toLowerCase(), name]),
]);

const tables = new Map<string, ZoneTable>();

/**
 * The IANA id, in IANA's spelling, of an IANA or Windows zone name (`europe/berlin`, `W. Europe Standard Time`),
 * whatever its case. An alias stays itself (`Asia/Kolkata` does not become `Asia/Calcutta`), so that the answer does
 * not depend on the Node version. Undefined when no such zone exists; ICU's own abbreviations (`PST`) do not.
 */
export function resolveZone(name: string): string | undefined {
  return ianaByLowerCaseName.get(name.toLowerCase());
}

/** Every name resolveZone accepts, IANA names first, then Windows ids. */
export function zoneNames(): readonly string[] {
  return [...ianaNames, ...windowsNames.filter((name) => !ianaNames.includes(name))];
}

/**
 * The offsets of an IANA zone (as resolveZone gives it) over [from, to], transitions exact to the second. The first
 * call for a zone and range costs about 1 ms a year, the next ones nothing. Offsets are whole minutes.
 * @throws RangeError when the zone does not exist or from > to.
 */
export function zoneTable(iana: string, from: Instant, to: Instant): ZoneTable {
  if (!(from <= to)) throw new RangeError(`zoneTable: from ${from} is after to ${to}`);
  const key = `${iana} ${from} ${to}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table = tabulate(iana, from - MARGIN, to + MARGIN);
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

function tabulate(zone: string, from: Instant, to: Instant): ZoneTable {
  const starts = [from];
  const offsets = [offsetOf(zone, from)];
  for (let left = from; left < to; left += SCAN_STEP) {
    const right = Math.min(left + SCAN_STEP, to);
    const before = offsets.at(-1)!;
    const after = offsetOf(zone, right);
    if (after === before) continue;
    starts.push(firstInstantNotAt(zone, before, left, right));
    offsets.push(after);
  }
  return { zone, from, to, starts: Float64Array.from(starts), offsets: Int32Array.from(offsets) };
}

/** Bisects for the transition in (left, right], where `before` holds at left and no longer at right. */
function firstInstantNotAt(zone: string, before: number, left: Instant, right: Instant): Instant {
  let low = left;
  let high = right;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The offset through the format 'XXX', the one answer of date-fns-tz 3.2 that is exact: getTimezoneOffset is wrong for hours
 * around a transition, and its wall-clock fields pass through the host's zone.
 */
function offsetOf(zone: string, instant: Instant): number {
  const text = formatInTimeZone(new Date(instant * 1000), zone, 'XXX');
  if (text === 'Z') return 0;
  const seconds = Number(text.slice(1, 3)) * HOUR + Number(text.slice(4, 6)) * MINUTE;
  return text.startsWith('-') ? -seconds : seconds;
}
