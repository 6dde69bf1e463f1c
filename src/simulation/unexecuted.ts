// What the engine does not carry out because nothing follows from it, for a ledger that is asked for everything:
// assessments that find nothing new, and VMs being switched on and off. From the same functions the engine asks.
// Refuses to know what the engine did.

import { ORCHESTRATION } from '../fleet/orchestration-codes.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT } from '../ledger/fact-codes.ts';
import type { LedgerSink } from '../ledger/facts.ts';
import { NOTHING_NEW } from '../ledger/ordered-facts.ts';
import type { Assessments } from './assessment.ts';
import type { World } from './world.ts';

/** `since`: when the platform came to manage a VM that it manages now. Returns what records everything before an instant that was not recorded yet. */
export function unexecutedOf(
  { fleet, orchestration, assessmentNights }: World,
  { firstNight, assessmentIn, isNoNight, nightAfter }: Assessments,
  { record }: LedgerSink,
  since: (vm: number) => number,
): (t: number) => void {
  const { simulated, plans, plan, luck } = fleet;
  const nothingNew = NOTHING_NEW;
  /** The night of each VM's next periodic assessment, and its instant, on or off. */
  const nights = new Int16Array(simulated).map((_, vm) => firstNight(vm));
  const due = new Int32Array(simulated).map((_, vm) => assessmentIn(vm, nights[vm]));
  /** Whether each VM is on, and when that changes next. */
  const on = new Uint8Array(simulated).fill(1);
  const turns = new Int32Array(simulated).map((_, vm) => firstOff(vm));
  let from = 0;

  function until(t: number): void {
    for (let vm = 0; vm < simulated; vm++) {
      // Most of the time neither: whoever settles often asks for nothing.
      if (due[vm] < t) assess(vm, t);
      if (turns[vm] < t) power(vm, t);
    }
    from = t;
  }

  /** Assessments that find the VM on (F7). */
  function assess(vm: number, before: number): void {
    for (let at = due[vm]; at < before; at = due[vm]) {
      const night = nights[vm];
      if (turns[vm] <= at) power(vm, at + 1);
      const isFound = on[vm] === 1 && isAssessed(vm) && !isNoNight(vm, night);
      if (isFound && at > since(vm)) record(FACT.assessed, at, vm, nothingNew, 1);
      const next = nightAfter(vm, night);
      nights[vm] = next;
      due[vm] = assessmentIn(vm, next);
    }
  }

  /** Periodic assessments: of VMs that rollouts reach, and of others if the assessment mode has them (R13). */
  function isAssessed(vm: number): boolean {
    const is = orchestration[vm];
    if (is === ORCHESTRATION.azureManaged) return true;
    // Windows on its own looks for updates when it installs; and nobody assesses what is not configured yet (R11).
    if (is === ORCHESTRATION.windowsAutomatic || is === ORCHESTRATION.enabling) return false;
    return assessmentNights.isByPlatform(vm, from);
  }

  function power(vm: number, before: number): void {
    for (let at = turns[vm]; at < before; at = turns[vm]) {
      const ofVm = plans[plan[vm]];
      const comesOn = on[vm] === 0;
      record(comesOn ? FACT.poweredOn : FACT.poweredOff, at, vm, -1, -1);
      on[vm] = Number(comesOn);
      turns[vm] = comesOn ? ofVm.nextOff(luck[vm], at) : ofVm.nextOn(luck[vm], at + 1);
    }
  }

  /** Before the run every VM was on: one that is off when it begins is switched off then. */
  function firstOff(vm: number): number {
    const ofVm = plans[plan[vm]];
    if (ofVm.alwaysOn) return NEVER;
    return ofVm.isOn(luck[vm], 0) ? ofVm.nextOff(luck[vm], 0) : 0;
  }

  return until;
}
