// How many threads a run takes: one where more do not pay off and nobody says, no more than help where somebody does.

import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
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

test.each([
  ['8', 8],
  ['256', Math.max(8, availableParallelism())],
])(
  '--jobs %s takes no more than the cores, or eight: more only stand in one another’s way',
  (asked, taken) => {
    const { options } = parseArguments(['run', 'fleet.yaml', '--jobs', asked], '0') as { options: unknown };
    expect(options).toMatchObject({ jobs: taken });
  },
);
