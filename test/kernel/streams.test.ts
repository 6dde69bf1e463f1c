// Random streams: a draw depends on its key, subject and index alone, and looks uniform however it is asked for.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, drawBelow, drawsOf, streamKey, thresholdOf } from '../../src/kernel/streams.ts';

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const KEYS = ['install duration', 'install failure', 'assessment', 'power off at night'].map((purpose) =>
  streamKey('42', purpose),
);
const SAMPLES = 1 << 16;

/** Chi-square of counts that should be equal, as a standard normal deviate (Wilson-Hilferty). */
function deviate(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const freedom = counts.length - 1;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chi / freedom) - (1 - spread)) / Math.sqrt(spread);
}

function counts(cells: number, cellOf: (sample: number) => number): number[] {
  const found = new Array<number>(cells).fill(0);
  for (let sample = 0; sample < SAMPLES; sample++) found[cellOf(sample)]++;
  return found;
}

/** Ways in which the world asks: subjects one after the other, runs of one subject, and a grid of both. */
const WALKS: readonly [string, (key: number, sample: number) => number][] = [
  ['consecutive subjects', (key, sample) => draw(key, sample, 0)],
  ['consecutive indices', (key, sample) => draw(key, 7, sample)],
  ['a grid of subjects and indices', (key, sample) => draw(key, sample >> 8, sample & 255)],
  ['every 1024th subject', (key, sample) => draw(key, sample * 1024, 3)],
  ['consecutive keys', (key, sample) => draw((key + sample) >>> 0, 1, 1)],
];

/** Beyond 4.5 standard deviations once in 300,000 honest tests; the draws are fixed, so it never flickers. */
const FAR = 4.5;

describe('R4 named streams', () => {
  it('the draws of many subjects are those of each', () => {
    fc.assert(
      fc.property(uint32, fc.nat(50), fc.nat(1000), (key, subjects, index) => {
        const each = Array.from({ length: subjects }, (_, subject) => draw(key, subject, index) | 0);
        expect([...drawsOf(key, subjects, index)]).toEqual(each);
      }),
    );
  });

  it('keys are fixed by seed and purpose', () => {
    expect(streamKey('42', 'assessment')).toBe(streamKey('42', 'assessment'));
    const pairs = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(pairs, pairs, ([seed, purpose], [otherSeed, otherPurpose]) => {
        fc.pre(seed !== otherSeed || purpose !== otherPurpose);
        fc.pre(!seed.includes('\0') && !otherSeed.includes('\0'));
        expect(streamKey(seed, purpose)).not.toBe(streamKey(otherSeed, otherPurpose));
      }),
    );
    // Seed and purpose do not run into each other.
    expect(streamKey('4', '2x')).not.toBe(streamKey('42', 'x'));
  });

  it('a draw is the same whoever draws before it, in whatever order', () => {
    const asked = fc.array(fc.tuple(uint32, fc.nat(1e6), fc.nat(1e4)), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(asked, (questions) => {
        const forwards = questions.map((question) => draw(...question));
        const backwards = [...questions].reverse().map((question) => draw(...question));
        expect(backwards.reverse()).toEqual(forwards);
      }),
    );
  });

  it('draws and keys never change: what a seed gave once it gives on every host and release', () => {
    expect(KEYS).toMatchInlineSnapshot(`
      [
        623181052,
        1556239966,
        3371255461,
        3468411951,
      ]
    `);
    expect([0, 1, 2, 999_999].map((vm) => draw(KEYS[0], vm, vm % 5))).toMatchInlineSnapshot(`
      [
        2394103618,
        175529427,
        1423529017,
        1499672114,
      ]
    `);
  });
});

describe.each(WALKS)('draws over %s are uniform', (_, drawn) => {
  it.each(KEYS)('key %i', (key) => {
    const histograms: Record<string, number[]> = {
      'upper bits': counts(256, (sample) => drawn(key, sample) >>> 24),
      'middle bits': counts(256, (sample) => (drawn(key, sample) >>> 12) & 255),
      'lower bits': counts(256, (sample) => drawn(key, sample) & 255),
      'lowest bit and the next': counts(
        4,
        (sample) => (drawn(key, sample) & 1) * 2 + (drawn(key, sample + 1) & 1),
      ),
      'pairs in a row': counts(
        256,
        (sample) => (drawn(key, sample) >>> 28) * 16 + (drawn(key, sample + 1) >>> 28),
      ),
    };
    for (const [name, histogram] of Object.entries(histograms)) {
      // Too even is as suspicious as too uneven: counting subjects would be perfectly even.
      expect(Math.abs(deviate(histogram)), name).toBeLessThan(FAR);
    }
  });
});

describe('streams do not resemble each other', () => {
  it('two purposes agree in a bit half of the time', () => {
    for (let bit = 0; bit < 32; bit++) {
      const same = counts(2, (vm) => ((draw(KEYS[0], vm, 0) ^ draw(KEYS[1], vm, 0)) >>> bit) & 1);
      expect(Math.abs(same[0] - SAMPLES / 2) / Math.sqrt(SAMPLES / 4)).toBeLessThan(FAR);
    }
  });

  it('the chi-square sees a stream that is not random', () => {
    expect(Math.abs(deviate(counts(256, (sample) => sample & 255)))).toBeGreaterThan(FAR);
    expect(Math.abs(deviate(counts(256, (sample) => (draw(KEYS[0], sample, 0) | 1) & 255)))).toBeGreaterThan(
      FAR,
    );
  });
});

describe('draws for a purpose', () => {
  it('drawBelow stays within bounds, also at its largest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 21 }),
        uint32,
        uint32,
        fc.nat(),
        (n, key, subject, index) => {
          const drawn = drawBelow(n, key, subject, index);
          expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
        },
      ),
    );
  });

  it.each([1, 2, 7, 48, 1000])('drawBelow(%i) reaches every number equally often', (n) => {
    const histogram = counts(n, (vm) => drawBelow(n, KEYS[2], vm, 1));
    expect(Math.min(...histogram)).toBeGreaterThan(0);
    if (n > 1) expect(Math.abs(deviate(histogram))).toBeLessThan(FAR);
  });

  it.each([
    [0, 0],
    [1, 2 ** 32],
    [0.5, 2 ** 31],
    [-1, 0],
    [2, 2 ** 32],
  ])('a probability of %d is the threshold %d', (probability, threshold) => {
    expect(thresholdOf(probability)).toBe(threshold);
  });

  it.each([0, 0.01, 0.3, 1])('draws are below the threshold of %d that often', (probability) => {
    const threshold = thresholdOf(probability);
    const [, hits] = counts(2, (vm) => Number(draw(KEYS[1], vm, 2) < threshold));
    const spread = Math.sqrt(SAMPLES * probability * (1 - probability));
    expect(Math.abs(hits - SAMPLES * probability)).toBeLessThanOrEqual(FAR * spread);
  });
});
