// Draws spans of time and power plans. Refuses to know fleets.

import fc from 'fast-check';
import { clock, closing, one, record, sometimes } from './shape-words.ts';

export const span = (start: number, days: number): fc.Arbitrary<{ from: string; to: string }> =>
  fc
    .tuple(fc.integer({ min: 0, max: days * 24 }), fc.integer({ min: 1, max: 20 * 24 }))
    .map(([from, hours]) => ({
      from: new Date(start + from * 3_600_000).toISOString().slice(0, 19).concat('Z'),
      to: new Date(start + (from + hours) * 3_600_000).toISOString().slice(0, 19).concat('Z'),
    }));

export function power(start: number, days: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('alwaysOn') },
    {
      weight: 3,
      arbitrary: record({
        offNightly: sometimes(record({ probability: one(0.05, 0.3, 1), from: clock, to: closing })),
        weekly: sometimes(
          fc.array(
            record({ days: sometimes(one(['Monday', 'Friday'], ['Sunday'])), from: clock, to: closing }),
            {
              minLength: 1,
              maxLength: 2,
            },
          ),
        ),
        off: sometimes(fc.array(span(start, days), { maxLength: 2 })),
        stops: sometimes(record({ probability: one(0.2, 1), duration: one('1m', '3h', '5d', '60d') })),
      }),
    },
  );
}
