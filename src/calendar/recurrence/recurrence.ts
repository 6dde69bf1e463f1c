// How often a maintenance window recurs: Azure's `recurEvery` as data, and the local days on which it falls. The one
// reader of the generated parser. Refuses to know zones and what is done in the window.
import { parse, SyntaxError as UnreadableRecurrence } from './grammar.generated.js';

/** Weekdays count from Sunday, 0. An empty list stands for the day on which the schedule starts. */
export type Recurrence =
  | { readonly unit: 'hour'; readonly every: number }
  | { readonly unit: 'day'; readonly every: number }
  | { readonly unit: 'week'; readonly every: number; readonly weekdays: readonly number[] }
  /** Days of the month; -1 is the last one. */
  | { readonly unit: 'month'; readonly every: number; readonly days: readonly number[] }
  /** The nth weekday of the month, -1 is the last one, and some days before or after it. */
  | {
      readonly unit: 'month';
      readonly every: number;
      readonly nth: number;
      readonly weekday: number;
      readonly offset: number;
    };

/** `Day`, `6Hours`, `2Weeks Monday,Friday`, `Month day23`, `Month Second Tuesday Offset4`; undefined for any other text. */
export function parseRecurrence(text: string): Recurrence | undefined {
  try {
    return parse(text) as Recurrence;
  } catch (error) {
    if (error instanceof UnreadableRecurrence) return undefined;
    throw error;
  }
}

/**
 * Whether a recurrence falls on a local day, for one whose schedule starts on another; days count from 1970-01-01.
 * Periods longer than one count from the start's: its day, its week (weeks begin on Monday), its month. A month without
 * the day is left out. Hourly recurrences fall on instants and not on days.
 */
export function fallsOn(
  recurrence: Exclude<Recurrence, { unit: 'hour' }>,
  start: number,
  day: number,
): boolean {
  const { every } = recurrence;
  if (recurrence.unit === 'day') return (day - start) % every === 0;
  if (recurrence.unit === 'week') {
    const weekdays = recurrence.weekdays.length === 0 ? [weekdayOf(start)] : recurrence.weekdays;
    return (weekOf(day) - weekOf(start)) % every === 0 && weekdays.includes(weekdayOf(day));
  }
  const first = dateOf(start);
  if ('nth' in recurrence) {
    const { nth, weekday, offset } = recurrence;
    const base = day - offset;
    const { month, dayOfMonth, length } = dateOf(base);
    const isNth = nth === -1 ? dayOfMonth + 7 > length : dayOfMonth > 7 * (nth - 1) && dayOfMonth <= 7 * nth;
    return isNth && weekdayOf(base) === weekday && (month - first.month) % every === 0;
  }
  const { month, dayOfMonth, length } = dateOf(day);
  const days = recurrence.days.length === 0 ? [first.dayOfMonth] : recurrence.days;
  const isDay = days.includes(dayOfMonth) || (dayOfMonth === length && days.includes(-1));
  return isDay && (month - first.month) % every === 0;
}

/** 1970-01-01, day 0, was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

const weekOf = (day: number): number => Math.floor((day + 3) / 7);

/** Months count from the year 0. */
function dateOf(day: number): { month: number; dayOfMonth: number; length: number } {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { month: year * 12 + month, dayOfMonth: date.getUTCDate(), length };
}
