// What operators did, and whether a refusal holds (R24, R32). Refuses to know who chose the VM and when.

import type { Line, Report } from './breach.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

/** Stages of a run that a restart cuts short. */
const CUT_SHORT = ['admitted', 'installing', 'installed', 'rebooting', 'rebooted', 'verifying'];

export class Actions {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  take(vm: Vm, fact: Fact): void {
    if (fact.fact === 'actionRefused') this.#refused(vm, fact);
    else if (fact.fact === 'actionDone') this.#done(vm, fact);
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
    if (fact.action !== 'restart') vm.switched = fact;
    else if (!vm.on) breach('is restarted while it is off', vm.power);
    else if (CUT_SHORT.includes(vm.stage)) breach('is restarted in flight, and its run goes on', vm.last);
  }

  #refused(vm: Vm, fact: Fact): void {
    if (!vm.on) return;
    const message = `refuses ${fact.action} (${fact.reason}) though it is on`;
    this.#report('R32', vm.name, fact.t, message, fact, vm.power);
  }
}
