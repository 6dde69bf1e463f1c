// Zone names, and offset tables against published clock changes.
import { describe, expect, test } from 'vitest';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { instantOfWall, wallOf } from '../../src/calendar/local.ts';
import { obsoleteZone, offsetAt, resolveZone, zoneNames, zoneTable } from '../../src/calendar/zone.ts';

const at = (text: string): number => parseInstant(text)!;

function changes(zone: string, from: string, to: string): string[] {
  const table = zoneTable(zone, at(from), at(to));
  return [...table.starts]
    .map((start, index) => `${formatInstant(start)} ${table.offsets[index]! / 3600}`)
    .slice(1);
}

describe('zone names', () => {
  test.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['w. europe standard time', 'Europe/Berlin'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['europe/kyiv', 'Europe/Kyiv'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['AMERICA/NEW_YORK', 'America/New_York'],
    ['america/port_of_spain', 'America/Port_of_Spain'],
  ])('%s is %s', (name, zone) => expect(resolveZone(name)).toBe(zone));

  test.each(['', 'Europe/Nowhere', 'PST', '+01:00', 'Z', 'Etc/Unknown', 'W. Europe'])(
    '%j does not exist',
    (name) => expect(resolveZone(name)).toBeUndefined(),
  );

  test('every Windows id resolves to a zone', () => {
    for (const { windowsName } of WINDOWS_TO_IANA_MAP)
      expect(resolveZone(windowsName), windowsName).toBeDefined();
  });

  test('an obsolete Windows id is no zone, and the one in its place is', () => {
    for (const name of ['Kamchatka Standard Time', 'Mid-Atlantic Standard Time']) {
      expect(resolveZone(name)).toBeUndefined();
      expect(resolveZone(obsoleteZone(name)!)).toBeDefined();
    }
    expect(obsoleteZone('Tokyo Standard Time')).toBeUndefined();
  });

  test('every name is listed once, resolves and has offsets', () => {
    expect(new Set(zoneNames()).size).toBe(zoneNames().length);
    for (const name of zoneNames()) {
      const zone = resolveZone(name)!;
      expect(offsetAt(zoneTable(zone, 0, 0), 0), name).toBeTypeOf('number');
    }
  });

  test('a zone that does not exist is our own mistake', () => {
    expect(() => zoneTable('Europe/Nowhere', 0, 0)).toThrow(RangeError);
    expect(() => zoneTable('UTC', 1, 0)).toThrow(RangeError);
  });
});

describe('R3 clock changes to the second', () => {
  test.each([
    ['Europe/Berlin', '2024-01-01', '2024-12-31', ['2024-03-31T01:00:00Z 2', '2024-10-27T01:00:00Z 1']],
    ['America/New_York', '2024-01-01', '2024-12-31', ['2024-03-10T07:00:00Z -4', '2024-11-03T06:00:00Z -5']],
    ['Australia/Sydney', '2024-01-10', '2024-12-20', ['2024-04-06T16:00:00Z 10', '2024-10-05T16:00:00Z 11']],
    [
      'Australia/Lord_Howe',
      '2024-01-10',
      '2024-12-20',
      ['2024-04-06T15:00:00Z 10.5', '2024-10-05T15:30:00Z 11'],
    ],
    ['Pacific/Apia', '2011-11-01', '2012-03-01', ['2011-12-30T10:00:00Z 14']],
    ['Africa/Casablanca', '2024-01-01', '2024-12-31', ['2024-03-10T02:00:00Z 0', '2024-04-14T02:00:00Z 1']],
    ['Asia/Kathmandu', '2024-01-01', '2024-12-31', []],
  ])('%s %s..%s', (zone, from, to, expected) => expect(changes(zone, from, to)).toEqual(expected));

  test('the closest pair that cancels out, six days and 23 hours apart, is seen wherever a range begins', () => {
    for (let day = 1; day <= 28; day++) {
      expect(
        changes('America/Recife', `2000-09-${String(day).padStart(2, '0')}T02:30Z`, '2000-12-31'),
      ).toEqual(['2000-10-08T03:00:00Z -2', '2000-10-15T02:00:00Z -3']);
    }
  });

  test('Kathmandu is 5 h 45 min east', () => {
    expect(offsetAt(zoneTable('Asia/Kathmandu', at('2024-01-01'), at('2024-12-31')), at('2024-07-01'))).toBe(
      20_700,
    );
  });

  test('outside its range a table refuses to guess', () => {
    const table = zoneTable('Europe/Berlin', at('2024-01-01'), at('2024-12-31'));
    expect(() => offsetAt(table, at('2025-02-01'))).toThrow(RangeError);
    expect(() => instantOfWall(table, at('2023-12-01'))).toThrow(RangeError);
  });
});

describe('R3 wall times', () => {
  const berlin = zoneTable('Europe/Berlin', at('2024-01-01'), at('2024-12-31'));
  const apia = zoneTable('Pacific/Apia', at('2011-01-01'), at('2012-12-31'));
  test.each([
    [berlin, 'an ordinary time', '2024-07-01T22:00', '2024-07-01T20:00:00Z'],
    [berlin, 'the last second before a gap', '2024-03-31T01:59:59', '2024-03-31T00:59:59Z'],
    [berlin, 'a gap', '2024-03-31T02:30', '2024-03-31T01:00:00Z'],
    [berlin, 'the end of a gap', '2024-03-31T03:00', '2024-03-31T01:00:00Z'],
    [berlin, 'an overlap: the first', '2024-10-27T02:30', '2024-10-27T00:30:00Z'],
    [berlin, 'after an overlap', '2024-10-27T03:00', '2024-10-27T02:00:00Z'],
    [apia, 'a day that was skipped', '2011-12-30T12:00', '2011-12-30T10:00:00Z'],
  ])('%# %s', (table, _name, wall, expected) => {
    expect(formatInstant(instantOfWall(table, at(wall)))).toBe(expected);
  });

  test('the wall shows a repeated hour twice', () => {
    expect(wallOf(berlin, at('2024-10-27T00:30Z'))).toBe(at('2024-10-27T02:30'));
    expect(wallOf(berlin, at('2024-10-27T01:30Z'))).toBe(at('2024-10-27T02:30'));
  });
});
