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

  // An iterator of a list costs more than the question, until V8 has optimised the loop: longer than a small run lasts.
  isOn(luck: number, t: number): boolean {
    const sources = this.#sources;
    // `| 0` tells the compiler that this is a whole number of 32 bits.
    for (let at = 0; at < sources.length; at++) if ((sources[at].offUntil(luck, t) | 0) >= 0) return false;
    return true;
  }

  /** First instant at or after t at which the VM is on, NEVER when there is none. */
  nextOn(luck: number, t: number): number {
    if (t > this.#horizon) return NEVER;
    const sources = this.#sources;
    // A whole number of 32 bits from here on: code made for those is thrown away when another comes.
    let at = t | 0;
    for (let found = true; found; ) {
      found = false;
      for (let index = 0; index < sources.length; index++) {
        const end = sources[index].offUntil(luck, at) | 0;
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
    const sources = this.#sources;
    let earliest = NEVER | 0;
    for (let at = 0; at < sources.length; at++) {
      const off = sources[at].nextOff(luck, t) | 0;
      if (off < earliest) earliest = off;
    }
    return earliest;
  }
}
