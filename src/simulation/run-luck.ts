// The luck of a VM's run, whichever streams its run draws from (R4, R23). Refuses to know what the answers lead to.

import type { ChosenRun } from './chosen-list.ts';
import { chosenOf } from './chosen-run.ts';
import { runNumber } from './luck.ts';
import type { World } from './world.ts';

export type RunLuck = ReturnType<typeof runLuckOf>;

export function runLuckOf(world: World) {
  const { chosenLuck, releases, current, runRollout, tries } = world;
  const { luck } = world.fleet;
  const drawn = world.luck;
  const chosenRun = chosenOf(world);

  /** Number of a run that a rollout or Windows started, in draws. */
  const attemptOf = (vm: number): number => runNumber(runRollout[vm], tries[vm]);

  /** Seconds that the update takes which the VM is about to install. */
  function installSeconds(vm: number, release: number, run: ChosenRun | undefined): number {
    return run === undefined
      ? drawn.installDuration(release, luck[vm], attemptOf(vm) + current[vm])
      : chosenLuck.installDuration(releases[release].kind, luck[vm], run.began, release);
  }

  function installFails(vm: number, release: number, run: ChosenRun | undefined): boolean {
    return run === undefined
      ? drawn.installFails(luck[vm], attemptOf(vm) + current[vm])
      : chosenLuck.installFails(luck[vm], run.began, release);
  }

  function rebootSeconds(vm: number): number {
    const run = chosenRun(vm);
    return run === undefined
      ? drawn.rebootDuration(luck[vm], attemptOf(vm))
      : chosenLuck.rebootDuration(luck[vm], run.began);
  }

  function rebootFails(vm: number): boolean {
    const run = chosenRun(vm);
    return run === undefined
      ? drawn.rebootFails(luck[vm], attemptOf(vm))
      : chosenLuck.rebootFails(luck[vm], run.began);
  }

  return { installSeconds, installFails, rebootSeconds, rebootFails };
}
