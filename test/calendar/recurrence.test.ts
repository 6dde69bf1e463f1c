// Recurring windows against Temporal and against hand-made lists: the grammar of recurEvery, its days, clock changes.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { GRAMMARS, generatedParser } from '../../.ci/write-grammar.mjs';
import { formatInstant, parseInstant } from '../../src/calendar/instant.ts';
import { occurrences } from '../../src/calendar/occurrences.ts';
import { parseRecurrence } from '../../src/calendar/recurrence/recurrence.ts';
import { instantOfWall } from './oracle.ts';

const at = (text: string): number => parseInstant(text)!;

function times(
  recurEvery: string,
  start: string,
  { zone = 'UTC', from = '2024-01-01', until = '2025-01-01', expiration = '' } = {},
): string[] {
  const recurrence = parseRecurrence(recurEvery);
  if (recurrence === undefined) throw new Error(`"${recurEvery}" is not read`);
  const expires = expiration === '' ? undefined : at(expiration);
  return occurrences({ recurrence, start: at(start), zone, expiration: expires }, at(from), at(until)).map(
    (instant) => formatInstant(instant).slice(0, 16),
  );
}

const days = (list: readonly string[]): string[] => list.map((time) => time.slice(0, 10));

describe('R31 the recurrence of a customer schedule', () => {
  test.each([
    ['Day', '2024-12-29T03:00', ['2024-12-29', '2024-12-30', '2024-12-31']],
    ['10Days', '2024-12-05T03:00', ['2024-12-05', '2024-12-15', '2024-12-25']],
    ['Week Saturday,Sunday', '2024-12-18T03:00', ['2024-12-21', '2024-12-22', '2024-12-28', '2024-12-29']],
    ['Week', '2024-12-18T03:00', ['2024-12-18', '2024-12-25']],
    // The start is a Wednesday: its own week has Friday left, the Monday of it is past.
    ['2Weeks Monday,Friday', '2024-12-04T03:00', ['2024-12-06', '2024-12-16', '2024-12-20', '2024-12-30']],
    ['Month Third Sunday', '2024-10-01T03:00', ['2024-10-20', '2024-11-17', '2024-12-15']],
    ['3Months Last Sunday', '2024-02-01T03:00', ['2024-02-25', '2024-05-26', '2024-08-25', '2024-11-24']],
    ['Month day23,day24', '2024-11-24T03:00', ['2024-11-24', '2024-12-23', '2024-12-24']],
    ['Month day31', '2024-08-01T03:00', ['2024-08-31', '2024-10-31', '2024-12-31']],
    ['Month day-1', '2024-11-01T03:00', ['2024-11-30', '2024-12-31']],
    ['2Months', '2024-08-15T03:00', ['2024-08-15', '2024-10-15', '2024-12-15']],
    // Patch Tuesdays of the end of 2024 are 8 October, 12 November, 10 December.
    ['1Month Second Tuesday Offset4', '2024-10-01T03:00', ['2024-10-12', '2024-11-16', '2024-12-14']],
    ['Month Second Tuesday Offset-6', '2024-10-01T03:00', ['2024-10-02', '2024-11-06', '2024-12-04']],
    ['Month Last Sunday Offset6', '2024-10-10T03:00', ['2024-11-02', '2024-11-30']],
    ['month first sunday offset-3', '2024-10-01T03:00', ['2024-10-03', '2024-10-31', '2024-11-28']],
  ])('%s from %s', (recurEvery, start, expected) => {
    expect(days(times(recurEvery, start))).toEqual(expected);
  });

  test.each([
    '',
    'Yearly',
    '0Days',
    '1000Days',
    'Day Monday',
    '3 Days',
    'Week day3',
    'Week Sonntag',
    'Month Fifth Monday',
    'Month Second Tuesday Offset7',
    'Month Second Tuesday Offset 4',
    'Month Second',
    'Month day0',
    'Month day32',
    'Month day23, day24,',
    'Month day23 Offset2',
  ])('"%s" is none', (text) => {
    expect(parseRecurrence(text)).toBeUndefined();
  });

  test('nothing before the start and nothing from the expiration on', () => {
    const options = { from: '2024-03-01', until: '2024-04-01', expiration: '2024-03-04T03:00' };
    expect(times('Day', '2024-03-02T03:00', options)).toEqual(['2024-03-02T03:00', '2024-03-03T03:00']);
    expect(times('6Hours', '2024-03-03T16:00', options)).toEqual(['2024-03-03T16:00', '2024-03-03T22:00']);
    expect(times('Day', '2026-03-02T03:00', options)).toEqual([]);
    expect(times('Day', '2010-03-02T03:00', { ...options, expiration: '2011-01-01' })).toEqual([]);
  });

  test('hours are counted as they pass: after a clock change they are at other times of the day', () => {
    const options = { zone: 'Europe/Berlin', from: '2024-03-30T12:00', until: '2024-03-31T12:00' };
    const expected = ['2024-03-30T17:00', '2024-03-30T23:00', '2024-03-31T05:00', '2024-03-31T11:00'];
    expect(times('6Hours', '2024-01-10T00:00', options)).toEqual(expected);
  });

  test('R3 at a clock time that does not exist it is at the first that does, at one that comes twice at the first', () => {
    const spring = { zone: 'Europe/Berlin', from: '2024-03-30', until: '2024-04-01' };
    expect(times('Day', '2020-01-01T02:30', spring)).toEqual(['2024-03-30T01:30', '2024-03-31T01:00']);
    const autumn = { zone: 'Europe/Berlin', from: '2024-10-27', until: '2024-10-29' };
    expect(times('Day', '2020-01-01T02:30', autumn)).toEqual(['2024-10-27T00:30', '2024-10-28T01:30']);
  });

  test('months and weekdays are those of Temporal, in any zone', () => {
    const nth = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const;
    const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...nth),
        fc.constantFrom(...weekdays),
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'),
        fc.integer({ min: 0, max: 1439 }),
        (which, weekday, offset, every, zone, minute) => {
          const start = Temporal.PlainDateTime.from('2010-11-17').add({ minutes: minute });
          const expected: number[] = [];
          for (let month = -every; month < 40; month += every) {
            const first = Temporal.PlainDate.from('2010-11-01').add({ months: month });
            const inMonth = Array.from({ length: first.daysInMonth }, (_, index) =>
              first.add({ days: index }),
            );
            const named = inMonth.filter(({ dayOfWeek }) => weekdays[dayOfWeek - 1] === weekday);
            const base = which === 'Last' ? named.at(-1)! : named[nth.indexOf(which)]!;
            const wall = base.add({ days: offset }).toPlainDateTime(start.toPlainTime());
            if (Temporal.PlainDateTime.compare(wall, start) >= 0) expected.push(instantOfWall(zone, wall));
          }
          const recurrence = parseRecurrence(`${every}Months ${which} ${weekday} Offset${offset}`)!;
          const begin = at(`${start.toString().slice(0, 16)}`);
          const [from, until] = [at('2010-11-01'), at('2013-11-01')];
          expect(occurrences({ recurrence, start: begin, zone }, from, until)).toEqual(
            expected.filter((instant) => instant < until),
          );
        },
      ),
    );
  });
});

test.each(GRAMMARS)('the parser in %s is the one that the grammar gives', (folder) => {
  expect(readFileSync(`${folder}/grammar.generated.js`, 'utf8')).toBe(generatedParser(folder));
});
