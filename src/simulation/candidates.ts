// Whom the rollouts wait for: questions the controller asks about all candidates of a region (R16, R17, R19).
// Refuses to change anything.

import { ORCHESTRATION } from '../fleet/orchestration.ts';
import { isOn } from './timers.ts';
import { WAIT, type World } from './world.ts';

export class Candidates {
  readonly #world: World;
  /** Who answered a question with yes last time: one VM for each rollout and region, or zone. */
  readonly #unattempted = new Map<number, number>();
  readonly #waiting = new Map<number, number>();
  readonly #held = new Map<number, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Some VM in no set that is on still has something of the rollout to install: the limit must not hold it up. */
  waitsForRoom(rollout: number, t: number): boolean {
    const { cells, regions } = this.#world.fleet;
    return regions.some(
      (_, region) =>
        this.isUnderWay(rollout, region) &&
        this.#some(
          this.#held,
          rollout * regions.length + region,
          region,
          (cell) => cells.isSet[cell] === 0 && this.#world.candidates[cell] > 0,
          (vm) => this.#isCandidate(vm, rollout) && isOn(this.#world, vm, t),
        ),
    );
  }

  /** Some VM of the region that is on has not been attempted in the rollout (R16). */
  someoneUnattempted(rollout: number, region: number, t: number): boolean {
    const { fleet, remaining, unattempted, counted } = this.#world;
    const at = rollout * fleet.regions.length + region;
    if (remaining[at] === 0) return false;
    const found = (vm: number): boolean =>
      counted[vm] === 1 && this.#world.rollout[vm] === rollout && isOn(this.#world, vm, t);
    return this.#some(this.#unattempted, at, region, (cell) => unattempted[cell] > 0, found);
  }

  /** Some VM of a zone that is on has something of the rollout to install and is not in flight (R17). */
  someoneWaiting(rollout: number, region: number, zone: number, t: number): boolean {
    const { waiting, fleet, candidates } = this.#world;
    if (!this.isUnderWay(rollout, region)) return false;
    const at = (rollout * fleet.regions.length + region) * 256 + zone;
    const found = (vm: number): boolean =>
      this.#isCandidate(vm, rollout) &&
      fleet.zone[vm] === zone &&
      waiting[vm] !== WAIT.run &&
      waiting[vm] !== WAIT.powerLoss &&
      isOn(this.#world, vm, t);
    return this.#some(this.#waiting, at, region, (cell) => candidates[cell] > 0, found);
  }

  #isCandidate(vm: number, rollout: number): boolean {
    return (
      this.#world.rollout[vm] === rollout && this.#world.orchestration[vm] === ORCHESTRATION.azureManaged
    );
  }

  /** Some VM of the region still has something of the rollout to install. */
  isUnderWay(rollout: number, region: number): boolean {
    return this.#world.candidatesOf[rollout * this.#world.fleet.regions.length + region] > 0;
  }

  /** Whether a VM of the region is `found`. Asked again and again: who was found under `key` last time is asked first. */
  #some(
    last: Map<number, number>,
    key: number,
    region: number,
    inCell: (cell: number) => boolean,
    found: (vm: number) => boolean,
  ): boolean {
    const known = last.get(key);
    if (known !== undefined && found(known)) return true;
    const { cells, cellsOfRegion } = this.#world.fleet;
    for (let cell = cellsOfRegion[region]; cell < cellsOfRegion[region + 1]; cell++) {
      if (!inCell(cell)) continue;
      const end = cells.first[cell] + cells.size[cell];
      for (let vm = cells.first[cell]; vm < end; vm++) {
        if (!found(vm)) continue;
        last.set(key, vm);
        return true;
      }
    }
    return false;
  }
}
