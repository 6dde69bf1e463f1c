// One VM's installation run, fact by fact: what may follow what, in which hours and within which window (R3, R14, R20,
// R22, R24, R32, R33). Refuses to know other VMs and what an update brings.

import { formatInstant } from '../calendar/instant.ts';
import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import { OwnRuns } from './own-runs.ts';
import type { Fact } from './trace-lines.ts';
import type { Stage, Vm } from './vm.ts';

/** The stages each fact may follow, and the one it leads to. */
const STEPS: Readonly<Record<string, readonly [from: readonly Stage[], to: Stage]>> = {
  admitted: [['idle'], 'admitted'],
  runStarted: [['idle'], 'admitted'],
  installationStarted: [['admitted', 'installed'], 'installing'],
  patchInstalled: [['installing'], 'installed'],
  patchFailed: [['installing'], 'installed'],
  rebootStarted: [['admitted', 'installed'], 'rebooting'],
  rebootCompleted: [['rebooting'], 'rebooted'],
  rebootFailed: [['rebooting'], 'notBack'],
  // From `admitted` where nothing was chosen, or nothing fits (R30, R31).
  runCompleted: [['admitted', 'installed', 'rebooted', 'notBack'], 'verifying'],
  healthy: [['verifying'], 'idle'],
  unhealthy: [['verifying'], 'unhealthy'],
  recovered: [['unhealthy'], 'idle'],
  runInterrupted: [['installing', 'rebooting'], 'idle'],
  healthUnknown: [['verifying'], 'idle'],
};

/** D2: the reserve for the restart with `strictWindowCheck`, at least. */
const STRICT_RESERVE = 15 * 60;

export class Runs {
  readonly #head: Head;
  readonly #report: Report;
  readonly #ownRuns: OwnRuns;

  constructor(head: Head, report: Report) {
    this.#head = head;
    this.#report = report;
    this.#ownRuns = new OwnRuns(head.parameters, report);
  }

  /** Takes a fact of a VM; other folds see it afterwards. */
  take(vm: Vm, fact: Fact): void {
    if (fact.fact === 'poweredOff' || fact.fact === 'poweredOn') return this.#power(vm, fact);
    const step = STEPS[fact.fact];
    if (step !== undefined) this.#step(vm, fact, step);
    const { t } = fact;
    switch (fact.fact) {
      case 'assessed':
        this.#mustBeOn(vm, fact, 'R13');
        // A run that has gone past off-peak hours ends with an assessment all the same (F13).
        if (fact.by !== 'run' && fact.by !== 'demand') this.#mustBeOffPeak(vm, fact, 'R13');
        if (vm.run !== undefined && vm.stage === 'admitted') vm.run.assessed = true;
        return;
      case 'deferred':
        return this.#deferred(vm, fact);
      case 'admitted':
        vm.run = { admitted: fact, assessed: false, rebooted: undefined, notBack: false, started: undefined };
        this.#mustBeOn(vm, fact, 'R20');
        this.#mustBeOffPeak(vm, fact, 'R20');
        if (vm.unpatchable !== undefined)
          this.#report('R20', vm.name, t, `is admitted though ${vm.unpatchable}`, fact, vm.head);
        return this.#window(vm, fact);
      case 'runStarted':
        vm.run = { admitted: fact, assessed: false, rebooted: undefined, notBack: false, started: undefined };
        this.#mustBeOn(vm, fact, 'R29');
        return this.#ownRuns.start(vm, fact);
      case 'installationStarted':
        this.#mustBeOn(vm, fact, 'R20');
        this.#mustBeOffPeakInRollout(vm, fact);
        if (vm.run !== undefined && !vm.run.assessed) {
          this.#report('R14', vm.name, t, 'installs without a fresh assessment', fact, vm.run.admitted);
        }
        return this.#mustFit(vm, fact, this.#reserve + this.#head.parameters.averageInstall);
      case 'patchInstalled':
      case 'becameEffective':
      case 'healthy':
        return this.#mustBeOn(vm, fact, 'R32');
      case 'rebootStarted':
        this.#mustBeOn(vm, fact, 'R20');
        this.#mustBeOffPeakInRollout(vm, fact);
        this.#reboot(vm, fact);
        return this.#mustFit(vm, fact, this.#reserve);
      case 'rebootCompleted':
        this.#mustBeOn(vm, fact, 'R32');
        return this.#took(vm, fact);
      case 'rebootFailed':
        if (vm.run !== undefined) vm.run.notBack = true;
        return;
      case 'runInterrupted':
      case 'healthUnknown':
        if (vm.on && vm.restartedAt !== t)
          this.#report('R32', vm.name, t, `${fact.fact}, but it is on`, fact, vm.power);
        return;
    }
  }

  /** The instant is over: who lost power in a run has said so. */
  settle(vm: Vm, fact: Fact): void {
    if (vm.on || vm.power !== fact) return;
    if (vm.stage === 'idle' || vm.stage === 'unhealthy') return;
    this.#report('R32', vm.name, fact.t, 'is switched off in flight, and its run goes on', vm.power, vm.last);
  }

  get #reserve(): number {
    const { rebootReserveWindows } = this.#head.parameters;
    return this.#head.strict ? Math.max(STRICT_RESERVE, rebootReserveWindows) : rebootReserveWindows;
  }

  #step(vm: Vm, fact: Fact, [from, to]: readonly [readonly Stage[], Stage]): void {
    if (!from.includes(vm.stage)) {
      this.#report('R33', vm.name, fact.t, `${fact.fact} where it was ${vm.stage}`, fact, vm.last);
    } else if (vm.stage === 'notBack' && fact.fact !== 'runCompleted') {
      this.#report('R33', vm.name, fact.t, `${fact.fact} though it did not come back`, fact, vm.last);
    }
    if (fact.fact === 'runCompleted' && vm.stage === 'admitted' && vm.run?.chosen === undefined) {
      this.#report('R33', vm.name, fact.t, 'is over, and nothing was done', fact, vm.last);
    }
    if (to === 'idle') vm.endedAt = fact.t;
    vm.stage = to;
    vm.last = fact;
  }

  #power(vm: Vm, fact: Fact): void {
    const on = fact.fact === 'poweredOn';
    if (vm.on === on) this.#report('R33', vm.name, fact.t, `${fact.fact} twice`, fact, vm.power);
    vm.on = on;
    vm.onSince = fact.t;
    vm.power = fact;
  }

  #mustBeOn(vm: Vm, fact: Fact, rule: string): void {
    if (!vm.on) this.#report(rule, vm.name, fact.t, `${fact.fact} while it is off`, fact, vm.power);
  }

  #mustBeOffPeak(vm: Vm, fact: Fact, rule: string): void {
    if (vm.allHours || vm.offPeak.windowAt(fact.t) !== undefined) return;
    this.#report(rule, vm.name, fact.t, `${fact.fact} outside its off-peak hours`, fact, vm.head);
  }

  /** Off-peak hours bind what a rollout admits; other runs have hours of their own. */
  #mustBeOffPeakInRollout(vm: Vm, fact: Fact): void {
    if (vm.run?.admitted.fact !== 'runStarted') this.#mustBeOffPeak(vm, fact, 'R3');
  }

  /** R22: the run's window ends with off-peak hours, and lasts no longer than a run may. */
  #window(vm: Vm, fact: Fact): void {
    const hoursEnd = vm.allHours ? Number.POSITIVE_INFINITY : vm.offPeak.windowAt(fact.t)?.end;
    if (hoursEnd === undefined) return;
    const latest = Math.min(hoursEnd, fact.t + this.#head.parameters.runWindow);
    const end = fact.windowEnd as number;
    if (end <= latest) return;
    const message = `its window ends ${formatInstant(end)}, after ${formatInstant(latest)}`;
    this.#report('R22', vm.name, fact.t, message, fact, vm.head);
  }

  #mustFit(vm: Vm, fact: Fact, needs: number): void {
    if (vm.run === undefined) return;
    const left = (vm.run.admitted.windowEnd as number) - fact.t;
    if (left >= needs) return;
    const message = `${fact.fact} with ${left} s of its window left, ${needs} s are needed`;
    this.#report('R22', vm.name, fact.t, message, fact, vm.run.admitted);
  }

  #reboot(vm: Vm, fact: Fact): void {
    const breach = (message: string, second: Line | undefined): void =>
      this.#report('R24', vm.name, fact.t, message, fact, second);
    const { run } = vm;
    // Windows on its own does not read the platform's setting (R29).
    const own = vm.orchestration === 'windowsAutomatic' ? 'IfRequired' : vm.rebootSetting;
    // Who asks for a run says what holds in it (R30).
    const setting = run?.admitted.rebootSetting ?? own;
    if (setting === 'Never') breach('restarts though its setting is Never', vm.setTo);
    if (run?.rebooted !== undefined) breach('restarts a second time in one run', run.rebooted);
    if (fact.cause === 'hotpatch' || fact.cause === 'oob_hotpatch')
      breach('restarts for a hotpatch', vm.last);
    else if (vm.staged.length === 0 && setting !== 'Always') {
      breach('restarts though nothing installed asks for it', run?.started ?? run?.admitted);
    } else if (typeof fact.kb === 'string' && !vm.staged.some(({ release }) => release.kb === fact.kb)) {
      breach(`restarts for ${fact.kb}, which is not what waits for a restart`, vm.staged[0]?.by);
    }
    if (run !== undefined) run.rebooted = fact;
  }

  #took(vm: Vm, fact: Fact): void {
    const begun = vm.run?.rebooted;
    if (begun === undefined || fact.t - begun.t === fact.seconds) return;
    const message = `its restart took ${fact.t - begun.t} s, not ${fact.seconds} s`;
    this.#report('R33', vm.name, fact.t, message, fact, begun);
  }

  /** R20: the reason of a deferral is one that holds. */
  #deferred(vm: Vm, fact: Fact): void {
    const breach = (message: string, second: Line): void =>
      this.#report('R20', vm.name, fact.t, `is deferred (${fact.reason}) though ${message}`, fact, second);
    if (vm.stage !== 'idle') breach('it is in flight', vm.last);
    if (fact.reason === 'off' && vm.on) breach('it is on', vm.power);
    if (fact.reason === 'notOffPeak' && (vm.allHours || vm.offPeak.windowAt(fact.t) !== undefined))
      breach('it is off-peak', vm.head);
    if (fact.reason === 'zoneBusy' && vm.zone === undefined) breach('it is in no zone', vm.head);
    if ((fact.reason === 'setLimit' || fact.reason === 'updateDomainBusy') && vm.set === undefined) {
      breach('it is in no availability set', vm.head);
    }
    if (fact.reason === 'subscriptionLimit' && vm.set !== undefined) breach('it is in a set', vm.head);
  }
}
