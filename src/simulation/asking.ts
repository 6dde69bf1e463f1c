// A candidate as the policy sees it: what the policy does not look at is not worked out (R15-R17, R22).
// Refuses to know the policy's rules.

import { nightAt } from '../calendar/night.ts';
import { windowEnd } from '../fleet/fleet.ts';
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
  const { clocks, clock, zone, group, region } = world.fleet;
  const regions = world.fleet.regions.length;
  const UNKNOWN = -1;

  /** Its rollout in its region. */
  const placeOf = (vm: number): number => rollout[vm] * regions + region[vm];

  /** Getters of a class: V8 inlines those, and calls those of a plain object. */
  class OneVm implements Asking {
    now = 0;
    #vm = 0;
    #night = UNKNOWN;

    tell(vm: number, now: number): void {
      this.#vm = vm;
      this.now = now;
      this.#night = UNKNOWN;
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
      return clocks[clock[this.#vm]].offPeak.start[this.#nightNow()];
    }

    get windowEnd(): number {
      return runEnd(this.now, windowEnd(clocks[clock[this.#vm]], this.#nightNow()), runWindow);
    }

    get needs(): number {
      return reserve[group[this.#vm]] + (hasUpdate(world, this.#vm) ? averageInstall : 0);
    }

    #nightNow(): number {
      if (this.#night === UNKNOWN) this.#night = nightAt(clocks[clock[this.#vm]].offPeak, this.now);
      return this.#night;
    }
  }
  return new OneVm();
}
