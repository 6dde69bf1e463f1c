// Instants and durations: tables of what is read and refused, and round trips.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatClock, formatDuration, parseClock, parseDuration } from '../../src/calendar/duration.ts';
import { formatDate, formatInstant, monthOf, parseInstant } from '../../src/calendar/instant.ts';

describe('R1 an instant is a whole number of seconds UTC', () => {
  test.each([
    ['1970-01-01', '1970-01-01T00:00:00Z'],
    ['2024-01-01', '2024-01-01T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2024-01-09T18:00', '2024-01-09T18:00:00Z'],
    ['2024-01-09T18:00Z', '2024-01-09T18:00:00Z'],
    ['2024-01-09T18:00:00.000Z', '2024-01-09T18:00:00Z'],
    ['2024-01-09T18:00:07+05:45', '2024-01-09T12:15:07Z'],
    ['2024-12-31T20:00-0800', '2025-01-01T04:00:00Z'],
    ['2024-01-09T18:00+01', '2024-01-09T17:00:00Z'],
    ['1969-12-31T19:00-05:00', '1970-01-01T00:00:00Z'],
    ['2200-12-31T23:59:59Z', '2200-12-31T23:59:59Z'],
  ])('%s is %s', (text, expected) => {
    expect(formatInstant(parseInstant(text)!)).toBe(expected);
    expect(parseInstant(text)).toBe(Date.parse(expected) / 1000);
  });

  test.each([
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-9',
    '2024-01-09T24:00Z',
    '2024-01-09T18:60Z',
    '2024-01-09T18:00:60Z',
    '2024-01-09T18:00:00.5Z',
    '2024-01-09T18Z',
    '2024-01-09 18:00',
    '2024-01-09T18:00z',
    '2024-01-09Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00+01:00',
    '2201-01-01',
    '0024-01-01',
    '20240109',
    '',
    ' 2024-01-09',
  ])('%j is refused', (text) => expect(parseInstant(text)).toBeUndefined());

  test('every second of 1970..2200 reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_289_654_399 }), (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant);
        expect(formatInstant(instant).startsWith(formatDate(instant))).toBe(true);
        expect(formatDate(instant).startsWith(monthOf(instant))).toBe(true);
        expect(instant - parseInstant(formatDate(instant))!).toBe(instant % 86_400);
      }),
    );
  });
});

describe('durations', () => {
  test.each([
    ['30d', 2_592_000],
    ['90m', 5400],
    ['1d12h', 129_600],
    ['1.5h', 5400],
    ['1.1h', 3960],
    ['0.35h', 1260],
    ['45s', 45],
    ['2w', 1_209_600],
    ['0d', 0],
    ['P30D', 2_592_000],
    ['P2W', 1_209_600],
    ['PT3H55M', 14_100],
    ['P1DT12H', 129_600],
  ])('%s is %d s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    '-1h',
    '5',
    '5 m',
    '30D',
    '1h1d',
    '1h1h',
    '1.5s',
    '.5h',
    '1.h',
    '1e3s',
    '0.0001h',
    '99999999999999w',
  ])('%j is refused', (text) => expect(parseDuration(text)).toBeUndefined());

  test.each([
    [0, '0s'],
    [90, '90s'],
    [300, '5m'],
    [14_100, '3h55m'],
    [129_600, '36h'],
    [86_400, '1d'],
    [2_592_000, '30d'],
    [31_536_000, '365d'],
    [90_061, '1d1h1m1s'],
  ])('%d s is written %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('what is written reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });
});

describe('clock times', () => {
  test.each([
    ['00:00', 0],
    ['22:00', 79_200],
    ['22:00:30', 79_230],
    ['24:00', 86_400],
  ])('%s is second %d of the day, and back', (text, seconds) => {
    expect(parseClock(text)).toBe(seconds);
    expect(formatClock(seconds)).toBe(text);
  });

  test.each(['', '6:00', '24:01', '24:00:01', '22:60', '22:00:60', '22', '22:00Z'])('%j is refused', (text) =>
    expect(parseClock(text)).toBeUndefined(),
  );

  test('every second of the day reads back', () => {
    for (let second = 0; second <= 86_400; second++) {
      if (parseClock(formatClock(second)) !== second) expect.fail(formatClock(second));
    }
  });
});
