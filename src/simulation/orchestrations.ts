// What a VM waits for between runs, by who decides about it (R13, R29-R31). Refuses to know what comes of it.

import { ORCHESTRATION, type Orchestration } from '../fleet/orchestration.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { REASON } from '../rollout/reasons.ts';
import { nextAssessment } from './assessment.ts';
import { Enablement } from './enablement.ts';
import { PATCHING } from './event-codes.ts';
import { Guest } from './guest.ts';
import type { Runs } from './run.ts';
import { Schedules } from './schedules.ts';
import { rest } from './timers.ts';
import { WAIT, type World } from './world.ts';

/** Why something that is new on offer is not installed yet, by orchestration; the others have not heard of it. */
const WHY_NOT_YET: Readonly<Record<number, number>> = {
  [ORCHESTRATION.manual]: REASON.notCovered,
  [ORCHESTRATION.enabling]: REASON.enabling,
  [ORCHESTRATION.customerSchedule]: REASON.noWindowYet,
};

/** Its time comes whether or not anything is on offer. */
export const alwaysWaits = (orchestration: Orchestration | undefined): boolean =>
  orchestration === 'enabling' || orchestration === 'customerSchedule';

export class Orchestrations {
  readonly enablement: Enablement;
  readonly schedules: Schedules;
  readonly #guest: Guest;
  readonly #world: World;
  readonly #runs: Runs;

  constructor(world: World, runs: Runs) {
    this.#world = world;
    this.#runs = runs;
    this.enablement = new Enablement(world);
    this.schedules = new Schedules(world, runs);
    this.#guest = new Guest(world, runs);
  }

  /** The run begins. */
  begin(vm: number): void {
    this.join(vm, 0);
    const orchestration = this.#world.orchestration[vm];
    if (orchestration === ORCHESTRATION.enabling) this.enablement.await(vm, 0);
    if (orchestration === ORCHESTRATION.customerSchedule) this.schedules.await(vm, 0);
  }

  /** Somebody else decides about the VM from t on. */
  join(vm: number, t: number): void {
    if (this.#world.orchestration[vm] === ORCHESTRATION.customerSchedule) this.schedules.join(vm, t);
  }

  /** Something is new on offer for the VM: why it does not have it yet (R21). */
  learn(vm: number): void {
    const { reason, orchestration } = this.#world;
    reason[vm] = WHY_NOT_YET[orchestration[vm]] ?? REASON.notAssessed;
  }

  /** A VM in no run waits for whoever decides about it, not before `from`; without work most wait for nothing. */
  await(vm: number, t: number, hasWork = true, from = t): void {
    const world = this.#world;
    const orchestration = world.orchestration[vm];
    if (orchestration === ORCHESTRATION.enabling) return this.enablement.await(vm, t);
    if (orchestration === ORCHESTRATION.customerSchedule) return this.schedules.await(vm, t);
    if (!hasWork) return rest(world, vm, t, WAIT.nothing, NEVER);
    if (orchestration === ORCHESTRATION.windowsAutomatic) return this.#guest.await(vm, t, from);
    const unknown = this.#runs.state(vm) === PATCHING.idle;
    if (
      orchestration === ORCHESTRATION.azureManaged ||
      (unknown && world.assessmentNights.isByPlatform(vm, t))
    )
      rest(world, vm, t, WAIT.assessment, nextAssessment(world, vm, t));
    else rest(world, vm, t, WAIT.nothing, NEVER);
  }

  /** The instant has come at which a run of the VM's own begins. */
  start(vm: number, t: number): void {
    if (this.#world.orchestration[vm] === ORCHESTRATION.customerSchedule) this.schedules.begin(vm, t);
    else this.#guest.begin(vm, t);
  }
}
