// Carries out what the chart's table says: the actions of one VM's installation run, and its timers (R22-R28).
// Refuses to know what follows what, and when a run may start.

import { isAutomatic } from '../catalogue/applicability.ts';
import { isHotpatch } from '../catalogue/kinds.ts';
import { FACT } from '../ledger/facts.ts';
import { REASON } from '../rollout/reasons.ts';
import { ACTIONS, type Action } from '../vm/actions.ts';
import { DELAYS, type Delay } from '../vm/events.ts';
import { START_TIMER } from '../vm/table.ts';
import { chosenOf, DEFINITION } from './chosen-run.ts';
import { currentRelease, hotpatched, restarted, stagedRelease } from './content.ts';
import { hasRestart } from './offer.ts';
import { FLAG } from './run-flags.ts';
import { installSeconds, rebootSeconds } from './run-luck.ts';
import { nextOn, offFrom, wait } from './timers.ts';
import { counts, judged, runCount } from './verdicts.ts';
import { WAIT, type World } from './world.ts';

const ACT = Object.fromEntries(ACTIONS.map((name, code) => [name, code])) as Record<Action, number>;
const timerCode = (delay: Delay): number => START_TIMER + DELAYS.indexOf(delay);
const START_INSTALL = timerCode('installDuration');
const START_REBOOT = timerCode('rebootDuration');
const START_PROBE = timerCode('healthProbe');
const START_RECOVERY = timerCode('recovery');
const START_REPAIR = timerCode('repair');

/** What a run does. One for a world; keeps only what one event needs, told before its actions are carried out. */
export class Steps {
  readonly #world: World;
  /** The patch that has just been installed or has failed. */
  finished = -1;
  /** The offer behind it. */
  finishedOffer = -1;
  /** What becomes effective is that patch, not what waited for a restart. */
  patchOnly = false;
  /** Release held responsible for the VM being unhealthy, -1 without. */
  responsible = -1;
  /** Seconds. */
  recoverAfter = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** `before` is the configuration the event found. */
  carryOut(action: number, vm: number, t: number, before: number, slot: number): void {
    const world = this.#world;
    const { sink } = world;
    switch (action) {
      case ACT.startPatch:
        return sink.record(FACT.installationStarted, t, vm, currentRelease(world, vm), -1);
      case START_INSTALL:
        return this.#timer(vm, t, installSeconds(world, vm));
      case ACT.patchInstalled:
        this.#installed(vm, slot);
        return sink.record(FACT.patchInstalled, t, vm, this.finished, -1);
      case ACT.patchFailed:
        // The reason is about what the VM lacks, and nobody lacks what is not automatic (R7, R21).
        if (isAutomatic(world.releases[this.finished])) world.reason[vm] = REASON.installFailed;
        return sink.record(FACT.patchFailed, t, vm, this.finished, -1);
      case ACT.startReboot:
        return sink.record(FACT.rebootStarted, t, vm, stagedRelease(world, vm), -1);
      case START_REBOOT:
        return this.#timer(vm, t, rebootSeconds(world, vm));
      case ACT.rebootCompleted:
        return sink.record(FACT.rebootCompleted, t, vm, stagedRelease(world, vm), rebootSeconds(world, vm));
      case ACT.rebootFailed:
        return sink.record(FACT.rebootFailed, t, vm, stagedRelease(world, vm), -1);
      case ACT.becomeEffective:
        if (!this.patchOnly) return restarted(world, vm, t);
        // Of patches that need no restart only hotpatches are content of the system.
        return slot === 0 ? hotpatched(world, vm, t, this.finishedOffer) : undefined;
      case ACT.runCompleted:
        return sink.record(FACT.runCompleted, t, vm, this.#rebootStatus(vm), world.flags[vm] & FLAG.exceeded);
      case START_PROBE:
        return this.#timer(vm, t, world.scenario.parameters.healthProbe);
      case ACT.runInterrupted:
        world.reason[vm] = REASON.interrupted;
        this.#lost(vm);
        return sink.record(FACT.runInterrupted, t, vm, -1, -1);
      case ACT.healthy:
        judged(world, vm);
        return sink.record(FACT.healthy, t, vm, -1, -1);
      case ACT.unhealthy:
        judged(world, vm);
        if (counts(world, vm)) world.unhealthy[runCount(world, vm)]++;
        return sink.record(FACT.unhealthy, t, vm, this.responsible, -1);
      case ACT.recovered:
        if (counts(world, vm)) world.unhealthy[runCount(world, vm)]--;
        return sink.record(FACT.recovered, t, vm, -1, -1);
      case ACT.trackChanged:
        return sink.record(
          FACT.trackChanged,
          t,
          vm,
          world.trackOf[before],
          world.trackOf[world.configuration[vm]],
        );
      default:
        // Recovery and repair are not cut short by being switched off, but nobody restarts a VM that is off.
        if (action === START_RECOVERY) return wait(world, vm, WAIT.run, t + this.recoverAfter);
        if (action === START_REPAIR)
          return wait(world, vm, WAIT.run, nextOn(world, vm, t + this.recoverAfter));
    }
  }

  /** What the patch leaves on the VM: a restart to wait for, or with a definition nothing more. */
  #installed(vm: number, slot: number): void {
    const world = this.#world;
    chosenOf(world, vm)?.installed.push(this.finished);
    if (slot === DEFINITION) {
      world.definition.set(vm, this.finishedOffer);
      return;
    }
    (slot === 0 ? world.installedRelease : world.installedDotnet)[vm] = this.finished;
    if (slot === 1 || !isHotpatch(world.releases[this.finished].kind)) this.#keepWaiting(vm);
    if (slot === 1) {
      world.stagedDotnet[vm] = this.finishedOffer;
      world.flags[vm] |= FLAG.stagedDotnet;
    } else if (!isHotpatch(world.releases[this.finished].kind)) {
      world.staged[vm] = this.finishedOffer;
      world.flags[vm] |= FLAG.staged;
    }
  }

  /** The first update of the run that needs a restart: what an earlier one left to wait for it is not lost with the run. */
  #keepWaiting(vm: number): void {
    const { flags, staged, stagedDotnet, waited } = this.#world;
    if ((flags[vm] & (FLAG.staged | FLAG.stagedDotnet)) !== 0) return;
    if (hasRestart(this.#world, vm)) waited.set(vm, [staged[vm], stagedDotnet[vm]]);
    else waited.delete(vm);
  }

  /** The run is retried whole: nothing of it counts that still needed its restart (R32). */
  #lost(vm: number): void {
    const { flags, staged, stagedDotnet, waited } = this.#world;
    const [before, dotnetBefore] = waited.get(vm) ?? [-1, -1];
    if ((flags[vm] & FLAG.staged) !== 0) staged[vm] = before;
    if ((flags[vm] & FLAG.stagedDotnet) !== 0) stagedDotnet[vm] = dotnetBefore;
  }

  /** Starts the timer of a step that losing power cuts short. */
  #timer(vm: number, t: number, seconds: number): void {
    const world = this.#world;
    const off = offFrom(world, vm, t);
    if (off <= t + seconds) wait(world, vm, WAIT.powerLoss, off);
    else wait(world, vm, WAIT.run, t + seconds);
  }

  /** Azure's rebootStatus of the run, as a code of REBOOT_STATUSES (F54). */
  #rebootStatus(vm: number): number {
    const { flags } = this.#world;
    if ((flags[vm] & FLAG.rebootFailed) !== 0) return 3;
    if (hasRestart(this.#world, vm)) return 1;
    return (flags[vm] & FLAG.rebooted) !== 0 ? 2 : 0;
  }
}
