// The interval of a paired difference, against textbook values. Refuses to know what is compared.

import { expect, test } from 'vitest';
import { pairedDifference } from '../../src/experiment/statistics.ts';

test("Student's sleep data: 1.58 [0.70, 2.46], ten patients, two drugs", () => {
  const one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { base, other, difference, interval, ratio } = pairedDifference(one, two);
  expect([base, other, difference].map((value) => value.toFixed(2))).toEqual(['0.75', '2.33', '1.58']);
  expect(interval!.map((value) => value.toFixed(7))).toEqual(['0.7001142', '2.4598858']);
  expect(ratio).toBeCloseTo(2.33 / 0.75, 10);
});

test('one pair has a difference and no interval; nought has no ratio', () => {
  expect(pairedDifference([0], [2])).toEqual({
    base: 0,
    other: 2,
    difference: 2,
    interval: null,
    ratio: null,
  });
});

test('pairs that all differ by the same leave no doubt', () => {
  const { interval } = pairedDifference([1, 5, 9], [3, 7, 11]);
  expect(interval).toEqual([2, 2]);
});
