// What makes a trace fast must not be seen in it: order and instants against the plain way to do both.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/calendar/instant.ts';
import { InstantText } from '../../src/calendar/instant-text.ts';
import { inOrder } from '../../src/ledger/fact-order.ts';

test('R33 facts are in order of instant, VM, power first, and as recorded', () => {
  const fact = fc.tuple(
    fc.integer({ min: 5, max: 12 }),
    fc.integer({ min: -1, max: 3 }),
    fc.integer({ min: 0, max: 1 }),
  );
  fc.assert(
    fc.property(fc.array(fact), (rows) => {
      const facts = Int32Array.from(rows.flat());
      const plain = rows
        .map(([t, vm, power], index) => ({ t, vm, power, index }))
        .sort((a, b) => a.t - b.t || a.vm - b.vm || b.power - a.power || a.index - b.index)
        .map(({ index }) => index * 3);
      const columns = { facts, count: rows.length, fields: 3, first: (at: number) => facts[at + 2] === 1 };
      expect([...inOrder(columns)]).toEqual(plain);
    }),
  );
});

test('instants read as formatInstant writes them, whatever was written before', () => {
  const text = new InstantText();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7e9 }), (instant) => {
      expect(text.of(instant)).toBe(formatInstant(instant));
    }),
  );
});
