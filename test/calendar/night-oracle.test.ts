// R3 against an independent oracle: every off-peak night of nine years in 45 zones as Temporal sees it, on several hosts.
// Needs a process of its own for TZ.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { type Nights, nights } from '../../src/calendar/night.ts';
import { zoneTable } from '../../src/calendar/zone.ts';
import * as oracle from './oracle.ts';

const HOUR = 3600;
const at = (text: string): number => parseInstant(text)!;

const zones = [
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Athens',
  'Europe/Chisinau',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Atlantic/Azores',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Halifax',
  'America/St_Johns',
  'America/Nuuk',
  'America/Mexico_City',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Asia/Jerusalem',
  'Asia/Gaza',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Asia/Almaty',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Brisbane',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Norfolk',
  'Antarctica/Troll',
  'UTC',
];
const windows = [
  { start: 22 * HOUR, end: 6 * HOUR },
  { start: 2.5 * HOUR, end: 3.25 * HOUR },
  { start: 0, end: 24 * HOUR },
];

/** `start/end` of the window of each local day, from the day before origin's on, by Temporal. */
function nightsByTemporal(
  zone: string,
  window: { start: number; end: number },
  origin: number,
  count: number,
) {
  const first = Temporal.Instant.fromEpochMilliseconds(origin * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .subtract({ days: 1 });
  return Array.from({ length: count }, (_, index) => {
    const midnight = first.add({ days: index }).toPlainDateTime();
    const endMidnight = window.start > window.end ? midnight.add({ days: 1 }) : midnight;
    const start = oracle.instantOfWall(zone, midnight.add({ seconds: window.start }));
    const end = oracle.instantOfWall(zone, endMidnight.add({ seconds: window.end }));
    return `${formatInstant(start)}/${formatInstant(end)}`;
  });
}

const written = (list: Nights, origin: number): string[] =>
  [...list.start].map(
    (start, index) => `${formatInstant(origin + start)}/${formatInstant(origin + list.end[index]!)}`,
  );

/** The windows of a zone from `from` to `until` on every host, against Temporal. Returns how many nights. */
function expectTemporalsNights(zone: string, from: string, until: string): number {
  // A range of its own for each host, or the memo would answer for the host before.
  const tables = oracle.hosts.map((host, second) =>
    oracle.onHost(host, () => zoneTable(zone, at(from) + second, at(until))),
  );
  const origin = at(from) + 60;
  let count = 0;
  for (const window of windows) {
    const lists = tables.map((table, index) =>
      oracle.onHost(oracle.hosts[index]!, () => nights(table, window, origin, at(until))),
    );
    count = lists[0]!.start.length;
    const expected = nightsByTemporal(zone, window, origin, count);
    for (const list of lists) expect(written(list, origin)).toEqual(expected);
  }
  return count;
}

describe('R3 off-peak hours: every night of 2022..2030 as Temporal sees it, whatever the host', () => {
  test.each(zones)('%s', (zone) => {
    expect(expectTemporalsNights(zone, '2022-01-01', '2031-01-01')).toBeGreaterThan(9 * 365);
  });
});

describe('R3 off-peak hours: jumps of whole days and of zones that changed their mind, as Temporal sees them', () => {
  test.each([
    ['Pacific/Apia', '2011-12-30 is skipped'],
    ['Pacific/Fakaofo', '2011-12-30 is skipped'],
    ['Asia/Pyongyang', 'half an hour in 2015'],
    ['America/Caracas', 'half an hour in 2016'],
    ['Africa/Casablanca', 'summer time all year but Ramadan from 2018'],
    ['Europe/Istanbul', 'no winter time from 2016'],
  ])('%s: %s', (zone) => {
    expect(expectTemporalsNights(zone, '2011-01-01', '2020-01-01')).toBeGreaterThan(9 * 365);
  });
});
