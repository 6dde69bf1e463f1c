// Lognormal durations against published quantiles of the normal distribution and the distribution's own identities.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lognormalTable, pick } from '../../src/kernel/lognormal.ts';
import { draw, streamKey } from '../../src/kernel/streams.ts';

const STEPS = 1024;
/** So fine that rounding to seconds does not show. */
const FINE = 1e6;

/** Quantile of the standard normal distribution between two entries of a table of sigma 1. */
function quantile(table: Int32Array, p: number): number {
  const at = p * STEPS - 0.5;
  const below = Math.floor(at);
  const log = (step: number): number => Math.log(table[step] / FINE);
  return log(below) + (at - below) * (log(below + 1) - log(below));
}

describe('lognormal durations', () => {
  // Abramowitz & Stegun, table 26.5.
  it.each([
    [0.5, 0],
    [0.6, 0.253347],
    [0.75, 0.67449],
    [0.841345, 1],
    [0.9, 1.281552],
    [0.95, 1.644854],
    [0.975, 1.959964],
    [0.97725, 2],
    [0.99, 2.326348],
  ])('quantile %d is %d standard deviations', (p, deviations) => {
    const table = lognormalTable(FINE, 1);
    expect(quantile(table, p)).toBeCloseTo(deviations, 3);
    expect(quantile(table, 1 - p)).toBeCloseTo(-deviations, 3);
  });

  it('agrees with the integrated density at every step', () => {
    const table = lognormalTable(FINE, 0.5);
    for (let step = 0; step < STEPS; step++) {
      const z = Math.log(table[step] / FINE) / 0.5;
      expect(normalShare(z)).toBeCloseTo((step + 0.5) / STEPS, 5);
    }
  });

  it('rises, has its median in the middle and is symmetric about it in the logarithm', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 100_000 }),
        fc.double({ min: 0.01, max: 1.5, noNaN: true }),
        (median, sigma) => {
          const table = lognormalTable(median, sigma);
          expect(table).toHaveLength(STEPS);
          for (let step = 1; step < STEPS; step++)
            expect(table[step]).toBeGreaterThanOrEqual(table[step - 1]);
          expect(table[STEPS / 2 - 1]).toBeLessThanOrEqual(median);
          expect(table[STEPS / 2]).toBeGreaterThanOrEqual(median);
          for (const step of [0, 10, 300]) {
            const [low, high] = [table[step], table[STEPS - 1 - step]];
            // Each is rounded by half a second at most.
            if (low > 1)
              expect(Math.abs(low * high - median ** 2)).toBeLessThanOrEqual((low + high) / 2 + 0.75);
          }
        },
      ),
    );
  });

  it('without spread always takes the median, and never less than a second', () => {
    expect(new Set(lognormalTable(1500, 0))).toEqual(new Set([1500]));
    expect(Math.min(...lognormalTable(1, 2))).toBe(1);
  });

  it('a draw picks every entry equally often, by its upper bits', () => {
    const table = Int32Array.from({ length: STEPS }, (_, step) => step);
    expect([0, 2 ** 22 - 1, 2 ** 22, 2 ** 31, 2 ** 32 - 1].map((drawn) => pick(table, drawn))).toEqual([
      0, 0, 1, 512, 1023,
    ]);
  });

  it('sampled durations have the median and the mean of the distribution', () => {
    const [median, sigma] = [1500, 0.4];
    const table = lognormalTable(median, sigma);
    const key = streamKey('7', 'install duration');
    const sample = Array.from({ length: 100_000 }, (_, vm) => pick(table, draw(key, vm, 0))).sort(
      (a, b) => a - b,
    );
    const mean = sample.reduce((sum, seconds) => sum + seconds, 0) / sample.length;
    expect(sample[50_000] / median).toBeCloseTo(1, 1.8);
    expect(mean / (median * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 1.8);
  });
});

/** Share of the standard normal distribution below z, by the midpoint rule over its density. */
function normalShare(z: number): number {
  const slices = 4000;
  let area = 0;
  for (let slice = 0; slice < slices; slice++) {
    const x = (z * (slice + 0.5)) / slices;
    area += Math.exp((-x * x) / 2);
  }
  return 0.5 + (area * z) / slices / Math.sqrt(2 * Math.PI);
}
