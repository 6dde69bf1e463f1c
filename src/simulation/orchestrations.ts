// What a VM waits for between runs, by who decides about it (R13, R29-R31). Refuses to know what comes of it.

import { ORCHESTRATIONS, type Orchestration } from '../fleet/orchestration.ts';
import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { REASON } from '../rollout/reason-codes.ts';
import type { Assessments } from './assessment.ts';
import { Enablement } from './enablement.ts';
import { Guest } from './guest.ts';
import { PATCHING } from './patching-codes.ts';
import { column } from './release-columns.ts';
import type { Runs } from './run.ts';
import { Schedules } from './schedules.ts';
import type { Timers } from './timers.ts';
import { WAIT } from './waits.ts';
import type { World } from './world.ts';

/** Why something that is new on offer is not installed yet, by orchestration; the others have not heard of it. */
const WHY_NOT_YET: Readonly<Record<number, number>> = {
  [ORCHESTRATION.manual]: REASON.notCovered,
  [ORCHESTRATION.enabling]: REASON.enabling,
  [ORCHESTRATION.customerSchedule]: REASON.noWindowYet,
};

/** Its time comes whether or not anything is on offer. */
export const alwaysWaits = (orchestration: Orchestration | undefined): boolean =>
  orchestration === 'enabling' || orchestration === 'customerSchedule';

export function orchestrationsOf(world: World, timers: Timers, assessments: Assessments, runs: Runs) {
  const { orchestration, reason, assessmentNights } = world;
  const { rest } = timers;
  const { nextAssessment } = assessments;
  const whyNotYet = column(ORCHESTRATIONS.map((_, code) => WHY_NOT_YET[code] ?? REASON.notAssessed));
  const enablement = new Enablement(world, timers, assessments, runs);
  const schedules = new Schedules(world, timers, assessments, runs);
  const guest = new Guest(world, timers, runs);

  /** The run begins. */
  function begin(vm: number): void {
    join(vm, 0);
    if (orchestration[vm] === ORCHESTRATION.enabling) enablement.await(vm, 0);
    if (orchestration[vm] === ORCHESTRATION.customerSchedule) schedules.await(vm, 0);
  }

  /** Somebody else decides about the VM from t on. */
  function join(vm: number, t: number): void {
    if (orchestration[vm] === ORCHESTRATION.customerSchedule) schedules.join(vm, t);
  }

  /** Something is new on offer for the VM: why it does not have it yet (R21). */
  function learn(vm: number): void {
    reason[vm] = whyNotYet[orchestration[vm]];
  }

  /** A VM in no run waits for whoever decides about it, not before `from`; without work most wait for nothing. */
  function awaitNext(vm: number, t: number, hasWork = true, from = t): void {
    const by = orchestration[vm];
    if (by === ORCHESTRATION.enabling) return enablement.await(vm, t);
    if (by === ORCHESTRATION.customerSchedule) return schedules.await(vm, t);
    if (!hasWork) return rest(vm, t, WAIT.nothing, NEVER);
    if (by === ORCHESTRATION.windowsAutomatic) return guest.await(vm, t, from);
    const unknown = runs.state(vm) === PATCHING.idle;
    if (by === ORCHESTRATION.azureManaged || (unknown && assessmentNights.isByPlatform(vm, t)))
      rest(vm, t, WAIT.assessment, nextAssessment(vm, t));
    else rest(vm, t, WAIT.nothing, NEVER);
  }

  /** The instant has come at which a run of the VM's own begins. */
  function start(vm: number, t: number): void {
    if (orchestration[vm] === ORCHESTRATION.customerSchedule) schedules.begin(vm, t);
    else guest.begin(vm, t);
  }

  return { enablement, schedules, begin, join, learn, await: awaitNext, start };
}
