// A candidate as the policy sees it: what the policy does not look at is not worked out (R15-R17, R22).
// Refuses to know the policy's rules.

import type { Candidate } from '../rollout/admission.ts';
import { runEnd } from '../rollout/limits.ts';
import { hasUpdate } from './offer.ts';
import type { Timers } from './timers.ts';
import type { World } from './world.ts';

/** One VM at one instant; made once and told each time who asks. */
export interface Asking extends Candidate {
  tell(vm: number, now: number): void;
}

export function askingOf(world: World, { offFrom }: Timers): Asking {
  const { rollout, halted, phaseOpen, turnZone, reserve } = world;
  const { averageInstall, runWindow } = world.scenario.parameters;
  const { clock, zone, group, region } = world.fleet;
  const { start, end, rowAt } = world.nights;
  /** By clock: no day's end ends a run (F5). */
  const allHours = Uint8Array.from(world.fleet.clocks, (one) => Number(one.allHours));
  const regions = world.fleet.regions.length;
  const UNKNOWN = -1;

  /** Its rollout in its region. */
  const placeOf = (vm: number): number => rollout[vm] * regions + region[vm];

  /** Getters of a class: V8 inlines those, and calls those of a plain object. */
  class OneVm implements Asking {
    now = 0;
    #vm = 0;
    #row = UNKNOWN;

    tell(vm: number, now: number): void {
      this.#vm = vm;
      this.now = now;
      this.#row = UNKNOWN;
    }

    get halted(): boolean {
      return halted[rollout[this.#vm]] === 1;
    }

    get phaseOpen(): boolean {
      return phaseOpen[placeOf(this.#vm)] === 1;
    }

    get zoneClosed(): boolean {
      const own = zone[this.#vm];
      return own > 0 && turnZone[placeOf(this.#vm)] !== own;
    }

    get on(): boolean {
      return offFrom(this.#vm, this.now) > this.now;
    }

    get windowStart(): number {
      return start[this.#night()];
    }

    get windowEnd(): number {
      const night = allHours[clock[this.#vm]] === 1 ? Number.POSITIVE_INFINITY : end[this.#night()];
      return runEnd(this.now, night, runWindow);
    }

    get needs(): number {
      return reserve[group[this.#vm]] + (hasUpdate(world, this.#vm) ? averageInstall : 0);
    }

    #night(): number {
      if (this.#row === UNKNOWN) this.#row = rowAt(clock[this.#vm], this.now);
      return this.#row;
    }
  }
  return new OneVm();
}
