// Carries out what the chart's table says: the actions of one VM's installation run, and its timers (R22-R28).
// Refuses to know what follows what, and when a run may start.

import { isAutomatic } from '../catalogue/applicability.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { TASK } from '../vm/action-codes.ts';
import { chosenOf, SLOT } from './chosen-run.ts';
import type { Content } from './content.ts';
import { hasRestart } from './offer.ts';
import { FLAG } from './run-flags.ts';
import type { RunLuck } from './run-luck.ts';
import type { Timers } from './timers.ts';
import type { Verdicts } from './verdicts.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/** What is known of a VM that is not well, told before its actions are carried out. */
interface Told {
  /** Release held responsible, -1 without. */
  responsible: number;
  /** Seconds. */
  recoverAfter: number;
}

interface Parts {
  readonly timers: Timers;
  readonly content: Content;
  readonly luck: RunLuck;
  readonly verdicts: Verdicts;
}

const NOTHING_WAITED = [-1, -1] as const;

/** What a run does. */
export function stepsOf(world: World, { timers, content, luck, verdicts }: Parts) {
  const { sink, releases, reason, flags, staged, stagedDotnet, waited, definition } = world;
  const { installedRelease, installedDotnet, trackOf, configuration } = world;
  const { isHotpatch } = world.releaseColumns;
  const { healthProbe } = world.scenario.parameters;
  const { nextOn, offFrom, wait } = timers;
  const { currentRelease, raiseLevel, restarted, stagedRelease } = content;
  const { installSeconds, rebootSeconds } = luck;
  const { judged, countUnhealthy } = verdicts;
  const chosenRun = chosenOf(world);
  const someAreBad = world.badPatches.length > 0;
  // In scope they are constants to the compiler.
  const restartWaits = hasRestart;
  const NOT_WELL = TASK.unhealthy | TASK.recovery | TASK.repair;
  const told: Told = { responsible: -1, recoverAfter: 0 };

  // All of these carry out `tasks`, bits of TASK, in the one order of all lists of the table (vm/tasks.ts); `before` is the
  // configuration the event found. An event of which there are many has a function of its own, for what it can ask for.

  /** A patch is over, installed or failed. */
  function patchIsOver(
    tasks: number,
    vm: number,
    t: number,
    before: number,
    slot: number,
    release: number,
    offered: number,
  ): void {
    if ((tasks & TASK.patchInstalled) !== 0) {
      installed(vm, slot, release, offered);
      sink.record(FACT.patchInstalled, t, vm, release, -1);
    }
    if ((tasks & TASK.patchFailed) !== 0) {
      // The reason is about what the VM lacks, and nobody lacks what is not automatic (R7, R21).
      if (isAutomatic(releases[release])) reason[vm] = REASON.installFailed;
      sink.record(FACT.patchFailed, t, vm, release, -1);
    }
    // Of patches that need no restart only hotpatches are content of the system.
    if ((tasks & TASK.becomeEffective) !== 0 && slot === SLOT.system) raiseLevel(vm, t, offered);
    goOn(tasks, vm, t, before);
  }

  /** A restart is over, or the VM hangs in it. */
  function restartIsOver(tasks: number, vm: number, t: number, before: number): void {
    if ((tasks & TASK.rebootCompleted) !== 0)
      sink.record(FACT.rebootCompleted, t, vm, stagedRelease(vm), rebootSeconds(vm));
    if ((tasks & TASK.rebootFailed) !== 0) sink.record(FACT.rebootFailed, t, vm, stagedRelease(vm), -1);
    if ((tasks & TASK.becomeEffective) !== 0) restarted(vm, t);
    goOn(tasks, vm, t, before);
  }

  /** Health after a run is known. */
  function healthIsKnown(tasks: number, vm: number, t: number): void {
    if ((tasks & TASK.healthy) !== 0) {
      judged(vm);
      sink.record(FACT.healthy, t, vm, -1, -1);
    }
    if ((tasks & NOT_WELL) !== 0) notWell(tasks, vm, t);
  }

  /** After any other event. */
  function carryOut(tasks: number, vm: number, t: number, before: number): void {
    if ((tasks & TASK.runInterrupted) !== 0) {
      reason[vm] = REASON.interrupted;
      lost(vm);
      sink.record(FACT.runInterrupted, t, vm, -1, -1);
    }
    if ((tasks & TASK.recovered) !== 0) {
      countUnhealthy(vm, -1);
      sink.record(FACT.recovered, t, vm, -1, -1);
    }
    if ((tasks & TASK.becomeEffective) !== 0) restarted(vm, t);
    goOn(tasks, vm, t, before);
  }

  /** What begins, with its timer, and where the track is left. */
  function goOn(tasks: number, vm: number, t: number, before: number): void {
    // `| 0` tells the compiler that these are whole numbers of 32 bits.
    let seconds = -1;
    if ((tasks & TASK.startPatch) !== 0) {
      const run = chosenRun(vm);
      const release = currentRelease(vm, run);
      sink.record(FACT.installationStarted, t, vm, release, -1);
      seconds = installSeconds(vm, release, run) | 0;
    } else if ((tasks & TASK.startReboot) !== 0) {
      sink.record(FACT.rebootStarted, t, vm, stagedRelease(vm), -1);
      seconds = rebootSeconds(vm) | 0;
    } else if ((tasks & TASK.runCompleted) !== 0) {
      sink.record(FACT.runCompleted, t, vm, rebootStatus(vm), flags[vm] & FLAG.exceeded);
      if ((tasks & TASK.healthProbe) !== 0) seconds = healthProbe | 0;
    }
    if (seconds >= 0) timer(vm, t, seconds);
    if ((tasks & NOT_WELL) !== 0) notWell(tasks, vm, t);
    if ((tasks & TASK.trackChanged) !== 0)
      sink.record(FACT.trackChanged, t, vm, trackOf[before], trackOf[configuration[vm]]);
  }

  /** Recovery and repair are not cut short by being switched off, but nobody restarts a VM that is off. */
  function notWell(tasks: number, vm: number, t: number): void {
    if ((tasks & TASK.unhealthy) !== 0) {
      judged(vm);
      countUnhealthy(vm, 1);
      sink.record(FACT.unhealthy, t, vm, told.responsible, -1);
    }
    const over = t + told.recoverAfter;
    if ((tasks & TASK.recovery) !== 0) wait(vm, WAIT.run, over);
    if ((tasks & TASK.repair) !== 0) wait(vm, WAIT.run, nextOn(vm, over));
  }

  /** What the patch leaves on the VM: a restart to wait for, or with a definition nothing more. */
  function installed(vm: number, slot: number, release: number, offered: number): void {
    chosenRun(vm)?.installed.push(release);
    if (slot === SLOT.definition) {
      definition.set(vm, offered);
      return;
    }
    if (someAreBad) (slot === SLOT.system ? installedRelease : installedDotnet)[vm] = release;
    if (slot === SLOT.system && isHotpatch[release] === 1) return;
    keepWaiting(vm);
    if (slot === SLOT.dotnet) {
      stagedDotnet[vm] = offered;
      flags[vm] |= FLAG.stagedDotnet;
    } else {
      staged[vm] = offered;
      flags[vm] |= FLAG.staged;
    }
  }

  /** The first update of the run that needs a restart: what an earlier one left to wait for it is not lost with the run. */
  function keepWaiting(vm: number): void {
    if ((flags[vm] & (FLAG.staged | FLAG.stagedDotnet)) !== 0) return;
    if (!restartWaits(world, vm)) return;
    waited.set(vm, [staged[vm], stagedDotnet[vm]]);
    flags[vm] |= FLAG.waited;
  }

  /** What waited for a restart before the run. */
  function waitedBefore(vm: number): readonly [number, number] {
    return ((flags[vm] & FLAG.waited) !== 0 ? waited.get(vm) : undefined) ?? NOTHING_WAITED;
  }

  /** The run is retried whole: nothing of it counts that still needed its restart (R32). */
  function lost(vm: number): void {
    const [before, dotnetBefore] = waitedBefore(vm);
    if ((flags[vm] & FLAG.staged) !== 0) staged[vm] = before;
    if ((flags[vm] & FLAG.stagedDotnet) !== 0) stagedDotnet[vm] = dotnetBefore;
  }

  /** Starts the timer of a step that losing power cuts short. */
  function timer(vm: number, t: number, seconds: number): void {
    const now = t | 0;
    const off = offFrom(vm, now) | 0;
    const over = (now + seconds) | 0;
    if (off <= over) wait(vm, WAIT.powerLoss, off);
    else wait(vm, WAIT.run, over);
  }

  /** Azure's rebootStatus of the run, as a code of REBOOT_STATUSES (F54). */
  function rebootStatus(vm: number): number {
    const seen = flags[vm];
    if ((seen & FLAG.rebootFailed) !== 0) return 3;
    if (restartWaits(world, vm)) return 1;
    return (seen & FLAG.rebooted) !== 0 ? 2 : 0;
  }

  return { told, waitedBefore, patchIsOver, restartIsOver, healthIsKnown, carryOut, goOn };
}
