// Weekly schedules against a minute-by-minute reading of the wall clock by Temporal.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { type WeeklyEntry, weeklyIntervals } from '../../src/calendar/weekly.ts';
import { zoneTable } from '../../src/calendar/zone.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const at = (text: string): number => parseInstant(text)!;

function intervals(zone: string, entries: WeeklyEntry[], from: string, to: string): string[] {
  const [origin, until] = [at(from), at(to)];
  const { start, end } = weeklyIntervals(zoneTable(zone, origin, until), entries, origin, until);
  return [...start].map((s, i) => `${formatInstant(origin + s)}/${formatInstant(origin + end[i]!)}`);
}

describe('R32 weekly power plans in local time', () => {
  test('office hours across the spring change, Friday past midnight, overlapping entries merged', () => {
    const entries = [
      { days: [1, 5], from: 8 * HOUR, to: 18 * HOUR },
      { days: [5], from: 17 * HOUR, to: 1 * HOUR },
    ];
    expect(intervals('Europe/Berlin', entries, '2024-03-29T00:00Z', '2024-04-01T12:00Z')).toEqual([
      '2024-03-29T07:00:00Z/2024-03-30T00:00:00Z',
      '2024-04-01T06:00:00Z/2024-04-01T16:00:00Z',
    ]);
  });

  test('all week round is one interval over both edges, through both changes', () => {
    const always = [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: DAY }];
    for (const zone of ['America/Havana', 'America/New_York', 'Pacific/Apia']) {
      const origin = at('2011-01-01');
      const until = at('2012-06-01');
      const { start, end } = weeklyIntervals(zoneTable(zone, origin, until), always, origin, until);
      expect([start.length, start[0]! < 0, end[0]! > until - origin]).toEqual([1, true, true]);
    }
  });

  test('an entry wholly in a gap vanishes, that week only', () => {
    const entries = [{ days: [0], from: 2 * HOUR, to: 3 * HOUR }];
    expect(intervals('Europe/Berlin', entries, '2024-03-27', '2024-04-10')).toEqual([
      '2024-04-07T00:00:00Z/2024-04-07T01:00:00Z',
    ]);
  });

  test('no entry, no interval', () => {
    expect(intervals('UTC', [], '2024-01-01', '2024-02-01')).toEqual([]);
  });

  test('away from clock changes: on exactly when the wall clock says so', () => {
    const entry = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 47 }).map((half) => half * 1800),
      to: fc.integer({ min: 0, max: 48 }).map((half) => half * 1800),
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 4 }),
        fc.constantFrom('Asia/Kathmandu', 'UTC', 'America/Phoenix', 'Pacific/Kiritimati'),
        fc.integer({ min: 0, max: 7 * DAY }),
        (entries, zone, shift) => {
          const origin = at('2024-05-01') + shift;
          const length = 10 * DAY;
          const list = weeklyIntervals(
            zoneTable(zone, origin, origin + length),
            entries,
            origin,
            origin + length,
          );
          for (let t = 0; t <= length; t += 1700) {
            const local = Temporal.Instant.fromEpochMilliseconds((origin + t) * 1000).toZonedDateTimeISO(
              zone,
            );
            const clock = local.hour * HOUR + local.minute * 60 + local.second;
            const [today, yesterday] = [local.dayOfWeek % 7, (local.dayOfWeek + 6) % 7];
            const expected = entries.some(({ days, from, to }) =>
              from < to
                ? days.includes(today) && clock >= from && clock < to
                : (days.includes(today) && clock >= from) || (days.includes(yesterday) && clock < to),
            );
            const actual = list.start.some((start, index) => start <= t && t < list.end[index]!);
            if (actual !== expected) expect.fail(`${local.toString()} ${JSON.stringify(entries)}`);
          }
          for (let index = 1; index < list.start.length; index++) {
            expect(list.start[index]!).toBeGreaterThan(list.end[index - 1]!);
          }
        },
      ),
    );
  });
});
