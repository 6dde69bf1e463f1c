// What makes a trace fast must not be seen in it: order and instants against the plain way to do both.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/calendar/instant.ts';
import { InstantText } from '../../src/calendar/instant-text.ts';
import { eachLine } from '../../src/ledger/each-line.ts';
import { FIELD, kindAndA } from '../../src/ledger/fact-block.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { orderOf } from '../../src/ledger/fact-order.ts';
import { traceBytesOf } from '../../src/ledger/trace-bytes.ts';

test('R33 facts are in order of instant, VM, power first, and as recorded', () => {
  const fact = fc.tuple(
    fc.integer({ min: 5, max: 12 }),
    fc.integer({ min: -1, max: 3 }),
    fc.integer({ min: 0, max: 1 }),
  );
  const putInOrder = orderOf();
  const few = fc.array(fact);
  // Many of one second, as those are put in order another way.
  const many = fc.array(
    fact.map(([, ...rest]): [number, number, number] => [7, ...rest]),
    { minLength: 40, maxLength: 80 },
  );
  fc.assert(
    fc.property(fc.oneof(few, many), (rows) => {
      const facts = Int32Array.from(
        rows.flatMap(([t, vm, power], index) => [
          t,
          vm,
          kindAndA(power === 1 ? FACT.poweredOff : FACT.healthy, -1),
          index,
        ]),
      );
      const plain = rows
        .map(([t, vm, power], index) => ({ t, vm, power, index }))
        .sort((a, b) => a.t - b.t || a.vm - b.vm || b.power - a.power || a.index - b.index)
        .map(({ index }) => index);
      const ordered = new Int32Array(facts.length);
      putInOrder({ facts, count: rows.length }, ordered);
      const whole = plain.flatMap((index) => [...facts.subarray(index * FIELD.all, (index + 1) * FIELD.all)]);
      expect([...ordered]).toEqual(whole);
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

test('lines of bytes read as the texts they are put together from, and repeat what they say, however long and many', () => {
  const part = fc.tuple(
    fc.integer({ min: 0, max: 7e9 }),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', '')),
    fc.constantFrom(1, 1, 1, 12, 9_000),
    fc.integer({ min: 0, max: 12 }),
  );
  const START = 1_000_000_007;
  // Short ends of names and long ones, which have an end in common.
  const ends = Array.from({ length: 13 }, (_, from) => '0123456789ab'.slice(from));
  const names = new TextEncoder().encode(ends.join(''));
  const starts = Uint32Array.from({ length: 14 }, (_, vm) => ends.slice(0, vm).join('').length);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
      const read: string[] = [];
      const take = eachLine((line) => read.push(line));
      let all = Buffer.alloc(0);
      const bytes = traceBytesOf(
        (lines, { starts, lengths, distances, count }) => {
          take(lines);
          const before = all.length;
          all = Buffer.concat([all, lines]);
          for (let index = 0; index < count; index++) {
            const at = before + starts[index];
            const [end, back] = [at + lengths[index], distances[index]];
            expect(all.subarray(at, end).equals(all.subarray(at - back, end - back))).toBe(true);
          }
        },
        { bytes: names, starts },
        START,
      );
      const written = parts.map(([instant, text, times, from]) => {
        const long = text.repeat(times);
        // The head's lines alone are long; those of facts are put together.
        if (times === 9_000) {
          bytes.line(long);
          return long;
        }
        const middle = bytes.pieceOf('Z"');
        const piece = bytes.pieceOf(`${long}\n`);
        bytes.endLine(bytes.put(piece, bytes.putName(from, bytes.begin(instant - START, middle))));
        return `${`{"t":"${formatInstant(instant)}`.slice(0, -1)}Z"${'0123456789ab'.slice(from)}${long}`;
      });
      bytes.handOn();
      expect(read).toEqual(written);
    }),
  );
});

test('after half a gigabyte, when places are counted anew, no line repeats one that is too far back', () => {
  const names = new TextEncoder().encode('0123456789ab');
  const backs: number[] = [];
  let handedOn = 0;
  const bytes = traceBytesOf(
    (lines, { lengths, distances, count }) => {
      for (let index = 0; index < count; index++) if (lengths[index] > 0) backs.push(distances[index]);
      handedOn += lines.length;
    },
    { bytes: names, starts: Uint32Array.of(0, names.length) },
    0,
  );
  const pieces = [bytes.pieceOf('Z"'), bytes.pieceOf('"}\n')];
  const fact = () => bytes.endLine(bytes.put(pieces[1], bytes.putName(0, bytes.begin(7, pieces[0]))));
  const huge = 'x'.repeat(2 ** 26);
  fact();
  while (handedOn < 2 ** 29) bytes.line(huge);
  expect(backs).toEqual([]);
  for (let line = 0; line < 3; line++) fact();
  bytes.handOn();
  // Each whole line is the one before: instant, piece, name and end.
  expect(backs).not.toEqual([]);
  for (const back of backs) expect(back).toBe('{"t":"1970-01-01T00:00:07Z"0123456789ab"}\n'.length);
});
