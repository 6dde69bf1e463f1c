// Off-peak windows: the nights that clock changes alter as tables, the awkward nights by hand, and look-up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { type Nights, nightAt, nights } from '../../src/calendar/night.ts';
import { zoneTable } from '../../src/calendar/zone.ts';

const HOUR = 3600;
const at = (text: string): number => parseInstant(text)!;

const windows = [
  { start: 22 * HOUR, end: 6 * HOUR },
  { start: 2.5 * HOUR, end: 3.25 * HOUR },
  { start: 0, end: 24 * HOUR },
];

const written = (list: Nights, origin: number): string[] =>
  [...list.start].map(
    (start, index) => `${formatInstant(origin + start)}/${formatInstant(origin + list.end[index]!)}`,
  );

/** For people: the nights a clock change makes longer, shorter or empty, local date by local date. */
describe('R3 the nights that clock changes alter', () => {
  test.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Chatham',
  ])('%s is as the table says', async (zone) => {
    const origin = at('2024-01-01');
    const until = at('2026-01-01');
    const rows = [`# ${zone}, 2024 and 2025: window, start, end, minutes (usual minutes)`];
    for (const window of windows) {
      const usual = (window.end - window.start + 24 * HOUR) % (24 * HOUR) || 24 * HOUR;
      const list = nights(zoneTable(zone, origin, until), window, origin, until);
      const words = [window.start, window.end].map((second) => second / HOUR).join('-');
      for (const [index, interval] of written(list, origin).entries()) {
        const length = list.end[index]! - list.start[index]!;
        if (length !== usual)
          rows.push(`${words} h  ${interval.replace('/', '  ')}  ${length / 60} (${usual / 60})`);
      }
    }
    expect(rows.length).toBeGreaterThan(4);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`golden/nights-${zone.replace('/', '-')}.txt`);
  });
});

describe('R3 off-peak hours across a clock change', () => {
  const night = { start: 22 * HOUR, end: 6 * HOUR };
  test.each([
    ['shorter in spring', 'Europe/Berlin', '2024-03-30', night, '2024-03-30T21:00:00Z/2024-03-31T04:00:00Z'],
    ['longer in autumn', 'Europe/Berlin', '2024-10-26', night, '2024-10-26T20:00:00Z/2024-10-27T05:00:00Z'],
    [
      'starts at the first instant that exists',
      'Europe/Berlin',
      '2024-03-31',
      { start: 2.5 * HOUR, end: 3.5 * HOUR },
      '2024-03-31T01:00:00Z/2024-03-31T01:30:00Z',
    ],
    [
      'empty when it lies in the gap',
      'Europe/Berlin',
      '2024-03-31',
      { start: 2 * HOUR, end: 3 * HOUR },
      '2024-03-31T01:00:00Z/2024-03-31T01:00:00Z',
    ],
    [
      'up to the skipped day',
      'Pacific/Apia',
      '2011-12-29',
      night,
      '2011-12-30T08:00:00Z/2011-12-30T10:00:00Z',
    ],
    [
      'from the skipped day',
      'Pacific/Apia',
      '2011-12-30',
      night,
      '2011-12-30T10:00:00Z/2011-12-30T16:00:00Z',
    ],
    [
      'empty on the skipped day',
      'Pacific/Apia',
      '2011-12-30',
      { start: 1 * HOUR, end: 23 * HOUR },
      '2011-12-30T10:00:00Z/2011-12-30T10:00:00Z',
    ],
  ])('%s: %s, night of %s', (_name, zone, localDay, window, expected) => {
    // Five local days before, noon UTC, is the same local date everywhere here but in Apia, a day behind.
    const origin = at(localDay) - 5 * 24 * HOUR + (zone === 'Pacific/Apia' ? 24 * HOUR - 1 : 12 * HOUR);
    const list = nights(
      zoneTable(zone, origin, origin + 10 * 24 * HOUR),
      window,
      origin,
      origin + 10 * 24 * HOUR,
    );
    expect(written(list, origin)[6]).toBe(expected);
  });

  test('equal start and end, or seconds outside the day, are our own mistake', () => {
    const table = zoneTable('UTC', 0, 86_400);
    for (const [start, end] of [
      [5, 5],
      [86_400, 5],
      [-1, 5],
      [5, 86_401],
    ] as const) {
      expect(() => nights(table, { start, end }, 0, 86_400)).toThrow(RangeError);
    }
  });
});

describe('R3 looking up a night', () => {
  test('after clocks went back, a window that ends late in the evening is still the one before', () => {
    const origin = at('2024-10-20T22:00Z'); // midnight in Berlin, so days begin an hour late after 27 October
    const until = origin + 30 * 24 * HOUR;
    const table = zoneTable('Europe/Berlin', origin, until);
    const list = nights(table, { start: 23 * HOUR + 3000, end: 23 * HOUR + 2400 }, origin, until);
    const t = 10 * 24 * HOUR + 600; // 23:10 local
    expect(nightAt(list, t)).toBe(list.end.findIndex((end) => end > t));
    expect(nightAt(list, t)).toBe(9);
  });

  const arbitraryCase = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'Pacific/Apia', 'America/St_Johns', 'Asia/Gaza'),
    start: fc.integer({ min: 0, max: 86_399 }),
    end: fc.integer({ min: 0, max: 86_400 }),
    offset: fc.integer({ min: 0, max: 800 * 86_400 }),
    t: fc.integer({ min: 0, max: 400 * 86_400 }),
  });
  test('nightAt is the first night that ends later, from origin to until', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ zone, start, end, offset, t }) => {
        fc.pre(start !== end);
        const from = at('2010-01-01');
        const table = zoneTable(zone, from, at('2014-01-01'));
        const origin = from + offset;
        const until = origin + t;
        const list = nights(table, { start, end }, origin, until);
        for (const moment of [0, t >> 1, t]) {
          expect(nightAt(list, moment)).toBe(list.end.findIndex((nightEnd) => nightEnd > moment));
        }
        expect(list.start[0]).toBeLessThanOrEqual(0);
        expect(list.start.at(-1)).toBeGreaterThan(t);
        expect(() => nightAt(list, t + 10 * 86_400)).toThrow(RangeError);
        for (let index = 0; index < list.start.length; index++) {
          if (list.end[index]! < list.start[index]!) expect.fail(`night ${index} ends before it starts`);
          if (index > 0 && list.start[index]! < list.end[index - 1]!) expect.fail(`night ${index} overlaps`);
        }
      }),
    );
  });
});
