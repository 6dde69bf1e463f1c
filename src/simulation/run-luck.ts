// The luck of a VM's run, whichever streams its run draws from (R4, R23). Refuses to know what the answers lead to.

import { chosenOf } from './chosen-run.ts';
import { currentRelease } from './content.ts';
import { runNumber } from './luck.ts';
import type { World } from './world.ts';

/** Number of a run that a rollout or Windows started, in draws. */
const attemptOf = ({ runRollout, tries }: World, vm: number): number => runNumber(runRollout[vm], tries[vm]);

/** Seconds that the update takes which the VM is about to install. */
export function installSeconds(world: World, vm: number): number {
  const { luck, chosenLuck, fleet, releases, current } = world;
  const release = currentRelease(world, vm);
  const { kind } = releases[release];
  const chosen = chosenOf(world, vm);
  return chosen === undefined
    ? luck.installDuration(kind, fleet.luck[vm], attemptOf(world, vm), current[vm])
    : chosenLuck.installDuration(kind, fleet.luck[vm], chosen.began, release);
}

export function installFails(world: World, vm: number): boolean {
  const { luck, chosenLuck, fleet, current } = world;
  const chosen = chosenOf(world, vm);
  return chosen === undefined
    ? luck.installFails(fleet.luck[vm], attemptOf(world, vm), current[vm])
    : chosenLuck.installFails(fleet.luck[vm], chosen.began, currentRelease(world, vm));
}

export function rebootSeconds(world: World, vm: number): number {
  const { luck, chosenLuck, fleet } = world;
  const chosen = chosenOf(world, vm);
  return chosen === undefined
    ? luck.rebootDuration(fleet.luck[vm], attemptOf(world, vm))
    : chosenLuck.rebootDuration(fleet.luck[vm], chosen.began);
}

export function rebootFails(world: World, vm: number): boolean {
  const { luck, chosenLuck, fleet } = world;
  const chosen = chosenOf(world, vm);
  return chosen === undefined
    ? luck.rebootFails(fleet.luck[vm], attemptOf(world, vm))
    : chosenLuck.rebootFails(fleet.luck[vm], chosen.began);
}
