// How many threads a run takes when nobody says: one where more do not pay off.

import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { jobsFor } from '../../src/cli/jobs.ts';

const fleetOf = (...counts: readonly number[]) => ({ fleet: counts.map((count) => ({ count })) });

test('a small fleet takes one thread, a traced one gets a second for the trace, and nobody more than there are cores', () => {
  expect(jobsFor(fleetOf(1), 'tracing')).toBe(1);
  expect(jobsFor(fleetOf(100_000, 99_999), 'simulating')).toBe(1);
  const two = Math.min(2, availableParallelism());
  expect(jobsFor(fleetOf(100_000, 100_000), 'simulating')).toBe(two);
  expect(jobsFor(fleetOf(5000), 'tracing')).toBe(two);
  expect(jobsFor(fleetOf(100_000_000), 'simulating')).toBe(availableParallelism());
});
