// VMs that the platform configures before it manages them: so many off-peak hours while they are on, cut off at the end of a
// window and resumed in the next (R11). Refuses to know what made them need it.

import { nightAt } from '../calendar/night.ts';
import { windowEnd } from '../fleet/fleet.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import type { Assessments } from './assessment.ts';
import { countReached } from './room-limits.ts';
import type { Runs } from './run.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

interface Plan {
  readonly start: number;
  readonly end: number;
  started: boolean;
}

export class Enablement {
  readonly #world: World;
  readonly #timers: Timers;
  readonly #assessments: Assessments;
  readonly #runs: Runs;
  /** Of VMs being enabled. */
  readonly #plans = new Map<number, Plan>();
  /** Of VMs of which it is not as at the start. */
  readonly #due = new Map<number, boolean>();
  /** When the others were, unless it was before the run. */
  readonly #completed = new Map<number, number>();

  constructor(world: World, timers: Timers, assessments: Assessments, runs: Runs) {
    this.#world = world;
    this.#timers = timers;
    this.#assessments = assessments;
    this.#runs = runs;
  }

  /** Since when the platform manages the VM that it manages now; -1: since before the run. */
  since(vm: number): number {
    return this.#completed.get(vm) ?? -1;
  }

  /** Whether the VM has still to be configured under AutomaticByPlatform. */
  isDue(vm: number): boolean {
    const { fleet } = this.#world;
    return this.#due.get(vm) ?? fleet.groups[fleet.group[vm]].enablement === 'pending';
  }

  /** The mode that needs it, or another one, begins. */
  require(vm: number, due: boolean): void {
    this.#due.set(vm, due);
  }

  /** What was begun counts for nothing. */
  forget(vm: number): void {
    this.#plans.delete(vm);
  }

  /** The VM, which is in no run, waits for its configuration to begin or to end. */
  await(vm: number, now: number): void {
    let plan = this.#plans.get(vm);
    // A run of its own came between.
    if (plan === undefined || (!plan.started && plan.start < now)) plan = this.#plan(vm, now);
    const { started, start, end } = plan;
    const at = started ? Math.max(end, this.#assessments.nextOffPeak(vm, now)) : start;
    this.#timers.rest(vm, now, WAIT.enablement, at);
  }

  /** The configuration begins, or ends: true when `by`, a code of ORCHESTRATIONS, decides about the VM from now on. */
  step(vm: number, now: number, by: number): boolean {
    const world = this.#world;
    const plan = this.#plans.get(vm)!;
    if (!plan.started) {
      plan.started = true;
      world.sink.record(FACT.enablementStarted, now, vm, -1, -1);
      this.await(vm, now);
      return false;
    }
    this.#plans.delete(vm);
    this.#completed.set(vm, now);
    world.sink.record(FACT.enablementCompleted, now, vm, -1, -1);
    this.#runs.targets.leaveRollouts(vm);
    this.#due.set(vm, false);
    world.orchestration[vm] = by;
    if (by === ORCHESTRATION.azureManaged) countReached(world, world.cell, 1);
    return true;
  }

  #plan(vm: number, now: number): Plan {
    const { fleet, scenario } = this.#world;
    const clock = fleet.clocks[fleet.clock[vm]];
    const power = fleet.plans[fleet.plan[vm]];
    const { nextOffPeak } = this.#assessments;
    const start = nextOffPeak(vm, now);
    let [at, end, left] = [start, NEVER, scenario.parameters.enablementDuration];
    while (at !== NEVER) {
      const until = Math.min(windowEnd(clock, nightAt(clock.offPeak, at)), power.nextOff(fleet.luck[vm], at));
      if (until - at > left) {
        end = at + left;
        break;
      }
      left -= until - at;
      at = nextOffPeak(vm, until);
    }
    const plan = { start, end, started: false };
    this.#plans.set(vm, plan);
    return plan;
  }
}
