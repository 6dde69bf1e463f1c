// A VM's own plan and the people who switch it: whoever spoke last counts, a person or the plan's next change (R32).
// Refuses to know outages, which nobody can switch.

import { NEVER } from '../kernel/eventlist.ts';
import type { OffSource } from './off-sources.ts';
import type { PowerPlan } from './power.ts';

/** Somebody switches the VM on or off; seconds since the run's start. */
export interface Switching {
  readonly at: number;
  readonly on: boolean;
}

export class Switched implements OffSource {
  readonly #plan: PowerPlan;
  readonly #switchings: readonly Switching[];
  readonly #horizon: number;

  /** `switchings` in order of time; of one instant the last counts. `horizon`: seconds up to which the plan can answer. */
  constructor(plan: PowerPlan, switchings: readonly Switching[], horizon: number) {
    this.#plan = plan;
    this.#horizon = horizon;
    this.#switchings = switchings;
  }

  offUntil(luck: number, t: number): number {
    let at = t;
    while (at !== NEVER && !this.#isOn(luck, at)) at = this.#nextChange(luck, at);
    return at === t ? -1 : at;
  }

  nextOff(luck: number, t: number): number {
    let at = this.#nextChange(luck, t);
    while (at !== NEVER && this.#isOn(luck, at)) at = this.#nextChange(luck, at);
    return at;
  }

  #isOn(luck: number, t: number): boolean {
    const last = this.#switchings.findLast(({ at }) => at <= t);
    if (last === undefined || this.#planChange(luck, last.at) <= t) return this.#plan.isOn(luck, t);
    return last.on;
  }

  #nextChange(luck: number, t: number): number {
    const next = this.#switchings.find(({ at }) => at > t);
    return Math.min(next?.at ?? NEVER, this.#planChange(luck, t));
  }

  /** When the plan next does the other thing. */
  #planChange(luck: number, t: number): number {
    if (!this.#plan.isOn(luck, t)) return this.#plan.nextOn(luck, t);
    let at = this.#plan.nextOff(luck, t);
    while (at <= this.#horizon && this.#plan.isOn(luck, at)) at = this.#plan.nextOff(luck, at);
    return at <= this.#horizon ? at : NEVER;
  }
}
