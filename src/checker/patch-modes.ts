// Patch modes that are switched, who decides about the VM then, and its configuration by the platform before it manages the
// VM (R11, R12). Refuses to know what is installed.

import type { Line, Report } from './breach.ts';
import type { Head } from './head.ts';
import type { Rooms } from './rooms.ts';
import type { Fact } from './trace-lines.ts';
import type { Vm } from './vm.ts';

const PLATFORM = 'AutomaticByPlatform';
const ENROLLED = ['pendingBaseline', 'onTrack', 'offTrack'];

/** Who may decide about a VM in each mode. */
const ORCHESTRATIONS: Readonly<Record<string, readonly string[]>> = {
  Manual: ['manual'],
  ImageDefault: ['manual'],
  AutomaticByOS: ['windowsAutomatic'],
  [PLATFORM]: ['enabling', 'azureManaged', 'manual', 'customerSchedule'],
};

/** Who decides once the VM is configured: its schedules, if it has any. */
const enabledAs = ({ configurations, bypass }: Vm): string =>
  configurations.length > 0 && bypass ? 'customerSchedule' : 'azureManaged';

export class PatchModes {
  readonly #head: Head;
  readonly #report: Report;
  readonly #rooms: Rooms;

  constructor(head: Head, report: Report, rooms: Rooms) {
    this.#head = head;
    this.#report = report;
    this.#rooms = rooms;
  }

  /** Before anything else of its instant: a VM that the platform manages from now on has its share of room in it. */
  takeFirst(vm: Vm, fact: Fact): void {
    const managed =
      fact.fact === 'enablementCompleted' ? enabledAs(vm) : fact.fact === 'orchestrationChanged' && fact.to;
    if (managed === 'azureManaged') this.#rooms.reach(vm, 1);
  }

  take(vm: Vm, fact: Fact): void {
    switch (fact.fact) {
      case 'settingChanged':
        if (fact.setting === 'patchMode') this.#switched(vm, fact);
        if (fact.setting === 'bypassPlatformSafetyChecksOnUserSchedule') this.#handed(vm, fact);
        return;
      case 'orchestrationChanged':
        return this.#orchestration(vm, fact);
      case 'poweredOff':
      case 'poweredOn':
        return this.#configure(vm, fact);
      case 'assessed':
        if (fact.by !== 'schedule' || vm.orchestration !== 'enabling') return;
        return this.#report('R11', vm.name, fact.t, 'is assessed before it is enabled', fact, vm.movedBy);
      case 'enablementStarted':
        this.#mustBeEnabling(vm, fact);
        vm.configuring = { since: fact.t, seconds: 0, by: fact };
        return;
      case 'enablementCompleted':
        return this.#completed(vm, fact);
      case 'actionRefused':
        return this.#refused(vm, fact);
    }
  }

  /** The instant is over: mode, orchestration and hotpatch go together. */
  settle(vm: Vm): void {
    const { modeSetBy } = vm;
    if (modeSetBy === undefined) return;
    vm.modeSetBy = undefined;
    const breach = (message: string, second: Line): void =>
      this.#report('R12', vm.name, modeSetBy.t, message, modeSetBy, second);
    if (!ORCHESTRATIONS[vm.patchMode]?.includes(vm.orchestration as string))
      breach(`has patch mode ${vm.patchMode} and is ${vm.orchestration}`, vm.movedBy);
    if (vm.patchMode !== PLATFORM && ENROLLED.includes(vm.track))
      breach(`leaves ${PLATFORM} and keeps hotpatch`, vm.trackChanged);
  }

  /** F33: what was fixed when the VM was made leaves it one mode beside AutomaticByPlatform. */
  #switched(vm: Vm, fact: Fact): void {
    const other = vm.os === 'Linux' ? 'ImageDefault' : vm.enableAutomaticUpdates ? 'AutomaticByOS' : 'Manual';
    if (fact.value !== PLATFORM && fact.value !== other)
      this.#report(
        'R12',
        vm.name,
        fact.t,
        `has patch mode ${fact.value}, it can have ${other}`,
        fact,
        vm.head,
      );
    vm.patchMode = fact.value as string;
    vm.modeSetBy = fact;
  }

  /** F38: handed over to schedules, or taken back. */
  #handed(vm: Vm, fact: Fact): void {
    vm.bypass = fact.value === 'true';
    vm.handedAt = fact;
  }

  #orchestration(vm: Vm, fact: Fact): void {
    if (fact.from !== vm.orchestration)
      this.#report('R33', vm.name, fact.t, `was ${vm.orchestration}, not ${fact.from}`, fact, vm.movedBy);
    const handed = vm.handedAt?.t === fact.t;
    if (vm.modeSetBy?.t !== fact.t && !handed)
      this.#report('R12', vm.name, fact.t, `is ${fact.to}, and nobody switched its mode`, fact, vm.movedBy);
    const byPlatform = fact.to === 'azureManaged' || fact.to === 'customerSchedule';
    if (byPlatform && fact.to !== enabledAs(vm))
      this.#report(
        'R31',
        vm.name,
        fact.t,
        `is ${fact.to}, and should be ${enabledAs(vm)}`,
        fact,
        vm.handedAt,
      );
    if (byPlatform && (!handed || vm.orchestration === 'enabling' || vm.modeSetBy?.t === fact.t))
      this.#report('R11', vm.name, fact.t, 'is managed without having been enabled', fact, vm.movedBy);
    if (vm.orchestration === 'azureManaged') this.#rooms.reach(vm, -1);
    vm.orchestration = fact.to as string;
    vm.movedBy = fact;
    vm.configuring = undefined;
  }

  #mustBeEnabling(vm: Vm, fact: Fact): void {
    const breach = (message: string, second: Line): void =>
      this.#report('R11', vm.name, fact.t, `${fact.fact} ${message}`, fact, second);
    if (vm.orchestration !== 'enabling') breach(`where it is ${vm.orchestration}`, vm.movedBy);
    if (!vm.on) breach('while it is off', vm.power);
    if (!vm.allHours && vm.offPeak.windowAt(fact.t) === undefined)
      breach('outside its off-peak hours', vm.head);
  }

  /** R11: only off-peak hours in which the VM is on count. */
  #configure(vm: Vm, fact: Fact): void {
    const { configuring } = vm;
    if (configuring === undefined) return;
    // It is told of after the switch: until now it was the other way round.
    const wasOn = fact.fact === 'poweredOn' ? false : fact.fact === 'poweredOff' ? true : vm.on;
    if (wasOn)
      configuring.seconds += vm.allHours
        ? fact.t - configuring.since
        : vm.offPeak.secondsBetween(configuring.since, fact.t);
    configuring.since = fact.t;
  }

  #completed(vm: Vm, fact: Fact): void {
    this.#mustBeEnabling(vm, fact);
    this.#configure(vm, fact);
    const { seconds = 0, by = vm.movedBy } = vm.configuring ?? {};
    const { enablementDuration } = this.#head.parameters;
    if (seconds < enablementDuration) {
      const message = `is enabled after ${seconds} off-peak seconds, not ${enablementDuration}`;
      this.#report('R11', vm.name, fact.t, message, fact, by);
    }
    vm.orchestration = enabledAs(vm);
    vm.movedBy = fact;
    vm.managedSince = fact.t;
    vm.configuring = undefined;
  }

  #refused(vm: Vm, fact: Fact): void {
    if (fact.reason !== 'hotpatchNeedsAutomaticByPlatform' || fact.action !== 'hotpatchOn') return;
    if (vm.patchMode !== PLATFORM) return;
    this.#report('R12', vm.name, fact.t, `refuses hotpatch under ${PLATFORM}`, fact, vm.movedBy);
  }
}
