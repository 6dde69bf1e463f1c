// VMs that follow maintenance configurations: a run in each of their windows and nowhere else, after they have been on for
// long enough, one update domain of a set after the other (R31). Refuses to know what the run installs: installs.ts does.

import { formatInstant, type Instant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Configuration } from './configurations.ts';
import type { Head } from './head.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

interface Window {
  readonly of: Configuration;
  readonly start: Instant;
  readonly end: Instant;
}

export class Schedules {
  readonly #head: Head;
  readonly #report: Report;
  readonly #known = new Map<string, readonly Window[]>();
  /** VMs that are, or were last, in a run of a schedule, by availability set. */
  readonly #inSet = new Map<string, Set<Vm>>();

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
  }

  take(vm: Vm, fact: Fact): void {
    // It comes under them now: windows that have begun by then are not for it.
    if (fact.fact === 'enablementCompleted' || fact.fact === 'orchestrationChanged')
      vm.windows = this.#windows(vm).filter(({ start }) => start < fact.t).length;
    if (vm.orchestration !== 'customerSchedule') {
      if (fact.by === 'schedule' && fact.fact === 'runStarted')
        this.#breach(vm, fact, `runs in a maintenance window though it is ${vm.orchestration}`);
      return;
    }
    if (fact.fact === 'deferred') this.#passedBy(vm, fact);
    if (fact.fact === 'runStarted' && fact.by === 'schedule') this.#begins(vm, fact);
  }

  /** The instant is over: who is still in a run that began in it shares the set with its own update domain only. */
  settle(vm: Vm, { t }: Fact): void {
    const { run, set } = vm;
    if (set === undefined || run === undefined || !isRunning(vm) || run.admitted.t !== t) return;
    for (const other of this.#inSet.get(set) ?? []) {
      if (other.updateDomain === vm.updateDomain || !isRunning(other)) continue;
      const message = `begins while update domain ${other.updateDomain} of ${set} is in its run`;
      return this.#breach(vm, run.admitted, message, other.run!.admitted);
    }
  }

  /** The ledger is over: each window has led to a run, or has been said to pass the VM by. */
  end(last: Line): void {
    for (const vm of this.#head.vms.values()) {
      if (vm.orchestration !== 'customerSchedule') continue;
      const windows = this.#windows(vm);
      const open = windows.filter(({ end }) => end > this.#head.end).length;
      // Who is in a run tells of windows that passed meanwhile when it is over.
      const least = vm.stage === 'idle' ? windows.length - open : 0;
      if (vm.windows >= least && vm.windows <= windows.length) continue;
      const message = `has ${windows.length} windows, and runs in or passes by ${vm.windows}`;
      this.#report('R31', vm.name, this.#head.end, message, vm.head, last);
    }
  }

  /** Windows of all its configurations, in the order in which it comes to them. */
  #windows(vm: Vm): readonly Window[] {
    const key = vm.configurations.join();
    let windows = this.#known.get(key);
    if (windows === undefined) {
      windows = [...this.#head.configurations.values()]
        .filter(({ name }) => vm.configurations.includes(name))
        .flatMap((of) => of.starts.map((start) => ({ of, start, end: start + of.duration })))
        .sort((one, other) => one.start - other.start);
      this.#known.set(key, windows);
    }
    return windows;
  }

  /** Since when it must be on for a window. */
  #since({ start }: Window): Instant {
    return Math.max(this.#head.start, start - this.#head.parameters.scheduleLead);
  }

  #passedBy(vm: Vm, fact: Fact): void {
    const window = this.#windows(vm)[vm.windows++];
    if (window === undefined || fact.t < window.start)
      return this.#breach(vm, fact, 'passes a window by that there is not');
    const next = this.#windows(vm)[vm.windows];
    if (fact.until !== (next === undefined ? null : Math.max(next.start, fact.t)))
      this.#breach(vm, fact, `says another time than that of its next window`);
    if (fact.reason === 'onTooShort' && vm.onSince <= this.#since(window))
      this.#breach(vm, fact, 'passes its window by though it was on for long enough', vm.power);
    if (fact.reason === 'inFlight' && (vm.endedAt !== fact.t || fact.t < window.end))
      this.#breach(vm, fact, 'passes its window by though it was in no run', vm.last);
    if (fact.reason === 'updateDomainBusy' && fact.t !== window.end)
      this.#breach(vm, fact, 'passes its window by before it is over', vm.last);
  }

  #begins(vm: Vm, fact: Fact): void {
    const window = this.#windows(vm)[vm.windows++];
    if (vm.set !== undefined) this.#inSet.set(vm.set, (this.#inSet.get(vm.set) ?? new Set<Vm>()).add(vm));
    const configuration = this.#head.configurations.get(fact.maintenanceConfiguration ?? '');
    if (configuration !== undefined) {
      vm.run!.asked = [configuration.wanted];
      vm.run!.chosen = new Set();
    }
    if (window === undefined || window.of !== configuration || window.start > fact.t || window.end <= fact.t)
      return this.#breach(
        vm,
        fact,
        `is in no window of ${fact.maintenanceConfiguration} that is next for it`,
      );
    if (fact.windowEnd !== window.end)
      this.#breach(vm, fact, `its window ends ${formatInstant(window.end)}, and it says another time`);
    // Later only who was in another run, or whose update domain had to wait.
    if (fact.t > window.start && vm.set === undefined && vm.endedAt !== fact.t)
      this.#breach(vm, fact, `begins after ${formatInstant(window.start)}, when its window does`);
    if (vm.onSince > this.#since(window))
      this.#breach(vm, fact, `has not been on since ${formatInstant(this.#since(window))}`, vm.power);
    this.#rebootSetting(vm, fact, configuration);
  }

  /** F16: the VM's own setting takes precedence, where it has one. */
  #rebootSetting(vm: Vm, fact: Fact, { name, wanted }: Configuration): void {
    const setting = vm.rebootSetting === 'Unknown' ? wanted.rebootSetting : vm.rebootSetting;
    if (fact.rebootSetting === setting) return;
    this.#breach(
      vm,
      fact,
      `goes by ${fact.rebootSetting}, its setting and that of ${name} say ${setting}`,
      vm.setTo,
    );
  }

  #breach(vm: Vm, fact: Fact, message: string, second: Line = vm.head): void {
    this.#report('R31', vm.name, fact.t, message, fact, second);
  }
}

const isRunning = ({ run, stage }: Vm): boolean =>
  stage !== 'idle' && run?.admitted.fact === 'runStarted' && run.admitted.by === 'schedule';
