// Where in a list of instants in order a look-up begins, day by day: what is looked up again and again is found at once.
// Refuses to know what the instants are.

import { DAY } from './instant.ts';

/**
 * Of each day from the origin to the last instant but one, the index of the first that is after the day began; the first
 * day begins with what lies before the origin.
 */
export function byDay(instants: Int32Array): Int32Array {
  const last = instants.length < 2 ? 0 : instants[instants.length - 2]!;
  const first = new Int32Array(Math.max(0, Math.floor(last / DAY)) + 1);
  for (let day = 1, index = 0; day < first.length; day++) {
    while (index < instants.length && instants[index]! <= day * DAY) index++;
    first[day] = index;
  }
  return first;
}

/** Index of the first of the instants that is after `t`, their number when there is none; `days` is what byDay made of them. */
export function firstAfter(instants: Int32Array, days: Int32Array, t: number): number {
  // Whole numbers of 32 bits, as `| 0` makes them, by a literal: a multiplication.
  const at = t | 0;
  let index = days[Math.max(0, Math.min(days.length - 1, (at / 86_400) | 0))]!;
  while (index < instants.length && instants[index]! <= at) index++;
  return index;
}
