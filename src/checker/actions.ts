// What operators did, and whether a refusal holds (R13, R24, R28, R30, R32). Refuses to know who chose the VM and when.

import type { Line, Report } from './breach.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

/** Stages of a run that a restart cuts short. */
const CUT_SHORT = ['admitted', 'installing', 'installed', 'rebooting', 'rebooted', 'verifying'];

/** Refusals that registrations.ts and patch-modes.ts know about, or that what a trace does not say decides. */
const ELSEWHERE = ['previewNotRegistered', 'patchModeNotAllowed', 'hotpatchNeedsAutomaticByPlatform'];

export class Actions {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  take(vm: Vm, fact: Fact): void {
    if (fact.fact === 'actionRefused') this.#refused(vm, fact);
    else if (fact.fact === 'actionDone') this.#done(vm, fact);
    else if (fact.fact === 'settingChanged') this.#setting(vm, fact);
    else if (fact.fact === 'assessed' && fact.by === 'demand' && vm.assessAt !== fact.t)
      this.#report('R13', vm.name, fact.t, 'is assessed on demand, and nobody asked for it', fact, vm.last);
  }

  /** The instant is over: the VM does what it was last told. */
  settle(vm: Vm): void {
    const { switched } = vm;
    vm.switched = undefined;
    if (switched === undefined || vm.on === (switched.action === 'powerOn')) return;
    this.#report('R32', vm.name, switched.t, `${switched.action}, and it did not follow`, switched, vm.power);
  }

  #done(vm: Vm, fact: Fact): void {
    const breach = (message: string, second: Line): void =>
      this.#report('R24', vm.name, fact.t, message, fact, second);
    if (fact.action === 'settings' || fact.action === 'drift') {
      vm.changed = fact;
      return;
    }
    if (fact.action === 'assess') return this.#assess(vm, fact);
    if (fact.action === 'install') return this.#install(vm, fact);
    if (fact.action !== 'restart') vm.switched = fact;
    else if (!vm.on) breach('is restarted while it is off', vm.power);
    else if (CUT_SHORT.includes(vm.stage)) breach('is restarted in flight, and its run goes on', vm.last);
  }

  #assess(vm: Vm, fact: Fact): void {
    vm.assessAt = fact.t;
    if (!vm.on) this.#report('R13', vm.name, fact.t, 'is assessed while it is off', fact, vm.power);
    if (vm.stage !== 'idle') this.#report('R13', vm.name, fact.t, 'is assessed in flight', fact, vm.last);
  }

  #install(vm: Vm, fact: Fact): void {
    vm.installing = fact;
    if (!vm.on) this.#report('R30', vm.name, fact.t, 'installs while it is off', fact, vm.power);
    if (vm.stage !== 'idle') this.#report('R30', vm.name, fact.t, 'installs in flight', fact, vm.last);
    if (vm.notCovered === 'noVmAgent')
      this.#report('R30', vm.name, fact.t, 'installs without an agent', fact, vm.head);
  }

  /** Nothing changes by itself. */
  #setting(vm: Vm, fact: Fact): void {
    if (vm.changed?.t !== fact.t || vm.changed.action !== fact.by) {
      const message = `its ${fact.setting} changes, and nobody did that`;
      this.#report('R33', vm.name, fact.t, message, fact, vm.changed ?? vm.head);
    }
    if (fact.setting !== 'rebootSetting') return;
    vm.rebootSetting = fact.value as string;
    vm.setTo = fact;
  }

  #refused(vm: Vm, fact: Fact): void {
    if (fact.reason === 'hotpatchNotSupported') {
      if (vm.track === 'notEligible') return;
      const message = 'refuses hotpatch to a VM that can have it';
      return this.#report('R28', vm.name, fact.t, message, fact, vm.trackChanged);
    }
    if (ELSEWHERE.includes(fact.reason as string)) return;
    if (fact.reason === 'noVmAgent') {
      // Why a scale set is never patched comes before the agent that it may lack as well.
      if (vm.notCovered === 'noVmAgent' || vm.unpatchable !== undefined) return;
      return this.#report('R30', vm.name, fact.t, 'is refused for an agent that it has', fact, vm.head);
    }
    if (fact.reason === 'inFlight') {
      if (vm.stage !== 'idle') return;
      const message = `refuses ${fact.action} (inFlight) though nothing is under way`;
      return this.#report('R13', vm.name, fact.t, message, fact, vm.last);
    }
    if (!vm.on) return;
    const message = `refuses ${fact.action} (${fact.reason}) though it is on`;
    this.#report('R32', vm.name, fact.t, message, fact, vm.power);
  }
}
