// What the engine does not carry out because nothing follows from it, for a ledger that is asked for everything:
// assessments that find nothing new, and VMs being switched on and off. From the same functions the engine asks.
// Refuses to know what the engine did.

import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { NEVER } from '../kernel/eventlist.ts';
import { FACT, type LedgerSink } from '../ledger/facts.ts';
import { NOTHING_NEW } from '../ledger/trace.ts';
import { assessmentsBetween } from './assessment.ts';
import type { World } from './world.ts';

export class Unexecuted {
  readonly #world: World;
  readonly #sink: LedgerSink;
  readonly #night: Int16Array;
  #from = 0;

  constructor(world: World, sink: LedgerSink) {
    this.#world = world;
    this.#sink = sink;
    this.#night = new Int16Array(world.fleet.simulated).fill(-1);
  }

  /** Records everything before t that was not recorded yet. */
  until(t: number): void {
    const { simulated } = this.#world.fleet;
    const record = (vm: number) => (at: number) => this.#sink.record(FACT.assessed, at, vm, NOTHING_NEW, 1);
    for (let vm = 0; vm < simulated; vm++) {
      this.#power(vm, t);
      if (this.#isAssessed(vm))
        this.#night[vm] = assessmentsBetween(this.#world, vm, this.#night[vm], [this.#from, t], record(vm));
    }
    this.#from = t;
  }

  /** Periodic assessments: of VMs that rollouts reach, and of others if the assessment mode has them (R13). */
  #isAssessed(vm: number): boolean {
    const { orchestration, assessmentNights } = this.#world;
    if (orchestration[vm] === ORCHESTRATION.azureManaged) return true;
    // Windows on its own looks for updates when it installs.
    return (
      orchestration[vm] !== ORCHESTRATION.windowsAutomatic && assessmentNights.isByPlatform(vm, this.#from)
    );
  }

  #power(vm: number, until: number): void {
    const { plans, plan, luck } = this.#world.fleet;
    const power = plans[plan[vm]];
    if (power.alwaysOn) return;
    let on = this.#from === 0 || power.isOn(luck[vm], this.#from - 1);
    for (let at = this.#from - 1; ; ) {
      const next = on ? this.#nextOff(vm, at) : power.nextOn(luck[vm], at + 1);
      if (next >= until || next === NEVER) return;
      on = !on;
      this.#sink.record(on ? FACT.poweredOn : FACT.poweredOff, next, vm, -1, -1);
      at = next;
    }
  }

  /** Before the run every VM was on: one that is off when it begins is switched off then. */
  #nextOff(vm: number, at: number): number {
    const { plans, plan, luck } = this.#world.fleet;
    const power = plans[plan[vm]];
    return at < 0 && !power.isOn(luck[vm], 0) ? 0 : power.nextOff(luck[vm], Math.max(0, at));
  }
}
