// A candidate as the policy sees it: what the policy does not look at is not worked out (R15-R17, R22).
// Refuses to know the policy's rules.

import { NEVER } from '../kernel/eventlist.ts';
import type { Candidate } from '../rollout/admission.ts';
import { runEnd } from '../rollout/limits.ts';
import type { Timers } from './timers.ts';
import type { World } from './world.ts';

/** One VM at one instant; made once and told each time who asks. */
export interface Asking extends Candidate {
  tell(vm: number, now: number): void;
}

export function askingOf(world: World, { offFrom }: Timers): Asking {
  const { rollout, halted, phaseOpen, turnZone, reserve, offer, dotnetOffer } = world;
  const { averageInstall, runWindow } = world.scenario.parameters;
  const { clock, zone, group, region } = world.fleet;
  const { start, end, rowAt } = world.nights;
  /** By clock: no day's end ends a run (F5). */
  const allHours = Uint8Array.from(world.fleet.clocks, (one) => Number(one.allHours));
  const regions = world.fleet.regions.length;

  /**
   * What costs a look at a column or two is worked out at once, the rest when the policy asks. Getters of a class: V8
   * inlines those as long as they are short, and calls those of a plain object.
   */
  class OneVm implements Asking {
    now = 0;
    windowEnd = 0;
    #vm = 0;
    #halted = 0;
    #open = 0;
    #closed = 0;

    tell(vm: number, now: number): void {
      const of = rollout[vm];
      const place = of * regions + region[vm];
      const own = zone[vm];
      this.now = now | 0;
      this.#vm = vm;
      this.#halted = halted[of];
      this.#open = phaseOpen[place];
      this.#closed = own === 0 || turnZone[place] === own ? 0 : 1;
    }

    get halted(): boolean {
      return this.#halted === 1;
    }

    get phaseOpen(): boolean {
      return this.#open === 1;
    }

    get zoneClosed(): boolean {
      return this.#closed === 1;
    }

    get on(): boolean {
      return offFrom(this.#vm, this.now) > this.now;
    }

    /** Looks the window's end up as well, which nobody wants to know without its start. */
    get windowStart(): number {
      const own = clock[this.#vm];
      const row = rowAt(own, this.now);
      this.windowEnd = runEnd(this.now, allHours[own] === 1 ? NEVER : end[row], runWindow);
      return start[row];
    }

    get needs(): number {
      const update = offer[this.#vm] >= 0 || dotnetOffer[this.#vm] >= 0;
      return reserve[group[this.#vm]] + (update ? averageInstall : 0);
    }
  }
  return new OneVm();
}
