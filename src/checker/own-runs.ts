// Runs that no rollout admits: who may start one, and in which hours (R29).
// Refuses to know what follows in the run.

import { formatInstant } from '../calendar/instant.ts';
import type { Report } from './breach.ts';
import type { Numbers } from './head.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

export class OwnRuns {
  readonly #parameters: Numbers;
  readonly #report: Report;

  constructor(parameters: Numbers, report: Report) {
    this.#parameters = parameters;
    this.#report = report;
  }

  start(vm: Vm, fact: Fact): void {
    if (fact.by === 'guest') return this.#byGuest(vm, fact);
    // Whoever asked for it is asked by installs.ts, whose window it is by schedules.ts.
    if (fact.by === 'demand' || fact.by === 'schedule') return;
    this.#report('R33', vm.name, fact.t, `a run is started by ${fact.by}, which nobody is`, fact);
  }

  #byGuest(vm: Vm, fact: Fact): void {
    const breach = (message: string): void => this.#report('R29', vm.name, fact.t, message, fact, vm.head);
    if (vm.orchestration !== 'windowsAutomatic')
      return breach(`installs on its own though it is ${vm.orchestration}`);
    const hours = vm.guestHours.windowAt(fact.t);
    if (hours === undefined) return breach('installs on its own outside the hours for that');
    const latest = hours.start + this.#parameters.guestInstallSpread;
    if (fact.t > latest) breach(`installs on its own after ${formatInstant(latest)}`);
    if ((fact.windowEnd as number) > hours.end)
      breach(`its window ends in the active hours, after ${formatInstant(hours.end)}`);
  }
}
