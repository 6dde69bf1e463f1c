// VMs that are patched in the windows of their maintenance configurations: no phases, no zones, no gates (R31).
// Refuses to know what a run does once it has begun, and when windows are: fleet/schedules.ts does.

import { choiceOf } from '../catalogue/selection.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { type Windows, windowsOf } from '../fleet/schedules.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import { REASON } from '../rollout/reason-codes.ts';
import type { Assessments } from './assessment.ts';
import { ChosenRuns } from './chosen-runs.ts';
import { DomainTurns } from './domain-turns.ts';
import { hasUpdate } from './offer.ts';
import { PATCHING } from './patching-codes.ts';
import { REBOOT_SETTINGS } from './reboot-settings.ts';
import type { Runs } from './run.ts';
import { FLAG } from './run-flags.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

const UNKNOWN = REBOOT_SETTINGS.indexOf('Unknown');
const NO_WINDOWS: Windows = {
  start: new Int32Array(),
  end: new Int32Array(),
  configuration: new Int16Array(),
};

export class Schedules {
  readonly #world: World;
  readonly #timers: Timers;
  readonly #assessments: Assessments;
  readonly #runs: Runs;
  readonly #chosenRuns: ChosenRuns;
  readonly #turns: DomainTurns;
  /** By group, made when first asked for. */
  readonly #windows: Windows[] = [];
  /** Per VM: the last window that it began, missed, or that passed it by; where there are schedules at all. */
  readonly #last: Int32Array;

  constructor(world: World, timers: Timers, assessments: Assessments, runs: Runs) {
    this.#world = world;
    this.#timers = timers;
    this.#assessments = assessments;
    this.#runs = runs;
    this.#chosenRuns = new ChosenRuns(world, runs);
    this.#turns = new DomainTurns(world);
    const any = world.scenario.maintenanceConfigurations.length > 0;
    this.#last = new Int32Array(any ? world.fleet.simulated : 0).fill(-1);
  }

  /** The VM comes under its schedules at t: windows that have begun by then are not for it. */
  join(vm: number, t: number): void {
    this.#last[vm] = this.#of(vm).start.findLastIndex((start) => start < t);
  }

  /** The VM waits for its next window; one that began while it was in a run may have some time left (F41). */
  await(vm: number, now: number): void {
    const world = this.#world;
    const { start, end } = this.#of(vm);
    while (this.#next(vm) < end.length && end[this.#next(vm)] <= now) this.#miss(vm, now, REASON.inFlight);
    const next = this.#next(vm);
    const at = next < start.length ? Math.max(start[next], now) : NEVER;
    const unknown = this.#runs.state(vm) === PATCHING.idle && hasUpdate(world, vm);
    const assessed =
      unknown && world.assessmentNights.isByPlatform(vm, now)
        ? this.#assessments.nextAssessment(vm, now)
        : NEVER;
    const { rest } = this.#timers;
    if (assessed < at) rest(vm, now, WAIT.assessment, assessed);
    else rest(vm, now, at === NEVER ? WAIT.nothing : WAIT.start, at);
  }

  /** A window has begun, or it is the VM's turn in it. */
  begin(vm: number, t: number): void {
    const world = this.#world;
    const windows = this.#of(vm);
    const window = this.#next(vm);
    const off = this.#whyOff(vm, t, windows.start[window]);
    if (off !== undefined) {
      this.#miss(vm, t, off);
      return this.await(vm, t);
    }
    if (!this.#turns.enter(vm)) return this.#timers.rest(vm, t, WAIT.turn, windows.end[window]);
    this.#last[vm] = window;
    const number = windows.configuration[window];
    const { rebootSetting, windowsParameters } =
      world.scenario.maintenanceConfigurations[number].installPatches;
    const own = world.rebootSetting[vm];
    const runs = this.#chosenRuns.begin(vm, t, {
      by: 'schedule',
      configuration: number,
      chosen: windowsParameters,
      rebootSetting: own === UNKNOWN ? REBOOT_SETTINGS.indexOf(rebootSetting) : own,
      end: windows.end[window],
    });
    const first = this.#runs.targets.offeredRelease(vm);
    if (first >= 0 && choiceOf(world.releases[first], windowsParameters) !== 'selected')
      world.reason[vm] = REASON.notSelected;
    else if (!runs && (world.flags[vm] & FLAG.exceeded) !== 0) world.reason[vm] = REASON.windowTooShort;
    if (runs) return;
    this.await(vm, t);
    this.left(vm, t);
  }

  /** The window is over, and its update domain has not had its turn (F28). */
  passed(vm: number, t: number): void {
    this.#miss(vm, t, REASON.updateDomainBusy);
    this.await(vm, t);
  }

  /** The VM is in no run any more, and waits for something: the next update domain of its set may have its turn. */
  left(vm: number, t: number): void {
    if (!this.#turns.leave(vm)) return;
    const world = this.#world;
    const { fleet, cell } = world;
    const first = fleet.cells.first[cell];
    const members = Array.from({ length: fleet.cells.size[cell] }, (_, index) => first + index);
    const waiting = members.filter((other) => world.waiting[other] === WAIT.turn);
    if (waiting.length === 0) return;
    const domain = Math.min(...waiting.map((other) => fleet.updateDomain[other]));
    for (const other of waiting) {
      if (fleet.updateDomain[other] === domain) this.#timers.wait(other, WAIT.start, t);
    }
  }

  #next(vm: number): number {
    return this.#last[vm] + 1;
  }

  /** The next window passes the VM by. */
  #miss(vm: number, t: number, reason: number): void {
    const world = this.#world;
    this.#last[vm]++;
    const next: number | undefined = this.#of(vm).start[this.#next(vm)];
    world.reason[vm] = reason;
    world.sink.record(FACT.deferred, t, vm, reason, next === undefined ? -1 : Math.max(next, t));
  }

  /** F40: a machine must be on some time before the window begins, and when it is its turn. */
  #whyOff(vm: number, t: number, start: number): number | undefined {
    const { fleet, scenario } = this.#world;
    if (!this.#timers.isOn(vm, t)) return REASON.off;
    const power = fleet.plans[fleet.plan[vm]];
    const since = Math.max(0, start - scenario.parameters.scheduleLead);
    if (power.alwaysOn) return undefined;
    const early = power.isOn(fleet.luck[vm], since) && power.nextOff(fleet.luck[vm], since) > start;
    return early ? undefined : REASON.onTooShort;
  }

  #of(vm: number): Windows {
    const { fleet, scenario, orchestration } = this.#world;
    if (orchestration[vm] !== ORCHESTRATION.customerSchedule) return NO_WINDOWS;
    const group = fleet.group[vm];
    this.#windows[group] ??= windowsOf(scenario, fleet.groups[group].maintenanceConfigurations);
    return this.#windows[group];
  }
}
