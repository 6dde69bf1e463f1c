// A duration that is drawn from a lognormal distribution, as a parameter. Refuses to know who draws.
import * as z from 'zod';
import { parameter } from './registry.ts';
import { decimal, duration } from './values.ts';

/** Median and spread of a duration that is drawn from a lognormal distribution. */
export function lognormal(median: string, of: string) {
  const type = z.strictObject({
    median: duration('1s', '12h').prefault(median).describe(`Half of ${of} take at most this long.`),
    sigma: decimal(0, 2).prefault(0.35).describe('Standard deviation of the logarithm of the duration.'),
  });
  const source = 'U12: only the planning figures of F48 are published';
  return parameter(type, { median, sigma: 0.35 }, 'assumed', source, `Duration of ${of}, lognormal.`);
}
