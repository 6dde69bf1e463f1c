// One VM's installation run: XState's interpreter is sent what happens, and its actions are carried out (R22-R28, R32).
// Refuses to know who else is in flight and when a run may start.

import { transition } from 'xstate';
import { monthOf } from '../../src/calendar/instant.ts';
import { isAutomatic } from '../../src/catalogue/applicability.ts';
import { isHotpatch } from '../../src/catalogue/kinds.ts';
import { FACT } from '../../src/ledger/fact-codes.ts';
import { REBOOT_STATUSES, TRACK_STATES } from '../../src/ledger/facts.ts';
import { REASON } from '../../src/rollout/reason-codes.ts';
import type { Action } from '../../src/vm/actions.ts';
import { vmChart } from '../../src/vm/chart.ts';
import { type Next, TIMER, type VmEvent } from '../../src/vm/events.ts';
import * as offers from './offers.ts';
import { newRun, type Patch } from './run-state.ts';
import { nextOff, nextOn } from './timing.ts';
import type { Vm, Waiting, World } from './world.ts';

/** What an event's actions need to know about it. */
interface Circumstances {
  /** The update that has just been installed or not, and whether it took effect without a restart. */
  readonly finished?: Patch;
  readonly responsible?: number;
  readonly recoverAfter?: number;
}

/** The newest rollout in which the VM was attempted, -1 for none. */
export const newestAttempt = (vm: Vm): number => Math.max(-1, ...vm.attemptedIn);

/** R16: the VM counts as attempted, once, unless it already was in a newer rollout. */
function judge(vm: Vm): void {
  if (!vm.run.own && vm.run.rollout > newestAttempt(vm)) vm.attemptedIn.add(vm.run.rollout);
}

export type Wait = (vm: Vm, waiting: Waiting, at: number) => void;

export class Runs {
  readonly #world: World;
  readonly #wait: Wait;

  constructor(world: World, wait: Wait) {
    this.#world = world;
    this.#wait = wait;
  }

  /** What is on offer for the VM now; true when it has anything to do. */
  assess(vm: Vm, t: number): boolean {
    return offers.assess(this.#world, vm, () => this.send(vm, t, { type: 'FELL_BEHIND' }));
  }

  /** The VM is on: if the chart has not heard of it yet, it does now. */
  switchedOn(vm: Vm, t: number): void {
    if (vm.snapshot.value.power === 'running') return;
    this.send(vm, t, { type: 'POWER_ON', level: offers.stagedLevel(this.#world, vm) });
  }

  restart(vm: Vm, t: number): void {
    this.send(vm, t, { type: 'POWER_OFF', remaining: false, waits: false });
    this.switchedOn(vm, t);
  }

  start(vm: Vm, t: number, end: number, own = false): void {
    this.switchedOn(vm, t);
    const again = vm.run.rollout === vm.rollout;
    vm.run = newRun(vm.rollout, again ? Math.min(255, vm.run.tries + 1) : 0, end);
    vm.run.own = own;
    this.#world.record(FACT.assessed, t, vm.number, offers.offeredRelease(this.#world, vm), 0);
    vm.run.slot = vm.offer >= 0 ? 0 : 1;
    this.send(vm, t, { type: 'ADMITTED', run: offers.hasUpdate(vm) ? 'install' : 'reboot' });
  }

  /** The delay that the chart asked for is over. */
  timerEnds(vm: Vm, t: number): void {
    switch (offers.patchingOf(vm)) {
      case 'installing':
        return this.#patchEnds(vm, t);
      case 'rebooting':
        return this.#rebootEnds(vm, t);
      case 'verifying': {
        const { responsible, recoverAfter } = this.#verdict(vm);
        const healthy = recoverAfter === 0;
        const event = { type: TIMER.healthProbe, healthy, remaining: this.assess(vm, t) } as const;
        return this.send(vm, t, event, { responsible, recoverAfter });
      }
      case 'unhealthy':
        return this.send(vm, t, { type: TIMER.recovery, remaining: this.assess(vm, t) });
      default: {
        const level = offers.stagedLevel(this.#world, vm);
        return this.send(vm, t, { type: TIMER.repair, level, remaining: this.assess(vm, t) });
      }
    }
  }

  losesPower(vm: Vm, t: number): void {
    const verifying = offers.patchingOf(vm) === 'verifying';
    if (verifying) this.#world.record(FACT.healthUnknown, t, vm.number, -1, -1);
    const { stagedHere, waited } = vm.run;
    const left = [vm.staged, vm.stagedDotnet].map((now, slot) => (stagedHere[slot] ? waited[slot]! : now));
    const waits = left.some((offer) => offer >= 0);
    this.send(vm, t, { type: 'POWER_OFF', remaining: verifying && this.assess(vm, t), waits });
  }

  #patchEnds(vm: Vm, t: number): void {
    const world = this.#world;
    const { run } = vm;
    const finished = offers.inHand(world, vm);
    const { slot, offer, release } = finished;
    const restarts = slot === 1 || (slot === 0 && !isHotpatch(world.releases[release].kind));
    const installed = !world.luck.installFails(vm, finished);
    const asks = (installed && restarts) || offers.needsRestart(vm);
    const next = this.#afterPatch(vm, t, asks);
    if (next === 'patch' && run.chosen !== undefined) run.chosen.at++;
    if (next === 'patch') run.slot = run.chosen?.patches[run.chosen.at].slot ?? 1;
    const level = !installed || slot !== 0 ? 'none' : offers.levelOf(world, vm, offer);
    const event = {
      type: TIMER.installDuration,
      installed,
      level,
      rebootRequired: installed && restarts,
      next,
    };
    this.send(vm, t, event as VmEvent, { finished });
  }

  /** R22: the next patch and the restart only if the window leaves room for them. */
  #afterPatch(vm: Vm, t: number, asks: boolean): Next {
    const { run, reserve } = vm;
    const left = run.end - t;
    const { chosen } = run;
    const isLast = chosen ? chosen.at === chosen.patches.length - 1 : run.slot === 1 || vm.dotnetOffer < 0;
    if (!isLast) {
      if (left >= reserve + this.#world.scenario.parameters.averageInstall) return 'patch';
      run.exceeded = true;
    }
    const setting = chosen?.rebootSetting ?? offers.rebootSetting(vm);
    if (setting !== 'Always' && (!asks || setting === 'Never')) return 'end';
    if (left >= reserve) return 'reboot';
    run.exceeded = true;
    return 'end';
  }

  #rebootEnds(vm: Vm, t: number): void {
    const { luck, scenario } = this.#world;
    const { run } = vm;
    const completed = !luck.rebootFails(vm);
    if (completed) run.rebooted = true;
    else run.rebootFailed = true;
    const level = completed ? offers.stagedLevel(this.#world, vm) : 'none';
    const event = { type: TIMER.rebootDuration, completed, level } as const;
    this.send(vm, t, event, { responsible: -1, recoverAfter: scenario.parameters.healthRecovery });
  }

  /** R25: the first bad patch among the incidents that hits the VM. */
  #verdict(vm: Vm): { responsible: number; recoverAfter: number } {
    const { scenario, releases, luck, fleet } = this.#world;
    for (const [index, incident] of scenario.incidents.entries()) {
      if (incident.kind !== 'badPatch') continue;
      const { kb, release: month, groups, regions, probability, recoverAfter } = incident;
      if (groups !== undefined && !groups.includes(vm.group.name)) continue;
      if (regions !== undefined && !regions.includes(fleet.regions[vm.region])) continue;
      const bad = vm.run.installed.find((release) => {
        if (kb !== undefined && releases[release].kb !== kb) return false;
        return month === undefined || monthOf(releases[release].instant) === month;
      });
      if (bad === undefined || !luck.isBad(index, vm.luck, bad, probability)) continue;
      return { responsible: bad, recoverAfter };
    }
    return { responsible: -1, recoverAfter: 0 };
  }

  /** Lets XState say what follows, and carries out its actions in their order. */
  send(vm: Vm, t: number, event: VmEvent, circumstances: Circumstances = {}): void {
    const before = offers.trackOf(vm);
    const [snapshot, actions] = transition(vmChart, vm.snapshot, event as never);
    vm.snapshot = snapshot;
    for (const action of actions as { type: string; params?: { event?: { type: string } } }[]) {
      if (action.type === 'xstate.raise') this.#delay(vm, t, action.params?.event?.type, circumstances);
      else if (action.type !== 'xstate.cancel')
        this.#act(vm, t, action.type as Action, circumstances, before);
    }
  }

  /** A raise that the chart asks to be delayed is a timer; the others XState has dealt with itself. */
  #delay(vm: Vm, t: number, timer: string | undefined, { recoverAfter = 0 }: Circumstances): void {
    const { luck, releases, scenario } = this.#world;
    let seconds: number;
    if (timer === TIMER.installDuration) {
      const patch = offers.inHand(this.#world, vm);
      seconds = luck.installSeconds(releases[patch.release].kind, vm, patch);
    } else if (timer === TIMER.rebootDuration) seconds = luck.rebootSeconds(vm);
    else if (timer === TIMER.healthProbe) seconds = scenario.parameters.healthProbe;
    else if (timer === TIMER.recovery) return this.#wait(vm, 'timer', t + recoverAfter);
    // Nobody repairs a VM that is off.
    else if (timer === TIMER.repair) return this.#wait(vm, 'timer', nextOn(vm, t + recoverAfter));
    else return;
    const off = nextOff(vm, t);
    if (off <= t + seconds) this.#wait(vm, 'powerLoss', off);
    else this.#wait(vm, 'timer', t + seconds);
  }

  #act(vm: Vm, t: number, action: Action, circumstances: Circumstances, before: string): void {
    const world = this.#world;
    const { finished, responsible = -1 } = circumstances;
    const { run } = vm;
    const record = (kind: number, a = -1, b = -1): void => world.record(kind, t, vm.number, a, b);
    switch (action) {
      case 'startPatch':
        return record(FACT.installationStarted, offers.inHand(world, vm).release);
      case 'patchInstalled': {
        const { slot, offer, release } = finished!;
        run.installed.push(release);
        const restarts = slot === 1 || (slot === 0 && !isHotpatch(world.releases[release].kind));
        if (restarts && !run.stagedHere.includes(true)) run.waited = [vm.staged, vm.stagedDotnet];
        if (restarts) run.stagedHere[slot] = true;
        if (slot === 2) vm.definition = offer;
        else if (slot === 1) vm.stagedDotnet = offer;
        else if (restarts) vm.staged = offer;
        return record(FACT.patchInstalled, release);
      }
      case 'patchFailed':
        if (isAutomatic(world.releases[finished!.release])) vm.reason = REASON.installFailed;
        return record(FACT.patchFailed, finished!.release);
      case 'startReboot':
        return record(FACT.rebootStarted, offers.stagedRelease(world, vm));
      case 'rebootCompleted': {
        const seconds = world.luck.rebootSeconds(vm);
        return record(FACT.rebootCompleted, offers.stagedRelease(world, vm), seconds);
      }
      case 'rebootFailed':
        return record(FACT.rebootFailed, offers.stagedRelease(world, vm));
      case 'becomeEffective':
        // Without a restart only a hotpatch takes effect.
        if (finished?.slot === 2) return;
        if (finished !== undefined) return offers.raiseLevel(world, vm, t, finished.offer);
        offers.raiseLevel(world, vm, t, vm.staged);
        if (vm.stagedDotnet >= 0) offers.raiseDotnet(world, vm, t, vm.stagedDotnet);
        vm.staged = -1;
        vm.stagedDotnet = -1;
        return;
      case 'runCompleted': {
        let status: (typeof REBOOT_STATUSES)[number] = run.rebooted ? 'Completed' : 'NotNeeded';
        if (offers.needsRestart(vm)) status = 'Required';
        if (run.rebootFailed) status = 'Failed';
        return record(FACT.runCompleted, REBOOT_STATUSES.indexOf(status), Number(run.exceeded));
      }
      case 'runInterrupted':
        vm.reason = REASON.interrupted;
        if (run.stagedHere[0]) vm.staged = run.waited[0];
        if (run.stagedHere[1]) vm.stagedDotnet = run.waited[1];
        return record(FACT.runInterrupted);
      case 'healthy':
        judge(vm);
        return record(FACT.healthy);
      case 'unhealthy':
        judge(vm);
        if (!run.own && newestAttempt(vm) === run.rollout) vm.unhealthyIn = run.rollout;
        return record(FACT.unhealthy, responsible);
      case 'recovered':
        vm.unhealthyIn = -1;
        return record(FACT.recovered);
      case 'trackChanged': {
        const code = (track: string): number => (TRACK_STATES as readonly string[]).indexOf(track);
        return record(FACT.trackChanged, code(before), code(offers.trackOf(vm)));
      }
    }
  }
}
