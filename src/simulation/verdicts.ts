// What the gates count: VMs whose health since their run is known (R16). Refuses to know how health is found out.

import type { Targets } from './offer.ts';
import { FLAG } from './run-flags.ts';
import type { World } from './world.ts';

/** Its last run was not admitted by a rollout. */
export const isOwn = ({ flags }: World, vm: number): boolean => (flags[vm] & FLAG.own) !== 0;

export type Verdicts = ReturnType<typeof verdictsOf>;

export function verdictsOf(world: World, { uncount }: Targets) {
  const { rollout, runRollout, attempted, attempts, unhealthy } = world;
  const { region } = world.fleet;
  const regions = world.fleet.regions.length;
  // In scope it is a constant to the compiler.
  const wasOwn = isOwn;

  /** Where a VM's last run counts: its rollout and region. */
  function runCount(vm: number): number {
    return runRollout[vm] * regions + region[vm];
  }

  /** The VM's health since its run is known: it counts as attempted in that rollout. */
  function judged(vm: number): void {
    if (attempted[vm] >= runRollout[vm] || wasOwn(world, vm)) return;
    attempted[vm] = runRollout[vm];
    attempts[runCount(vm)]++;
    if (rollout[vm] <= attempted[vm]) uncount(vm);
  }

  /** Since its run it is unhealthy (1), or well again (-1). */
  function countUnhealthy(vm: number, by: 1 | -1): void {
    // After a run for an older rollout than it was attempted in, or one that no rollout admitted, it counts nowhere.
    if (attempted[vm] === runRollout[vm] && !wasOwn(world, vm)) unhealthy[runCount(vm)] += by;
  }

  return { judged, countUnhealthy };
}
