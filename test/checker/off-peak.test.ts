// The checker's own reading of off-peak hours across clock changes, against instants worked out by hand (R3).

import { describe, expect, it } from 'vitest';
import { OffPeak } from '../../src/checker/off-peak.ts';

const HOUR = 3600;
const at = (text: string): number => Date.parse(text) / 1000;

describe('R3 off-peak hours as the checker sees them', () => {
  it.each([
    [
      'a plain night',
      'Europe/Amsterdam',
      22,
      6,
      '2024-01-10T03:00Z',
      '2024-01-09T21:00Z',
      '2024-01-10T05:00Z',
    ],
    [
      'an hour shorter',
      'Europe/Amsterdam',
      22,
      6,
      '2024-03-31T00:30Z',
      '2024-03-30T21:00Z',
      '2024-03-31T04:00Z',
    ],
    [
      'an hour longer',
      'Europe/Amsterdam',
      22,
      6,
      '2024-10-27T00:30Z',
      '2024-10-26T20:00Z',
      '2024-10-27T05:00Z',
    ],
    [
      'begins in the gap',
      'Europe/Amsterdam',
      2.5,
      6,
      '2024-03-31T02:00Z',
      '2024-03-31T01:00Z',
      '2024-03-31T04:00Z',
    ],
    [
      'ends in the overlap',
      'Europe/Amsterdam',
      22,
      2.5,
      '2024-10-27T00:00Z',
      '2024-10-26T20:00Z',
      '2024-10-27T00:30Z',
    ],
    [
      'half an hour',
      'Australia/Lord_Howe',
      22,
      6,
      '2024-04-06T15:30Z',
      '2024-04-06T11:00Z',
      '2024-04-06T19:30Z',
    ],
  ])('%s', (_, zone, from, to, inside, start, end) => {
    const offPeak = new OffPeak(zone, from * HOUR, to * HOUR);
    expect(offPeak.windowAt(at(inside))).toEqual({ start: at(start), end: at(end) });
    expect(offPeak.windowAt(at(end))).toBeUndefined();
    expect(offPeak.windowAt(at(start) - 1)).toBeUndefined();
  });

  it('a day that is missing leaves two windows, one behind the other', () => {
    const offPeak = new OffPeak('Pacific/Apia', 22 * HOUR, 6 * HOUR);
    const jump = at('2011-12-30T10:00Z');
    expect(offPeak.windowAt(jump - 1)).toEqual({ start: at('2011-12-30T08:00Z'), end: jump });
    expect(offPeak.windowAt(jump)).toEqual({ start: jump, end: at('2011-12-30T16:00Z') });
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new OffPeak('Mars/Olympus', 0, HOUR)).toThrow(RangeError);
  });
});
