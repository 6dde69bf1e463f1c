// What the gates count: VMs whose health since their run is known (R16). Refuses to know how health is found out.

import { uncount } from './offer.ts';
import { FLAG } from './run-flags.ts';
import type { World } from './world.ts';

/** Where a VM's last run counts: its rollout and region. */
export function runCount({ fleet, runRollout }: World, vm: number): number {
  return runRollout[vm] * fleet.regions.length + fleet.region[vm];
}

/** The VM's health since its run is known: it counts as attempted in that rollout. */
export function judged(world: World, vm: number): void {
  if (world.attempted[vm] >= world.runRollout[vm] || isOwn(world, vm)) return;
  world.attempted[vm] = world.runRollout[vm];
  world.attempts[runCount(world, vm)]++;
  if (world.rollout[vm] <= world.attempted[vm]) uncount(world, vm);
}

/**
 * After a run for an older rollout than it was attempted in, or one that no rollout admitted, the VM counts neither as
 * attempted nor as unhealthy.
 */
export function counts(world: World, vm: number): boolean {
  return world.attempted[vm] === world.runRollout[vm] && !isOwn(world, vm);
}

/** Its last run was not admitted by a rollout. */
export const isOwn = ({ flags }: World, vm: number): boolean => (flags[vm] & FLAG.own) !== 0;
