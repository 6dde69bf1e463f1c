// What makes a trace fast must not be seen in it: order and instants against the plain way to do both.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/calendar/instant.ts';
import { InstantText } from '../../src/calendar/instant-text.ts';
import { inOrder } from '../../src/ledger/fact-order.ts';
import { eachLine, pieceOf, TraceBytes } from '../../src/ledger/trace-bytes.ts';

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

test('lines of bytes read as the texts they are put together from, however long and many', () => {
  const part = fc.tuple(
    fc.integer({ min: 0, max: 7e9 }),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', '')),
    fc.constantFrom(1, 1, 1, 9_000),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
      const read: string[] = [];
      const bytes = new TraceBytes(eachLine((line) => read.push(line)));
      const written = parts.map(([instant, number, text, times]) => {
        const long = text.repeat(times);
        bytes.begin(instant);
        bytes.put(pieceOf(long));
        bytes.putNumber(number);
        bytes.endLine();
        return `{"t":"${formatInstant(instant)}${long}${number}`;
      });
      bytes.handOn();
      expect(read).toEqual(written);
    }),
  );
});
