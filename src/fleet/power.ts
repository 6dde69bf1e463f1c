// When VMs are switched on: a plan answers for any VM and instant without anything having been executed (R32).
// Refuses to know why a VM is off and what that means for patching.

import { NEVER } from '../kernel/eventlist.ts';
import type { OffSource } from './off-sources.ts';

/** The plan of VMs that share it. Off when any source says so; no sources: always on. */
export class PowerPlan {
  readonly #sources: readonly OffSource[];
  readonly #horizon: number;
  readonly alwaysOn: boolean;

  /** `horizon`: seconds up to which the sources can answer. */
  constructor(sources: readonly OffSource[], horizon: number) {
    this.#sources = sources;
    this.#horizon = horizon;
    this.alwaysOn = sources.length === 0;
  }

  isOn(luck: number, t: number): boolean {
    for (const source of this.#sources) if (source.offUntil(luck, t) >= 0) return false;
    return true;
  }

  /** First instant at or after t at which the VM is on, NEVER when there is none. */
  nextOn(luck: number, t: number): number {
    if (t > this.#horizon) return NEVER;
    let at = t;
    for (let found = true; found; ) {
      found = false;
      for (const source of this.#sources) {
        const end = source.offUntil(luck, at);
        if (end < 0) continue;
        if (end > this.#horizon) return NEVER;
        at = end;
        found = true;
      }
    }
    return at;
  }

  /** First instant after t at which the VM is switched off, for a VM that is on at t; NEVER when there is none. */
  nextOff(luck: number, t: number): number {
    let earliest = NEVER;
    for (const source of this.#sources) earliest = Math.min(earliest, source.nextOff(luck, t));
    return earliest;
  }
}
