// Looking up by days against going through all instants.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byDay, firstAfter } from '../../src/calendar/by-day.ts';

const DAYS = 5 * 86_400;

test('the first instant after t is the one found by going through all', () => {
  const instant = fc.oneof(
    fc.integer({ min: -DAYS, max: DAYS }),
    fc.integer({ min: 0, max: 5 }).map((n) => n * 86_400),
  );
  fc.assert(
    fc.property(fc.array(instant), instant, fc.boolean(), (list, t, never) => {
      const instants = Int32Array.from(never ? [...list, 0x7fffffff] : list).sort();
      const found = instants.findIndex((one) => one > t);
      expect(firstAfter(instants, byDay(instants), t)).toBe(found < 0 ? instants.length : found);
    }),
  );
});
