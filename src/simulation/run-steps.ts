// Carries out what the chart's table says: the actions of one VM's installation run, and its timers (R22-R28).
// Refuses to know what follows what, and when a run may start.

import { isAutomatic } from '../catalogue/applicability.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASON } from '../rollout/reason-codes.ts';
import { ACT } from '../vm/action-codes.ts';
import { chosenOf, DEFINITION } from './chosen-run.ts';
import type { Content } from './content.ts';
import { hasRestart } from './offer.ts';
import { FLAG } from './run-flags.ts';
import type { RunLuck } from './run-luck.ts';
import type { Timers } from './timers.ts';
import type { Verdicts } from './verdicts.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/** What an event knows beside the VM and its configuration: told before its actions are carried out. */
interface Told {
  /** The patch that has just been installed or has failed. */
  finished: number;
  /** The offer behind it. */
  finishedOffer: number;
  /** What becomes effective is that patch, not what waited for a restart. */
  patchOnly: boolean;
  /** Release held responsible for the VM being unhealthy, -1 without. */
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

/** What a run does. */
export function stepsOf(world: World, { timers, content, luck, verdicts }: Parts) {
  const { sink, releases, reason, flags, staged, stagedDotnet, waited, definition } = world;
  const { installedRelease, installedDotnet, trackOf, configuration } = world;
  const { isHotpatch } = world.releaseColumns;
  const { healthProbe } = world.scenario.parameters;
  const { nextOn, offFrom, wait } = timers;
  const { currentRelease, hotpatched, restarted, stagedRelease } = content;
  const { installSeconds, rebootSeconds } = luck;
  const { judged, countUnhealthy } = verdicts;
  const someAreBad = world.badPatches.length > 0;
  const told: Told = {
    finished: -1,
    finishedOffer: -1,
    patchOnly: false,
    responsible: -1,
    recoverAfter: 0,
  };

  /** `before` is the configuration the event found. */
  function carryOut(action: number, vm: number, t: number, before: number, slot: number): void {
    switch (action) {
      case ACT.startPatch:
        return sink.record(FACT.installationStarted, t, vm, currentRelease(vm), -1);
      case ACT.installDuration:
        return timer(vm, t, installSeconds(vm));
      case ACT.patchInstalled:
        installed(vm, slot);
        return sink.record(FACT.patchInstalled, t, vm, told.finished, -1);
      case ACT.patchFailed:
        // The reason is about what the VM lacks, and nobody lacks what is not automatic (R7, R21).
        if (isAutomatic(releases[told.finished])) reason[vm] = REASON.installFailed;
        return sink.record(FACT.patchFailed, t, vm, told.finished, -1);
      case ACT.startReboot:
        return sink.record(FACT.rebootStarted, t, vm, stagedRelease(vm), -1);
      case ACT.rebootDuration:
        return timer(vm, t, rebootSeconds(vm));
      case ACT.rebootCompleted:
        return sink.record(FACT.rebootCompleted, t, vm, stagedRelease(vm), rebootSeconds(vm));
      case ACT.rebootFailed:
        return sink.record(FACT.rebootFailed, t, vm, stagedRelease(vm), -1);
      case ACT.becomeEffective:
        if (!told.patchOnly) return restarted(vm, t);
        // Of patches that need no restart only hotpatches are content of the system.
        return slot === 0 ? hotpatched(vm, t, told.finishedOffer) : undefined;
      case ACT.runCompleted:
        return sink.record(FACT.runCompleted, t, vm, rebootStatus(vm), flags[vm] & FLAG.exceeded);
      case ACT.healthProbe:
        return timer(vm, t, healthProbe);
      case ACT.runInterrupted:
        reason[vm] = REASON.interrupted;
        lost(vm);
        return sink.record(FACT.runInterrupted, t, vm, -1, -1);
      case ACT.healthy:
        judged(vm);
        return sink.record(FACT.healthy, t, vm, -1, -1);
      case ACT.unhealthy:
        judged(vm);
        countUnhealthy(vm, 1);
        return sink.record(FACT.unhealthy, t, vm, told.responsible, -1);
      case ACT.recovered:
        countUnhealthy(vm, -1);
        return sink.record(FACT.recovered, t, vm, -1, -1);
      case ACT.trackChanged:
        return sink.record(FACT.trackChanged, t, vm, trackOf[before], trackOf[configuration[vm]]);
      // Recovery and repair are not cut short by being switched off, but nobody restarts a VM that is off.
      case ACT.recovery:
        return wait(vm, WAIT.run, t + told.recoverAfter);
      case ACT.repair:
        return wait(vm, WAIT.run, nextOn(vm, t + told.recoverAfter));
    }
  }

  /** What the patch leaves on the VM: a restart to wait for, or with a definition nothing more. */
  function installed(vm: number, slot: number): void {
    chosenOf(world, vm)?.installed.push(told.finished);
    if (slot === DEFINITION) {
      definition.set(vm, told.finishedOffer);
      return;
    }
    if (someAreBad) (slot === 0 ? installedRelease : installedDotnet)[vm] = told.finished;
    if (slot !== 1 && isHotpatch[told.finished] === 1) return;
    keepWaiting(vm);
    if (slot === 1) {
      stagedDotnet[vm] = told.finishedOffer;
      flags[vm] |= FLAG.stagedDotnet;
    } else {
      staged[vm] = told.finishedOffer;
      flags[vm] |= FLAG.staged;
    }
  }

  /** The first update of the run that needs a restart: what an earlier one left to wait for it is not lost with the run. */
  function keepWaiting(vm: number): void {
    if ((flags[vm] & (FLAG.staged | FLAG.stagedDotnet)) !== 0) return;
    if (hasRestart(world, vm)) waited.set(vm, [staged[vm], stagedDotnet[vm]]);
    else if (waited.size > 0) waited.delete(vm);
  }

  /** The run is retried whole: nothing of it counts that still needed its restart (R32). */
  function lost(vm: number): void {
    const [before, dotnetBefore] = waited.get(vm) ?? [-1, -1];
    if ((flags[vm] & FLAG.staged) !== 0) staged[vm] = before;
    if ((flags[vm] & FLAG.stagedDotnet) !== 0) stagedDotnet[vm] = dotnetBefore;
  }

  /** Starts the timer of a step that losing power cuts short. */
  function timer(vm: number, t: number, seconds: number): void {
    const off = offFrom(vm, t);
    if (off <= t + seconds) wait(vm, WAIT.powerLoss, off);
    else wait(vm, WAIT.run, t + seconds);
  }

  /** Azure's rebootStatus of the run, as a code of REBOOT_STATUSES (F54). */
  function rebootStatus(vm: number): number {
    if ((flags[vm] & FLAG.rebootFailed) !== 0) return 3;
    if (hasRestart(world, vm)) return 1;
    return (flags[vm] & FLAG.rebooted) !== 0 ? 2 : 0;
  }

  return { told, carryOut };
}
