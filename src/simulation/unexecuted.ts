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

export class Unexecuted {
  readonly #world: World;
  readonly #assessments: Assessments;
  readonly #sink: LedgerSink;
  readonly #since: (vm: number) => number;
  /** The night of each VM's next periodic assessment, and its instant, on or off. */
  readonly #night: Int16Array;
  readonly #due: Int32Array;
  /** Whether each VM is on, and when that changes next. */
  readonly #on: Uint8Array;
  readonly #turns: Int32Array;
  #from = 0;

  /** `since`: when the platform came to manage a VM that it manages now. */
  constructor(world: World, assessments: Assessments, sink: LedgerSink, since: (vm: number) => number) {
    this.#assessments = assessments;
    this.#since = since;
    this.#world = world;
    this.#sink = sink;
    const { simulated } = world.fleet;
    this.#night = new Int16Array(simulated).map((_, vm) => assessments.firstNight(vm));
    this.#due = new Int32Array(simulated).map((_, vm) => assessments.assessmentIn(vm, this.#night[vm]));
    this.#on = new Uint8Array(simulated).fill(1);
    this.#turns = new Int32Array(simulated).map((_, vm) => this.#firstOff(vm));
  }

  /** Records everything before t that was not recorded yet. */
  until(t: number): void {
    const { simulated } = this.#world.fleet;
    const [turns, due] = [this.#turns, this.#due];
    for (let vm = 0; vm < simulated; vm++) {
      // Most of the time neither: whoever settles often asks for nothing.
      if (due[vm] < t) this.#assess(vm, t);
      if (turns[vm] < t) this.#power(vm, t);
    }
    this.#from = t;
  }

  /** Assessments that find the VM on (F7). */
  #assess(vm: number, until: number): void {
    const { assessmentIn, isNoNight, nightAfter } = this.#assessments;
    for (let at = this.#due[vm]; at < until; at = this.#due[vm]) {
      const night = this.#night[vm];
      if (this.#turns[vm] <= at) this.#power(vm, at + 1);
      const isAssessed = this.#on[vm] === 1 && this.#isAssessed(vm) && !isNoNight(vm, night);
      if (isAssessed && at > this.#since(vm)) this.#sink.record(FACT.assessed, at, vm, NOTHING_NEW, 1);
      this.#night[vm] = nightAfter(vm, night);
      this.#due[vm] = assessmentIn(vm, this.#night[vm]);
    }
  }

  /** Periodic assessments: of VMs that rollouts reach, and of others if the assessment mode has them (R13). */
  #isAssessed(vm: number): boolean {
    const { orchestration, assessmentNights } = this.#world;
    if (orchestration[vm] === ORCHESTRATION.azureManaged) return true;
    // Windows on its own looks for updates when it installs; and nobody assesses what is not configured yet (R11).
    const { windowsAutomatic, enabling } = ORCHESTRATION;
    if (orchestration[vm] === windowsAutomatic || orchestration[vm] === enabling) return false;
    return assessmentNights.isByPlatform(vm, this.#from);
  }

  #power(vm: number, until: number): void {
    const { plans, plan, luck } = this.#world.fleet;
    for (let at = this.#turns[vm]; at < until; at = this.#turns[vm]) {
      const power = plans[plan[vm]];
      const on = this.#on[vm] === 0;
      this.#sink.record(on ? FACT.poweredOn : FACT.poweredOff, at, vm, -1, -1);
      this.#on[vm] = Number(on);
      this.#turns[vm] = on ? power.nextOff(luck[vm], at) : power.nextOn(luck[vm], at + 1);
    }
  }

  /** Before the run every VM was on: one that is off when it begins is switched off then. */
  #firstOff(vm: number): number {
    const { plans, plan, luck } = this.#world.fleet;
    const power = plans[plan[vm]];
    if (power.alwaysOn) return NEVER;
    return power.isOn(luck[vm], 0) ? power.nextOff(luck[vm], 0) : 0;
  }
}
