// The luck of a VM's run, whichever streams its run draws from (R4, R23). Refuses to know what the answers lead to.

import type { ChosenRun } from './chosen-list.ts';
import { chosenOf } from './chosen-run.ts';
import type { World } from './world.ts';

export type RunLuck = ReturnType<typeof runLuckOf>;

export function runLuckOf(world: World) {
  const { chosenLuck, releases, current, runRollout, tries } = world;
  const { luck } = world.fleet;
  const drawn = world.luck;
  const chosenRun = chosenOf(world);

  /**
   * Number of a run that a rollout or Windows started, in draws: the same in every variant in which the VM makes that attempt
   * at that rollout. An offer and a .NET update of one run never share luck: their slot, 0 or 1, is added. The `| 0` tells the
   * compiler that it is a whole number of 32 bits.
   */
  const runNumber = (vm: number): number => ((runRollout[vm] * 256 + tries[vm]) * 2) | 0;

  /** Seconds that the update takes which the VM is about to install. */
  function installSeconds(vm: number, release: number, run: ChosenRun | undefined): number {
    return run === undefined
      ? drawn.installDuration(release, luck[vm], runNumber(vm) + current[vm])
      : chosenLuck.installDuration(releases[release].kind, luck[vm], run.began, release);
  }

  function installFails(vm: number, release: number, run: ChosenRun | undefined): boolean {
    return run === undefined
      ? drawn.installFails(luck[vm], runNumber(vm) + current[vm])
      : chosenLuck.installFails(luck[vm], run.began, release);
  }

  function rebootSeconds(vm: number): number {
    const run = chosenRun(vm);
    return run === undefined
      ? drawn.rebootDuration(luck[vm], runNumber(vm))
      : chosenLuck.rebootDuration(luck[vm], run.began);
  }

  function rebootFails(vm: number): boolean {
    const run = chosenRun(vm);
    return run === undefined
      ? drawn.rebootFails(luck[vm], runNumber(vm))
      : chosenLuck.rebootFails(luck[vm], run.began);
  }

  return { installSeconds, installFails, rebootSeconds, rebootFails };
}
