// One VM's installation run, step by step: asks the chart's table what follows and carries it out (R22-R28).
// Refuses to know who else is in flight and when the run may start.

import { isHotpatch } from '../catalogue/kinds.ts';
import { FACT } from '../ledger/facts.ts';
import { LEVELS, NEXTS, type Next } from '../vm/events.ts';
import type { ChosenRun } from './chosen-list.ts';
import { chosenOf, DEFINITION, takeUp } from './chosen-run.ts';
import { currentOffer, currentRelease, levelOf, stagedLevel } from './content.ts';
import { EVENT, PATCHING, PATCHING_STATES } from './event-codes.ts';
import { healthVerdict } from './health.ts';
import { hasRestart, hasUpdate, offeredRelease, rebootSettingOf, retarget } from './offer.ts';
import { REBOOT } from './reboot-settings.ts';
import { FLAG } from './run-flags.ts';
import { installFails, rebootFails } from './run-luck.ts';
import { Steps } from './run-steps.ts';
import type { World } from './world.ts';

/** Runs VMs through the chart's table. One for a world; keeps only what one event needs. */
export class Runs {
  readonly #world: World;
  readonly #patching: Uint8Array;
  readonly #stopped: Uint8Array;
  readonly #fallBehind: (vm: number) => void;
  readonly #steps: Steps;
  #now = 0;

  constructor(world: World) {
    this.#world = world;
    this.#steps = new Steps(world);
    this.#patching = Uint8Array.from(world.table.configurations, ({ patching }) =>
      PATCHING_STATES.indexOf(patching as (typeof PATCHING_STATES)[number]),
    );
    this.#stopped = Uint8Array.from(world.table.configurations, ({ power }) => (power === 'stopped' ? 1 : 0));
    this.#fallBehind = (vm) => this.#send(vm, EVENT.fellBehind, this.#now);
  }

  /** Where the VM stands in the chart's patching region: a code of PATCHING. */
  state(vm: number): number {
    return this.#patching[this.#world.configuration[vm]];
  }

  /** The VM is in no run, and nobody watches or repairs it after one. */
  isResting(vm: number): boolean {
    const state = this.state(vm);
    return state === PATCHING.idle || state === PATCHING.pending;
  }

  /** What is on offer for the VM now; true when it has anything to do. */
  target(vm: number, t: number): boolean {
    this.#now = t;
    return retarget(this.#world, vm, this.#fallBehind);
  }

  /** An assessment found something: the VM is a candidate. */
  assessed(vm: number, t: number): void {
    this.#powered(vm, t);
    this.#world.sink.record(FACT.assessed, t, vm, offeredRelease(this.#world, vm), 1);
    this.#send(vm, EVENT.found, t);
  }

  /** Somebody wants to know what is on offer (F17). */
  assessedOnDemand(vm: number, t: number): void {
    this.#powered(vm, t);
    this.#world.sink.record(FACT.assessed, t, vm, offeredRelease(this.#world, vm), 2);
    if (this.#world.rollout[vm] >= 0) this.#send(vm, EVENT.found, t);
  }

  /** Starts the run of an admitted VM. */
  start(vm: number, t: number): void {
    this.#powered(vm, t);
    this.#begin(vm, t, 0);
  }

  /** Starts a run that no rollout admits; `by` is a code of STARTED_BY. */
  startOwn(vm: number, t: number, by: number, end: number): void {
    const world = this.#world;
    this.#powered(vm, t);
    world.runEnd[vm] = end;
    world.sink.record(FACT.runStarted, t, vm, by, end);
    this.#send(vm, EVENT.found, t);
    this.#begin(vm, t, FLAG.own);
  }

  /** A VM that is on looks for everything anew, before somebody chooses from it. */
  lookAnew(vm: number, t: number): void {
    this.#powered(vm, t);
    this.target(vm, t);
  }

  /**
   * Goes into a run of chosen patches, or of the restart that waits alone; false when there is nothing to do, or no time
   * for it. No rollout admits it, and it has its own luck.
   */
  startChosen(vm: number, t: number, run: ChosenRun, end: number): boolean {
    const world = this.#world;
    const reserve = world.reserve[world.fleet.group[vm]];
    world.runEnd[vm] = end;
    world.flags[vm] = FLAG.own | FLAG.chosen;
    world.chosen.set(vm, run);
    const wanted = run.patches.length > 0;
    const fits = end - t >= reserve + world.scenario.parameters.averageInstall;
    if (wanted && !fits) world.flags[vm] |= FLAG.exceeded;
    if (wanted && fits) takeUp(world, vm, run, 0);
    else if (!hasRestart(world, vm) || run.rebootSetting === REBOOT.never || end - t < reserve) return false;
    this.#send(vm, EVENT.found, t);
    this.#send(vm, wanted && fits ? EVENT.install : EVENT.reboot, t);
    return true;
  }

  #begin(vm: number, t: number, flags: number): void {
    const world = this.#world;
    world.tries[vm] = world.runRollout[vm] === world.rollout[vm] ? Math.min(255, world.tries[vm] + 1) : 0;
    world.runRollout[vm] = world.rollout[vm];
    world.flags[vm] = flags;
    world.installedRelease[vm] = -1;
    world.installedDotnet[vm] = -1;
    world.sink.record(FACT.assessed, t, vm, offeredRelease(world, vm), 0);
    const install = hasUpdate(world, vm);
    world.current[vm] = world.offer[vm] >= 0 ? 0 : 1;
    this.#send(vm, install ? EVENT.install : EVENT.reboot, t);
  }

  /** The timer of the VM's run went off. */
  fire(vm: number, t: number): void {
    switch (this.state(vm)) {
      case PATCHING.installing:
        return this.#patchEnded(vm, t);
      case PATCHING.rebooting:
        return this.#rebootEnded(vm, t);
      case PATCHING.verifying: {
        const verdict = healthVerdict(this.#world, vm);
        this.#steps.responsible = verdict.release;
        this.#steps.recoverAfter = verdict.recoverAfter;
        const healthy = verdict.recoverAfter === 0;
        return this.#send(vm, EVENT.probed[Number(healthy)][Number(this.target(vm, t))], t);
      }
      case PATCHING.unhealthy:
        return this.#send(vm, EVENT.recovered[Number(this.target(vm, t))], t);
      default: {
        const level = stagedLevel(this.#world, vm);
        return this.#send(vm, EVENT.repaired[level][Number(this.target(vm, t))], t);
      }
    }
  }

  /** The VM is switched off in the middle of its run (R32). */
  losePower(vm: number, t: number): void {
    const { sink, staged, stagedDotnet, flags } = this.#world;
    const verifying = this.state(vm) === PATCHING.verifying;
    if (verifying) sink.record(FACT.healthUnknown, t, vm, -1, -1);
    const remaining = verifying && this.target(vm, t);
    const waits =
      ((flags[vm] & FLAG.staged) === 0 ? staged[vm] : (this.#world.waited.get(vm)?.[0] ?? -1)) >= 0 ||
      ((flags[vm] & FLAG.stagedDotnet) === 0 ? stagedDotnet[vm] : (this.#world.waited.get(vm)?.[1] ?? -1)) >=
        0;
    this.#send(vm, EVENT.powerOff[Number(remaining)][Number(waits)], t);
  }

  /** The VM was switched off and on again, which restarts it. */
  powerCycle(vm: number, t: number): void {
    this.#send(vm, EVENT.powerOff[0][0], t);
    this.#powered(vm, t);
  }

  /** Its owner restarts the VM in the middle of a run: as if it had lost power for an instant (R24). */
  cutShort(vm: number, t: number): void {
    this.losePower(vm, t);
    this.#powered(vm, t);
  }

  /** Hotpatch is switched on or off by an action (R28). */
  enrol(vm: number, t: number, on: boolean, byRegistration = false): void {
    const kind = on ? FACT.hotpatchEnabled : FACT.hotpatchDisabled;
    this.#world.sink.record(kind, t, vm, byRegistration ? 1 : -1, -1);
    if (on) this.#world.enrolledAt[vm] = t;
    this.#send(vm, on ? EVENT.hotpatchOn : EVENT.hotpatchOff, t);
  }

  #powered(vm: number, t: number): void {
    if (this.#stopped[this.#world.configuration[vm]] === 1)
      this.#send(vm, EVENT.powerOn[stagedLevel(this.#world, vm)], t);
  }

  #patchEnded(vm: number, t: number): void {
    const world = this.#world;
    const { parameters } = world.scenario;
    const slot = world.current[vm];
    const group = world.fleet.group[vm];
    const chosen = chosenOf(world, vm);
    const release = currentRelease(world, vm);
    const offer = currentOffer(world, vm);
    const installed = !installFails(world, vm);
    const restarts = slot !== DEFINITION && !isHotpatch(world.releases[release].kind);
    const left = world.runEnd[vm] - t;
    let next: Next = 'end';
    const more =
      chosen === undefined
        ? slot === 0 && world.dotnetOffer[vm] >= 0
        : chosen.current + 1 < chosen.patches.length;
    if (more) {
      if (left >= world.reserve[group] + parameters.averageInstall) next = 'patch';
      else world.flags[vm] |= FLAG.exceeded;
    }
    if (next === 'end') {
      const setting = chosen?.rebootSetting ?? rebootSettingOf(world, vm);
      const asked = (installed && restarts) || hasRestart(world, vm);
      if (setting === REBOOT.always || (asked && setting !== REBOOT.never)) {
        // A restart that no longer fits waits for the next window (F49, F52).
        if (left >= world.reserve[group]) next = 'reboot';
        else world.flags[vm] |= FLAG.exceeded;
      }
    }
    this.#steps.finished = release;
    this.#steps.finishedOffer = offer;
    this.#steps.patchOnly = true;
    const level = slot === 0 ? levelOf(world, vm, offer) : LEVELS.indexOf('none');
    if (next === 'patch') {
      if (chosen === undefined) world.current[vm] = 1;
      else takeUp(world, vm, chosen, chosen.current + 1);
    }
    const code = NEXTS.indexOf(next);
    const done = slot === DEFINITION ? EVENT.definitionInstalled[code] : EVENT.installed[level][code];
    this.#send(vm, installed ? done : EVENT.failed[code], t, slot);
    this.#steps.patchOnly = false;
  }

  #rebootEnded(vm: number, t: number): void {
    const world = this.#world;
    const failed = rebootFails(world, vm);
    world.flags[vm] |= failed ? FLAG.rebootFailed : FLAG.rebooted;
    if (failed) this.#steps.recoverAfter = world.scenario.parameters.healthRecovery;
    this.#steps.responsible = -1;
    this.#send(vm, failed ? EVENT.rebootFailed : EVENT.rebooted[stagedLevel(world, vm)], t);
  }

  #send(vm: number, event: number, t: number, slot = 0): void {
    const { table, configuration } = this.#world;
    this.#now = t;
    const before = configuration[vm];
    const at = before * table.events + event;
    configuration[vm] = table.next[at];
    for (let pc = table.entry[at]; table.code[pc] >= 0; pc++)
      this.#steps.carryOut(table.code[pc], vm, t, before, slot);
  }
}
