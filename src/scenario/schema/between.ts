// A length of time that is drawn between two others. Refuses to know what takes that long.
import * as z from 'zod';
import { duration } from './values.ts';

/** `least` and `most` bound both; `usual` are the defaults of `min` and `max`. */
export function between(
  [least, most]: readonly [string, string],
  usual: readonly [string, string],
  rule: string,
  until: string,
) {
  return z
    .strictObject({
      min: duration(least, most).prefault(usual[0]).describe(`Shortest time ${until}.`),
      max: duration(least, most).prefault(usual[1]).describe(`Longest time ${until}.`),
    })
    .refine(({ min, max }) => min <= max, {
      error: 'is shorter than `min`',
      path: ['max'],
      params: { rule },
    });
}
