// How many threads a run takes when nobody says. Refuses to know how it is split.

import { availableParallelism } from 'node:os';

/** A thread of its own costs about as much as the year of so many VMs. */
const WORTH_A_THREAD = 20_000;

/** All cores, but no more than pay off. */
export function jobsFor({ fleet }: { readonly fleet: readonly { readonly count: number }[] }): number {
  const vms = fleet.reduce((sum, { count }) => sum + count, 0);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(vms / WORTH_A_THREAD)));
}
