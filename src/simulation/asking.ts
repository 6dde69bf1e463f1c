// A candidate as the policy sees it: what the policy does not look at is not worked out (R15-R17, R22).
// Refuses to know the policy's rules.

import { nightAt } from '../calendar/night.ts';
import { windowEnd } from '../fleet/fleet.ts';
import type { Candidate } from '../rollout/admission.ts';
import { runEnd } from '../rollout/limits.ts';
import { hasUpdate } from './offer.ts';
import { offFrom } from './timers.ts';
import type { World } from './world.ts';

/** One VM at one instant; made once and told each time who asks. */
export class Asking implements Candidate {
  readonly #world: World;
  vm = 0;
  now = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get halted(): boolean {
    const { halted, rollout } = this.#world;
    return halted[rollout[this.vm]] === 1;
  }

  get phaseOpen(): boolean {
    return this.#world.phaseOpen[this.#place] === 1;
  }

  get zoneClosed(): boolean {
    const zone = this.#world.fleet.zone[this.vm];
    return zone > 0 && this.#world.turnZone[this.#place] !== zone;
  }

  get on(): boolean {
    return offFrom(this.#world, this.vm, this.now) > this.now;
  }

  get windowStart(): number {
    const { clocks, clock } = this.#world.fleet;
    const { offPeak } = clocks[clock[this.vm]];
    return offPeak.start[nightAt(offPeak, this.now)];
  }

  get windowEnd(): number {
    const { fleet, scenario } = this.#world;
    const clock = fleet.clocks[fleet.clock[this.vm]];
    const end = windowEnd(clock, nightAt(clock.offPeak, this.now));
    return runEnd(this.now, end, scenario.parameters.runWindow);
  }

  get needs(): number {
    const { fleet, reserve, scenario } = this.#world;
    const install = hasUpdate(this.#world, this.vm) ? scenario.parameters.averageInstall : 0;
    return reserve[fleet.group[this.vm]] + install;
  }

  /** Its rollout in its region. */
  get #place(): number {
    const { rollout, fleet } = this.#world;
    return rollout[this.vm] * fleet.regions.length + fleet.region[this.vm];
  }
}
