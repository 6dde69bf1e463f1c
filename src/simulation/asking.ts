// A candidate as the policy sees it: what is dear to work out waits until the policy looks at it (R15-R17, R22).
// Refuses to know the policy's rules.

import { NEVER } from '../kernel/eventlist.ts';
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
  const { firstRow, start, end, rowAt } = world.nights;
  /** By row: end of the hours in which a run may go on; never where all are off-peak, no day's end ends a run (F5). */
  const runsUntil = end.slice();
  world.fleet.clocks.forEach(({ allHours }, one) => {
    if (allHours) runsUntil.fill(NEVER, firstRow[one], firstRow[one + 1]);
  });
  const regions = world.fleet.regions.length;
  // In scope they are constants to the compiler.
  const endOfRun = runEnd;
  const isOffered = hasUpdate;

  /**
   * What costs a look at some columns is worked out at once, the rest when the policy asks. Getters of a class: V8 inlines
   * those as long as they are short, and calls those of a plain object.
   */
  class OneVm implements Asking {
    now = 0;
    windowStart = 0;
    windowEnd = 0;
    #vm = 0;
    #halted = 0;
    #open = 0;
    #closed = 0;

    tell(vm: number, instant: number): void {
      // `| 0` tells the compiler that this is a whole number of 32 bits.
      const now = instant | 0;
      const of = rollout[vm];
      const place = of * regions + region[vm];
      const own = zone[vm];
      const row = rowAt(clock[vm], now);
      this.#vm = vm;
      this.now = now;
      this.windowStart = start[row];
      this.windowEnd = endOfRun(now, runsUntil[row], runWindow);
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

    get needs(): number {
      return reserve[group[this.#vm]] + (isOffered(world, this.#vm) ? averageInstall : 0);
    }
  }
  return new OneVm();
}
