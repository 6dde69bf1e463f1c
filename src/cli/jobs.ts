// How many threads a run takes when nobody says. Refuses to know how it is split.

import { availableParallelism } from 'node:os';

/**
 * VMs whose year makes up for a thread: one of those that simulate compiles the program again, the one that writes a trace
 * has lines to write for each VM.
 */
const WORTH_A_THREAD = { simulating: 100_000, tracing: 2_500 } as const;

/** All cores, but no more than pay off. */
export function jobsFor(
  { fleet }: { readonly fleet: readonly { readonly count: number }[] },
  work: keyof typeof WORTH_A_THREAD,
): number {
  const vms = fleet.reduce((sum, { count }) => sum + count, 0);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(vms / WORTH_A_THREAD[work])));
}
