// Which run of a job a number stands for: its scenario and its seed. Refuses to know where it is performed.

import { type Job, scenariosOf, seedOf, type Task } from './job.ts';
import { reseedingOf } from './reseeded.ts';

/** Runs are numbered replication by replication, in the order of the scenarios. */
export function taskOf(job: Job, run: number): Task {
  const scenarios = scenariosOf(job);
  const index = run % scenarios.length;
  const seed = seedOf(scenarios[0].scenario.seed, Math.floor(run / scenarios.length));
  return { index, ...reseedingOf(scenarios[index], seed) };
}
